"""What putting a person on a shift would break: the rules in force, asked about one more piece of work.

The answer is that of the write path (a hard conflict that did not stand before, or stands worse), found by
looking at no more of the person's time than each rule declares to reach.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import attrs

from planning_core.domain.conflict import Conflict
from planning_core.domain.reference import Severity
from planning_core.domain.time import calendar
from planning_core.domain.work import Assignment, Shift
from planning_core.rules.base import Rule
from planning_core.rules.comparison import compare
from planning_core.rules.engine import conflicts_of
from planning_core.rules.registry import RuleBook, RuleInForce
from planning_core.rules.subjects import PersonTimeline, ShiftStaffing, Work, in_time
from planning_core.solver.reach import Sight, Span
from planning_core.solver.working_plan import WorkingPlan

TRIAL = "trial"
"""The id of the assignment that is only being tried."""


@attrs.frozen
class _Trial:
    """One more assignment on the plan, with the work that it is."""

    assignment: Assignment
    work: Work
    shift: Shift

    @property
    def person_id(self) -> str:
        return self.assignment.collaborator_id


class Judge:
    """Judges one more assignment at a time on a working plan, remembering what stands already."""

    def __init__(self, plan: WorkingPlan, rules: RuleBook) -> None:
        self.plan = plan
        self._sight = Sight(plan.shifts.values(), rules.active)
        person = [r for r in rules.active if type(r.rule).person is not Rule.person]
        self._shift_rules = [r for r in rules.active if type(r.rule).shift is not Rule.shift]
        self._hard = [r for r in person if r.severity is Severity.HARD]
        self._soft = [r for r in person if r.severity is not Severity.HARD]
        self._hits: dict[str, int] = {}
        self._works: dict[str, list[Work]] = {}
        self._allowances: dict[str, dict[str, int | None]] = {}
        self._costs: dict[str, dict[str, int | None]] = {}
        self._before: dict[str, dict[tuple[str, Span], list[Conflict]]] = {}
        self._shift_before: dict[str, list[Conflict]] = {}

    def forbids(self, person_id: str, shift: Shift) -> bool:
        """Whether some rule forbids this person this shift."""
        return self._allowed(person_id, shift) is None or self.cost_for_shift(person_id, shift) is None

    def cost_for_person(self, person_id: str, shift: Shift) -> int | None:
        """The weight of the soft conflicts that it would add for the person; None where a rule forbids it."""
        known = self._costs.setdefault(person_id, {})
        if shift.id not in known:
            cost = self._allowed(person_id, shift)
            if cost is not None:
                with self._trying(person_id, shift) as trial:
                    cost += sum(weight_of(c) for c in self._new(trial, self._soft))
            known[shift.id] = cost
        return known[shift.id]

    def cost_for_shift(self, person_id: str, shift: Shift) -> int | None:
        """The weight of the soft conflicts that it would add for the shift; None where a rule forbids it."""
        with self._trying(person_id, shift) as trial:
            new = self._new_on_shift(trial)
        if any(c.type is Severity.HARD for c in new):
            return None
        return sum(weight_of(c) for c in new)

    def forbidding(self, person_id: str, shift: Shift) -> tuple[str, ...]:
        """The codes of all rules that forbid this person this shift."""
        with self._trying(person_id, shift) as trial:
            new = [*self._new(trial, self._hard), *self._new_on_shift(trial)]
        return tuple(dict.fromkeys(c.rule for c in new if c.type is Severity.HARD))

    def place(self, assignment: Assignment) -> None:
        """Let an assignment stand from now on."""
        insort(self.works_of(assignment.collaborator_id), self._work(assignment), key=in_time)
        self.plan.place(assignment)
        self._forget(assignment)

    def take_out(self, assignment: Assignment) -> None:
        """Let an assignment stand no longer."""
        works = self.works_of(assignment.collaborator_id)
        works[:] = [work for work in works if work.id != assignment.id]
        self.plan.take_out(assignment)
        self._forget(assignment)

    def _forget(self, assignment: Assignment) -> None:
        self._before.pop(assignment.collaborator_id, None)
        self._allowances.pop(assignment.collaborator_id, None)
        self._costs.pop(assignment.collaborator_id, None)
        self._shift_before.pop(assignment.shift_id, None)

    def works_of(self, person_id: str) -> list[Work]:
        """A person's active work in time order."""
        works = self._works.get(person_id)
        if works is None:
            person = self.plan.collaborators[person_id]
            works = self._works[person_id] = list(PersonTimeline(self.plan, person).works)
        return works

    def _work(self, assignment: Assignment) -> Work:
        shift = self.plan.shifts[assignment.shift_id]
        return Work(assignment, shift, calendar(self.plan.timezone_of(assignment.collaborator_id)))

    @contextmanager
    def _trying(self, person_id: str, shift: Shift) -> Iterator[_Trial]:
        """The plan with this person on this shift, for as long as the block lasts."""
        self.works_of(person_id)  # worked out before the trial stands, so that it is not among them
        assignment = Assignment(id=TRIAL, shift_id=shift.id, collaborator_id=person_id, role_id=shift.role_id)
        trial = _Trial(assignment, self._work(assignment), shift)
        self.plan.place(assignment)
        try:
            yield trial
        finally:
            self.plan.take_out(assignment)

    def _allowed(self, person_id: str, shift: Shift) -> int | None:
        """None where a hard rule on people forbids it, else the weight of what those rules let be."""
        known = self._allowances.setdefault(person_id, {})
        if shift.id not in known:
            with self._trying(person_id, shift) as trial:
                known[shift.id] = self._first_forbids(trial)
        return known[shift.id]

    def _first_forbids(self, trial: _Trial) -> int | None:
        timelines: dict[Span, PersonTimeline] = {}
        soft = 0
        for rule in self._hard:
            new = self._new_by(rule, trial, timelines)
            if any(c.type is Severity.HARD for c in new):
                self._noticed(rule)
                return None
            soft += sum(weight_of(c) for c in new)
        return soft

    def _noticed(self, rule: RuleInForce) -> None:
        """Ask first, from now on, what forbids most often."""
        hits = self._hits[rule.code] = self._hits.get(rule.code, 0) + 1
        if hits % 64 == 0:
            self._hard.sort(key=lambda r: (-self._hits.get(r.code, 0), r.code))

    def _new(self, trial: _Trial, rules: Sequence[RuleInForce]) -> list[Conflict]:
        timelines: dict[Span, PersonTimeline] = {}
        return [conflict for rule in rules for conflict in self._new_by(rule, trial, timelines)]

    def _new_by(
        self, rule: RuleInForce, trial: _Trial, timelines: dict[Span, PersonTimeline]
    ) -> Sequence[Conflict]:
        """Conflicts of one rule that the trial brings about for its person."""
        span = self._sight.span(trial.shift, rule)
        timeline = timelines.get(span)
        if timeline is None:
            timeline = timelines[span] = self._timeline(trial, span, with_it=True)
        findings = list(rule.rule.person(timeline, rule.parameters))
        if not findings:
            return ()
        after = conflicts_of(rule, findings, self.plan, trial.person_id)
        return compare(self._standing(rule, trial, span), after).new

    def _timeline(self, trial: _Trial, span: Span, *, with_it: bool) -> PersonTimeline:
        seen = self._sight.seen(self._works[trial.person_id], span)
        if with_it:
            insort(seen, trial.work, key=in_time)
        return PersonTimeline.of_works(self.plan, self.plan.collaborators[trial.person_id], seen)

    def _standing(self, rule: RuleInForce, trial: _Trial, span: Span) -> list[Conflict]:
        """Conflicts of one rule that stand for the trial's person without it."""
        known = self._before.setdefault(trial.person_id, {})
        found = known.get((rule.code, span))
        if found is None:
            self.plan.take_out(trial.assignment)
            timeline = self._timeline(trial, span, with_it=False)
            findings = rule.rule.person(timeline, rule.parameters) if timeline.works else ()
            found = list(conflicts_of(rule, findings, self.plan, trial.person_id))
            known[rule.code, span] = found
            self.plan.place(trial.assignment)
        return found

    def _new_on_shift(self, trial: _Trial) -> Sequence[Conflict]:
        """Conflicts that the trial brings about for its shift."""
        after = self._on_shift(trial.shift)
        before = self._shift_before.get(trial.shift.id)
        if before is None:
            self.plan.take_out(trial.assignment)
            before = self._shift_before[trial.shift.id] = self._on_shift(trial.shift)
            self.plan.place(trial.assignment)
        return compare(before, after).new

    def _on_shift(self, shift: Shift) -> list[Conflict]:
        staffing = ShiftStaffing(self.plan, shift)
        return [
            conflict
            for rule in self._shift_rules
            for conflict in conflicts_of(
                rule, rule.rule.shift(staffing, rule.parameters), self.plan, shift.id
            )
        ]


def weight_of(conflict: Conflict) -> int:
    """What a soft conflict adds to the objective: the weight that it names among its details, else 1."""
    weight = conflict.details.get("weight")
    return weight if isinstance(weight, int) else 1
