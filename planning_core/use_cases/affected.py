"""Whom and what a set of edits can put in conflict, and when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import attrs

from planning_core.domain.change import Edit
from planning_core.domain.people import Availability, Collaborator, Recurrence
from planning_core.domain.plan import Plan
from planning_core.domain.reference import Blackout, Role, Site
from planning_core.domain.time import Window, whole_weeks
from planning_core.domain.work import Assignment, Shift, ShiftTemplate

_RECURRENCE_SLACK = timedelta(days=3)


@attrs.define
class Affected:
    """People and shifts to judge, and the hull of the time that the edits speak of.

    `always` says that an edit concerns all of somebody's time; `window` is then of no account.
    """

    collaborator_ids: set[str] = attrs.field(factory=set)
    shift_ids: set[str] = attrs.field(factory=set)
    window: Window | None = None
    always: bool = False

    def at(self, starts_at: datetime, ends_at: datetime) -> None:
        """Widen the hull to that time."""
        window = Window(starts_at, ends_at)
        self.window = window if self.window is None else self.window.hull(window)

    def reaching(self, reach: timedelta) -> Window | None:
        """The hull with what rules must see around it, in whole ISO weeks (None: all time)."""
        if self.always or self.window is None:
            return None
        return whole_weeks(self.window.widened(reach))


def affected_by(edits: Iterable[Edit], plan: Plan) -> Affected:
    """Who and what these edits can put in conflict, as far as the plan (before them) knows."""
    found = Affected()
    for edit in edits:
        for state in (edit.before, edit.after):
            if state is not None:
                _add(found, state, edit, plan)
    return found


def _add(found: Affected, state: Any, edit: Edit, plan: Plan) -> None:
    if isinstance(state, Assignment):
        found.collaborator_ids.add(state.collaborator_id)
        found.shift_ids.add(state.shift_id)
        shift = plan.shifts.get(state.shift_id)
        if shift is not None:
            found.at(shift.starts_at, shift.ends_at)
    elif isinstance(state, Shift):
        found.shift_ids.add(state.id)
        found.collaborator_ids.update(a.collaborator_id for a in plan.assignments_on(state.id) if a.active)
        found.at(state.starts_at, state.ends_at)
    elif isinstance(state, Availability):
        found.collaborator_ids.add(state.collaborator_id)
        _at_availability(found, state)
    elif isinstance(state, Collaborator):
        if _differs(edit, "site_ids", "role_ids", "skills", "timezone", "contract", "active"):
            found.collaborator_ids.add(state.id)
            found.always = True
    elif isinstance(state, Blackout):
        found.shift_ids.update(
            s.id
            for s in plan.shifts.values()
            if s.site_id == state.site_id and s.starts_at < state.ends_at and s.ends_at > state.starts_at
        )
        found.at(state.starts_at, state.ends_at)
    elif isinstance(state, Role | ShiftTemplate):
        _add_users(found, state, edit, plan)
    elif isinstance(state, Site) and _differs(edit, "timezone"):
        found.shift_ids.update(s.id for s in plan.shifts.values() if s.site_id == state.id)


def _at_availability(found: Affected, entry: Availability) -> None:
    if entry.starts_at is not None and entry.ends_at is not None:
        found.at(entry.starts_at, entry.ends_at)
    elif entry.recurrence is not None and _bounded(entry.recurrence):
        first = datetime.combine(entry.recurrence.valid_from or date.min, time.min, tzinfo=UTC)
        last = datetime.combine(entry.recurrence.valid_until or date.max, time.min, tzinfo=UTC)
        found.at(first - _RECURRENCE_SLACK, last + _RECURRENCE_SLACK)
    else:
        found.always = True


def _bounded(recurrence: Recurrence) -> bool:
    """Whether it begins and ends; dates beyond all that is planned (9999-12-31) leave it open."""
    first, last = recurrence.valid_from, recurrence.valid_until
    return first is not None and last is not None and first.year > 1900 and last.year < 2199


def _add_users(found: Affected, state: Role | ShiftTemplate, edit: Edit, plan: Plan) -> None:
    """People on shifts of a role or template whose demands on people change."""
    field = "required_skill_ids" if isinstance(state, Role) else "not_followed_by"
    if not _differs(edit, field):
        return
    key = "role_id" if isinstance(state, Role) else "template_id"
    shifts = {s.id for s in plan.shifts.values() if getattr(s, key) == state.id}
    users = {a.collaborator_id for a in plan.assignments.values() if a.active and a.shift_id in shifts}
    if users:
        found.collaborator_ids.update(users)
        found.always = True


def _differs(edit: Edit, *fields: str) -> bool:
    if edit.before is None or edit.after is None:
        return True
    return any(getattr(edit.before, f) != getattr(edit.after, f) for f in fields)
