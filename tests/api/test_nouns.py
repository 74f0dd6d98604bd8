"""What every noun has in common: create, read, list, replace, delete."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from contracts.assignments import AssignmentAnswer
from contracts.availability import AvailabilityAnswer
from contracts.outgoing import Outgoing
from contracts.people import CollaboratorAnswer
from contracts.reference import (
    BlackoutAnswer,
    MissionAnswer,
    RoleAnswer,
    SiteAnswer,
    SkillAnswer,
    TeamAnswer,
)
from contracts.shifts import ShiftAnswer
from contracts.templates import ShiftTemplateAnswer
from tests.api.world import NO_ID, PREFIX, Record, World, kind_of

Body = Callable[[World], Record]
FULL: dict[str, tuple[str, type[Outgoing], Body]] = {
    "skill": ("/skills", SkillAnswer, lambda w: {"name": "Driving", "external_ref": "S1"}),
    "role": ("/roles", RoleAnswer, lambda w: {"name": "Driver", "required_skill_ids": [w.skill]}),
    "site": ("/sites", SiteAnswer, lambda w: {"name": "Pier", "timezone": "Europe/London"}),
    "team": ("/teams", TeamAnswer, lambda w: {"name": "Red", "colour": "#ff0000", "external_ref": "T1"}),
    "mission": (
        "/missions",
        MissionAnswer,
        lambda w: w.mission_body(team_id=w.team, budget_minutes=6000, external_ref="M1"),
    ),
    "blackout": (
        "/blackouts",
        BlackoutAnswer,
        lambda w: {
            "site_id": w.site,
            "starts_at": "2026-03-20T00:00:00+01:00",
            "ends_at": "2026-03-21T00:00:00+01:00",
            "severity": "soft",
            "reason": "Works",
        },
    ),
    "collaborator": (
        "/collaborators",
        CollaboratorAnswer,
        lambda w: {
            "name": "Dora",
            "email": "dora@example.org",
            "external_ref": "P1",
            "team_id": w.team,
            "site_ids": [w.site],
            "role_ids": [w.role],
            "skills": [{"skill_id": w.skill, "valid_until": "2027-01-31"}],
            "timezone": "Europe/London",
            "contract": {"weekly_minutes": 2100, "max_shifts_per_template": {}},
        },
    ),
    "availability": ("/availability", AvailabilityAnswer, lambda w: w.leave_body(weight=3)),
    "shift_template": (
        "/shift-templates",
        ShiftTemplateAnswer,
        lambda w: w.template_body(valid_from="2026-03-01", valid_until="2026-03-31", team_id=w.team),
    ),
    "shift": (
        "/shifts",
        ShiftAnswer,
        lambda w: w.shift_body(soft_capacity=2, hard_capacity=3, note="Bring gloves", external_ref="X1"),
    ),
    "assignment": (
        "/assignments",
        AssignmentAnswer,
        lambda w: w.assignment_body(w.shift(9)["id"], status="confirmed", note="Asked for it"),
    ),
}


@pytest.fixture(params=FULL)
def kind(request: pytest.FixtureRequest) -> str:
    """Each noun's name."""
    return str(request.param)


def _path(kind: str) -> str:
    return FULL[kind][0]


def _body(kind: str, world: World) -> Record:
    return FULL[kind][2](world)


def test_created_thing_is_located_and_read_back(kind: str, world: World) -> None:
    body = _body(kind, world)

    created = world.admin.post(_path(kind), body)

    record = created.json()[kind]
    assert created.status_code == 201
    assert created.headers["Location"] == f"{PREFIX}{_path(kind)}/{record['id']}"
    assert created.headers["ETag"] == '"1"'
    read = world.admin.get(f"{_path(kind)}/{record['id']}")
    assert read.json() == created.json()
    assert (read.headers["ETag"], record["version"]) == ('"1"', 1)
    kept = {name: record[name] for name in body if not name.endswith("_at") and name != "contract"}
    assert kept == {name: body[name] for name in kept}


def test_answers_have_exactly_the_shape_of_the_contract(kind: str, world: World) -> None:
    answer = world.admin.post(_path(kind), _body(kind, world)).json()

    model = FULL[kind][1].model_validate(answer)

    assert model.model_dump(mode="json", by_alias=True) == answer


