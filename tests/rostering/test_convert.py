"""Public instances become import files, and filled plans rosters."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from planning_core import (
    Assignment,
    AssignmentStatus,
    Collaborator,
    Plan,
    Shift,
    ShiftTemplate,
)
from planning_core.domain.kinds import Entity
from planning_core.domain.time import week_of
from planning_core.rules.periods import first_week
from tests.rostering.convert import FIRST_DAY, main, to_import
from tests.rostering.instance import BrokenInstance, Instance, Person, read_instance
from tests.rostering.roster import roster_of, worked_in
from tests.rostering.shared_data import public_instance
from tests.small_plan import an_id

TINY = Path(__file__).parent / "tiny_instance.txt"


@pytest.fixture
def tiny() -> Instance:
    """An instance of our own making."""
    return read_instance(TINY)


def test_instance_is_read_with_every_limit(tiny: Instance) -> None:
    people = list(tiny.people)

    assert people == [
        Person("Ann", {"D": 14, "N": 2}, 4_800, 1_000, 5, 2, 2, 1, (3, 4)),
        Person("Bob", {"D": 14, "N": 0}, 4_320, 960, 4, 1, 1, 2, (13,)),
    ]
    assert [(s.code, s.minutes, s.not_followed_by) for s in tiny.shifts] == [
        ("D", 480, ()),
        ("N", 600, ("D",)),
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("14", "line 1: text before the first section"),
        ("SECTION_HORIZON\nmany", "line 2: 'many' is no whole number"),
        ("SECTION_HORIZON\n14", "broken.txt: SECTION_SHIFTS is missing or empty"),
        (
            "SECTION_HORIZON\n7\nSECTION_SHIFTS\nD,480,\nSECTION_STAFF\nA,D=1",
            "line 6: 8 values expected, 2 found",
        ),
    ],
)
def test_broken_instance_names_the_line(text: str, problem: str, tmp_path: Path) -> None:
    path = tmp_path / "broken.txt"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(BrokenInstance) as refused:
        read_instance(path)

    assert str(refused.value) == problem


def test_person_becomes_a_collaborator_with_a_contract(tiny: Instance) -> None:
    ann = to_import(tiny)["collaborators"][0]

    assert ann == {
        "external_ref": "Ann",
        "name": "Person Ann",
        "roles": ["staff"],
        "timezone": "UTC",
        "contract": {
            "min_period_minutes": 1_000,
            "max_period_minutes": 4_800,
            "max_consecutive_days": 5,
            "min_consecutive_days": 2,
            "min_consecutive_days_off": 2,
            "max_weekends": 1,
            "max_shifts_per_day": 1,
            "max_shifts_per_template": {"D": 14, "N": 2},
        },
    }


def test_days_off_and_requests_become_availability(tiny: Instance) -> None:
    rows = to_import(tiny)["availability"]

    said = [(r["collaborator"], r["kind"], r["starts_at"], r.get("template"), r.get("weight")) for r in rows]
    assert said == [
        ("Ann", "unavailable", "2024-01-04T00:00:00+00:00", None, None),
        ("Ann", "unavailable", "2024-01-05T00:00:00+00:00", None, None),
        ("Bob", "unavailable", "2024-01-14T00:00:00+00:00", None, None),
        ("Bob", "preferred", "2024-01-01T06:00:00+00:00", "D", 3),
        ("Ann", "undesired", "2024-01-02T06:00:00+00:00", "N", 2),
        ("Bob", "undesired", "2024-01-13T06:00:00+00:00", "D", 4),
    ]
    assert rows[4]["ends_at"] == "2024-01-02T16:00:00+00:00"


def test_cover_becomes_shifts_and_a_request_without_cover_one_that_wants_nobody(tiny: Instance) -> None:
    shifts = to_import(tiny)["shifts"]

    wanted = [(s["external_ref"], s["headcount"], s["shortage_weight"], s["surplus_weight"]) for s in shifts]
    assert wanted == [
        ("D000-D", 1, 100, 1),
        ("D000-N", 1, 100, 1),
        ("D001-D", 2, 100, 1),
        ("D001-N", 1, 80, 2),
        ("D012-D", 0, 0, 0),
    ]


def test_rules_count_over_the_horizon_and_labour_law_is_off(tiny: Instance) -> None:
    rules = {rule["code"]: rule for rule in to_import(tiny)["rules"]}

    period = rules["contract_hours"]["parameters"]
    assert rules["contract_hours"]["severity"] == "hard"
    assert rules["contract_pattern"]["parameters"] == period
    assert period["period_weeks"] == 2
    assert first_week(week_of(FIRST_DAY.toordinal()), period) == week_of(FIRST_DAY.toordinal())
    assert {code for code, rule in rules.items() if rule.get("active") is False} == {
        "average_weekly_hours",
        "daily_hours",
        "min_rest",
        "missing_break",
        "shift_length",
        "weekly_hours",
        "weekly_rest",
    }


def test_command_writes_the_import_file(tiny: Instance, tmp_path: Path) -> None:
    out = tmp_path / "plan.json"

    status = main([str(TINY), str(out)])

    assert status == 0
    assert json.loads(out.read_text(encoding="utf-8")) == to_import(tiny)


def test_command_says_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "broken.txt"
    broken.write_text("SECTION_HORIZON\nx", encoding="utf-8")

    status = main([str(broken), str(tmp_path / "out.json")])

    assert (status, capsys.readouterr().err) == (2, "line 2: 'x' is no whole number\n")
    assert not (tmp_path / "out.json").exists()


def filled_plan(*people: tuple[str, int, AssignmentStatus]) -> Plan:
    """A plan in which these people work type D on these days."""
    start = datetime(FIRST_DAY.year, FIRST_DAY.month, FIRST_DAY.day, 6, tzinfo=UTC)
    names: dict[str, Any] = {"mission_id": an_id(1), "site_id": an_id(2), "role_id": an_id(3)}
    template = ShiftTemplate(
        id=an_id(4), name="D", external_ref="D", start_time=start.time(), duration_minutes=480, **names
    )
    entities: list[Entity] = [template]
    for number, (person, day, status) in enumerate(people):
        begins = start + timedelta(days=day)
        shift = Shift(
            id=an_id(100 + number),
            template_id=template.id,
            starts_at=begins,
            ends_at=begins + timedelta(hours=8),
            **names,
        )
        who = Collaborator(id=an_id(200 + number), name=person, external_ref=person)
        assignment = Assignment(
            id=an_id(300 + number),
            shift_id=shift.id,
            collaborator_id=who.id,
            role_id=an_id(3),
            status=status,
        )
        entities += [shift, who, assignment]
    return Plan(entities)


def test_roster_holds_who_works_when(tiny: Instance) -> None:
    plan = filled_plan(("Bob", 0, AssignmentStatus.PROPOSED), ("Ann", 13, AssignmentStatus.CONFIRMED))

    roster = roster_of(tiny, worked_in(plan))

    assert roster == [[None] * 13 + ["D"], ["D"] + [None] * 13]


def test_roster_leaves_out_who_was_rejected(tiny: Instance) -> None:
    plan = filled_plan(("Bob", 0, AssignmentStatus.REJECTED))

    roster = roster_of(tiny, worked_in(plan))

    assert roster == [[None] * 14, [None] * 14]


@pytest.mark.parametrize(
    ("worked", "problem"),
    [
        ([("Zoe", 0, "D")], "Zoe is not one of the instance's people"),
        ([("Ann", 0, "D"), ("Ann", 0, "N")], "Ann works twice on day 0"),
    ],
)
def test_roster_refuses_what_no_roster_can_say(
    worked: list[tuple[str, int, str]], problem: str, tiny: Instance
) -> None:
    with pytest.raises(ValueError, match=problem):
        roster_of(tiny, worked)


@pytest.mark.parametrize(
    ("number", "people", "types", "cover", "requests"), [(5, 16, 2, 56, 106), (23, 100, 16, 5_824, 9_410)]
)
def test_public_instances_are_read_whole(
    number: int, people: int, types: int, cover: int, requests: int
) -> None:
    instance = read_instance(public_instance(number))

    document = to_import(instance)

    assert len(document["collaborators"]) == people
    assert len(document["shift_templates"]) == types
    assert len(document["shifts"]) == cover
    assert len(document["availability"]) == requests + sum(len(p.days_off) for p in instance.people)
