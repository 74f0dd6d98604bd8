"""The evaluator over rosters: what it refuses is learnt as a bound, so that it is not met again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice, product

import attrs

from planning_core.domain.conflict import Conflict
from planning_core.domain.work import Assignment
from planning_core.ports.solver import Seats
from planning_core.rules.comparison import compare
from planning_core.rules.engine import evaluate
from planning_core.rules.registry import RuleBook
from planning_core.rules.subjects import PersonTimeline
from planning_core.solver.encode import ENCODED, Encoded
from planning_core.solver.finishing import refuses
from planning_core.solver.problem import Problem, Roster, Staff
from planning_core.solver.working_plan import WorkingPlan

Refusal = tuple[int, tuple[int, ...]]
"""A person's place among the staff, and duties that they cannot hold together (one: cannot hold at all)."""

SAME_FOR_ALL = frozenset({"min_rest"})
"""Rules that refuse the same duties to everybody of the same terms, whatever else they do."""

MOST_ALIKE = 100
"""How many sets of duties at the same hours one refusal teaches of each person."""


class Checking:
    """Follows one roster after another on a working plan; looks only at people and shifts that changed."""

    def __init__(self, seats: Seats, rules: RuleBook, encoded: Encoded) -> None:
        self._plan = WorkingPlan.of(seats.plan)
        self._rules = rules
        self._encoded = encoded
        self._staff = encoded.problem.staff
        self._people = {person.person_id: number for number, person in enumerate(self._staff)}
        self._held: list[tuple[int, ...]] = [()] * len(self._staff)
        self._before: dict[tuple[str, str], list[Conflict]] = {}

    def refusals(self, roster: Roster) -> list[Refusal]:
        """What the evaluator refuses of a roster, each as little as is refused; empty: all is well."""
        changed = [number for number, taken in enumerate(roster) if taken != self._held[number]]
        shift_ids: set[str] = set()
        for number in changed:
            shift_ids |= self._hold(number, roster[number])
        people = [self._staff[number].person_id for number in changed]
        found: set[Refusal] = set()
        for conflict in self._new(people, sorted(shift_ids)):
            found |= set(self._learn(conflict))
        for number, _ in found:
            self._hold(number, ())
        return sorted(found)

    def _hold(self, number: int, taken: tuple[int, ...]) -> set[str]:
        """Let a person hold these duties and no others; the shifts that this concerns."""
        held = set(self._held[number])
        for duty in sorted(held - set(taken)):
            self._plan.take_out(self._assignment(number, duty))
        for duty in sorted(set(taken) - held):
            self._plan.place(self._assignment(number, duty))
        self._held[number] = taken
        return {self._encoded.problem.duties[duty].shift_id for duty in held ^ set(taken)}

    def _assignment(self, number: int, duty: int) -> Assignment:
        shift = self._encoded.frame.shifts[duty]
        return Assignment(
            id=f"{number}/{duty}",
            shift_id=shift.id,
            collaborator_id=self._staff[number].person_id,
            role_id=shift.role_id,
        )

    def _new(
        self, people: Sequence[str], shift_ids: Sequence[str], rules: RuleBook | None = None
    ) -> list[Conflict]:
        """What is refused of what the plan holds now beyond what stood without any of it."""
        after = evaluate(self._plan, rules or self._rules, collaborator_ids=people, shift_ids=shift_ids)
        if not after:
            return []
        before = [one for conflict in after for one in self._standing(conflict)]
        new = compare({id(one): one for one in before}.values(), after).new
        return [conflict for conflict in new if refuses(self._rules, conflict)]

    def _standing(self, conflict: Conflict) -> list[Conflict]:
        """What stands of the conflict's owner (a person or a shift) without any roster."""
        key = ("person" if conflict.owner in self._people else "shift", conflict.owner)
        found = self._before.get(key)
        if found is None:
            owner = [conflict.owner]
            people, shifts = (owner, []) if key[0] == "person" else ([], owner)
            plan = self._encoded.frame.plan
            found = evaluate(plan, self._rules, collaborator_ids=people, shift_ids=shifts)
            self._before[key] = found
        return found

    def _learn(self, conflict: Conflict) -> Iterable[Refusal]:
        """The least that a conflict refuses; for rules that treat all alike, of everybody else too."""
        number = self._people.get(conflict.owner)
        if number is None:
            return self._turned_away(conflict)
        taken = self._least(number, conflict)
        if not taken:
            return ()
        if len(taken) == 1 and conflict.rule not in ENCODED:
            return [(number, (duty,)) for duty in self._also_refused(number, taken[0], conflict.rule)]
        if conflict.rule not in SAME_FOR_ALL or not self._refused_alone(number, taken, conflict.rule):
            return [(number, taken)]
        return [(number, taken), *self._for_all_alike(number, taken)]

    def _refused_alone(self, number: int, taken: tuple[int, ...], code: str) -> bool:
        """Whether a rule refuses these duties to somebody with no other work at all."""
        draft, frame = self._encoded.drafts[number], self._encoded.frame
        works = [draft.view.works[frame.kind_of[duty]] for duty in taken]
        timeline = PersonTimeline.of_works(self._plan, draft.person, works)
        rule = self._rules.get(code)
        return any(True for _ in rule.rule.person(timeline, rule.parameters))

    def _for_all_alike(self, number: int, taken: tuple[int, ...]) -> Iterable[Refusal]:
        """The same for everybody of the same terms, and for duties at the same hours."""
        frame, own = self._encoded.frame, self._staff[number]
        same_hours = [frame.duties_of_kind[frame.kind_of[duty]] for duty in taken]
        for other, person in enumerate(self._staff):
            if (person.exclusions, person.calendar) == (own.exclusions, own.calendar):
                options = set(person.options)
                sets = product(*([duty for duty in some if duty in options] for some in same_hours))
                for alike in islice(sets, MOST_ALIKE):
                    yield other, tuple(sorted(alike))

    def _also_refused(self, number: int, duty: int, rule: str) -> Iterable[int]:
        """The duty, and what else a rule without an encoding keeps that person from, each asked alone."""
        everything = self._held[number]
        alone = RuleBook([self._rules.get(rule)])
        found = [one for one in self._staff[number].options if self._refused(number, (one,), rule, alone)]
        self._hold(number, everything)
        return {duty, *found}

    def _turned_away(self, conflict: Conflict) -> Iterable[Refusal]:
        """A shift that refuses the people on it: the last of them is not asked again."""
        duty = self._encoded.frame.position.get(conflict.owner)
        placed = [n for n, taken in enumerate(self._held) if duty is not None and duty in taken]
        if duty is None or not placed:
            return ()
        return [(placed[-1], (duty,))]

    def _least(self, number: int, conflict: Conflict) -> tuple[int, ...]:
        """The fewest of a person's duties that a rule still refuses, found by leaving out one at a time."""
        everything = self._held[number]
        named = {one for one in conflict.assignment_ids if one.startswith(f"{number}/")}
        kept = tuple(duty for duty in everything if f"{number}/{duty}" in named)
        if not kept or not self._refused(number, kept, conflict.rule):
            kept = everything
        for duty in kept:
            fewer = tuple(one for one in kept if one != duty)
            if fewer and self._refused(number, fewer, conflict.rule):
                kept = fewer
        self._hold(number, everything)
        return kept

    def _refused(self, number: int, taken: tuple[int, ...], rule: str, rules: RuleBook | None = None) -> bool:
        """Whether a rule refuses a person these duties; `rules` None: under all in force."""
        self._hold(number, taken)
        return any(one.rule == rule for one in self._new([self._staff[number].person_id], [], rules))


def learnt(problem: Problem, refusals: Iterable[Refusal]) -> Problem:
    """The problem without what was refused."""
    staff = list(problem.staff)
    for number, taken in refusals:
        staff[number] = _without(staff[number], taken)
    return attrs.evolve(problem, staff=tuple(staff))


def _without(person: Staff, taken: tuple[int, ...]) -> Staff:
    if len(taken) > 1:
        return attrs.evolve(person, nogoods=tuple(sorted({*person.nogoods, taken})))
    left = [(one, cost) for one, cost in zip(person.options, person.costs, strict=True) if one != taken[0]]
    return attrs.evolve(person, options=tuple(one for one, _ in left), costs=tuple(cost for _, cost in left))


def cleaned(roster: Roster, refusals: Iterable[Refusal]) -> Roster:
    """A roster from which the last duty of all that was refused is taken."""
    left = [list(taken) for taken in roster]
    for number, taken in refusals:
        if set(taken) <= set(left[number]):
            left[number].remove(taken[-1])
    return tuple(tuple(taken) for taken in left)
