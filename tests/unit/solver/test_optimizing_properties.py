"""Whatever the plan and the figures of the rules: what is proposed breaks nothing that held before."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from planning_core.domain.plan import Plan
from planning_core.memory import CountingIds
from planning_core.ports.solver import Solution
from planning_core.rules.comparison import compare
from planning_core.rules.engine import evaluate
from planning_core.solver.engine import Engine
from planning_core.solver.finishing import refuses
from planning_core.solver.optimizing import OptimizingSolver
from tests.unit.solver import plain_engine
from tests.unit.solver.tiny_plans import Tiny, small_plans


def solved(tiny: Tiny, engine: Engine = plain_engine.search) -> Solution:
    """What the optimising solver proposes; time stands still."""
    solver = OptimizingSolver(tiny.rules, engine)
    return solver.solve(
        tiny.seats,
        new_id=CountingIds().new_id,
        progress=lambda share, best: True,
        elapsed_seconds=lambda: 0.0,
    )


def newly_refused(tiny: Tiny, solution: Solution) -> set[str]:
    """Codes of rules that refuse what was proposed and did not before."""
    plan = tiny.seats.plan
    after = Plan([*plan.entities(), *solution.assignments], timezone=plan.timezone)
    new = compare(evaluate(plan, tiny.rules), evaluate(after, tiny.rules)).new
    return {conflict.rule for conflict in new if refuses(tiny.rules, conflict)}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(small_plans())
def test_nothing_proposed_is_refused_by_the_rules(tiny: Tiny) -> None:
    solution = solved(tiny)

    assert newly_refused(tiny, solution) == set()
    assert len(set(solution.pairs)) == len(solution.pairs)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(small_plans())
def test_the_same_seats_seed_and_steps_give_the_same_solution(tiny: Tiny) -> None:
    assert solved(tiny) == solved(tiny)
