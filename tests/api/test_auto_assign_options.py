"""Options of auto-assign over HTTP: what cannot be taken is named, in the caller's language."""

from __future__ import annotations

import pytest

from entrypoints.bootstrap import App
from tests.api.world import MARCH, World


@pytest.mark.parametrize(
    ("options", "path"),
    [
        ({"nights_weight": -0.5}, "options.nights_weight"),
        ({"missing_weight": 1e9}, "options.missing_weight"),
        ({"fairness": 3}, "options.fairness"),
        ({"steps": "many"}, "options.steps"),
    ],
)
def test_an_option_that_cannot_be_taken_is_named(world: World, options: dict[str, object], path: str) -> None:
    answer = world.admin.post("/auto-assign/start", {**MARCH, "options": options})

    assert (answer.status_code, [one["path"] for one in answer.json()["errors"]]) == (422, [path])


def test_weights_are_taken_up_with_the_job(world: World) -> None:
    answer = world.admin.post(
        "/auto-assign/start",
        {**MARCH, "options": {"nights_weight": 2, "least_change": True, "keep": "contract_pattern"}},
    )

    assert answer.status_code == 202


def test_a_job_tells_what_it_was_asked_and_what_it_costs_by_person(app: App, world: World) -> None:
    world.shift(2)
    options = {"hours_weight": 2.5, "least_change": True}
    asked = {**MARCH, "time_limit_seconds": 600, "seed": 4, "options": options}
    job_id = world.admin.post("/auto-assign/start", asked).json()["job_id"]
    app.run_job(job_id)

    [listed] = world.admin.get("/auto-assign/jobs").json()["items"]
    job = world.admin.get(f"/auto-assign/status/{job_id}").json()

    for told in (listed, job):
        assert (told["time_limit_seconds"], told["seed"], told["options"]) == (600, 4, options)
    people = {one["collaborator_id"] for one in job["proposals"]}
    assert "terms_by_person" not in listed
    assert people.issuperset(job["terms_by_person"])
