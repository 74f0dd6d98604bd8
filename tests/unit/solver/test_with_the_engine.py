"""The engine that the product brings, on random plans: nothing is broken, and it costs what it says."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import HealthCheck, given, settings

from planning_core.solver.encode import encode
from planning_core.solver.engine import Limits
from planning_core.solver.meaning import broken, floor, objective
from tests.unit.solver.test_optimizing_properties import newly_refused, solved
from tests.unit.solver.tiny_plans import Tiny, small_plans

engine = pytest.importorskip("adapters.solver.engine", reason="the extra `solver` is not installed")

STEPS = 20_000


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(small_plans())
def test_rosters_keep_every_bound_and_cost_what_is_told(tiny: Tiny) -> None:
    problem = encode(tiny.seats, tiny.rules).problem

    found = engine.solve(problem, Limits(seconds=30, steps=STEPS), report=lambda *told: True)

    assert broken(problem, found.roster) == []
    assert found.objective == objective(problem, found.roster)
    assert floor(problem) <= found.objective
    assert found.bound is None or found.bound <= found.objective


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(small_plans())
def test_nothing_proposed_is_refused_by_the_rules(tiny: Tiny) -> None:
    request = attrs.evolve(tiny.seats.request, options={"steps": STEPS}, time_limit_seconds=30)
    told = attrs.evolve(tiny, seats=attrs.evolve(tiny.seats, request=request))

    solution = solved(told, engine.solve)

    assert newly_refused(told, solution) == set()
