"""Each term's share in the objective: they add up, in all, by person and by shift."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from planning_core.solver.encode import encode
from planning_core.solver.meaning import objective
from planning_core.solver.shares import shares_of
from tests.unit.solver.agency import agency
from tests.unit.solver.test_optimizing import optimise
from tests.unit.solver.test_optimizing_properties import solved
from tests.unit.solver.tiny_plans import Tiny, small_plans


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(small_plans())
def test_shares_add_up_to_the_objective(tiny: Tiny) -> None:
    encoded = encode(tiny.seats, tiny.rules)
    roster = encoded.roster(solved(tiny).pairs)

    shares = shares_of(encoded, roster)

    cost = encoded.points(objective(encoded.problem, roster))
    covered = {"missing", "surplus"}
    people = sum(sum(own.values()) for own in shares.by_person.values())
    cover = sum(points for own in shares.by_shift.values() for term, points in own.items() if term in covered)
    assert sum(shares.total.values()) == pytest.approx(cost)
    assert people + cover + shares.total.get("constant", 0.0) == pytest.approx(cost)


def test_a_solution_tells_the_parts_of_its_objective() -> None:
    solution = optimise(agency(people=2, days=3))

    assert sum(solution.terms.values()) == pytest.approx(solution.objective)
    assert solution.terms["missing"] == 1000.0 * (solution.coverage.wanted - solution.coverage.filled)
