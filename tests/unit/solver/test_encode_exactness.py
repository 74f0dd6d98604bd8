"""What an encoding lets one person take is what the rules let them take, roster by roster."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from hypothesis import given, settings

from planning_core.domain.conflict import Conflict
from planning_core.domain.plan import Plan
from planning_core.domain.reference import Severity
from planning_core.domain.work import Assignment
from planning_core.rules.comparison import compare
from planning_core.rules.engine import evaluate
from planning_core.solver.encode import encode
from planning_core.solver.meaning import person_breaks
from tests.unit.solver.tiny_plans import Tiny, tiny_plans

LEARNT = "min_rest"
"""Held for two pieces of work at a time; where only three or more leave no rest, with fixed work among them
perhaps, the evaluator finds out."""


def forbidding(tiny: Tiny, shift_ids: Sequence[str]) -> set[str]:
    """Codes of the rules that keep Ann from taking all of these shifts."""
    plan, rules = tiny.seats.plan, tiny.rules
    taken = [
        Assignment(id=f"new-{one}", shift_id=one, collaborator_id="ann", role_id=plan.shifts[one].role_id)
        for one in shift_ids
    ]
    after = Plan([*plan.entities(), *taken], timezone=plan.timezone)
    scope = {"collaborator_ids": ["ann"], "shift_ids": list(shift_ids)}
    new = compare(evaluate(plan, rules, **scope), evaluate(after, rules, **scope)).new
    return {conflict.rule for conflict in new if forbids(tiny, conflict)}


def forbids(tiny: Tiny, conflict: Conflict) -> bool:
    """Whether auto-assign must not bring a conflict about."""
    rule = tiny.rules.get(conflict.rule).rule
    return conflict.type is Severity.HARD or rule.binds_auto_assign(conflict.details)


def subsets(count: int) -> Iterator[tuple[int, ...]]:
    """Every way to take some of so many."""
    for size in range(1, count + 1):
        yield from combinations(range(count), size)


@settings(max_examples=80, deadline=None)
@given(tiny_plans())
def test_an_encoding_lets_be_what_the_rules_let_be(tiny: Tiny) -> None:
    encoded = encode(tiny.seats, tiny.rules)
    ann = encoded.problem.staff[0]

    for taken in subsets(len(encoded.problem.duties)):
        shift_ids = [encoded.problem.duties[duty].shift_id for duty in taken]
        broken = person_breaks(encoded.problem, ann, taken)
        refused = forbidding(tiny, shift_ids)

        if len(taken) + len(encoded.drafts[0].fixed.works) > 2 and not broken:
            refused.discard(LEARNT)
        assert bool(broken) == bool(refused), (shift_ids, broken, refused)


@settings(max_examples=50, deadline=None)
@given(tiny_plans(minima=True, fixed=0))
def test_minima_let_nothing_be_that_the_rules_refuse(tiny: Tiny) -> None:
    # A short run of fixed work, come between others by new work, is learnt from the evaluator too.
    encoded = encode(tiny.seats, tiny.rules)
    ann = encoded.problem.staff[0]

    for taken in subsets(len(encoded.problem.duties)):
        if not person_breaks(encoded.problem, ann, taken):
            shift_ids = [encoded.problem.duties[duty].shift_id for duty in taken]
            refused = forbidding(tiny, shift_ids) - {LEARNT}

            assert refused == set(), shift_ids
