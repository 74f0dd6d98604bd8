"""Odd questions get a clear answer: never a crash, never a proposal that the rules refuse."""

from __future__ import annotations

from datetime import timedelta

import pytest

from planning_core.domain.history import RuleSetting
from planning_core.domain.job import AutoAssignRequest
from planning_core.domain.people import Availability, AvailabilityKind, Contract
from planning_core.domain.plan import Plan
from planning_core.domain.reference import Severity
from planning_core.ports.solver import Seats
from planning_core.rules.registry import rule_book
from planning_core.solver.encode import encode
from tests.unit.solver.agency import MONDAY, agency, person, reference, shift
from tests.unit.solver.test_optimizing import optimise
from tests.unit.solver.test_optimizing_properties import newly_refused
from tests.unit.solver.tiny_plans import Tiny


def seats_of(plan: Plan, **request: object) -> Seats:
    """All shifts of a plan."""
    values: dict[str, object] = {"starts_at": MONDAY, "ends_at": MONDAY + timedelta(days=28), **request}
    asked = AutoAssignRequest(**values)  # type: ignore[arg-type] # fields by name, of any type
    return Seats(plan=plan, shift_ids=sorted(plan.shifts), request=asked)


@pytest.mark.parametrize("severity", [Severity.SOFT, Severity.HARD])
@pytest.mark.parametrize(
    "contract",
    [
        Contract(min_period_minutes=9_000, max_weekly_minutes=600),
        Contract(min_consecutive_days=6, max_consecutive_days=6, max_shifts_per_day=0),
        Contract(min_consecutive_days=9, min_consecutive_days_off=9, max_weekends=0),
        Contract(weekly_minutes=0, max_period_minutes=0, min_period_minutes=0),
        Contract(max_daily_minutes=0),
    ],
)
def test_a_contract_that_contradicts_itself_gives_what_it_allows(
    contract: Contract, severity: Severity
) -> None:
    people = [person(0, contract=contract, role_ids=("steward",)), person(2, role_ids=("steward",))]
    shifts = [shift(day, 0, role_id="steward") for day in range(6)]
    plan = Plan([*reference(), *people, *shifts], timezone="Europe/Paris")
    rules = rule_book(settings=[RuleSetting(id="contract_pattern", severity=severity)])

    solution = optimise(plan, rules, options={"keep": "contract_pattern"}, days=7)

    assert newly_refused(Tiny(seats_of(plan), rules), solution) == set()


def test_more_hours_than_there_are_leaves_seats_empty_and_says_why() -> None:
    plan = agency(people=3, days=7, headcount=4)

    solution = optimise(plan)

    assert sum(one.missing for one in solution.unfilled) == 84 - solution.coverage.filled
    assert all(one.reasons for one in solution.unfilled)


def test_two_years_are_one_problem() -> None:
    plan = agency(people=4, days=730)

    problem = encode(seats_of(plan, ends_at=MONDAY + timedelta(days=730)), rule_book()).problem

    assert (len(problem.duties), len(problem.staff)) == (2190, 4)


@pytest.mark.parametrize("seconds", [1, 86_400])
def test_any_time_limit_gives_an_answer(seconds: int) -> None:
    solution = optimise(agency(people=9, days=2), time_limit_seconds=seconds)

    assert solution.coverage.ratio == 1.0


def test_time_that_is_over_before_it_began_gives_the_start() -> None:
    plan = agency(people=9, days=2)
    first = optimise(plan)

    late = optimise(plan, start=first.pairs, time_limit_seconds=1, elapsed=lambda: 5.0)

    assert late.pairs == first.pairs


def test_enormous_weights_stay_numbers_that_are_exact() -> None:
    heavy = dict.fromkeys(("missing_weight", "soft_weight", "wishes_weight", "surplus_weight"), 1_000_000)
    dear: dict[str, object] = {"shortage_weight": 10**9, "surplus_weight": 10**9}
    undesired = Availability(
        id="undesired",
        collaborator_id="person-000",
        kind=AvailabilityKind.UNDESIRED,
        starts_at=MONDAY,
        ends_at=MONDAY + timedelta(days=28),
        weight=1_000_000,
    )
    shifts = [shift(day, 0, headcount=9, **dear) for day in range(28)]
    plan = Plan([*reference(), person(0, role_ids=("steward",)), undesired, *shifts])

    problem = encode(seats_of(plan, options=heavy), rule_book()).problem

    worst = sum(duty.shortage_cost * duty.need for duty in problem.duties)
    assert 0 < worst <= 2**52
    assert max(max(person.costs) for person in problem.staff) == 10**11
    assert max(duty.surplus_cost for duty in problem.duties) == 10**11
