"""Month after month: whoever had more before gets less now, and nobody runs away from the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

import attrs
import pytest

from planning_core.domain.job import AutoAssignRequest
from planning_core.domain.kinds import Entity
from planning_core.domain.people import Contract
from planning_core.domain.plan import Plan
from planning_core.domain.work import Assignment, Shift
from planning_core.solver import solve
from tests.unit.solver.agency import MONDAY, person, reference, shift

engine = pytest.importorskip("adapters.solver.engine", reason="the extra `solver` is not installed")

PEOPLE, WEEKS, MONTHS = 6, 4, 2
STEPS = 100_000


def month(number: int) -> list[Shift]:
    """Four weeks with an early shift and a night each day; 0 is the month that the tests begin with."""
    days = range(7 * WEEKS * number, 7 * WEEKS * (number + 1))
    at = {day: MONDAY + timedelta(days=day) for day in days}
    early = [shift(day, 0, id=f"early {day}", role_id="steward") for day in days]
    nights = [
        attrs.evolve(
            shift(day, 2, id=f"night {day}", role_id="steward"),
            starts_at=at[day] + timedelta(hours=21),
            ends_at=at[day] + timedelta(hours=28),
        )
        for day in days
    ]
    return [*early, *nights]


def confirmed(pairs: Iterable[tuple[str, str]]) -> list[Assignment]:
    """People on shifts, as planners confirmed them."""
    return [
        Assignment(
            id=f"{shift_id} {person_id}",
            shift_id=shift_id,
            collaborator_id=person_id,
            role_id="steward",
            status="confirmed",
        )
        for shift_id, person_id in pairs
    ]


def unfair_month() -> list[tuple[str, str]]:
    """The month before: one person has most of the nights, another most weekends, a third next to nothing."""
    found = []
    for one in month(-1):
        kind, day = one.id.split()
        number = int(day)
        if kind == "night":
            found.append((one.id, "person-000" if number % 2 else "person-001"))
        elif number % 7 in (5, 6):
            found.append((one.id, "person-002"))
        else:
            found.append((one.id, f"person-{3 + number % 2:03}"))
    return found


def figures(plan: Plan, since: int, until: int) -> Mapping[str, list[int]]:
    """Nights, weekends and hours of each person in the days `[since, until)`."""
    start, end = (MONDAY + timedelta(days=day) for day in (since, until))
    held: dict[str, list[Shift]] = {one: [] for one in sorted(plan.collaborators)}
    for one in plan.assignments.values():
        work = plan.shifts[one.shift_id]
        if start <= work.starts_at < end:
            held[one.collaborator_id].append(work)
    return {
        "nights": [sum(work.id.startswith("night") for work in works) for works in held.values()],
        "weekends": [len({_weekend(work.starts_at) for work in works} - {None}) for works in held.values()],
        "hours": [sum(_hours(work) for work in works) for works in held.values()],
    }


def _weekend(at: datetime) -> int | None:
    day = (at - MONDAY).days
    return day // 7 if day % 7 in (5, 6) else None


def _hours(work: Shift) -> int:
    return int((work.ends_at - work.starts_at) / timedelta(hours=1))


def spread(values: list[int]) -> int:
    """How far apart the most and the least are."""
    return max(values) - min(values)


@pytest.fixture(scope="module")
def plans() -> list[Plan]:
    """The plan after the unfair month, and after each month that auto-assign filled then."""
    contract = Contract(weekly_minutes=1260)
    people = [person(n, role_ids=("steward",), contract=contract) for n in range(PEOPLE)]
    entities: list[Entity] = [*reference(), *people, *month(-1), *confirmed(unfair_month())]
    found = [Plan(entities, timezone="UTC")]
    for number in range(MONTHS):
        start = MONDAY + timedelta(weeks=WEEKS * number)
        request = AutoAssignRequest(
            starts_at=start,
            ends_at=start + timedelta(weeks=WEEKS),
            options={"steps": STEPS, "continuity_weight": 0},
            time_limit_seconds=600,
        )
        entities = [*entities, *month(number)]
        solution = solve(Plan(entities, timezone="UTC"), request, engine=engine.solve)
        assert solution.coverage.ratio == 1.0
        entities = [*entities, *confirmed(solution.pairs)]
        found.append(Plan(entities, timezone="UTC"))
    return found


@pytest.mark.parametrize("what", ["nights", "hours"])
def test_the_month_after_an_unfair_one_narrows_the_spread(plans: list[Plan], what: str) -> None:
    before = figures(plans[0], -28, 0)[what]
    both = figures(plans[1], -28, 28)[what]

    assert spread(both) < spread(before)


@pytest.mark.parametrize(("what", "at_most"), [("nights", 4), ("weekends", 4), ("hours", 30)])
def test_two_months_on_end_come_out_even(plans: list[Plan], what: str, at_most: int) -> None:
    both = figures(plans[2], 0, 56)[what]

    assert spread(both) <= at_most


def test_whoever_had_the_nights_has_fewer_than_all_others_the_month_after(plans: list[Plan]) -> None:
    nights = figures(plans[1], 0, 28)["nights"]

    assert max(nights[:2]) < min(nights[2:])
