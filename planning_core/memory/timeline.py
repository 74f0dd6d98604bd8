"""Windows of the plan from the in-memory tables."""

from __future__ import annotations

from typing import Any

from planning_core.domain.kinds import Entity
from planning_core.domain.people import Availability
from planning_core.domain.time import Window
from planning_core.domain.work import Assignment, Shift
from planning_core.memory.plan_listing import list_page
from planning_core.memory.state import State
from planning_core.ports.plan_store import Query
from planning_core.ports.timeline import (
    REFERENCE_FIELDS,
    TimelineQuery,
    TimelineRows,
    assignment_columns,
    availability_columns,
    by_name,
    reference_record,
    shift_columns,
)

_ALL = 1_000_000_000


class InMemoryTimelineReader:
    """A window taken out of all that there is."""

    def __init__(self, state: State) -> None:
        self._tables = state.entities

    def rows(self, query: TimelineQuery) -> TimelineRows:
        """Shifts that overlap the window and match, all their assignments, and what both speak of."""
        shifts = [one for one in self._within("shift", query.window, query.filters) if isinstance(one, Shift)]
        assignments = self._of_shifts(shifts)
        named = {one.collaborator_id for one in assignments}
        people = {"collaborator_id": query.collaborator_ids} if query.collaborator_ids else {}
        said = [
            one for one in self._within("availability", query.window, people) if isinstance(one, Availability)
        ]
        return TimelineRows(
            references={
                **{kind: self._references(kind, named) for kind in REFERENCE_FIELDS if kind != "blackout"},
                "blackout": self._blackouts(query),
            },
            shifts=shift_columns(shifts),
            assignments=assignment_columns(assignments),
            availability=availability_columns(one for one in said if one.recurrence is None),
            recurring=[one for one in said if one.recurrence is not None],
        )

    def _within(self, kind: str, window: Window, where: dict[str, tuple[str, ...]]) -> list[Entity]:
        query = Query(kind=kind, where=where, ends_after=window.start, starts_before=window.end, limit=_ALL)
        return list(list_page(self._tables, query).items)

    def _of_shifts(self, shifts: list[Shift]) -> list[Assignment]:
        starts = {shift.id: shift.starts_at for shift in shifts}
        found = [
            one
            for one in self._tables["assignment"].values()
            if isinstance(one, Assignment) and one.shift_id in starts
        ]
        return sorted(found, key=lambda one: (starts[one.shift_id], one.id))

    def _references(self, kind: str, named: set[str]) -> list[Any]:
        things: list[Any] = list(self._tables[kind].values())
        if kind == "collaborator":
            things = [one for one in things if one.active or one.id in named]
        return by_name(reference_record(kind, one) for one in things)

    def _blackouts(self, query: TimelineQuery) -> list[Any]:
        where = {"site_id": query.site_ids} if query.site_ids else {}
        found: list[Any] = self._within("blackout", query.window, where)
        found.sort(key=lambda one: (one.starts_at, one.id))
        return [reference_record("blackout", one) for one in found]
