"""`planning auto-assign` on odd plans: it ends well and proposes nothing that would be refused."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.command import Desk, plan_file, shift_row

Plan = dict[str, Any]
MARCH = ("--from", "2025-03-01", "--to", "2025-04-01", "--time-limit", "5")


def nobody_can_come() -> Plan:
    """Nobody has the role."""
    plan = plan_file()
    for person in plan["collaborators"]:
        person["roles"] = []
    return plan


def nothing_to_fill() -> Plan:
    """No shift at all."""
    return plan_file(shifts=0)


def more_hours_than_there_are() -> Plan:
    """A thousand people wanted where there are two."""
    return plan_file() | {"shifts": [shift_row(number, headcount=1_000) for number in range(3)]}


def a_contract_that_contradicts_itself() -> Plan:
    """More hours a month than a month of the weeks allows, and none on any day."""
    plan = plan_file()
    terms = {"min_period_minutes": 9_000, "max_weekly_minutes": 600, "max_daily_minutes": 0}
    plan["collaborators"][0]["contract"] = terms
    return plan


@pytest.mark.parametrize(
    ("plan", "wanted", "filled"),
    [
        (nobody_can_come(), 3, 0),
        (nothing_to_fill(), 0, 0),
        (more_hours_than_there_are(), 3_000, 6),
        (a_contract_that_contradicts_itself(), 3, 3),
    ],
    ids=["nobody", "nothing", "too much", "contradiction"],
)
def test_an_odd_plan_is_filled_as_far_as_it_goes(desk: Desk, plan: Plan, wanted: int, filled: int) -> None:
    assert desk.run("import", desk.write("plan.json", plan)).code == 0

    assert filled_by_a_job(desk) == (wanted, filled)


def test_locked_work_that_breaks_a_rule_stays_and_the_rest_is_filled(desk: Desk) -> None:
    held = {"shift": "s0", "collaborator": "p0", "role": "steward", "status": "confirmed", "locked": True}
    leave = {
        "collaborator": "p0",
        "kind": "leave",
        "starts_at": "2025-03-03T00:00:00+01:00",
        "ends_at": "2025-03-04T00:00:00+01:00",
    }
    assert desk.run("import", desk.write("plan.json", plan_file(assignments=[held]))).code == 0
    later = {"timezone": "Europe/Paris", "availability": [leave]}
    assert desk.run("import", desk.write("leave.json", later)).code == 0

    assert hard_conflicts(desk) == ["absence"]
    assert filled_by_a_job(desk) == (3, 3)


def filled_by_a_job(desk: Desk) -> tuple[int, int]:
    """Seats wanted and filled after a job, which must end well and break nothing new."""
    before = hard_conflicts(desk)

    said = desk.run("auto-assign", *MARCH, "--json")

    assert (said.code, said.json["status"], hard_conflicts(desk)) == (0, "succeeded", before), said.err
    coverage = said.json["coverage"]
    return coverage["wanted"], coverage["filled"]


def hard_conflicts(desk: Desk) -> list[Any]:
    """What `planning check` finds that is hard."""
    found = desk.run("check", *MARCH[:4], "--json").json
    return [one["rule"] for one in found["conflicts"] if one["type"] == "hard"]
