"""Who came nearest to a seat that stays empty, over HTTP."""

from __future__ import annotations

from contracts.auto_assign import JobOut
from entrypoints.bootstrap import App
from tests.api.world import MARCH, World


def test_an_empty_seat_tells_who_came_nearest_in_the_caller_s_language(app: App, world: World) -> None:
    shift = world.shift(2)
    for person in (world.anna, world.ben):
        away = {
            "collaborator_id": person,
            "kind": "leave",
            "starts_at": MARCH["from"],
            "ends_at": MARCH["to"],
        }
        world.admin.make("/availability", away)
    job_id = world.admin.post("/auto-assign/start", {**MARCH, "time_limit_seconds": 600}).json()["job_id"]
    app.run_job(job_id)

    answer = world.admin.speaking("fr").get(f"/auto-assign/status/{job_id}").json()

    assert JobOut.model_validate(answer).model_dump(mode="json", by_alias=True) == answer
    [seat] = answer["unfilled"]
    near = seat["nearest"]
    assert (seat["shift_id"], seat["missing"]) == (shift["id"], 1)
    assert seat["clash"]["message"] == "Personne ne peut le prendre, qui que soit aux autres places libres."
    assert near["collaborator_id"] in (world.anna, world.ben)
    assert [one["rule"] for one in near["conflicts"]] == ["absence"]
    assert near["remedy"].endswith(" : déplacer l'absence.")
    assert near["instead_of_shift_ids"] == []
