"""Who takes which shift in the demo: one seat after the other, each choice judged by the rules in force."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from operator import attrgetter
from random import Random
from typing import Any

from entrypoints.cli.demo.company import CONTRACTS, WEEK_TARGETS
from entrypoints.cli.demo.staff import PEOPLE
from planning_core import (
    Assignment,
    Availability,
    Collaborator,
    Conflict,
    Plan,
    RuleBook,
    Severity,
    Shift,
    ShiftStatus,
)
from planning_core.domain.time import week_of, zone
from planning_core.rules.engine import evaluate

_TRIES = 14
_SOFT_ACCEPTED = 0.3
"""How often a seat goes to somebody whom it suits badly rather than to nobody."""

_TARGETS = {hire.name: WEEK_TARGETS[hire.contract] for hire in PEOPLE}


class Staffing:
    """The people's work so far, and who could take more of it."""

    def __init__(self, plan: Plan, rules: RuleBook, chance: Random) -> None:
        self._plan, self._rules, self._chance = plan, rules, chance
        self._work: dict[str, dict[str, Assignment]] = defaultdict(dict)
        self._said: dict[str, dict[str, Availability]] = {
            person: {entry.id: entry for entry in plan.availability_of(person)}
            for person in plan.collaborators
        }
        self._people = sorted(plan.collaborators.values(), key=attrgetter("name"))
        self._shared = {kind: dict(plan.table(kind)) for kind in ("role", "site", "shift_template", "shift")}
        self._days = {shift.id: self._local_day(shift) for shift in plan.shifts.values()}
        for assignment in plan.assignments.values():
            if assignment.active:
                self._work[assignment.collaborator_id][assignment.id] = assignment

    def take(self, assignment: Assignment) -> None:
        """Count an assignment from now on."""
        self._work[assignment.collaborator_id][assignment.id] = assignment

    def fill(self, shifts: Iterable[Shift], seat: Callable[[Shift, str], Assignment]) -> Iterator[Assignment]:
        """Assignments, as `seat` makes them, for these shifts' seats, day by day, the rarest trade first."""
        open_ones = list(shifts)
        able = {shift.id: len(self.able(shift)) for shift in open_ones}
        for shift in sorted(
            open_ones, key=lambda s: (s.starts_at.date(), able[s.id], in_time(self._plan)(s))
        ):
            for _ in range(shift.headcount):
                found = self.choose(shift, seat)
                if found is not None:
                    self.take(found)
                    yield found

    def choose(
        self, shift: Shift, seat: Callable[[Shift, str], Assignment], but: Iterable[str] = ()
    ) -> Assignment | None:
        """An assignment of the best person for a seat (none of those named), or None: nobody can."""
        second: Assignment | None = None
        left_out = set(but)
        candidates = (p for p in self._candidates(shift) if p.id not in left_out)
        for person, _ in zip(candidates, range(_TRIES), strict=False):
            wanted = seat(shift, person.id)
            hard, soft = self.judge(wanted)
            if hard:
                continue
            if not soft:
                return wanted
            second = second or wanted
        return second if second is not None and self._chance.random() < _SOFT_ACCEPTED else None

    def judge(self, wanted: Assignment) -> tuple[list[Conflict], int]:
        """Hard conflicts that an assignment would add to its person's work, and how many soft ones."""
        person = wanted.collaborator_id
        before = self._conflicts(person, {})
        after = self._conflicts(person, {wanted.id: wanted})
        known = {c.fingerprint for c in before}
        hard = [c for c in after if c.type is Severity.HARD and c.fingerprint not in known]
        return hard, len(after) - len(before)

    def _conflicts(self, person: str, more: dict[str, Assignment]) -> list[Conflict]:
        tables: dict[str, dict[str, Any]] = {
            **self._shared,
            "collaborator": {person: self._plan.collaborators[person]},
            "availability": self._said[person],
            "assignment": {**self._work[person], **more},
        }
        plan = Plan.of_tables(tables, self._plan.timezone, None)
        return evaluate(plan, self._rules, collaborator_ids=[person], shift_ids=())

    def able(self, shift: Shift) -> list[Collaborator]:
        """People with the role, the site and the skills for a shift, by name."""
        return [person for person in self._people if self._able(person, shift)]

    def _able(self, person: Collaborator, shift: Shift) -> bool:
        held = {held.skill_id for held in person.skills}
        return (
            shift.role_id in person.role_ids
            and (not person.site_ids or shift.site_id in person.site_ids)
            and held.issuperset(shift.required_skill_ids)
        )

    def _candidates(self, shift: Shift) -> list[Collaborator]:
        """Who is able and not at work that day nor elsewhere that week, the least busy and familiar first."""
        found = []
        for person in self.able(shift):
            load = self._load(person, shift)
            if load is not None:
                found.append((load + self._chance.random() * 0.05, person.name, person))
        return [person for _, _, person in sorted(found, key=lambda entry: entry[:2])]

    def _load(self, person: Collaborator, shift: Shift) -> float | None:
        """How far towards the week's target the person would come; None: not this one."""
        day = self._days[shift.id]
        minutes, familiar = _minutes(shift), 0.0
        for assignment in self._work[person.id].values():
            that = self._days[assignment.shift_id]
            if week_of(that) != week_of(day):
                continue
            other = self._plan.shifts[assignment.shift_id]
            if that == day or (not person.site_ids and other.site_id != shift.site_id):
                return None
            minutes += _minutes(other)
            familiar = 0.1 if other.mission_id == shift.mission_id else familiar
        most = None if person.contract is None else person.contract.max_weekly_minutes
        if most is not None and minutes > most:
            return None
        return minutes / _TARGETS.get(person.name, CONTRACTS["extra"].max_weekly_minutes or 1) - familiar

    def _local_day(self, shift: Shift) -> int:
        local = shift.starts_at.astimezone(zone(self._plan.sites[shift.site_id].timezone))
        return local.date().toordinal()


def _minutes(shift: Shift) -> int:
    return int((shift.ends_at - shift.starts_at).total_seconds()) // 60 - shift.break_minutes


def open_shifts(plan: Plan, *, first: date, end: date) -> list[Shift]:
    """Shifts, not cancelled, that start on the local days `[first, end)` of their site, in order of time."""
    found = [
        shift
        for shift in plan.shifts.values()
        if shift.status is not ShiftStatus.CANCELLED
        and first <= shift.starts_at.astimezone(zone(plan.sites[shift.site_id].timezone)).date() < end
    ]
    return sorted(found, key=in_time(plan))


def in_time(plan: Plan) -> Callable[[Shift], tuple[datetime, str, str]]:
    """The order of shifts in time; of those that start together, by what they are, whatever their ids."""

    def key(shift: Shift) -> tuple[datetime, str, str]:
        template = plan.shift_templates.get(shift.template_id or "")
        return shift.starts_at, "" if template is None else template.name, shift.note or ""

    return key


def assignments_in(plan: Plan, shifts: Iterable[Shift]) -> list[Assignment]:
    """Active assignments on these shifts, in the shifts' order, then by name."""
    return [
        assignment
        for shift in shifts
        for assignment in sorted(
            plan.assignments_on(shift.id), key=lambda a: plan.collaborators[a.collaborator_id].name
        )
        if assignment.active
    ]
