"""GET /shifts/{id}/candidates."""

from __future__ import annotations

from contracts.candidates import CandidatesOut
from tests.api.conftest import CallerOf
from tests.api.world import NO_ID, World, faults_of, kind_of


def test_candidates_come_ranked_with_sentences_for_the_excluded(world: World) -> None:
    shift = world.shift(2)
    world.admin.make("/availability", world.leave_body(2))
    world.admin.make("/collaborators", {"name": "Zoe", "role_ids": [world.other_role]})

    answer = world.admin.get(f"/shifts/{shift['id']}/candidates").json()

    assert [(one["name"], one["eligible"], one["rank"]) for one in answer["items"]] == [
        ("Ben", True, 1),
        ("Anna", False, None),
        ("Zoe", False, None),
    ]
    assert [c["rule"] for c in answer["items"][1]["conflicts"] if c["type"] == "hard"] == ["absence"]
    assert answer["items"][1]["conflicts"][0]["message"].startswith("Anna ")
    assert (answer["eligible"], answer["total"]) == (1, 3)
    assert CandidatesOut.model_validate(answer).model_dump(mode="json") == answer


def test_eligible_candidate_can_be_assigned_and_then_is(world: World) -> None:
    shift = world.shift(2, headcount=2)
    best = world.admin.get(f"/shifts/{shift['id']}/candidates").json()["items"][0]

    made = world.assignment(shift["id"], best["collaborator_id"])

    again = world.admin.get(f"/shifts/{shift['id']}/candidates").json()["items"]
    theirs = next(one for one in again if one["collaborator_id"] == best["collaborator_id"])
    assert (theirs["assigned"], theirs["assignment_id"], theirs["assignment_status"]) == (
        True,
        made["id"],
        "proposed",
    )
    assert (best["assigned"], best["minutes_in_week"], theirs["minutes_in_week"]) == (False, 0, 450)


def test_limit_and_role_narrow_the_list(world: World) -> None:
    shift = world.shift(2)

    first = world.admin.get(f"/shifts/{shift['id']}/candidates", limit=1).json()
    nobody = world.admin.get(f"/shifts/{shift['id']}/candidates", role_id=world.other_role).json()

    assert (len(first["items"]), first["eligible"], first["total"]) == (1, 2, 2)
    assert nobody == {"items": [], "eligible": 0, "total": 0}


def test_candidates_of_unknown_and_cancelled_shifts_are_refused(world: World, caller: CallerOf) -> None:
    shift = world.shift(2)
    world.admin.put(f"/shifts/{shift['id']}", {**world.shift_body(2), "status": "cancelled"})

    unknown = world.admin.get(f"/shifts/{NO_ID}/candidates")
    cancelled = world.admin.get(f"/shifts/{shift['id']}/candidates")
    member = caller("member", world.anna).get(f"/shifts/{shift['id']}/candidates")

    assert (unknown.status_code, kind_of(unknown)) == (404, "not-found")
    assert faults_of(cancelled) == {"id": "shift_cancelled"}
    assert (member.status_code, kind_of(member)) == (403, "forbidden")
