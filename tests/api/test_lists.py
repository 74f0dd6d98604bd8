"""Lists: filters, periods, pages."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from tests.api.world import NO_ID, Caller, World, faults_of


def _ids(caller: Caller, path: str, kind: str, **params: Any) -> list[str]:
    return [item[kind]["id"] for item in caller.get(path, **params).json()["items"]]


def test_pages_hold_everything_once_in_order(world: World) -> None:
    made = [world.shift(day)["id"] for day in (5, 3, 3, 4, 2, 3, 9)]

    pages, cursor = [], None
    while True:
        page = world.admin.get("/shifts", limit=2, **({"cursor": cursor} if cursor else {})).json()
        pages.append([item["shift"] for item in page["items"]])
        cursor = page["next"]
        if cursor is None:
            break

    found = [shift for page in pages for shift in page]
    assert [len(page) for page in pages] == [2, 2, 2, 1]
    assert sorted(s["id"] for s in found) == sorted(made)
    assert [s["starts_at"] for s in found] == sorted(s["starts_at"] for s in found)


def test_page_that_ends_with_the_list_has_no_next(world: World) -> None:
    world.shift(2)
    world.shift(3)

    assert world.admin.get("/shifts", limit=2).json()["next"] is None


def test_shifts_are_kept_to_what_is_asked_for(world: World) -> None:
    monday, tuesday = world.shift(2), world.shift(3, role_id=world.other_role)
    world.assignment(monday["id"])
    admin = world.admin

    found = {
        "period": _ids(admin, "/shifts", "shift", from_="2026-03-03T00:00:00Z", to="2026-03-04T00:00:00Z"),
        "touching": _ids(admin, "/shifts", "shift", from_=monday["ends_at"], to=tuesday["starts_at"]),
        "role": _ids(admin, "/shifts", "shift", role_id=world.other_role),
        "roles": _ids(admin, "/shifts", "shift", role_id=[world.role, world.other_role]),
        "person": _ids(admin, "/shifts", "shift", collaborator_id=world.anna),
        "status": _ids(admin, "/shifts", "shift", status=["published", "cancelled"]),
        "site": _ids(admin, "/shifts", "shift", site_id=world.other_site),
    }

    assert found == {
        "period": [tuesday["id"]],
        "touching": [],
        "role": [tuesday["id"]],
        "roles": [monday["id"], tuesday["id"]],
        "person": [monday["id"]],
        "status": [],
        "site": [],
    }


def test_assignments_are_kept_to_what_is_asked_for(world: World) -> None:
    shift = world.shift(headcount=2)
    anna, ben = world.assignment(shift["id"]), world.assignment(shift["id"], world.ben, status="confirmed")
    admin = world.admin

    assert _ids(admin, "/assignments", "assignment", collaborator_id=world.ben) == [ben["id"]]
    assert _ids(admin, "/assignments", "assignment", status="proposed") == [anna["id"]]
    assert len(_ids(admin, "/assignments", "assignment", shift_id=shift["id"])) == 2
    assert _ids(admin, "/assignments", "assignment", site_id=world.other_site) == []


def test_reference_data_is_found_by_external_reference(world: World) -> None:
    made = world.admin.make("/teams", {"name": "Blue", "external_ref": "T-9"})

    assert _ids(world.admin, "/teams", "team", external_ref="T-9") == [made["id"]]


@pytest.mark.parametrize(
    ("params", "faults"),
    [
        ({"cursor": "!"}, {"query.cursor": "broken_cursor"}),
        ({"cursor": "YWJj"}, {"query.cursor": "broken_cursor"}),
        ({"limit": 0}, {"query.limit": "below_minimum"}),
        ({"limit": 501}, {"query.limit": "over_maximum"}),
        ({"limit": "many"}, {"query.limit": "not_a_whole_number"}),
        ({"limit": 10**30}, {"query.limit": "over_maximum"}),
        ({"status": "lost"}, {"query.status.0": "not_allowed"}),
        ({"site_id": "hall"}, {"query.site_id.0": "not_an_id"}),
        ({"from": "2026-03-02"}, {"query.from": "not_an_instant"}),
        ({"from": "2026-03-02T00:00:00"}, {"query.from": "naive_instant"}),
        (
            {"from": "2026-03-02T00:00:00Z", "to": "2026-03-01T00:00:00Z"},
            {"query.to": "end_not_after_start"},
        ),
        ({"colour": "red"}, {"query.colour": "unknown_field"}),
        ({"external_ref": "a\x00b"}, {"query.external_ref.0": "control_character"}),
    ],
)
def test_wrong_parameter_is_refused_with_its_name(
    admin: Caller, params: dict[str, Any], faults: dict[str, str]
) -> None:
    assert faults_of(admin.call("GET", "/shifts", params=params)) == faults


def test_audit_pages_newest_first(world: World) -> None:
    for name in ("One", "Two", "Three"):
        world.admin.make("/skills", {"name": name})

    first = world.admin.get("/audit", entity="skill", limit=2).json()
    second = world.admin.get("/audit", entity="skill", limit=2, cursor=first["next"]).json()

    names = [i["audit_entry"]["after"]["name"] for i in first["items"] + second["items"]]
    assert names == ["Three", "Two", "One", "Rigging"]
    assert second["next"] is None


def test_audit_is_kept_to_a_time(world: World) -> None:
    assert world.admin.get("/audit", to="2020-01-01T00:00:00Z").json()["items"] == []
    assert len(world.admin.get("/audit", from_="2020-01-01T00:00:00Z", entity="mission").json()["items"]) == 1


def _cursor(place: str) -> str:
    return base64.urlsafe_b64encode(place.encode()).decode().rstrip("=")


@pytest.mark.parametrize("path", ["/sites", "/shifts", "/audit", "/publications"])
@pytest.mark.parametrize("place", ["x", "5", "0:x", NO_ID, f"1:{NO_ID}"])
def test_made_up_cursor_is_refused(admin: Caller, path: str, place: str) -> None:
    refused = admin.get(path, cursor=_cursor(place))

    assert faults_of(refused) == {"query.cursor": "broken_cursor"}


def test_cursor_of_another_list_is_refused(world: World) -> None:
    cursor = world.admin.get("/sites", limit=1).json()["next"]

    refused = world.admin.get("/roles", limit=1, cursor=cursor)

    assert faults_of(refused) == {"query.cursor": "broken_cursor"}
    assert len(world.admin.get("/sites", limit=1, cursor=cursor).json()["items"]) == 1


def test_missions_and_people_are_kept_to_sites_and_roles(world: World) -> None:
    sites = [world.site, world.other_site]
    both = world.admin.make("/missions", world.mission_body(site_ids=sites, role_ids=[world.role]))["id"]
    rigger = {"name": "Cleo", "role_ids": [world.other_role], "site_ids": [world.other_site]}
    cleo = world.admin.make("/collaborators", rigger)["id"]

    missions = {
        "other site": _ids(world.admin, "/missions", "mission", site_id=world.other_site),
        "other role": _ids(world.admin, "/missions", "mission", role_id=world.other_role),
        "either site": _ids(world.admin, "/missions", "mission", site_id=sites),
        "none": _ids(world.admin, "/missions", "mission", site_id=NO_ID),
    }
    people = {
        "other site": _ids(world.admin, "/collaborators", "collaborator", site_id=world.other_site),
        "role": _ids(world.admin, "/collaborators", "collaborator", role_id=world.role),
    }

    assert missions == {
        "other site": [both],
        "other role": [world.mission],
        "either site": [world.mission, both],
        "none": [],
    }
    assert people == {"other site": [cleo], "role": [world.anna, world.ben]}
