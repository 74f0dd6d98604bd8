"""Laying out a window of the plan for a page: references by place, occurrences of recurrences, coverage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import compress
from typing import Any

import attrs

from planning_core.domain.conflict import Conflict
from planning_core.domain.people import Availability
from planning_core.domain.principal import AccessRole, Principal
from planning_core.domain.time import Window, micros
from planning_core.domain.work import AssignmentStatus, ShiftStatus
from planning_core.ports.conflict_store import ConflictQuery
from planning_core.ports.timeline import (
    MICROS_A_MILLISECOND,
    Columns,
    TimelineQuery,
    TimelineRows,
    milliseconds,
)
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.rules.subjects import windows_said
from planning_core.use_cases.conflicts_within import conflicts_within
from planning_core.use_cases.limits import Part, part_of

Places = Mapping[str, int]


@attrs.frozen(kw_only=True)
class Timeline:
    """A window of the plan. Columns named for a thing (`site`, `shift`) hold places in its list.

    `coverage` is a step function: what stands at `at_ms` holds until the next one, the last until the
    window's end. `elsewhere` is when people work outside the part of the plan that the reader is kept to
    (None: the reader is kept to none).
    """

    references: Mapping[str, Sequence[Mapping[str, Any]]]
    shifts: Columns
    assignments: Columns
    availability: Columns
    coverage: Columns
    elsewhere: Columns | None = None


def read_timeline(
    query: TimelineQuery, *, principal: Principal, uow: UnitOfWork
) -> tuple[Timeline, list[Conflict]]:
    """What overlaps the window and matches, and the standing conflicts of it.

    With filters, the conflicts are those that name a shift shown or one of the people asked for. A caller
    with limits sees shifts and blackouts of their own part of the plan, and when people work elsewhere, no
    more. Raises Forbidden below viewer.
    """
    principal.require(AccessRole.VIEWER, "read the timeline")
    part = part_of(principal, uow)
    if part is not None:
        return _read_part(query, part, principal, uow)
    return _read(query, uow)


def _read(query: TimelineQuery, uow: UnitOfWork) -> tuple[Timeline, list[Conflict]]:
    rows = uow.timeline.rows(query)
    window = query.window
    asked = ConflictQuery(ends_after=window.start, starts_before=window.end)
    if not query.collaborator_ids:
        # What names a shift shown names one of these sites and missions; the rest need not be read.
        asked = attrs.evolve(asked, site_ids=query.site_ids, mission_ids=query.mission_ids)
    found = uow.conflicts.find(asked)
    if query.filters:
        shown, people = set(rows.shifts["id"]), set(query.collaborator_ids)
        found = [
            one
            for one in found
            if not shown.isdisjoint(one.shift_ids) or not people.isdisjoint(one.collaborator_ids)
        ]
    return lay_out(rows, window), found


def _read_part(
    query: TimelineQuery, part: Part, principal: Principal, uow: UnitOfWork
) -> tuple[Timeline, list[Conflict]]:
    where = part.narrowed(query.filters, ("site_id", "mission_id"))
    own = TimelineQuery(window=query.window, **{f"{field}s": ids for field, ids in where.items()})
    found, conflicts = _read(own, uow)
    # Of a person's work nothing else is told, so no filter but the people's is of account to it.
    around = TimelineQuery(window=query.window, collaborator_ids=query.collaborator_ids)
    elsewhere = _elsewhere(uow.timeline.rows(around), part, found)
    ids = {*found.shifts["id"], *found.assignments["id"]}
    seen = conflicts_within(conflicts, principal, uow, own=ids)
    return attrs.evolve(found, elsewhere=elsewhere), list(seen)


def _elsewhere(rows: TimelineRows, part: Part, shown: Timeline) -> Columns:
    """When people work on shifts outside that part, by start; of shown people alone."""
    people = _places(one["id"] for one in shown.references["collaborator"])
    columns = ("id", "site_id", "mission_id", "status", "start_ms", "end_ms")
    times = {
        shift_id: (start, end)
        for shift_id, site_id, mission_id, status, start, end in zip(
            *(rows.shifts[name] for name in columns), strict=True
        )
        if status != ShiftStatus.CANCELLED and not part.has(site_id, mission_id)
    }
    named = ("shift_id", "collaborator_id", "status")
    busy = sorted(
        {
            (*times[shift_id], people[person])
            for shift_id, person, status in zip(*(rows.assignments[name] for name in named), strict=True)
            if shift_id in times and person in people and status != AssignmentStatus.REJECTED
        }
    )
    return {
        "collaborator": [person for _, _, person in busy],
        "start_ms": [start for start, _, _ in busy],
        "end_ms": [end for _, end, _ in busy],
    }


def lay_out(rows: TimelineRows, window: Window) -> Timeline:
    """Stored rows with places in lists instead of ids, recurrences laid out in the window, and coverage.

    What names something that the rows do not hold (removed while they were read) is left out.
    """
    places = {kind: _places(one["id"] for one in records) for kind, records in rows.references.items()}
    shifts = _known(rows.shifts, mission_id=places["mission"], site_id=places["site"], role_id=places["role"])
    assignments = _known(
        rows.assignments,
        shift_id=_places(shifts["id"]),
        collaborator_id=places["collaborator"],
        role_id=places["role"],
    )
    return Timeline(
        references=rows.references,
        shifts=shifts,
        assignments=assignments,
        availability=_said(rows, places["collaborator"], window),
        coverage=_coverage(shifts, assignments, window),
    )


def _places(ids: Iterable[str]) -> dict[str, int]:
    return {one: place for place, one in enumerate(ids)}


def _known(columns: Columns, **places: Places) -> Columns:
    """The columns with places instead of ids, without the rows whose ids have none."""
    found = {name: list(map(of.get, columns[name])) for name, of in places.items()}
    kept = {name: values for name, values in columns.items() if name not in found}
    kept.update((name.removesuffix("_id"), values) for name, values in found.items())
    if not any(None in values for values in found.values()):
        return kept
    whole = [None not in row for row in zip(*found.values(), strict=True)]
    return {name: list(compress(values, whole)) for name, values in kept.items()}


def _said(rows: TimelineRows, people: Places, window: Window) -> Columns:
    """Single windows and the occurrences of recurrences."""
    said: dict[str, list[Any]] = {name: list(values) for name, values in rows.availability.items()}
    said["recurring"] = [False] * len(said["id"])
    for entry in rows.recurring:
        for start_ms, end_ms in _occurrences(entry, window):
            said["id"].append(entry.id)
            said["collaborator_id"].append(entry.collaborator_id)
            said["kind"].append(entry.kind.value)
            said["start_ms"].append(start_ms)
            said["end_ms"].append(end_ms)
            said["weight"].append(entry.weight)
            said["template_id"].append(entry.template_id)
            said["reason"].append(entry.reason)
            said["version"].append(entry.version)
            said["recurring"].append(True)
    return _known(dict(said), collaborator_id=people)


def _occurrences(entry: Availability, window: Window) -> Iterable[tuple[int, int]]:
    first, last = micros(window.start), micros(window.end)
    for start, end in windows_said(entry, first, last):
        if start < last and end > first:
            yield start // MICROS_A_MILLISECOND, end // MICROS_A_MILLISECOND


def _coverage(shifts: Columns, assignments: Columns, window: Window) -> Columns:
    """Seats wanted and seats filled over time; of a shift with people to spare only its seats count."""
    filled = [0] * len(shifts["id"])
    for place, status in zip(assignments["shift"], assignments["status"], strict=True):
        if status != AssignmentStatus.REJECTED:
            filled[place] += 1
    first, last = milliseconds(window.start), milliseconds(window.end)
    steps: dict[int, tuple[int, int]] = {first: (0, 0)}
    columns = (shifts[name] for name in ("start_ms", "end_ms", "status", "headcount"))
    for start, end, status, wanted, on_it in zip(*columns, filled, strict=True):
        start, end = max(start, first), min(end, last)
        if status == ShiftStatus.CANCELLED or not wanted or start >= end:
            continue
        seats = min(on_it, wanted)
        before = steps.get(start, (0, 0))
        steps[start] = (before[0] + wanted, before[1] + seats)
        before = steps.get(end, (0, 0))
        steps[end] = (before[0] - wanted, before[1] - seats)
    steps.pop(last, None)
    return _summed(steps)


def _summed(steps: Mapping[int, tuple[int, int]]) -> Columns:
    at: list[int] = []
    wanted: list[int] = []
    assigned: list[int] = []
    both = (0, 0)
    for instant in sorted(steps):
        change = steps[instant]
        if at and change == (0, 0):
            continue
        both = (both[0] + change[0], both[1] + change[1])
        at.append(instant)
        wanted.append(both[0])
        assigned.append(both[1])
    return {"at_ms": at, "wanted": wanted, "assigned": assigned}
