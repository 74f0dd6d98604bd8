"""The specification's main flow, end to end through the API."""

from __future__ import annotations

import time

from fastapi.testclient import TestClient

from entrypoints.api.app import create_app
from entrypoints.bootstrap import App
from tests.api.conftest import CallerOf
from tests.api.world import MARCH, Caller, World, kind_of, rules_of


def test_shift_written_and_read_carries_its_conflicts(world: World) -> None:
    written = world.admin.post("/shifts", world.shift_body(headcount=2))

    read = world.admin.get(f"/shifts/{written.json()['shift']['id']}")
    assert written.status_code == 201
    assert rules_of(written.json()) == ["understaffed"]
    assert read.json() == written.json()
    assert read.json()["conflicts"][0]["type"] == "soft"


def test_double_booking_is_refused_and_nothing_is_written(world: World) -> None:
    first, second = world.shift(2, "09:00", "13:00"), world.shift(2, "12:00", "16:00")
    world.assignment(first["id"])

    refused = world.admin.post("/assignments", world.assignment_body(second["id"]))

    assert (refused.status_code, kind_of(refused)) == (409, "hard-conflict")
    assert rules_of(refused.json()) == ["double_booking"]
    assert refused.json()["attempted"][0]["data"]["shift_id"] == second["id"]
    assert world.count("/assignments") == 1


def test_too_short_a_rest_is_refused(world: World) -> None:
    late, early = world.shift(2, "15:00", "23:00"), world.shift(3, "06:00", "12:00")
    world.assignment(late["id"])

    refused = world.admin.post("/assignments", world.assignment_body(early["id"]))

    assert rules_of(refused.json()) == ["min_rest"]


def test_assignment_without_the_skill_is_refused(world: World) -> None:
    person = world.admin.make("/collaborators", {"name": "Cleo", "role_ids": [world.other_role]})
    shift = world.shift(role_id=world.other_role)

    refused = world.admin.post(
        "/assignments", world.assignment_body(shift["id"], person["id"], role_id=world.other_role)
    )

    assert rules_of(refused.json()) == ["missing_skill"]


def test_hard_capacity_is_kept(world: World) -> None:
    shift = world.shift(hard_capacity=1)
    world.assignment(shift["id"], world.anna)

    refused = world.admin.post("/assignments", world.assignment_body(shift["id"], world.ben))

    assert rules_of(refused.json()) == ["hard_capacity"]


def test_leave_is_recorded_and_reports_what_it_breaks(world: World) -> None:
    shift = world.shift()
    assignment = world.assignment(shift["id"])

    leave = world.admin.post("/availability", world.leave_body())

    assert leave.status_code == 201
    assert rules_of(leave.json()) == ["absence"]
    assert rules_of(world.admin.get(f"/assignments/{assignment['id']}").json()) == ["absence"]
    assert rules_of(world.admin.get(f"/shifts/{shift['id']}").json()) == ["absence"]


def test_soft_conflicts_are_written_and_returned(world: World) -> None:
    shift = world.shift(break_minutes=0)

    written = world.admin.post("/assignments", world.assignment_body(shift["id"]))

    assert written.status_code == 201
    assert rules_of(world.admin.get(f"/shifts/{shift['id']}").json()) == ["missing_break"]


def test_publishing_makes_a_version_and_deleting_then_cancels(world: World) -> None:
    shift = world.shift()
    world.assignment(shift["id"], status="confirmed")

    published = world.publish()
    deleted = world.admin.delete(f"/shifts/{shift['id']}")

    assert published["publication"]["number"] == 1
    assert [d["shift_id"] for d in published["diff"]["added"]] == [shift["id"]]
    assert deleted.json()["shift"]["status"] == "cancelled"
    assert world.admin.get(f"/shifts/{shift['id']}").json()["shift"]["changed_since_publication"] is True


def test_deleting_a_draft_removes_it_with_its_assignments(world: World) -> None:
    shift = world.shift()
    world.assignment(shift["id"])

    deleted = world.admin.delete(f"/shifts/{shift['id']}")

    assert deleted.json()["shift"]["id"] == shift["id"]
    assert world.admin.get(f"/shifts/{shift['id']}").status_code == 404
    assert world.count("/assignments") == 0


def test_every_write_leaves_an_audit_entry_with_its_caller(world: World, caller: CallerOf) -> None:
    publisher = caller("publisher")
    shift = publisher.make("/shifts", world.shift_body())
    assignment = publisher.make("/assignments", world.assignment_body(shift["id"]))
    publisher.put(f"/shifts/{shift['id']}", {**shift, "headcount": 3})
    publisher.delete(f"/assignments/{assignment['id']}")
    publisher.post("/publish", MARCH)
    publisher.delete(f"/shifts/{shift['id']}")

    entries = [i["audit_entry"] for i in world.admin.get("/audit", user_id="publisher").json()["items"]]

    done = [(e["entity"], e["action"]) for e in reversed(entries)]
    assert done == [
        ("shift", "create"),
        ("assignment", "create"),
        ("shift", "update"),
        ("assignment", "delete"),
        ("shift", "publish"),
        ("publication", "publish"),
        ("shift", "cancel"),
    ]
    assert (entries[-3]["before"]["headcount"], entries[-3]["after"]["headcount"]) == (1, 3)
    assert all(e["timestamp"].endswith("Z") for e in entries)


def test_auto_assign_fills_seats_and_its_proposals_are_accepted(app: App, world: World) -> None:
    shift = world.shift(headcount=2)
    with TestClient(create_app(app)) as running:
        caller = Caller(running, None, **world.admin._headers)
        started = caller.post("/auto-assign/start", {**MARCH, "time_limit_seconds": 5})
        job = _finished(caller, started.json()["job_id"])
        accepted = caller.post(f"/auto-assign/accept/{job['job_id']}")

        items = caller.get("/assignments", shift_id=shift["id"]).json()["items"]

    assert started.status_code == 202
    assert job["status"] == "succeeded"
    assert job["coverage"] == {"wanted": 2, "filled": 2, "ratio": 1.0}
    assert accepted.status_code == 200
    assert [(i["assignment"]["status"], i["assignment"]["source"]) for i in items] == [
        ("confirmed", "auto")
    ] * 2


def _finished(caller: Caller, job_id: str) -> dict[str, object]:
    for _ in range(300):
        job: dict[str, object] = caller.get(f"/auto-assign/status/{job_id}").json()
        if job["status"] in ("succeeded", "failed", "cancelled"):
            return job
        time.sleep(0.05)
    raise AssertionError("the job did not end")
