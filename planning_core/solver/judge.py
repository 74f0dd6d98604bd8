"""What putting a person on a shift would break: the rules in force, asked about one more piece of work.

The answer is that of the write path (a hard conflict that did not stand before, or stands worse), found by
looking at no more of the person's time than each rule declares to reach.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Sequence

import attrs

from planning_core.domain.conflict import Conflict
from planning_core.domain.reference import Severity
from planning_core.domain.work import Assignment, Shift
from planning_core.rules.base import Rule
from planning_core.rules.comparison import compare
from planning_core.rules.engine import conflicts_of
from planning_core.rules.registry import RuleBook, RuleInForce
from planning_core.rules.subjects import PersonTimeline, ShiftStaffing, Work, in_time
from planning_core.solver.reach import Sight, Span
from planning_core.solver.trial import TRIAL_ID, Trial
from planning_core.solver.working_plan import WorkingPlan

SOMEBODY = "somebody"
"""The id of who has certain roles, sites and skills, and of whom nothing else is known."""

Costs = dict[str, int | None]
"""By shift: the weight of what is added, None where it is forbidden."""


class Judge:
    """Judges one more assignment at a time on a working plan, remembering what stands already.

    What it remembers of a person lasts until something of theirs is placed or taken out.
    """

    def __init__(self, plan: WorkingPlan, rules: RuleBook) -> None:
        self.plan = plan
        self._sight = Sight(plan, rules.active)
        person = [r for r in rules.active if type(r.rule).person is not Rule.person]
        self._shift_rules = [r for r in rules.active if type(r.rule).shift is not Rule.shift]
        self._by_code = {r.code: r.rule for r in rules.active}
        self._hard = [r for r in person if _may_forbid(r)]
        self._soft = [r for r in person if not _may_forbid(r)]
        self._near = [r for r in self._hard if not r.rule.reach(r.parameters)]
        self._barred: dict[object, tuple[str, ...]] = {}
        self._hits: dict[str, int] = {}
        self._works: dict[str, list[Work]] = {}
        self._allowances: dict[str, Costs] = {}
        self._costs: dict[str, Costs] = {}
        self._before: dict[str, dict[tuple[str, Span], list[Conflict]]] = {}
        self._shift_before: dict[str, list[Conflict]] = {}

    @property
    def codes(self) -> Iterable[str]:
        """Codes of the rules that can forbid somebody a shift."""
        return {rule.code for rule in (*self._hard, *self._shift_rules)}

    def forbids(self, person_id: str, shift: Shift) -> bool:
        """Whether some rule forbids this person this shift."""
        return self._allowed(person_id, shift) is None or self.cost_for_shift(person_id, shift) is None

    def forbids_alone(self, person_id: str, shift: Shift) -> bool:
        """Whether a rule on people would forbid it even if the person had no other work at all."""
        self.works_of(person_id)
        with Trial(self.plan, self._sight, person_id, shift) as trial:
            person = self.plan.collaborators[person_id]
            timeline = PersonTimeline.of_works(self.plan, person, (trial.work,))
            return any(self._forbid(self._conflicts(rule, timeline)) for rule in self._hard)

    def barred(self, person_id: str, shift: Shift) -> tuple[str, ...]:
        """Codes of the rules that forbid a shift to everybody of the same roles, sites and skills.

        Asked of somebody of whom nothing else is known, and only rules that look no further than the shift.
        """
        person = self.plan.collaborators[person_id]
        wanted = (shift.role_id, shift.site_id, shift.required_skill_ids, shift.starts_at, shift.ends_at)
        key = (person.role_ids, person.site_ids, person.skills, person.timezone, wanted)
        found = self._barred.get(key)
        if found is None:
            work = self._sight.work(
                Assignment(id=TRIAL_ID, shift_id=shift.id, collaborator_id=person_id, role_id=shift.role_id)
            )
            alike = attrs.evolve(person, id=SOMEBODY, contract=None)
            timeline = PersonTimeline.of_works(self.plan, alike, (work,))
            found = self._barred[key] = tuple(
                r.code
                for r in self._near
                if r.severity is Severity.HARD and any(True for _ in r.rule.person(timeline, r.parameters))
            )
        return found

    def cost_for_person(self, person_id: str, shift: Shift) -> int | None:
        """The weight of the soft conflicts that it would add for the person; None where a rule forbids it."""
        known = self._costs.setdefault(person_id, {})
        if shift.id not in known:
            cost = self._allowed(person_id, shift)
            if cost is not None:
                with Trial(self.plan, self._sight, person_id, shift) as trial:
                    cost += sum(weight_of(c) for c in self._new(trial, self._soft))
            known[shift.id] = cost
        return known[shift.id]

    def cost_for_shift(self, person_id: str, shift: Shift) -> int | None:
        """The weight of the soft conflicts that it would add for the shift; None where a rule forbids it."""
        with Trial(self.plan, self._sight, person_id, shift) as trial:
            new = self._new_on_shift(trial)
        return None if self._forbid(new) else sum(weight_of(c) for c in new)

    def refusals(self, person_id: str, shift: Shift) -> list[Conflict]:
        """The conflicts that forbid this person this shift, of every rule."""
        self.works_of(person_id)
        with Trial(self.plan, self._sight, person_id, shift) as trial:
            new = [*self._new(trial, self._hard), *self._new_on_shift(trial)]
        return [conflict for conflict in new if self._forbids(conflict)]

    def brings(self, person_id: str, shift: Shift) -> list[Conflict]:
        """Every conflict, hard or soft, that it would bring about."""
        self.works_of(person_id)
        with Trial(self.plan, self._sight, person_id, shift) as trial:
            return [*self._new(trial, [*self._hard, *self._soft]), *self._new_on_shift(trial)]

    def _forbid(self, conflicts: Iterable[Conflict]) -> bool:
        return any(self._forbids(c) for c in conflicts)

    def _forbids(self, conflict: Conflict) -> bool:
        """Whether a conflict must not come about: a hard one, or a soft one that binds auto-assign."""
        return conflict.type is Severity.HARD or self._by_code[conflict.rule].binds_auto_assign(
            conflict.details
        )

    def place(self, assignment: Assignment) -> None:
        """Let an assignment stand from now on."""
        works = self.works_of(assignment.collaborator_id)
        insort(works, self._sight.work(assignment), key=in_time)
        self.plan.place(assignment)
        self._forget(assignment)

    def take_out(self, assignment: Assignment) -> None:
        """Let an assignment stand no longer."""
        works = self.works_of(assignment.collaborator_id)
        works[:] = [work for work in works if work.id != assignment.id]
        self.plan.take_out(assignment)
        self._forget(assignment)

    def _forget(self, assignment: Assignment) -> None:
        for memory in (self._before, self._allowances, self._costs):
            memory.pop(assignment.collaborator_id, None)
        self._shift_before.pop(assignment.shift_id, None)

    def works_of(self, person_id: str) -> list[Work]:
        """A person's active work in time order. Ask for it first when nothing is being tried."""
        works = self._works.get(person_id)
        if works is None:
            person = self.plan.collaborators[person_id]
            works = self._works[person_id] = list(PersonTimeline(self.plan, person).works)
        return works

    def _allowed(self, person_id: str, shift: Shift) -> int | None:
        """None where a hard rule on people forbids it, else the weight of what those rules let be."""
        known = self._allowances.setdefault(person_id, {})
        if shift.id not in known:
            self.works_of(person_id)
            with Trial(self.plan, self._sight, person_id, shift) as trial:
                known[shift.id] = self._first_forbids(trial)
        return known[shift.id]

    def _first_forbids(self, trial: Trial) -> int | None:
        timelines: dict[Span, PersonTimeline] = {}
        soft = 0
        for rule in self._hard:
            new = self._new_by(rule, trial, timelines)
            if self._forbid(new):
                self._noticed(rule)
                return None
            soft += sum(weight_of(c) for c in new)
        return soft

    def _noticed(self, rule: RuleInForce) -> None:
        """Ask first, from now on, what forbids most often."""
        hits = self._hits[rule.code] = self._hits.get(rule.code, 0) + 1
        if hits % 64 == 0:
            self._hard.sort(key=lambda r: (-self._hits.get(r.code, 0), r.code))

    def _new(self, trial: Trial, rules: Sequence[RuleInForce]) -> list[Conflict]:
        timelines: dict[Span, PersonTimeline] = {}
        return [conflict for rule in rules for conflict in self._new_by(rule, trial, timelines)]

    def _new_by(
        self, rule: RuleInForce, trial: Trial, timelines: dict[Span, PersonTimeline]
    ) -> Sequence[Conflict]:
        """Conflicts of one rule that the trial brings about for its person."""
        span = self._sight.span(trial.shift, rule)
        timeline = timelines.get(span)
        if timeline is None:
            timeline = timelines[span] = self._timeline(trial, span, with_it=True)
        after = self._conflicts(rule, timeline)
        return compare(self._standing(rule, trial, span), after).new if after else ()

    def _conflicts(self, rule: RuleInForce, timeline: PersonTimeline) -> list[Conflict]:
        findings = list(rule.rule.person(timeline, rule.parameters))
        return list(conflicts_of(rule, findings, self.plan, timeline.id)) if findings else []

    def _timeline(self, trial: Trial, span: Span, *, with_it: bool) -> PersonTimeline:
        seen = self._sight.seen(self._works[trial.person_id], span)
        if with_it:
            insort(seen, trial.work, key=in_time)
        return PersonTimeline.of_works(self.plan, self.plan.collaborators[trial.person_id], seen)

    def _standing(self, rule: RuleInForce, trial: Trial, span: Span) -> list[Conflict]:
        """Conflicts of one rule that stand for the trial's person without it."""
        known = self._before.setdefault(trial.person_id, {})
        found = known.get((rule.code, span))
        if found is None:
            self.plan.take_out(trial.assignment)
            timeline = self._timeline(trial, span, with_it=False)
            found = known[rule.code, span] = self._conflicts(rule, timeline) if timeline.works else []
            self.plan.place(trial.assignment)
        return found

    def _new_on_shift(self, trial: Trial) -> Sequence[Conflict]:
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


def _may_forbid(rule: RuleInForce) -> bool:
    """Whether findings of a rule can keep a person from a seat."""
    return rule.severity is Severity.HARD or type(rule.rule).binds_auto_assign is not Rule.binds_auto_assign


def weight_of(conflict: Conflict) -> int:
    """What a soft conflict adds to the objective: the weight that it names among its details, else 1."""
    weight = conflict.details.get("weight")
    return weight if isinstance(weight, int) else 1
