"""What every solver ends with: the evaluator's word, reasons for what is empty, the solution."""

from __future__ import annotations

from collections.abc import Callable

from planning_core.domain.conflict import Conflict
from planning_core.domain.job import UnfilledSeat
from planning_core.domain.reference import Severity
from planning_core.ports.solver import Seats, Solution
from planning_core.rules.comparison import compare
from planning_core.rules.engine import evaluate
from planning_core.rules.registry import RuleBook
from planning_core.solver.explain import explain
from planning_core.solver.filling import Filling
from planning_core.solver.judge import weight_of


def refuses(rules: RuleBook, conflict: Conflict) -> bool:
    """Whether auto-assign must not bring a conflict about: a hard one, or a soft one that binds it."""
    if conflict.type is Severity.HARD:
        return True
    return rules.get(conflict.rule).rule.binds_auto_assign(conflict.details)


def settle(filling: Filling, seats: Seats, rules: RuleBook) -> int:
    """The weight of the soft conflicts added, once the evaluator of the whole has seen the solution.

    Takes out what it refuses, should looking at one person at a time have missed something.
    """
    people = sorted({a.collaborator_id for a in filling.placed.values()})
    shifts = sorted({a.shift_id for a in filling.placed.values()})
    before = evaluate(seats.plan, rules, collaborator_ids=people, shift_ids=shifts)
    while True:
        after = evaluate(filling.plan, rules, collaborator_ids=people, shift_ids=shifts)
        new = compare(before, after).new
        refused = {
            one
            for conflict in new
            if refuses(rules, conflict)
            for one in conflict.assignment_ids
            if one in filling.placed
        }
        if not refused:
            return sum(weight_of(conflict) for conflict in new if conflict.type is Severity.SOFT)
        for one in sorted(refused):
            filling.withdraw(filling.placed[one])


def explained(
    filling: Filling, out_of_time: Callable[[], bool], tell: Callable[[], None]
) -> tuple[UnfilledSeat, ...]:
    """Every shift that lacks people, with reasons as long as there is time to find them."""
    found = []
    for shift in filling.shifts:
        missing = filling.missing(shift)
        tell()
        if missing and out_of_time():
            found.append(UnfilledSeat(shift_id=shift.id, missing=missing))
        elif missing:
            found.append(explain(filling, shift))
    return tuple(found)


def solution_of(
    filling: Filling, unfilled: tuple[UnfilledSeat, ...], objective: float, bound: float | None = None
) -> Solution:
    """What was placed so far, in the order of the shifts."""
    placed = sorted(
        filling.placed.values(), key=lambda a: (filling.plan.shifts[a.shift_id].starts_at, a.shift_id, a.id)
    )
    return Solution(
        assignments=tuple(placed),
        proposals=tuple(filling.proposals[a.id] for a in placed),
        unfilled=unfilled,
        coverage=filling.coverage(),
        objective=objective,
        bound=bound,
    )
