"""Outgoing events in memory."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import takewhile

import attrs

from planning_core.memory.state import State
from planning_core.ports.events import OutgoingEvent


class InMemoryEventOutbox:
    """Events as a list, each under the number after the one before."""

    def __init__(self, state: State) -> None:
        self._events = state.events

    def add(self, event: OutgoingEvent) -> None:
        """Keep an event with what it speaks of."""
        self._events.append(attrs.evolve(event, sequence=self.last_sequence() + 1))

    def after(self, sequence: int, limit: int) -> Sequence[OutgoingEvent]:
        """Events that follow that sequence number, in order."""
        forgotten = self._events[0].sequence - 1 if self._events else 0
        first = max(0, sequence - forgotten)
        return self._events[first : first + limit]

    def last_sequence(self) -> int:
        """The sequence number of the newest event, 0 where there is none."""
        return self._events[-1].sequence if self._events else 0

    def oldest_before(self, instant: datetime) -> bool:
        """Whether the oldest event, not being the newest, is from before an instant."""
        return any(event.at < instant for event in self._events[:-1][:1])

    def forget(self, before: datetime, limit: int) -> int:
        """Drop the oldest events, up to the first that is not from before that instant; how many."""
        old = sum(1 for _ in takewhile(lambda event: event.at < before, self._events[:-1][:limit]))
        del self._events[:old]
        return old
