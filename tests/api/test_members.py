"""What a member sees of a plan that is still being worked on: what was published to them, nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.conftest import CallerOf
from tests.api.world import MARCH, NO_ID, Caller, World, kind_of, rules_of


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


def _told(member: Caller) -> tuple[Any, ...]:
    """All that a member is told of their work."""
    window = {**MARCH, "to": "2026-04-01T00:00:00+02:00"}
    timeline = member.get("/timeline", **window).json()
    return (
        _own(member, "/shifts", "shift"),
        _own(member, "/assignments", "assignment"),
        timeline["shifts"],
        timeline["assignments"],
    )


@pytest.mark.parametrize("what", ["unassigned", "given to another", "put on another shift", "cancelled"])
def test_member_keeps_what_was_published_until_the_next_publication(
    world: World, caller: CallerOf, what: str
) -> None:
    shift, other = world.shift(2), world.shift(4)
    body = world.assignment(shift["id"], status="confirmed")
    world.publish()
    member, admin = caller("member", world.anna), world.admin
    before = _told(member)
    stored = admin.get(f"/assignments/{body['id']}").json()["assignment"]

    answer = {
        "unassigned": lambda: admin.delete(f"/assignments/{body['id']}"),
        "given to another": lambda: admin.put(
            f"/assignments/{body['id']}", {**stored, "collaborator_id": world.ben}
        ),
        "put on another shift": lambda: admin.put(
            f"/assignments/{body['id']}", {**stored, "shift_id": other["id"]}
        ),
        "cancelled": lambda: admin.delete(f"/shifts/{shift['id']}"),
    }[what]()
    meanwhile, one = _told(member), member.get(f"/shifts/{shift['id']}").json()["shift"]
    world.publish()
    after = _own(member, "/shifts", "shift")

    assert (answer.status_code, meanwhile, [one]) == (200, before, before[0])
    assert [s["id"] for s in before[0]] == [shift["id"]]
    assert [s["id"] for s in after] == ([other["id"]] if what == "put on another shift" else [])
    assert member.get(f"/shifts/{shift['id']}").status_code == 404


def test_shift_taken_away_by_a_publication_stays_away_while_it_is_worked_on_again(
    world: World, caller: CallerOf
) -> None:
    shift = world.shift(2)
    world.assignment(shift["id"], status="confirmed")
    world.publish()
    world.admin.delete(f"/shifts/{shift['id']}")
    world.publish()
    stored = world.admin.get(f"/shifts/{shift['id']}").json()["shift"]

    again = world.admin.put(f"/shifts/{shift['id']}", {**stored, "status": "draft"})

    assert again.status_code == 200
    assert _own(caller("member", world.anna), "/shifts", "shift") == []


def test_member_asks_for_a_page_and_a_window_of_their_own(world: World, caller: CallerOf) -> None:
    shifts = [world.shift(day) for day in (2, 4, 6)]
    for shift in shifts:
        world.assignment(shift["id"], status="confirmed")
    world.publish()
    member = caller("member", world.anna)

    first = member.get("/shifts", limit=2).json()
    rest = member.get("/shifts", limit=2, cursor=first["next"]).json()
    late = member.get("/shifts", from_="2026-03-05T00:00:00+01:00").json()
    others = member.get("/shifts", collaborator_id=world.ben).json()

    listed = [[item["shift"]["id"] for item in page["items"]] for page in (first, rest, late, others)]
    ids = [shift["id"] for shift in shifts]
    assert listed == [ids[:2], ids[2:], ids[2:], []]
    assert rest["next"] is None
