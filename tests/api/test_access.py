"""Who may do what."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from tests.api.conftest import CallerOf
from tests.api.world import MARCH, Caller, World, kind_of


@pytest.mark.parametrize("header", [None, "Bearer", "Bearer nonsense", "Basic YTpi", "Bearer é"])
def test_call_without_a_valid_token_is_not_authenticated(client: TestClient, header: str | None) -> None:
    headers = {} if header is None else {"Authorization": header.encode("utf-8")}

    answer = client.get("/api/v1/planning/me", headers=headers)  # type: ignore[arg-type] # bytes are sent as they are

    assert (answer.status_code, kind_of(answer)) == (401, "unauthenticated")
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="planning"'


def test_authentication_comes_before_anything_else_of_a_request(client: TestClient) -> None:
    answer = client.post(
        "/api/v1/planning/shifts", content=b"{broken", headers={"Content-Type": "text/plain"}
    )

    assert answer.status_code == 401


def test_me_says_who_calls_and_may_do(caller: CallerOf) -> None:
    answers = {role: caller(role).get("/me").json() for role in ("viewer", "planner", "publisher", "admin")}

    assert {role: len(answer["may"]) for role, answer in answers.items()} == {
        "viewer": 1,
        "planner": 3,
        "publisher": 5,
        "admin": 6,
    }
    assert answers["viewer"]["user_id"] == "viewer"
    assert (answers["viewer"]["timezone"], answers["viewer"]["rule_set"]) == ("Europe/Paris", "fr")


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        ("viewer", {"audit"}),
        ("planner", {"shift", "auto-assign", "audit"}),
        ("publisher", {"shift", "auto-assign", "audit", "publish"}),
        ("admin", {"shift", "auto-assign", "audit", "publish", "site", "rule", "tokens"}),
    ],
)
def test_role_may_do_what_it_includes(world: World, caller: CallerOf, role: str, allowed: set[str]) -> None:
    someone = world.admin if role == "admin" else caller(role)

    answers = {
        "shift": someone.post("/shifts", world.shift_body()),
        "auto-assign": someone.post("/auto-assign/start", MARCH),
        "publish": someone.post("/publish", MARCH),
        "site": someone.post("/sites", {"name": "New", "timezone": "UTC"}),
        "rule": someone.put("/rules/understaffed", {"active": False}),
        "tokens": someone.get("/tokens"),
        "audit": someone.get("/audit"),
    }

    assert {name for name, answer in answers.items() if answer.status_code < 300} == allowed
    refused = [answer for name, answer in answers.items() if name not in allowed]
    assert [kind_of(answer) for answer in refused] == ["forbidden"] * len(refused)


def test_viewer_reads_the_plan(world: World, caller: CallerOf) -> None:
    world.shift()
    viewer = caller("viewer")

    paths = ["/shifts", "/sites", "/rules", "/publications", "/collaborators", "/availability"]

    assert [viewer.get(path).status_code for path in paths] == [200] * len(paths)


def test_reason_of_a_leave_is_for_planners_and_the_person(world: World, caller: CallerOf) -> None:
    leave = world.admin.make("/availability", world.leave_body())
    readers = {
        "viewer": caller("viewer"),
        "planner": caller("planner"),
        "member": caller("member", world.anna),
    }

    seen = {
        name: reader.get(f"/availability/{leave['id']}").json()["availability"]["reason"]
        for name, reader in readers.items()
    }

    assert seen == {"viewer": None, "planner": "Dentist", "member": "Dentist"}


def test_reason_of_a_leave_in_the_audit_is_for_planners(world: World, caller: CallerOf) -> None:
    leave = world.admin.make("/availability", world.leave_body())
    world.admin.put(f"/availability/{leave['id']}", {**leave, "reason": "Doctor"})

    told = {
        role: [
            side["reason"]
            for item in caller(role).get("/audit", entity="availability").json()["items"]
            for side in (item["audit_entry"]["before"], item["audit_entry"]["after"])
            if side is not None
        ]
        for role in ("viewer", "planner")
    }

    assert told == {"viewer": [None] * 3, "planner": ["Dentist", "Doctor", "Dentist"]}


def test_member_sees_their_own_published_work_alone(world: World, caller: CallerOf) -> None:
    published, draft, others = world.shift(2), world.shift(20), world.shift(4)
    own = world.assignment(published["id"], status="confirmed")
    world.assignment(others["id"], world.ben, status="confirmed")
    first_half = {"from": MARCH["from"], "to": "2026-03-15T00:00:00+01:00"}
    assert world.admin.post("/publish", first_half).status_code == 201
    world.assignment(draft["id"])

    member = caller("member", world.anna)

    shifts = [i["shift"]["id"] for i in member.get("/shifts").json()["items"]]
    assignments = [i["assignment"]["id"] for i in member.get("/assignments").json()["items"]]
    assert (shifts, assignments) == ([published["id"]], [own["id"]])
    assert member.get(f"/shifts/{published['id']}").status_code == 200
    assert [member.get(f"/shifts/{s['id']}").status_code for s in (draft, others)] == [404, 404]


def test_member_writes_their_own_availability_alone(world: World, caller: CallerOf) -> None:
    member = caller("member", world.anna)
    entry = member.make("/availability", world.leave_body())
    bens = world.admin.make("/availability", world.leave_body(collaborator_id=world.ben))

    answers = [
        member.put(f"/availability/{entry['id']}", {**entry, "reason": "Doctor"}),
        member.delete(f"/availability/{entry['id']}"),
        member.post("/availability", world.leave_body(collaborator_id=world.ben)),
        member.put(f"/availability/{bens['id']}", {**bens, "collaborator_id": world.anna}),
        member.delete(f"/availability/{bens['id']}"),
    ]

    assert [a.status_code for a in answers] == [200, 200, 403, 404, 404]


def test_member_may_read_nothing_else(world: World, caller: CallerOf) -> None:
    member = caller("member", world.anna)

    paths = [
        "/sites",
        f"/sites/{world.site}",
        "/collaborators",
        "/rules",
        "/publications",
        "/audit",
        "/tokens",
    ]

    assert [member.get(path).status_code for path in paths] == [403] * len(paths)
    assert member.post("/conflicts/preview", {"plan": {}}).status_code == 403


def test_token_is_made_used_and_revoked(client: TestClient, admin: Caller) -> None:
    made = admin.post("/tokens", {"name": "till", "role": "viewer"})
    secret, token = made.json()["secret"], made.json()["token"]
    bearer = Caller(client, secret)

    before = bearer.get("/me").json()
    revoked = admin.delete(f"/tokens/{token['id']}")
    after = bearer.get("/me")

    assert (before["user_id"], before["role"]) == ("till", "viewer")
    assert revoked.json()["token"]["revoked_at"] is not None
    assert after.status_code == 401
    assert secret not in admin.get("/tokens").text + admin.get("/audit").text


def test_repeated_making_of_a_token_does_not_show_the_secret_again(admin: Caller) -> None:
    first = admin.post("/tokens", {"name": "till", "role": "viewer"}, key="k")
    second = admin.post("/tokens", {"name": "till", "role": "viewer"}, key="k")

    assert first.json()["secret"].startswith("pp_")
    assert second.json() == {"token": first.json()["token"], "secret": None}


def test_expired_token_opens_nothing(client: TestClient, admin: Caller) -> None:
    body = {"name": "old", "role": "viewer", "expires_at": "2020-01-01T00:00:00Z"}
    made = admin.post("/tokens", body).json()

    assert Caller(client, made["secret"]).get("/me").status_code == 401


def test_token_name_in_use_is_refused(admin: Caller) -> None:
    admin.post("/tokens", {"name": "till", "role": "viewer"})

    refused = admin.post("/tokens", {"name": "till", "role": "planner"})

    assert refused.status_code == 422
