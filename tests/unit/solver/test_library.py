"""Auto-assign on a plan in memory."""

from __future__ import annotations

from datetime import timedelta

from planning_core.domain.job import AutoAssignRequest
from planning_core.domain.plan import Plan
from planning_core.domain.work import Source
from planning_core.solver import solve
from tests.unit.solver import plain_engine
from tests.unit.solver.agency import MONDAY, agency, person, reference, shift
from tests.unit.solver.solving import put

WEEK = AutoAssignRequest(starts_at=MONDAY, ends_at=MONDAY + timedelta(days=7), options={"steps": 200})


def test_open_seats_are_filled_without_an_engine() -> None:
    solution = solve(agency(people=9, days=3), WEEK)

    assert solution.coverage.ratio == 1.0


def test_an_engine_leaves_no_more_seats_empty() -> None:
    plan = agency(people=4, days=5)

    assert solve(plan, WEEK, engine=plain_engine.search).coverage.filled >= solve(plan, WEEK).coverage.filled


def test_what_an_earlier_run_proposed_gives_way() -> None:
    earlier = put(1, "shift-000-0", "person-000", source=Source.AUTO)
    plan = Plan([*reference(), person(0, role_ids=("steward",)), shift(0), earlier])

    solution = solve(plan, WEEK)

    assert solution.pairs == (("shift-000-0", "person-000"),)


def test_shifts_outside_the_period_are_left_alone() -> None:
    solution = solve(Plan([*reference(), person(0), shift(9)]), WEEK)

    assert (solution.assignments, solution.coverage.wanted) == ((), 0)
