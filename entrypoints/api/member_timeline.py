"""The timeline of a member: their own shifts as published, their own availability, and what these name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, cast

import attrs

from entrypoints.api.visibility import page_of
from planning_core.domain.conflict import Conflict
from planning_core.domain.history import PublishedShift
from planning_core.domain.kinds import Entity
from planning_core.domain.people import Availability, Collaborator
from planning_core.domain.principal import Principal
from planning_core.domain.reference import Mission, Role
from planning_core.domain.work import Shift
from planning_core.ports.conflict_store import ConflictQuery
from planning_core.ports.plan_store import Query
from planning_core.ports.timeline import (
    TimelineQuery,
    TimelineRows,
    assignment_columns,
    availability_columns,
    by_name,
    reference_record,
    shift_columns,
)
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.use_cases.own_plan import published_to
from planning_core.use_cases.timeline import Timeline, lay_out

_AT_ONCE = 5_000
_NO_COVERAGE: dict[str, list[int]] = {"at_ms": [], "wanted": [], "assigned": []}


def read_own_timeline(
    query: TimelineQuery, principal: Principal, uow: UnitOfWork
) -> tuple[Timeline, list[Conflict]]:
    """What a member may see of a window. Of others there is nothing in it, so nothing of coverage either."""
    own = principal.collaborator_id or ""
    told = [one for one in published_to(own, uow).values() if _matches(one.shift, query)]
    told.sort(key=lambda one: (one.shift.starts_at, one.shift.id))
    rows = _rows(query, told, principal, uow)
    window = query.window
    conflicts = uow.conflicts.find(
        ConflictQuery(ends_after=window.start, starts_before=window.end, collaborator_ids=(own,))
    )
    return attrs.evolve(lay_out(rows, window), coverage=dict(_NO_COVERAGE)), conflicts


def _matches(shift: Shift, query: TimelineQuery) -> bool:
    return shift.window.overlaps(query.window) and all(
        getattr(shift, field) in values
        for field, values in query.filters.items()
        if field != "collaborator_id"
    )


def _rows(
    query: TimelineQuery, told: Sequence[PublishedShift], principal: Principal, uow: UnitOfWork
) -> TimelineRows:
    shifts = [one.shift for one in told]
    window = query.window
    said = cast(
        "list[Availability]",
        _all(Query(kind="availability", ends_after=window.start, starts_before=window.end), principal, uow),
    )
    return TimelineRows(
        references=_references(shifts, principal, uow),
        shifts=shift_columns(shifts),
        assignments=assignment_columns(
            a for one in told for a in sorted(one.assignments, key=lambda a: a.id)
        ),
        availability=availability_columns(one for one in said if one.recurrence is None),
        recurring=[one for one in said if one.recurrence is not None],
    )


def _references(shifts: Iterable[Shift], principal: Principal, uow: UnitOfWork) -> dict[str, list[Any]]:
    """The person, and what their shifts name."""
    shown = list(shifts)
    people = _many("collaborator", [principal.collaborator_id], uow)
    missions = _many("mission", [one.mission_id for one in shown], uow)
    roles = _many("role", [one.role_id for one in shown], uow)
    skills = [one for role in cast("list[Role]", roles) for one in role.required_skill_ids]
    teams = [one.team_id for one in cast("list[Mission | Collaborator]", [*missions, *people])]
    found: dict[str, list[Entity]] = {
        "collaborator": people,
        "mission": missions,
        "role": roles,
        "site": _many("site", [one.site_id for one in shown], uow),
        "skill": _many("skill", skills, uow),
        "team": _many("team", teams, uow),
    }
    records = {kind: by_name(reference_record(kind, e) for e in entities) for kind, entities in found.items()}
    return {**records, "blackout": []}


def _many(kind: str, ids: Collection[str | None], uow: UnitOfWork) -> list[Entity]:
    return list(uow.plan.get_many(kind, {one for one in ids if one is not None}).values())


def _all(query: Query, principal: Principal, uow: UnitOfWork) -> list[Entity]:
    found: list[Entity] = []
    query = attrs.evolve(query, limit=_AT_ONCE)
    while True:
        page = page_of(query, principal, uow)
        found += page.items
        if page.next is None:
            return found
        query = attrs.evolve(query, after=page.next)
