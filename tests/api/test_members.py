"""What a member sees of a plan that is still being worked on: what was published to them, nothing else."""

from __future__ import annotations

from typing import Any

from tests.api.conftest import CallerOf
from tests.api.world import NO_ID, Caller, World, kind_of, rules_of


def _own(member: Caller, path: str, kind: str) -> list[dict[str, Any]]:
    return [item[kind] for item in member.get(path).json()["items"]]


def test_availability_of_a_member_tells_nothing_of_drafts(world: World, caller: CallerOf) -> None:
    draft = world.shift(2)
    world.assignment(draft["id"], status="confirmed")
    member = caller("member", world.anna)

    made = member.post("/availability", world.leave_body(2))
    read = member.get(f"/availability/{made.json()['availability']['id']}")

    assert (made.status_code, made.json()["conflicts"], read.json()["conflicts"]) == (201, [], [])


def test_availability_of_a_member_tells_what_published_work_it_meets(world: World, caller: CallerOf) -> None:
    shift = world.shift(2)
    world.assignment(shift["id"], status="confirmed")
    world.publish()
    member = caller("member", world.anna)

    made = member.post("/availability", world.leave_body(2))

    assert {c["shift_ids"][0] for c in made.json()["conflicts"]} == {shift["id"]}
    assert rules_of(made.json()) == ["absence"]


def test_member_may_not_preview_changes(world: World, caller: CallerOf) -> None:
    change = {"op": "create", "entity": "availability", "data": world.leave_body(2)}

    refused = caller("member", world.anna).post("/conflicts/preview", {"changes": [change]})

    assert (refused.status_code, kind_of(refused)) == (403, "forbidden")


def test_viewer_previews_changes(world: World, caller: CallerOf) -> None:
    change = {"op": "create", "entity": "shift", "data": world.shift_body()}

    answer = caller("viewer").post("/conflicts/preview", {"changes": [change]})

    assert (answer.status_code, rules_of(answer.json())) == (200, ["understaffed"])
    assert world.count("/shifts") == 0


def test_member_reads_a_shift_edited_since_as_it_was_published(world: World, caller: CallerOf) -> None:
    shift = world.shift(2)
    assignment = world.assignment(shift["id"])
    world.publish()
    member = caller("member", world.anna)
    told = (_own(member, "/shifts", "shift"), _own(member, "/assignments", "assignment"))

    moved = world.shift_body(2, "11:00", "18:00", status="published", note="Not yet told")
    assert world.admin.put(f"/shifts/{shift['id']}", moved).status_code == 200
    body = world.assignment_body(shift["id"], status="rejected", note="Not yet told")
    assert world.admin.put(f"/assignments/{assignment['id']}", body).status_code == 200

    assert member.get(f"/assignments/{assignment['id']}").json()["assignment"] == told[1][0]
    assert member.get(f"/shifts/{shift['id']}").json()["shift"] == told[0][0]
    assert [(s["id"], s["note"]) for s in told[0]] == [(shift["id"], None)]


def test_member_does_not_see_an_assignment_added_since_publication(world: World, caller: CallerOf) -> None:
    shift = world.shift(2, headcount=2)
    world.assignment(shift["id"], world.ben, status="confirmed")
    world.publish()
    member = caller("member", world.anna)

    added = world.assignment(shift["id"])
    before = (_own(member, "/shifts", "shift"), _own(member, "/assignments", "assignment"))
    world.publish()
    after = _own(member, "/assignments", "assignment")

    assert before == ([], [])
    assert [a["id"] for a in after] == [added["id"]]


def test_availability_of_somebody_else_is_unknown_to_a_member(world: World, caller: CallerOf) -> None:
    bens = world.admin.make("/availability", world.leave_body(collaborator_id=world.ben))
    member = caller("member", world.anna)
    batched = {"op": "delete", "entity": "availability"}

    answers = [
        answer
        for one in (bens["id"], NO_ID)
        for answer in (
            member.put(f"/availability/{one}", world.leave_body()),
            member.delete(f"/availability/{one}"),
            member.post("/batch", {"changes": [{**batched, "id": one}]}),
        )
    ]

    assert [a.status_code for a in answers] == [404] * 6
    assert world.admin.get(f"/availability/{bens['id']}").json()["availability"] == bens


def test_member_keeps_what_was_published_when_a_version_is_restored_as_drafts(
    world: World, caller: CallerOf
) -> None:
    shift = world.shift(2)
    world.assignment(shift["id"], status="confirmed")
    world.publish()
    member = caller("member", world.anna)
    told = _own(member, "/shifts", "shift")

    assert world.admin.post("/publications/1/restore").status_code == 200

    assert _own(member, "/shifts", "shift") == told
    assert [s["id"] for s in told] == [shift["id"]]
