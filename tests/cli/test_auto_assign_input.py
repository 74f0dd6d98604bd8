"""`planning auto-assign` asked oddly gets a clear answer; options of the search are taken as typed."""

from __future__ import annotations

import pytest

from tests.cli.command import Desk, plan_file

MARCH = ("--from", "2025-03-01", "--to", "2025-04-01")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((*MARCH, "--option", "nights_weight=-1"), "nights_weight"),
        ((*MARCH, "--option", "missing_weight=1e9"), "missing_weight"),
        ((*MARCH, "--option", "soft_weight=nan"), "soft_weight"),
        ((*MARCH, "--option", "hours_weight=much"), "hours_weight"),
        ((*MARCH, "--option", "fairness=1"), "fairness"),
        ((*MARCH, "--option", "steps=1000000000000"), "steps"),
        ((*MARCH, "--option", "steps"), "--option « steps »: must be NAME=VALUE"),
        (
            (*MARCH, "--option", "steps=1", "--option", "steps=2"),
            "--option « steps=2 »: stands there already",
        ),
        ((*MARCH, "--time-limit", "0"), "--time-limit"),
        ((*MARCH, "--time-limit", "-5"), "--time-limit"),
        ((*MARCH, "--time-limit", "86401"), "--time-limit"),
        ((*MARCH, "--seed", "-1"), "--seed"),
        (("--from", "2025-01-01", "--to", "2028-01-01"), "must not be longer than 732 days"),
        (("--from", "2025-04-01", "--to", "2025-03-01"), "--to « 2025-03-01 »"),
    ],
)
def test_what_cannot_be_done_is_said(desk: Desk, arguments: tuple[str, ...], words: str) -> None:
    desk.run("db", "upgrade")

    said = desk.run("auto-assign", *arguments)

    assert (said.code, said.out) == (2, "")
    assert words in said.err
    assert "Traceback" not in said.err


def test_an_empty_plan_has_nothing_to_fill(desk: Desk) -> None:
    desk.run("db", "upgrade")

    said = desk.run("auto-assign", *MARCH, "--json").json

    assert (said["status"], said["coverage"]["wanted"], said["unfilled"]) == ("succeeded", 0, [])


def test_two_years_are_filled_with_weights_as_typed(desk: Desk) -> None:
    desk.run("import", desk.write("plan.json", plan_file()))

    said = desk.run(
        *("auto-assign", "--from", "2025-01-01", "--to", "2027-01-01", "--time-limit", "5", "--json"),
        *(
            "--option",
            "nights_weight=2",
            "--option",
            "least_change=true",
            "--option",
            "keep=contract_pattern",
        ),
    ).json

    assert said["status"] == "succeeded"
    assert said["request"]["options"] == {
        "nights_weight": 2,
        "least_change": True,
        "keep": "contract_pattern",
    }
