"""Options of auto-assign over HTTP: what cannot be taken is named, in the caller's language."""

from __future__ import annotations

import pytest

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
