"""Odd plans through the job's endpoints: each job ends well, and all that it proposes can be accepted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from entrypoints.bootstrap import App
from tests.api.world import MARCH, Record, World, faults_of

TWO_YEARS = {"from": "2026-01-01T00:00:00+01:00", "to": "2028-01-01T00:00:00+01:00"}
HIGHEST = dict.fromkeys(
    ("missing_weight", "soft_weight", "wishes_weight", "nights_weight", "weekends_weight", "hours_weight"),
    1_000_000,
)


def nobody_can_come(world: World) -> Record:
    """Seats of a role that nobody has."""
    world.shift(2, role_id=world.other_role)
    return {}


def nothing_to_fill(world: World) -> Record:
    """Shifts that want nobody."""
    world.shift(2, headcount=0)
    return {}


def agreed(world: World, **contract: Any) -> None:
    """Anna's contract, and four days that want her or Ben."""
    record = world.admin.get(f"/collaborators/{world.anna}").json()["collaborator"]
    body = {"name": record["name"], "role_ids": record["role_ids"], "contract": contract}
    answer = world.admin.put(f"/collaborators/{world.anna}", body, record["version"])
    assert answer.status_code == 200, answer.text
    for day in (2, 3, 4, 5):
        world.shift(day, headcount=2)


def hours_that_contradict_each_other(world: World) -> Record:
    """More hours a month than a month of the weeks allows, and none on any day."""
    agreed(world, min_period_minutes=9_000, max_weekly_minutes=600, max_daily_minutes=0)
    return {"options": {"keep": "contract_pattern"}}


def days_that_contradict_each_other(world: World) -> Record:
    """Nine days in a row at least, of which none may have a shift or lie on a weekend."""
    agreed(world, min_consecutive_days=9, min_consecutive_days_off=9, max_weekends=0, max_shifts_per_day=0)
    return {"options": {"keep": "contract_pattern"}}


def more_hours_than_there_are(world: World) -> Record:
    """Ten thousand people wanted at every hour of a day, of whom there are two."""
    for start, end in (("00:00", "08:00"), ("08:00", "16:00"), ("16:00", "23:59")):
        world.shift(2, start, end, headcount=10_000)
    return {}


def locked_work_that_breaks_rules(world: World) -> Record:
    """Anna is on leave on the day of a shift to which she is locked, and works next to it at night."""
    held = world.shift(10)
    world.assignment(held["id"], locked=True, status="confirmed")
    world.admin.make("/availability", world.leave_body(10))
    world.shift(10, "18:00", "23:30")
    world.shift(11, "05:00", "12:00")
    return {}


def two_years(world: World) -> Record:
    """The longest window, with work at its beginning."""
    world.shift(2)
    return TWO_YEARS


def no_weights(world: World) -> Record:
    """Nothing costs anything."""
    world.shift(2)
    return {"options": dict.fromkeys(HIGHEST, 0)}


def highest_weights(world: World) -> Record:
    """Everything costs as much as may be said, for shifts that weigh as much as may be said."""
    world.shift(2, shortage_weight=1_000_000_000, headcount=3)
    world.shift(3, shortage_weight=1_000_000_000, surplus_weight=1_000_000_000)
    return {"options": HIGHEST}


def a_day(world: World) -> Record:
    """A day's time for what takes none."""
    world.shift(2)
    return {"time_limit_seconds": 86_400}


def a_second(world: World) -> Record:
    """The shortest time, for a month of shifts."""
    for day in range(2, 30):
        world.shift(day, headcount=2)
    return {"time_limit_seconds": 1}


FILLED: dict[Callable[[World], Record], range] = {
    nobody_can_come: range(1),
    nothing_to_fill: range(1),
    hours_that_contradict_each_other: range(4, 5),
    days_that_contradict_each_other: range(4, 5),
    more_hours_than_there_are: range(2, 7),
    locked_work_that_breaks_rules: range(2, 4),
    two_years: range(1, 2),
    no_weights: range(2),
    highest_weights: range(3, 5),
    a_day: range(1, 2),
    a_second: range(57),
}
"""How many seats are filled in the end, those that were before too."""


@pytest.mark.parametrize("odd", FILLED, ids=lambda one: one.__name__)
def test_a_job_on_an_odd_plan_ends_well_and_is_accepted_whole(
    app: App, world: World, odd: Callable[[World], Record]
) -> None:
    asked = {**MARCH, "time_limit_seconds": 5, **odd(world)}
    before = hard_conflicts(world)

    job_id = world.admin.post("/auto-assign/start", asked).json()["job_id"]
    app.run_job(job_id)

    job = world.admin.get(f"/auto-assign/status/{job_id}").json()
    coverage = job["coverage"]
    assert (job["status"], job["error"]) == ("succeeded", None)
    assert coverage["filled"] in FILLED[odd]
    assert sum(one["missing"] for one in job["unfilled"]) == coverage["wanted"] - coverage["filled"]
    assert hard_conflicts(world) == before
    if job["proposals"]:
        accepted = world.admin.post(f"/auto-assign/accept/{job_id}")
        assert accepted.status_code == 200, accepted.text
        assert len(accepted.json()["accepted_assignment_ids"]) == len(job["proposals"])
        assert hard_conflicts(world) == before


def test_a_seat_that_nobody_can_take_says_why(app: App, world: World) -> None:
    asked = {**MARCH, "time_limit_seconds": 5, **nobody_can_come(world)}

    job_id = world.admin.post("/auto-assign/start", asked).json()["job_id"]
    app.run_job(job_id)

    job = world.admin.get(f"/auto-assign/status/{job_id}").json()
    [empty] = job["unfilled"]
    assert {one["rule"]: one["count"] for one in empty["reasons"]} == {"missing_skill": 2, "role_mismatch": 2}


def test_a_contract_that_cannot_be_kept_on_its_face_is_refused_with_its_place(world: World) -> None:
    body = {"name": "Cleo", "contract": {"min_consecutive_days": 9, "max_consecutive_days": 2}}

    answer = world.admin.post("/collaborators", body)

    assert faults_of(answer) == {"contract.min_consecutive_days": "above_maximum"}


def hard_conflicts(world: World) -> Counter[tuple[str, tuple[str, ...]]]:
    """The hard conflicts that stand."""
    found = world.admin.get("/rules", from_=MARCH["from"], to=MARCH["to"]).json()["conflicts"]
    hard = [one for one in found if one["type"] == "hard"]
    return Counter((one["rule"], tuple(sorted(one["shift_ids"]))) for one in hard)
