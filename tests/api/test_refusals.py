"""Bad input: each a clear error with the place and the reason, and nothing written."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from typing import Any

import attrs
import pytest
from fastapi.testclient import TestClient
from pydantic import ValidationError

from contracts.batch import BatchIn
from entrypoints.bootstrap import App
from planning_core.errors import Unavailable
from tests.api.world import NO_ID, Caller, World, faults_of, kind_of

JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    ("fields", "faults"),
    [
        ({"starts_at": "2026-03-02T09:00:00"}, {"starts_at": "naive_instant"}),
        ({"starts_at": "2026-03-02"}, {"starts_at": "not_an_instant"}),
        ({"starts_at": 1772438400}, {"starts_at": "not_an_instant"}),
        ({"starts_at": "2026-13-02T09:00:00Z"}, {"starts_at": "not_an_instant"}),
        ({"starts_at": "1850-01-01T00:00:00Z"}, {"starts_at": "instant_out_of_range"}),
        ({"ends_at": "2026-03-02T08:00:00+01:00"}, {"ends_at": "end_not_after_start"}),
        ({"status": "done"}, {"status": "not_allowed"}),
        ({"mission_id": "fair"}, {"mission_id": "not_an_id"}),
        ({"mission_id": 7}, {"mission_id": "not_an_id"}),
        ({"mission_id": NO_ID}, {"mission_id": "unknown_reference"}),
        ({"colour": "red"}, {"colour": "unknown_field"}),
        ({"headcount": True}, {"headcount": "not_a_whole_number"}),
        ({"headcount": "2"}, {"headcount": "not_a_whole_number"}),
        ({"headcount": 1.5}, {"headcount": "not_a_whole_number"}),
        ({"headcount": -1}, {"headcount": "below_minimum"}),
        ({"headcount": 10**6}, {"headcount": "over_maximum"}),
        ({"headcount": 3, "hard_capacity": 2}, {"headcount": "above_hard_capacity"}),
        ({"break_minutes": 480}, {"break_minutes": "break_not_shorter"}),
        ({"required_skill_ids": "x"}, {"required_skill_ids": "not_a_list"}),
        ({"note": "x" * 4001}, {"note": "too_long"}),
        ({"note": "a\x00b"}, {"note": "control_character"}),
        ({"note": "\ud800"}, {"note": "control_character"}),
        ({"external_ref": "  "}, {"external_ref": "empty"}),
        ({"headcount": 2**63}, {"headcount": "number_too_large"}),
        ({"starts_at": None, "site_id": None}, {"starts_at": "not_an_instant", "site_id": "not_an_id"}),
    ],
)
def test_shift_with_a_wrong_field_is_refused_with_its_place(
    world: World, fields: dict[str, Any], faults: dict[str, str]
) -> None:
    content = json.dumps({**world.shift_body(), **fields}).encode()

    refused = world.admin.call(
        "POST", "/shifts", content=content, headers={"Content-Type": "application/json"}
    )

    assert faults_of(refused) == faults
    assert world.count("/shifts") == 0


def test_number_without_fraction_is_a_whole_number(world: World) -> None:
    shift = world.shift(headcount=2.0)

    assert shift["headcount"] == 2


def test_site_that_is_not_the_missions_is_refused(world: World) -> None:
    refused = world.admin.post("/shifts", world.shift_body(site_id=world.other_site))

    assert faults_of(refused) == {"site_id": "site_not_of_mission"}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"{", "broken_json"),
        (b"\xff\xfe{}", "broken_json"),
        (b"nonsense", "broken_json"),
        (b"[]", "not_an_object"),
        (b"1", "not_an_object"),
        (b"", "missing"),
        (b'{"name": ' + b"1" * 5000 + b"}", "number_too_large"),
        (b"[" * 50_000, "too_deep"),
    ],
    ids=["cut", "no-utf8", "word", "list", "number", "empty", "long-number", "deep"],
)
def test_body_that_is_no_object_is_refused(admin: Caller, content: bytes, code: str) -> None:
    refused = admin.call("POST", "/skills", content=content, headers=JSON)

    assert faults_of(refused) == {"body": code}


def test_object_with_far_more_fields_than_there_are_is_refused_as_one(admin: Caller) -> None:
    some = admin.post("/skills", {"name": "x", **{f"field {n}": n for n in range(99)}})
    many = admin.post("/skills", {"name": "x", **{f"field {n}": n for n in range(100)}})
    within = admin.post(
        "/batch", {"changes": [{"entity": "skill", "op": "create", "data": {str(n): n for n in range(101)}}]}
    )

    assert set(faults_of(some).values()) == {"unknown_field"}
    assert faults_of(many) == {"body": "too_many"}
    assert faults_of(within) == {"changes.0.data": "too_many"}


def test_many_objects_with_many_unknown_fields_are_refused_after_the_faults_that_are_told(
    admin: Caller,
) -> None:
    unknown = {f"x{n}": n for n in range(90)}
    site = {"name": "Hall", "timezone": "UTC"}
    changes = [{"op": "create", "entity": "site", "data": {**site, **unknown}} for _ in range(40)]
    plan = {"sites": [{**site, "id": f"s{n}", **unknown} for n in range(40)]}

    batch = admin.post("/batch", {"changes": changes})
    whole = admin.post("/conflicts/preview", {"plan": plan})

    told = [f"{n // 90}.data.x{n % 90}" for n in range(200)]
    assert [fault["path"] for fault in batch.json()["errors"]] == [f"changes.{one}" for one in told]
    assert [fault["path"] for fault in whole.json()["errors"]] == [
        f"plan.sites.{one.replace('.data', '')}" for one in told
    ]
    with pytest.raises(ValidationError) as found:
        BatchIn.model_validate({"changes": changes})
    assert found.value.error_count() == 270


def test_good_objects_before_and_after_many_faults_do_not_hide_them(admin: Caller) -> None:
    good = {"op": "create", "entity": "site", "data": {"name": "Hall", "timezone": "UTC"}}
    bad = {"op": "create", "entity": "site", "data": {"name": 7, "timezone": "UTC"}}

    answer = admin.post("/batch", {"changes": [good] * 150 + [bad] * 250 + [good] * 150})

    assert answer.status_code == 422
    assert [fault["path"] for fault in answer.json()["errors"]] == [
        f"changes.{n}.data.name" for n in range(150, 350)
    ]


def test_body_of_another_type_is_refused(admin: Caller) -> None:
    refused = admin.call("POST", "/skills", content=b"name=x", headers={"Content-Type": "text/plain"})

    assert (refused.status_code, kind_of(refused)) == (415, "unsupported-media-type")


def test_body_over_the_limit_is_refused(admin: Caller) -> None:
    refused = admin.post("/skills", {"name": "x" * 250_000})

    assert (refused.status_code, kind_of(refused)) == (413, "body-too-large")


def test_body_over_the_limit_that_does_not_say_its_length_is_refused(
    client: TestClient, admin: Caller
) -> None:
    def chunks() -> Iterator[bytes]:
        for _ in range(30):
            yield b" " * 10_000

    headers = {**admin._headers, "Content-Type": "application/json"}
    refused = client.post("/api/v1/planning/skills", content=chunks(), headers=headers)

    assert (refused.status_code, kind_of(refused)) == (413, "body-too-large")


def test_unknown_path_and_method_are_problems_too(client: TestClient) -> None:
    nowhere = client.get("/api/v1/planning/nowhere")
    wrong = client.patch("/api/v1/planning/shifts")

    assert (nowhere.status_code, kind_of(nowhere)) == (404, "not-found")
    assert (wrong.status_code, kind_of(wrong)) == (405, "method-not-allowed")


@pytest.mark.parametrize("path", ["/nothing", "/calendars/x.ics"])
def test_what_does_not_exist_yet_is_not_found(admin: Caller, path: str) -> None:
    assert admin.get(path).status_code == 404


def test_id_in_a_path_that_is_no_id_is_refused(admin: Caller) -> None:
    assert faults_of(admin.get("/shifts/17")) == {"path.id": "not_an_id"}


def test_locked_assignment_refuses_all_but_unlocking(world: World) -> None:
    locked = world.assignment(world.shift()["id"], locked=True)
    path = f"/assignments/{locked['id']}"

    answers = [world.admin.put(path, {**locked, "note": "x"}), world.admin.delete(path)]
    unlocked = world.admin.put(path, {**locked, "locked": False})

    assert [(a.status_code, kind_of(a)) for a in answers] == [(409, "locked"), (409, "locked")]
    assert unlocked.json()["assignment"]["locked"] is False


def test_illegal_transition_names_both_states(world: World) -> None:
    shift = world.shift()
    world.publish()
    current = world.admin.get(f"/shifts/{shift['id']}").json()["shift"]

    refused = world.admin.put(f"/shifts/{shift['id']}", {**current, "status": "draft"})

    assert (refused.status_code, kind_of(refused)) == (409, "illegal-transition")
    assert (refused.json()["from"], refused.json()["to"]) == ("published", "draft")


def test_override_lets_a_hard_conflict_stand_with_its_reason(world: World) -> None:
    late, early = world.shift(2, "15:00", "23:00"), world.shift(3, "06:00", "12:00")
    world.assignment(late["id"])
    override = {"rules": ["min_rest"], "reason": "Anna asked for it"}

    written = world.admin.post("/assignments", world.assignment_body(early["id"], override=override))

    assert written.status_code == 201, written.text
    assert written.json()["assignment"]["override"] == {**override, "user_id": "admin"}
    assert [(c["rule"], c["overridden"]) for c in written.json()["conflicts"]] == [("min_rest", True)]


def test_double_booking_is_never_overridden(world: World) -> None:
    first, second = world.shift(2, "09:00", "13:00"), world.shift(2, "12:00", "16:00")
    world.assignment(first["id"])
    override = {"rules": ["double_booking"], "reason": "No"}

    refused = world.admin.post("/assignments", world.assignment_body(second["id"], override=override))

    assert faults_of(refused) == {"override.rules.0": "never_overridable"}


def test_sentences_follow_the_callers_language(world: World) -> None:
    body = world.shift_body(ends_at="2026-03-02T08:00:00+01:00")

    english = world.admin.post("/shifts", body)
    french = world.admin.speaking("de, fr-CA;q=0.9, en;q=0.5").post("/shifts", body)

    assert english.json()["errors"][0]["reason"] == "must be after the start"
    assert french.json()["errors"][0]["reason"] == "doit être après le début"
    assert (english.json()["title"], french.json()["title"]) == ("Invalid", "Invalide")
    assert (english.headers["Content-Language"], french.headers["Content-Language"]) == ("en", "fr")


def test_conflicts_are_told_in_the_callers_language(world: World) -> None:
    shift = world.shift(headcount=2)
    path = f"/shifts/{shift['id']}"

    told = {
        language: world.admin.speaking(language).get(path).json()["conflicts"][0]["message"]
        for language in ("en", "fr")
    }

    assert told["en"] != told["fr"]


def test_faults_of_pydantic_speak_french_too(world: World) -> None:
    french = world.admin.speaking("fr")

    refused = french.post("/skills", {"surname": 1})

    assert {e["path"]: e["reason"] for e in refused.json()["errors"]} == {
        "name": "est obligatoire",
        "surname": "n'est pas un champ connu ici",
    }


def test_request_id_is_given_back_and_kept_in_the_audit(world: World) -> None:
    made = world.admin.call("POST", "/skills", {"name": "A"}, headers={"X-Request-ID": "call-7"})
    bad = world.admin.call("GET", "/me", headers={"X-Request-ID": "no spaces allowed"})

    entry = world.admin.get("/audit", entity_id=made.json()["skill"]["id"]).json()["items"][0]["audit_entry"]
    assert (made.headers["X-Request-ID"], entry["request_id"]) == ("call-7", "call-7")
    assert bad.headers["X-Request-ID"] != "no spaces allowed"


def test_storage_out_of_reach_is_a_503_that_says_when_to_come_back(
    client: TestClient, app: App, admin: Caller
) -> None:
    def unreachable(*, writes: bool = True) -> Any:
        raise Unavailable("storage", "gone")

    client.app.state.planning = attrs.evolve(app, unit_of_work=unreachable)  # type: ignore[attr-defined] # the application under test
    answers = [admin.get("/shifts"), admin.post("/skills", {"name": "x"}, key="k"), client.get("/readyz")]

    assert [(a.status_code, kind_of(a)) for a in answers] == [(503, "unavailable")] * 3
    assert [a.headers["Retry-After"] for a in answers] == ["2"] * 3


def test_failure_inside_is_a_problem_without_a_trace(client: TestClient, app: App, admin: Caller) -> None:
    def broken(*, writes: bool = True) -> Any:
        raise RuntimeError("secret detail")

    client.app.state.planning = attrs.evolve(app, unit_of_work=broken)  # type: ignore[attr-defined] # the application under test
    answer = admin.get("/shifts")

    assert (answer.status_code, kind_of(answer)) == (500, "internal")
    assert "secret detail" not in answer.text


def test_answers_carry_security_headers(admin: Caller) -> None:
    headers = admin.get("/me").headers

    assert (headers["X-Content-Type-Options"], headers["Cache-Control"]) == ("nosniff", "no-store")


def test_encoded_body_is_refused(admin: Caller) -> None:
    body = gzip.compress(b'{"name": "One"}')
    headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}

    refused = admin.call("POST", "/skills", content=body, headers=headers)
    taken = admin.call("POST", "/skills", {"name": "One"}, headers={"Content-Encoding": "identity"})

    assert (refused.status_code, kind_of(refused)) == (415, "unsupported-media-type")
    assert taken.status_code == 201


@pytest.mark.parametrize("email", ["anna", "@example.org", "anna@", "a@b@c", "a b@example.org", ""])
def test_email_that_is_no_address_is_refused(admin: Caller, email: str) -> None:
    refused = admin.post("/collaborators", {"name": "Anna", "email": email})

    assert faults_of(refused) == {"email": "not_an_address"}


@pytest.mark.parametrize("start", ["09:00:30", "09:00:00.5", "9:00", "24:00"])
def test_wall_time_finer_than_a_minute_is_refused(world: World, start: str) -> None:
    refused = world.admin.post("/shift-templates", world.template_body(start_time=start))

    assert faults_of(refused) == {"start_time": "not_a_time"}


def test_wall_time_with_no_seconds_is_taken(world: World) -> None:
    made = world.admin.make("/shift-templates", world.template_body(start_time="09:00:00"))

    assert made["start_time"] == "09:00"
