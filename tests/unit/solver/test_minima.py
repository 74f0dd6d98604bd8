"""Minima that nobody could keep are wished for, so that the rest of the plan can be found."""

from __future__ import annotations

from datetime import timedelta

from planning_core.domain.people import Availability, AvailabilityKind, Contract
from planning_core.domain.plan import Plan
from planning_core.rules.registry import rule_book
from planning_core.solver.encode import encode
from planning_core.solver.problem import Total
from tests.unit.solver.agency import MONDAY, person, reference, shift
from tests.unit.solver.test_odd_input import seats_of


def minima_of(days_of_leave: int) -> list[Total]:
    """The minima of somebody with 30 hours to work in two weeks, so many days of them on leave."""
    ann = person(0, role_ids=("steward",), contract=Contract(min_period_minutes=1800))
    leave = Availability(
        id="leave",
        collaborator_id=ann.id,
        kind=AvailabilityKind.LEAVE,
        starts_at=MONDAY,
        ends_at=MONDAY + timedelta(days=days_of_leave),
    )
    shifts = [shift(day, 0) for day in range(12)]
    plan = Plan([*reference(), ann, leave, *shifts], timezone="Europe/Paris")
    seats = seats_of(plan, ends_at=MONDAY + timedelta(days=14), options={"keep": "contract_pattern"})
    [staff] = encode(seats, rule_book()).problem.staff
    return [total for total in staff.totals if total.at_least is not None]


def test_a_minimum_that_can_be_reached_is_kept() -> None:
    assert [(one.at_least, one.cost_below) for one in minima_of(days_of_leave=5)] == [(1800, None)]


def test_a_minimum_out_of_reach_is_wished_for() -> None:
    assert all(one.cost_below is not None for one in minima_of(days_of_leave=10))
