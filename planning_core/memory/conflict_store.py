"""Standing conflicts in memory."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from planning_core.domain.conflict import Conflict
from planning_core.memory.state import State
from planning_core.ports.conflict_store import ConflictQuery

_ABOUT = {"shift": "shift_ids", "assignment": "assignment_ids", "collaborator": "collaborator_ids"}


class InMemoryConflictStore:
    """Conflicts in a dict by fingerprint."""

    def __init__(self, state: State) -> None:
        self._state = state

    def about(self, kind: str, ids: Collection[str]) -> dict[str, list[Conflict]]:
        """Conflicts that concern these shifts, assignments or collaborators (`kind`), by id, in order."""
        wanted, found = set(ids), dict[str, list[Conflict]]()
        for conflict in _in_order(self._state.conflicts.values()):
            for one in dict.fromkeys(getattr(conflict, _ABOUT[kind])):
                if one in wanted:
                    found.setdefault(one, []).append(conflict)
        return found

    def get(self, fingerprint: str) -> Conflict | None:
        """The conflict of that fingerprint, or None."""
        return self._state.conflicts.get(fingerprint)

    def owned(self, owners: Collection[str]) -> list[Conflict]:
        """Conflicts that the evaluation of these people or shifts found, in order."""
        wanted = set(owners)
        return _in_order(one for one in self._state.conflicts.values() if one.owner in wanted)

    def find(self, query: ConflictQuery) -> list[Conflict]:
        """Conflicts that match, in order."""
        return _in_order(one for one in self._state.conflicts.values() if self._matches(one, query))

    def replace(self, gone: Collection[str], found: Sequence[Conflict]) -> None:
        """Take away those with these fingerprints, put these in (over one of the same fingerprint)."""
        for fingerprint in gone:
            self._state.conflicts.pop(fingerprint, None)
        self._state.conflicts.update((one.fingerprint, one) for one in found)

    def clear(self) -> None:
        """Take all away."""
        self._state.conflicts.clear()

    def _matches(self, conflict: Conflict, query: ConflictQuery) -> bool:
        return (
            (query.ends_after is None or conflict.ends_at > query.ends_after)
            and (query.starts_before is None or conflict.starts_at < query.starts_before)
            and (not query.rules or conflict.rule in query.rules)
            and (not query.types or conflict.type.value in query.types)
            and (
                not query.collaborator_ids
                or not set(conflict.collaborator_ids).isdisjoint(query.collaborator_ids)
            )
            and self._in_scope(conflict, query)
        )

    def _in_scope(self, conflict: Conflict, query: ConflictQuery) -> bool:
        if not query.site_ids and not query.mission_ids:
            return True
        shifts: list[Any] = [self._state.entities["shift"].get(one) for one in conflict.shift_ids]
        return any(
            (not query.site_ids or shift.site_id in query.site_ids)
            and (not query.mission_ids or shift.mission_id in query.mission_ids)
            for shift in shifts
            if shift is not None
        )


def _in_order(conflicts: Iterable[Conflict]) -> list[Conflict]:
    return sorted(conflicts, key=lambda one: (one.sort_key(), one.fingerprint))
