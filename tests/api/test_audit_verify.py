"""`GET /audit/verify`: for administrators, whether the trail is what was written."""

from __future__ import annotations

import pytest

from contracts.audit import AuditVerdictOut
from tests.api.conftest import CallerOf
from tests.api.world import World


def test_trail_of_the_product_itself_is_sound(world: World) -> None:
    world.assignment(world.shift()["id"])
    entries = len(world.admin.get("/audit", limit=200).json()["items"])

    answer = world.admin.get("/audit/verify").json()

    assert AuditVerdictOut.model_validate(answer).model_dump(mode="json") == answer
    assert (answer["sound"], answer["breaches"], answer["findings"]) == (True, 0, [])
    assert answer["entries"] == answer["head"]["number"] == entries


@pytest.mark.parametrize("role", ["viewer", "planner", "publisher", "member"])
def test_others_than_administrators_are_refused(world: World, caller: CallerOf, role: str) -> None:
    someone = caller(role, world.anna) if role == "member" else caller(role)

    answer = someone.get("/audit/verify")

    assert (answer.status_code, answer.json()["needed"]) == (403, "admin")
