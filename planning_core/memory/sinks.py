"""States of audit sinks and their dead letters in memory."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import attrs

from planning_core.memory.state import State
from planning_core.ports.sinks import DeadLetter, SinkState


class InMemorySinkStore:
    """States by name, dead letters by sink and number."""

    def __init__(self, state: State) -> None:
        self._sinks, self._letters = state.sinks, state.dead_letters

    def states(self) -> list[SinkState]:
        """Every sink that was ever fed, by name."""
        return [self._sinks[name] for name in sorted(self._sinks)]

    def claim(self, name: str, holder: str, now: datetime, until: datetime) -> SinkState | None:
        """Take a sink for one feeder; None while another one holds it."""
        state = self._sinks.get(name, SinkState(name=name))
        held = state.claimed_until is not None and now < state.claimed_until <= until
        if held and state.claimed_by != holder:
            return None
        self._sinks[name] = attrs.evolve(state, claimed_by=holder, claimed_until=until)
        return self._sinks[name]

    def keep(self, state: SinkState, holder: str) -> bool:
        """Store a state if that feeder holds the sink still; whether it did."""
        current = self._sinks.get(state.name)
        if current is None or current.claimed_by != holder:
            return False
        self._sinks[state.name] = state
        return True

    def bury(self, letter: DeadLetter) -> None:
        """Keep a dead letter, in the place of an earlier one of that entry."""
        self._letters[letter.sink, letter.number] = letter

    def letters(self, sinks: Collection[str], after: int, limit: int) -> list[DeadLetter]:
        """Dead letters of these sinks (empty: all) for entries above that number, by number and sink."""
        found = [
            one for one in self._letters.values() if one.number > after and (not sinks or one.sink in sinks)
        ]
        return sorted(found, key=lambda one: (one.number, one.sink))[:limit]

    def unbury(self, sink: str, number: int) -> None:
        """Drop a dead letter, if there is one."""
        self._letters.pop((sink, number), None)
