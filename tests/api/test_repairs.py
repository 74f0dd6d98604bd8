"""POST /conflicts/repairs."""

from __future__ import annotations

import pytest

from contracts.repairs import RepairsOut
from tests.api.conftest import CallerOf
from tests.api.world import MARCH, Record, World, faults_of, kind_of

GONE = "0123456789abcdef"


@pytest.fixture
def absence(world: World) -> Record:
    """The conflict of Anna's leave with her shift."""
    world.assignment(world.shift(2)["id"], status="confirmed")
    world.admin.make("/availability", world.leave_body(2))
    found = world.admin.get("/rules", from_=MARCH["from"], to=MARCH["to"]).json()["conflicts"]
    conflict: Record = next(one for one in found if one["rule"] == "absence")
    return conflict


def test_repairs_come_with_sentences_and_changes_that_a_batch_takes(world: World, absence: Record) -> None:
    answer = world.admin.post("/conflicts/repairs", {"fingerprint": absence["fingerprint"]}).json()

    assert RepairsOut.model_validate(answer).model_dump(mode="json") == answer
    assert answer["conflict"] == absence
    assert answer["repairs"][0]["message"] == (
        "Put Ben in the place of Anna on the shift of Monday 2 March 2026, 09:00–17:00 (Hall)."
    )
    assert [one["rule"] for one in answer["repairs"][0]["resolved_conflicts"]] == ["absence"]


def test_every_repair_can_be_previewed_and_the_first_written(world: World, absence: Record) -> None:
    asked = {"fingerprint": absence["fingerprint"]}
    repairs = world.admin.post("/conflicts/repairs", asked).json()["repairs"]

    previews = [
        world.admin.post("/conflicts/preview", {"changes": one["changes"]}).json()["would_be_refused"]
        for one in repairs
    ]
    written = world.admin.post("/batch", {"changes": repairs[0]["changes"]})

    assert previews == [False] * len(repairs)
    assert written.status_code == 200, written.text
    again = world.admin.post("/conflicts/repairs", asked)
    assert (again.status_code, kind_of(again)) == (404, "not-found")


def test_repair_of_what_changed_meanwhile_is_stale(world: World, absence: Record) -> None:
    asked = {"fingerprint": absence["fingerprint"]}
    repair = world.admin.post("/conflicts/repairs", asked).json()["repairs"][0]
    assignment = repair["changes"][0]["data"]
    world.admin.put(
        f"/assignments/{assignment['id']}", {**assignment, "collaborator_id": world.anna, "note": "?"}
    )

    written = world.admin.post("/batch", {"changes": repair["changes"]})

    assert (written.status_code, kind_of(written)) == (412, "stale-version")


def test_repairs_speak_french(world: World, absence: Record) -> None:
    asked = {"fingerprint": absence["fingerprint"]}

    answer = world.admin.call("POST", "/conflicts/repairs", asked, headers={"Accept-Language": "fr"}).json()

    assert answer["repairs"][0]["message"] == (
        "Remplacer Anna par Ben sur le shift du lundi 2 mars 2026, 09:00–17:00 (Hall)."
    )


def test_unknown_conflicts_broken_fingerprints_and_members_are_refused(
    world: World, caller: CallerOf
) -> None:
    unknown = world.admin.post("/conflicts/repairs", {"fingerprint": GONE})
    broken = world.admin.post("/conflicts/repairs", {"fingerprint": "0123"})
    member = caller("member", world.anna).post("/conflicts/repairs", {"fingerprint": GONE})

    assert (unknown.status_code, kind_of(unknown)) == (404, "not-found")
    assert faults_of(broken) == {"fingerprint": "wrong_form"}
    assert (member.status_code, kind_of(member)) == (403, "forbidden")
