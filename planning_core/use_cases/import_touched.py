"""Whom and what an import touches, in bounded memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta

import attrs

from planning_core.domain.change import Edit
from planning_core.domain.people import Collaborator
from planning_core.domain.plan import Plan
from planning_core.domain.reference import Blackout, Role
from planning_core.domain.time import Window, whole_weeks
from planning_core.domain.work import Assignment, Shift, ShiftTemplate
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.use_cases.affected import Affected, affected_by

MOST_IDS = 20_000
PEOPLE_AT_ONCE = 50
SHIFTS_AT_ONCE = 1000


@attrs.define
class IdSet:
    """Ids, up to a limit; past it all that can be said is that there are `many`, from `first` to `last`."""

    ids: set[str] = attrs.field(factory=set)
    many: bool = False
    first: str = ""
    last: str = ""

    def update(self, ids: Iterable[str]) -> None:
        """Add ids."""
        found = set(ids)
        if not found:
            return
        self.first = min(found) if not self.last else min(self.first, *found)
        self.last = max(self.last, *found)
        if not self.many:
            self.ids |= found
            if len(self.ids) > MOST_IDS:
                self.ids, self.many = set(), True

    def portions(self, size: int) -> Iterator[list[str]]:
        """The ids in order, so many at a time."""
        ordered = sorted(self.ids)
        for start in range(0, len(ordered), size):
            yield ordered[start : start + size]


class Touched:
    """People and shifts that edits can put in conflict, and when."""

    def __init__(self) -> None:
        self.people = IdSet()
        self.shifts = IdSet()
        self.time = Affected()
        self._new_people = IdSet()

    def add(self, edits: Iterable[Edit], result: Plan, uow: UnitOfWork) -> None:
        """Take note of edits already written; `result` is the plan around them afterwards."""
        edits = list(edits)
        work = [e for e in edits if e.entity in ("shift", "assignment") and e.action != "mark"]
        if work:
            self._add_work(work, result, uow)
            return
        self._new_people.update(e.id for e in edits if e.entity == "collaborator" and e.before is None)
        telling = [e for e in edits if self._can_touch(e)]
        affected = affected_by(telling, result)
        self.people.update(affected.collaborator_ids)
        self.time.always = self.time.always or affected.always
        if affected.window is not None:
            self.time.at(affected.window.start, affected.window.end)
        for edit in telling:
            self._add_stored(edit, uow)

    def _can_touch(self, edit: Edit) -> bool:
        """Nothing stands yet that new reference data or what is said of new people could touch."""
        if edit.entity == "availability":
            person = getattr(edit.after, "collaborator_id", None)
            return self._new_people.many or person not in self._new_people.ids
        return edit.before is not None or edit.entity == "blackout"

    def _add_stored(self, edit: Edit, uow: UnitOfWork) -> None:
        """Add stored work that a fact speaks of and that was not loaded with it."""
        people: set[str] = set()
        for state in (edit.before, edit.after):
            if isinstance(state, Blackout):
                self.shifts.update(uow.plan.shifts_at(state.site_id, Window(state.starts_at, state.ends_at)))
            elif isinstance(state, Collaborator):
                people.add(state.id)
        users = _users(edit, uow)
        self.time.always = self.time.always or bool(users)
        self.people.update(people | users)

    def _add_work(self, edits: list[Edit], result: Plan, uow: UnitOfWork) -> None:
        shifts: list[Shift] = []
        moved: set[str] = set()
        for edit in edits:
            for state in (edit.before, edit.after):
                if isinstance(state, Shift):
                    shifts.append(state)
                elif isinstance(state, Assignment):
                    shift = result.shifts.get(state.shift_id)
                    if shift is not None:
                        shifts.append(shift)
            if edit.entity == "shift" and edit.before is not None:
                moved.add(edit.id)
        if moved:
            on_them = uow.plan.assignments_of_shifts(moved)
            self.people.update(a.collaborator_id for a in on_them if isinstance(a, Assignment) and a.active)
        self.people.update(e.after.collaborator_id for e in edits if isinstance(e.after, Assignment))
        self.shifts.update({shift.id for shift in shifts})
        if shifts:
            self.time.at(min(s.starts_at for s in shifts), max(s.ends_at for s in shifts))

    def people_portions(self, uow: UnitOfWork) -> Iterator[list[str]]:
        """The people touched, a portion at a time; where they are too many to remember, all between them."""
        return _portions(self.people, PEOPLE_AT_ONCE, uow.plan.collaborator_ids)

    def shift_portions(self, uow: UnitOfWork) -> Iterator[list[str]]:
        """The shifts touched, a portion at a time; where they are too many to remember, all between them."""
        return _portions(self.shifts, SHIFTS_AT_ONCE, uow.plan.shift_ids)

    def judged(self, reach: timedelta) -> Window | None:
        """The time in which conflicts can have changed, in whole weeks (None: all time)."""
        return self.time.reaching(reach)


def _portions(
    touched: IdSet, size: int, stored: Callable[[str | None, int], list[str]]
) -> Iterator[list[str]]:
    """Ids touched. New ones follow each other, so that those between the first and the last are few more."""
    if not touched.many:
        yield from touched.portions(size)
        return
    yield [touched.first]
    after = touched.first
    while ids := [one for one in stored(after, size) if one <= touched.last]:
        yield ids
        after = ids[-1]


def _users(edit: Edit, uow: UnitOfWork) -> set[str]:
    """People on shifts of a role or template whose demands on people changed."""
    before, after = edit.before, edit.after
    if isinstance(before, Role) and isinstance(after, Role):
        changed = before.required_skill_ids != after.required_skill_ids
        return uow.plan.collaborators_working(role_id=after.id) if changed else set()
    if isinstance(before, ShiftTemplate) and isinstance(after, ShiftTemplate):
        changed = before.not_followed_by != after.not_followed_by
        return uow.plan.collaborators_working(template_id=after.id) if changed else set()
    return set()


def seen_from(judged: Window | None, reach: timedelta) -> Window | None:
    """What must be loaded to judge all that overlaps that time (None: all time)."""
    return None if judged is None else whole_weeks(judged.widened(reach))
