"""The overlaps that edits would make, for whoever is refused them by the database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import combinations

import attrs
import sqlalchemy as sa

from adapters.sql.plan_tables import assignment, shift
from adapters.sql.session import Session
from planning_core.domain.change import Edit
from planning_core.domain.conflict import Conflict
from planning_core.domain.reference import Severity
from planning_core.domain.work import Assignment, Shift, ShiftStatus

RULE = "double_booking"


@attrs.frozen
class _Work:
    id: str
    shift_id: str
    collaborator_id: str
    starts_at: datetime
    ends_at: datetime


def double_bookings(session: Session, edits: Sequence[Edit]) -> list[Conflict]:
    """Pairs of active assignments of one person that would overlap once these edits are carried out."""
    placed = {edit.id: edit.after for edit in edits if edit.entity == "assignment"}
    shifts = {edit.id: edit.after for edit in edits if isinstance(edit.after, Shift)}
    people = {one.collaborator_id for one in placed.values() if isinstance(one, Assignment)}
    on_them = session.select(assignment, assignment.c.collaborator_id)
    people |= {row.collaborator_id for row in session.rows_among(on_them, assignment.c.shift_id, shifts)}
    works = {work.id: work for work in _stored(session, people, shifts) if work.id not in placed}
    works |= {work.id: work for work in _placed(session, placed, shifts)}
    touched = placed.keys() | {work.id for work in works.values() if work.shift_id in shifts}
    return [
        _conflict(first, second)
        for first, second in combinations(
            sorted(works.values(), key=lambda work: (work.starts_at, work.id)), 2
        )
        if first.collaborator_id == second.collaborator_id
        and first.ends_at > second.starts_at
        and not touched.isdisjoint({first.id, second.id})
    ]


def _stored(session: Session, people: set[str], shifts: dict[str, Shift]) -> Iterator[_Work]:
    columns = assignment.c
    active = session.select(assignment).where(columns.status != "rejected", sa.not_(columns.cancelled))
    for row in session.rows_among(active, columns.collaborator_id, people):
        edited = shifts.get(row.shift_id)
        if edited is None:
            yield _Work(row.id, row.shift_id, row.collaborator_id, row.starts_at, row.ends_at)
        elif edited.status is not ShiftStatus.CANCELLED:
            yield _Work(row.id, row.shift_id, row.collaborator_id, edited.starts_at, edited.ends_at)


def _placed(session: Session, placed: Mapping[str, object], shifts: Mapping[str, Shift]) -> Iterator[_Work]:
    wanted = [one for one in placed.values() if isinstance(one, Assignment) and one.active]
    select = session.select(shift, shift.c.id, shift.c.starts_at, shift.c.ends_at)
    stored = {row.id: row for row in session.rows_among(select, shift.c.id, [one.shift_id for one in wanted])}
    for one in wanted:
        where = shifts.get(one.shift_id) or stored.get(one.shift_id)
        if where is not None:
            yield _Work(one.id, one.shift_id, one.collaborator_id, where.starts_at, where.ends_at)


def _conflict(first: _Work, second: _Work) -> Conflict:
    """The conflict as the rule tells it, its day in UTC."""
    end: datetime = min(first.ends_at, second.ends_at)
    overlap: timedelta = end - second.starts_at
    return Conflict(
        type=Severity.HARD,
        rule=RULE,
        owner=first.collaborator_id,
        details={
            "found": overlap // timedelta(minutes=1),
            "limit": 0,
            "unit": "minutes",
            "day": second.starts_at.date().isoformat(),
        },
        shift_ids=(first.shift_id, second.shift_id),
        assignment_ids=(first.id, second.id),
        collaborator_ids=(first.collaborator_id,),
        starts_at=second.starts_at,
        ends_at=end,
        subject=tuple(sorted((first.id, second.id))),
        excess=overlap // timedelta(microseconds=1),
    )
