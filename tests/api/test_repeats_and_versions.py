"""A repeated request is done once; an edit of something that moved on is refused."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.api.conftest import CallerOf
from tests.api.world import MARCH, Caller, World, faults_of, kind_of


def test_repeat_under_a_key_answers_what_the_first_did_and_does_it_once(world: World) -> None:
    first = world.admin.post("/shifts", world.shift_body(), key="k")
    second = world.admin.post("/shifts", world.shift_body(), key="k")

    assert (second.status_code, second.content) == (first.status_code, first.content)
    assert (second.headers["ETag"], second.headers["Location"]) == ('"1"', first.headers["Location"])
    assert "Idempotency-Replayed" not in first.headers
    assert second.headers["Idempotency-Replayed"] == "true"
    assert world.count("/shifts") == 1


def test_eight_callers_at_once_under_one_key_make_one_thing(world: World) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: world.admin.post("/shifts", world.shift_body(), key="k"), range(8)))

    assert {answer.content for answer in answers} == {answers[0].content}
    assert [answer.status_code for answer in answers] == [201] * 8
    assert sum("Idempotency-Replayed" in answer.headers for answer in answers) == 7
    assert world.count("/shifts") == 1


def test_refusal_is_repeated_even_when_the_reason_is_gone(world: World) -> None:
    first, second = world.shift(2, "09:00", "13:00"), world.shift(2, "12:00", "16:00")
    standing = world.assignment(first["id"])
    body = world.assignment_body(second["id"])
    refused = world.admin.post("/assignments", body, key="k")
    world.admin.delete(f"/assignments/{standing['id']}")

    repeated = world.admin.post("/assignments", body, key="k")

    assert (refused.status_code, repeated.status_code) == (409, 409)
    assert repeated.content == refused.content
    assert repeated.headers["content-type"] == "application/problem+json"
    assert world.admin.post("/assignments", body, key="other").status_code == 201


@pytest.mark.parametrize("path", ["/skills", "/teams"])
def test_key_of_another_request_is_refused(admin: Caller, path: str) -> None:
    admin.post("/skills", {"name": "One"}, key="k")

    refused = admin.post(path, {"name": "Two"}, key="k")

    assert (refused.status_code, kind_of(refused)) == (422, "idempotency-key-reused")


def test_key_is_the_callers_own(admin: Caller, caller: CallerOf, world: World) -> None:
    admin.post("/shifts", world.shift_body(), key="k")

    answer = caller("planner").post("/shifts", world.shift_body(), key="k")

    assert "Idempotency-Replayed" not in answer.headers
    assert world.count("/shifts") == 2


@pytest.mark.parametrize("key", ["", " ", "x" * 201])
def test_key_of_another_form_is_refused(admin: Caller, key: str) -> None:
    assert faults_of(admin.post("/skills", {"name": "One"}, key=key)) == {
        "header.idempotency-key": "broken_key"
    }


def test_edit_of_the_current_version_is_written(world: World) -> None:
    shift = world.shift()

    written = world.admin.put(f"/shifts/{shift['id']}", {**shift, "headcount": 2}, version=1)

    assert (written.status_code, written.headers["ETag"]) == (200, '"2"')


def test_edit_of_an_older_version_is_refused_and_shows_what_stands(world: World) -> None:
    shift = world.shift()
    world.admin.put(f"/shifts/{shift['id']}", {**shift, "headcount": 2})

    answers = [
        world.admin.put(f"/shifts/{shift['id']}", {**shift, "headcount": 5}, version=1),
        world.admin.delete(f"/shifts/{shift['id']}", version=1),
    ]

    assert [(a.status_code, kind_of(a)) for a in answers] == [(412, "stale-version")] * 2
    problem = answers[0].json()
    assert (problem["expected"], problem["current"], problem["shift"]["headcount"]) == (1, 2, 2)


@pytest.mark.parametrize("header", ["3", '"x"', 'W/"1"', '"1", "2"', ""])
def test_if_match_of_another_form_is_refused(world: World, header: str) -> None:
    answer = world.admin.call("PUT", f"/sites/{world.site}", {}, headers={"If-Match": header})

    assert answer.status_code == 422


def test_if_match_star_takes_any_version(world: World) -> None:
    shift = world.shift()

    answer = world.admin.call("DELETE", f"/shifts/{shift['id']}", headers={"If-Match": "*"})

    assert answer.status_code == 200


def test_eight_editors_at_once_of_one_version_leave_one_edit(world: World) -> None:
    shift = world.shift()

    def edit(headcount: int) -> int:
        body = {**shift, "headcount": headcount}
        return world.admin.put(f"/shifts/{shift['id']}", body, version=1).status_code

    with ThreadPoolExecutor(8) as pool:
        statuses = sorted(pool.map(edit, range(2, 10)))

    assert statuses == [200] + [412] * 7
    assert world.admin.get(f"/shifts/{shift['id']}").json()["shift"]["version"] == 2


def test_sixteen_writers_at_once_never_book_a_person_twice(world: World) -> None:
    shifts = [world.shift(2, "09:00", "13:00") for _ in range(16)]

    with ThreadPoolExecutor(16) as pool:
        answers = list(
            pool.map(lambda s: world.admin.post("/assignments", world.assignment_body(s["id"])), shifts)
        )

    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 15
    assert world.count("/assignments") == 1


@pytest.mark.parametrize(
    ("path", "body", "other"),
    [
        ("/conflicts/preview", {"plan": {}}, {"plan": {"timezone": "UTC"}}),
        ("/publish/preview", MARCH, {**MARCH, "note": "Other"}),
    ],
)
def test_key_of_a_preview_is_kept_too(world: World, path: str, body: Any, other: Any) -> None:
    first = world.admin.post(path, body, key="k")
    world.shift()
    repeated = world.admin.post(path, body, key="k")
    refused = world.admin.post(path, other, key="k")

    assert (first.status_code, repeated.content) == (200, first.content)
    assert repeated.headers["Idempotency-Replayed"] == "true"
    assert (refused.status_code, kind_of(refused)) == (422, "idempotency-key-reused")
