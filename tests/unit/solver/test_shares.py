"""Each term's share in the objective: they add up, in all, by person and by shift."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings

from planning_core.domain.job import AutoAssignRequest
from planning_core.domain.objective import SCALE
from planning_core.domain.people import Availability
from planning_core.domain.plan import Plan
from planning_core.solver import solve
from planning_core.solver.encode import encode
from planning_core.solver.meaning import objective
from planning_core.solver.shares import shares_of
from tests.unit.solver import exhaustive
from tests.unit.solver.agency import MONDAY, agency, person, reference, shift
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
    roomless = encoded.unfillable_cost / SCALE
    assert people + cover + roomless == pytest.approx(cost)


def sunday_please(person_id: str, weight: int) -> Availability:
    """Somebody would like to work on that Sunday."""
    sunday = MONDAY + timedelta(days=6)
    return Availability(
        id=f"wish-{person_id}",
        collaborator_id=person_id,
        kind="preferred",
        starts_at=sunday,
        ends_at=sunday + timedelta(days=1),
        weight=weight,
    )


def test_a_wish_that_is_not_met_is_told_of_the_term_and_the_person() -> None:
    wishes = sunday_please("person-001", 3), sunday_please("person-004", 1)
    work = shift(0, role_id="steward"), shift(6, role_id="steward")
    plan = Plan([*reference(), person(1), person(4), *work, *wishes], timezone="Europe/Paris")
    request = AutoAssignRequest(
        starts_at=MONDAY, ends_at=MONDAY + timedelta(days=7), options={"weekends_weight": 0}
    )

    solution = solve(plan, request, engine=exhaustive.search)

    assert [person_id for _, person_id in solution.pairs] == ["person-004", "person-001"]
    assert solution.terms == {"wishes": 0.5}
    assert solution.terms_by_person == {"person-004": {"wishes": 0.5}}


def test_a_solution_tells_the_parts_of_its_objective() -> None:
    solution = optimise(agency(people=2, days=3))

    assert sum(solution.terms.values()) == pytest.approx(solution.objective)
    assert solution.terms["missing"] == 1000.0 * (solution.coverage.wanted - solution.coverage.filled)