def test_list_holds_what_was_created_with_its_conflicts(kind: str, world: World) -> None:
    created = world.admin.post(_path(kind), _body(kind, world)).json()

    listed = world.admin.get(_path(kind), limit=500).json()

    assert listed["next"] is None
    assert [item for item in listed["items"] if item[kind]["id"] == created[kind]["id"]] == [created]


@pytest.mark.parametrize("enveloped", [False, True], ids=["bare", "envelope"])
def test_putting_back_what_was_read_changes_nothing(kind: str, world: World, enveloped: bool) -> None:
    record = world.admin.make(_path(kind), _body(kind, world))
    path = f"{_path(kind)}/{record['id']}"
    read = world.admin.get(path).json()

    put = world.admin.put(path, read if enveloped else read[kind])

    assert put.json() == read
    assert put.headers["ETag"] == '"1"'
    actions = [i["audit_entry"]["action"] for i in _audit(world, record["id"])]
    assert actions == ["create"]


def _audit(world: World, entity_id: str) -> list[Record]:
    items: list[Record] = world.admin.get("/audit", entity_id=entity_id).json()["items"]
    return items


def test_thing_that_is_not_there_is_not_found(kind: str, world: World) -> None:
    path = f"{_path(kind)}/{NO_ID}"

    answers = [
        world.admin.get(path),
        world.admin.put(path, _body(kind, world)),
        world.admin.delete(path),
    ]

    assert [(a.status_code, kind_of(a)) for a in answers] == [(404, "not-found")] * 3


def test_deleted_thing_is_answered_as_it_last_was_and_gone(kind: str, world: World) -> None:
    record = world.admin.make(_path(kind), _body(kind, world))
    path = f"{_path(kind)}/{record['id']}"

    deleted = world.admin.delete(path)

    assert deleted.status_code == 200
    assert deleted.json()[kind] == record
    assert world.admin.get(path).status_code == 404


def test_null_clears_a_field_and_a_field_left_out_takes_its_default(world: World) -> None:
    body = world.shift_body(note="Old", headcount=4, break_minutes=45, soft_capacity=4)
    shift = world.admin.make("/shifts", body)

    world.admin.put(
        f"/shifts/{shift['id']}", {**body, "note": None, "headcount": None, "soft_capacity": None}
    )
    cleared = world.admin.get(f"/shifts/{shift['id']}").json()["shift"]
    world.admin.put(f"/shifts/{shift['id']}", world.shift_body())
    reset = world.admin.get(f"/shifts/{shift['id']}").json()["shift"]

    assert (cleared["note"], cleared["headcount"], cleared["soft_capacity"]) == (None, 1, None)
    assert (cleared["break_minutes"], reset["break_minutes"], reset["version"]) == (45, 30, 3)


def test_read_only_fields_are_ignored(world: World) -> None:
    body = world.shift_body(id=NO_ID, version=99, changed_since_publication=True)

    shift = world.admin.make("/shifts", body)

    assert shift["id"] != NO_ID
    assert (shift["version"], shift["changed_since_publication"]) == (1, False)


def test_source_of_an_assignment_is_not_the_callers_to_say(world: World) -> None:
    assignment = world.assignment(world.shift()["id"], source="auto")

    assert assignment["source"] == "manual"


def test_thing_in_use_is_not_deleted(world: World) -> None:
    refused = world.admin.delete(f"/sites/{world.site}")

    assert (refused.status_code, kind_of(refused)) == (409, "in-use")
    assert refused.json()["used_by"] == {"entity": "mission", "id": world.mission}


def test_recurring_wish_is_kept_whole(world: World) -> None:
    body = {
        "collaborator_id": world.anna,
        "kind": "undesired",
        "recurrence": {
            "weekdays": [3, 5],
            "start_time": "18:00",
            "end_time": "02:30",
            "timezone": "Europe/Paris",
            "valid_from": "2026-03-01",
            "valid_until": None,
        },
        "weight": 5,
    }

    entry = world.admin.make("/availability", body)

    assert entry["recurrence"] == body["recurrence"]
    assert (entry["starts_at"], entry["ends_at"]) == (None, None)
