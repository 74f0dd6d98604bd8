"""Options of auto-assign over HTTP: what cannot be taken is named, in the caller's language."""

from __future__ import annotations

import json

import pytest

from entrypoints.bootstrap import App
from tests.api.world import MARCH, NO_ID, World


@pytest.mark.parametrize(
    ("options", "path"),
    [
        ({"nights_weight": -0.5}, "options.nights_weight"),
        ({"missing_weight": 1e9}, "options.missing_weight"),
        ({"fairness": 3}, "options.fairness"),
        ({"steps": "many"}, "options.steps"),
        ({"steps": 10**12}, "options.steps"),
        ({"steps": 0}, "options.steps"),
        ({"patience": -1}, "options.patience"),
        ({"least_change": "yes"}, "options.least_change"),
        ({"keep": ["contract_pattern"]}, "options.keep"),
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


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("time_limit_seconds", 0),
        ("time_limit_seconds", -1),
        ("time_limit_seconds", 86_401),
        ("time_limit_seconds", "a day"),
        ("seed", -1),
        ("to", "2031-01-01T00:00:00Z"),
        ("to", "2024-01-01T00:00:00Z"),
        ("site_ids", [NO_ID]),
    ],
)
def test_what_cannot_be_asked_is_refused_with_its_place(world: World, field: str, value: object) -> None:
    answer = world.admin.post("/auto-assign/start", {**MARCH, field: value})

    assert answer.status_code == 422
    assert {one["path"].partition(".")[0] for one in answer.json()["errors"]} == {field}


def test_a_weight_that_is_no_number_is_refused(world: World) -> None:
    body = json.dumps({**MARCH, "options": {"soft_weight": float("nan")}})

    answer = world.admin.call(
        "POST", "/auto-assign/start", content=body.encode(), headers={"Content-Type": "application/json"}
    )

    assert answer.status_code in (400, 422)


def test_a_period_without_shifts_gives_a_job_that_is_done(world: World, app: App) -> None:
    asked = {"from": "2031-01-01T00:00:00Z", "to": "2032-12-31T00:00:00Z", "time_limit_seconds": 86_400}

    job_id = world.admin.post("/auto-assign/start", asked).json()["job_id"]
    app.run_job(job_id)

    job = world.admin.get(f"/auto-assign/status/{job_id}").json()
    assert (job["status"], job["coverage"], job["unfilled"]) == (
        "succeeded",
        {"wanted": 0, "filled": 0, "ratio": 1.0},
        [],
    )
