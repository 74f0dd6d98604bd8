"""Outgoing events in memory."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from planning_core.memory.state import State
from planning_core.ports.events import OutgoingEvent


class InMemoryEventOutbox:
    """Events as a list; an event's sequence number is its place in it, from 1."""

    def __init__(self, state: State) -> None:
        self._events = state.events

    def add(self, event: OutgoingEvent) -> None:
        """Keep an event with what it speaks of."""
        self._events.append(attrs.evolve(event, sequence=len(self._events) + 1))

    def after(self, sequence: int, limit: int) -> Sequence[OutgoingEvent]:
        """Events that follow that sequence number, in order."""
        first = max(0, sequence)
        return self._events[first : first + limit]

    def last_sequence(self) -> int:
        """The sequence number of the newest event, 0 where there is none."""
        return len(self._events)
