"""Who would have been next for a seat, and what more they would have cost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import attrs
import pytest

from planning_core.domain.job import AutoAssignRequest, Pair
from planning_core.domain.kinds import Entity
from planning_core.domain.objective import Objective
from planning_core.domain.people import Availability
from planning_core.domain.plan import Plan
from planning_core.ports.solver import Solution
from planning_core.rules.registry import rule_book
from planning_core.solver import solve
from planning_core.solver.encode import encode
from planning_core.solver.library import seats_of
from planning_core.solver.meaning import objective
from tests.unit.solver import exhaustive
from tests.unit.solver.agency import MONDAY, person, reference, shift
from tests.unit.solver.solving import put

WEEK = AutoAssignRequest(
    starts_at=MONDAY, ends_at=MONDAY + timedelta(days=7), options={"continuity_weight": 0}
)


def found(*entities: Entity, **options: Any) -> tuple[Plan, Solution]:
    """A plan and the best there is for it."""
    plan = Plan([*reference(), *entities], timezone="Europe/Paris")
    request = attrs.evolve(WEEK, options={**WEEK.options, **options})
    return plan, solve(plan, request, engine=exhaustive.search)


def runners_up(solution: Solution, shift_id: str) -> list[dict[str, Any]]:
    """Who would have been next on a shift that one person is proposed for."""
    [told] = [one.reasons["runners_up"] for one in solution.proposals if one.shift_id == shift_id]
    return list(told)


def not_on_monday(person_id: str, weight: int) -> Availability:
    """Somebody would rather not work on that Monday."""
    return Availability(
        id=f"wish-{person_id}",
        collaborator_id=person_id,
        kind="undesired",
        starts_at=MONDAY,
        ends_at=MONDAY + timedelta(days=1),
        weight=weight,
    )


def test_runners_up_come_in_order_with_what_they_cost_more_by_term() -> None:
    wishes = [not_on_monday(f"person-{number:03}", number) for number in (1, 4, 7)]

    _, solution = found(person(2), person(1), person(4), person(7), shift(0), *wishes, hours_weight=0)

    assert solution.pairs == (("shift-000-0", "person-002"),)
    assert runners_up(solution, "shift-000-0") == [
        {
            "collaborator_id": f"person-{number:03}",
            "difference": float(number),
            "terms": {"soft": float(number)},
        }
        for number in (1, 4, 7)
    ]


def test_three_are_told_at_most() -> None:
    _, solution = found(*(person(3 * number + 1) for number in range(6)), shift(0))

    assert len(runners_up(solution, "shift-000-0")) == 3


def test_the_nearest_of_all_are_told_however_many_could_come() -> None:
    wishes = [not_on_monday(f"person-{number:03}", 40 - number) for number in range(1, 40)]
    people = [person(number) for number in range(1, 41) if number % 3]

    _, solution = found(*people, shift(0), *wishes, hours_weight=0)

    assert solution.pairs == (("shift-000-0", "person-040"),)
    told = [one["collaborator_id"] for one in runners_up(solution, "shift-000-0")]
    assert told == ["person-038", "person-037", "person-035"]


def test_seats_that_are_alike_tell_the_same_runners_up() -> None:
    two = [shift(0, id="one"), shift(0, id="two")]

    _, solution = found(*(person(3 * number + 1) for number in range(5)), *two, hours_weight=0)

    told = [[one["collaborator_id"] for one in runners_up(solution, shift_id)] for shift_id in ("one", "two")]
    taken = {person_id for _, person_id in solution.pairs}
    assert told[0] == told[1]
    assert taken.isdisjoint(told[0])
    assert len(told[0]) == 3


def test_whoever_the_rules_keep_off_is_no_runner_up() -> None:
    busy = put(1, "held", "person-004")

    _, solution = found(
        person(1), person(4), person(3), shift(0), shift(0, 1, id="held", role_id="steward"), busy
    )

    assert solution.pairs == (("shift-000-0", "person-001"),)
    assert runners_up(solution, "shift-000-0") == []


def test_differences_are_those_of_the_objective_once_the_runner_up_is_in() -> None:
    plan, solution = found(person(1), person(2), shift(0), shift(1), shift(3), nights_weight=0)

    for proposal in solution.proposals:
        for told in runners_up(solution, proposal.shift_id):
            pairs = set(solution.pairs) - {(proposal.shift_id, proposal.collaborator_id)}
            swapped = with_pairs(plan, pairs | {(proposal.shift_id, told["collaborator_id"])})

            assert told["difference"] >= 0
            assert told["difference"] == round(swapped - solution.objective, 6)
            assert told["difference"] == round(sum(told["terms"].values()), 6)


def test_terms_are_what_the_objective_gains_without_the_proposal() -> None:
    plan, solution = found(person(1), person(2), *(shift(day) for day in range(4)), nights_weight=0)

    assert any(proposal.reasons["terms"] for proposal in solution.proposals)
    for proposal in solution.proposals:
        pairs = set(solution.pairs) - {(proposal.shift_id, proposal.collaborator_id)}
        empty = with_pairs(plan, pairs) - 1000
        assert sum(proposal.reasons["terms"].values()) == pytest.approx(solution.objective - empty)


def with_pairs(plan: Plan, pairs: set[Pair]) -> float:
    """The objective with exactly these people on these shifts."""
    encoded = encode(seats_of(plan, WEEK), rule_book(), Objective(continuity=0, nights=0))
    return encoded.points(objective(encoded.problem, encoded.roster(pairs)))
