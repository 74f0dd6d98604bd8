"""GET /timeline: the same as the lists say, in one answer."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from contracts.timeline import TimelineOut
from tests.api.conftest import CallerOf
from tests.api.world import MARCH, Caller, Record, World, faults_of, kind_of

WEEK = {"from_": "2026-03-02T00:00:00+01:00", "to": "2026-03-09T00:00:00+01:00"}


def read(caller: Caller, **asked: Any) -> Record:
    response = caller.get("/timeline", **{**WEEK, **asked})
    assert response.status_code == 200, response.text
    answer: Record = response.json()
    return answer


def as_rows(columns: dict[str, list[Any]]) -> list[Record]:
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def instant(milliseconds: int) -> str:
    return datetime.fromtimestamp(milliseconds / 1000, UTC).isoformat().replace("+00:00", "Z")


def busy(world: World) -> list[Record]:
    """Two shifts of the week with people, one after it, leave and a weekly wish, a blackout."""
    first = world.shift(
        2, headcount=2, soft_capacity=3, hard_capacity=4, note="Gloves", required_skill_ids=[world.skill]
    )
    second = world.shift(3, shortage_weight=5, surplus_weight=2, external_ref="S-3")
    world.shift(12)
    world.admin.put(f"/collaborators/{world.anna}", anna_with_skill(world))
    world.assignment(first["id"], status="confirmed", note="Early")
    world.assignment(second["id"], world.ben, locked=True)
    world.admin.make("/availability", world.leave_body(2))
    world.admin.make("/availability", wish(world))
    world.admin.make("/blackouts", blackout(world))
    return [first, second]


def anna_with_skill(world: World) -> Record:
    contract = {"weekly_minutes": 2100}
    skills = [{"skill_id": world.skill, "valid_until": "2027-01-01"}]
    return {"name": "Anna", "role_ids": [world.role], "skills": skills, "contract": contract}


def wish(world: World) -> Record:
    weekly = {"weekdays": [3], "start_time": "18:00", "end_time": "23:00", "timezone": "Europe/Paris"}
    return {"collaborator_id": world.ben, "kind": "undesired", "weight": 2, "recurrence": weekly}


def blackout(world: World) -> Record:
    window = {"starts_at": "2026-03-05T08:00:00Z", "ends_at": "2026-03-05T18:00:00Z"}
    return {"site_id": world.other_site, "severity": "soft", "reason": "Works", **window}


def listed(world: World, path: str, kind: str) -> list[Record]:
    items = world.admin.get(path, limit=500, **WEEK).json()["items"]
    return [item[kind] for item in items]


def whole_list(world: World, path: str, kind: str) -> list[Record]:
    items = world.admin.get(path, limit=500).json()["items"]
    return sorted((item[kind] for item in items), key=lambda one: str(one["name"]).casefold())


def test_answer_has_exactly_the_shape_of_its_contract(world: World) -> None:
    busy(world)

    answer = read(world.admin)

    assert TimelineOut.model_validate(answer).model_dump(mode="json", by_alias=True) == answer


def test_shifts_and_assignments_say_what_their_lists_say(world: World) -> None:
    busy(world)

    answer = read(world.admin)

    shifts = [
        {
            **{name: value for name, value in row.items() if not name.endswith("_ms")},
            "starts_at": instant(row["start_ms"]),
            "ends_at": instant(row["end_ms"]),
            **named(answer, row, mission="missions", site="sites", role="roles"),
        }
        for row in as_rows(answer["shifts"])
    ]
    assert [without(one, "mission", "site", "role") for one in shifts] == listed(world, "/shifts", "shift")
    assignments = [
        {
            **row,
            "shift_id": answer["shifts"]["id"][row["shift"]],
            **named(answer, row, collaborator="collaborators", role="roles"),
        }
        for row in as_rows(answer["assignments"])
    ]
    assert [without(one, "shift", "collaborator", "role") for one in assignments] == listed(
        world, "/assignments", "assignment"
    )


def named(answer: Record, row: Record, **lists: str) -> Record:
    return {f"{one}_id": answer[many][row[one]]["id"] for one, many in lists.items()}


def without(record: Record, *names: str) -> Record:
    return {name: value for name, value in record.items() if name not in names}


def test_lists_and_conflicts_say_what_their_own_endpoints_say(world: World) -> None:
    busy(world)

    answer = read(world.admin)

    for path, kind in (
        ("sites", "site"),
        ("missions", "mission"),
        ("roles", "role"),
        ("skills", "skill"),
        ("teams", "team"),
        ("collaborators", "collaborator"),
    ):
        expected = whole_list(world, f"/{path}", kind)
        assert answer[path] == [
            {name: one[name] for name in told} for one, told in zip(expected, answer[path], strict=True)
        ]
    assert answer["conflicts"] == world.admin.get("/rules", **WEEK).json()["conflicts"]
    assert [one["reason"] for one in answer["blackouts"]] == ["Works"]
    assert answer["timezone"] == world.admin.get("/me").json()["timezone"]


def test_availability_comes_with_the_occurrences_of_recurrences(world: World) -> None:
    busy(world)

    said = as_rows(read(world.admin)["availability"])

    assert [(one["kind"], instant(one["start_ms"]), one["recurring"], one["reason"]) for one in said] == [
        ("leave", "2026-03-01T23:00:00Z", False, "Dentist"),
        ("undesired", "2026-03-04T17:00:00Z", True, None),
    ]


def test_coverage_tells_gaps(world: World) -> None:
    busy(world)

    coverage = as_rows(read(world.admin)["coverage"])

    assert [(instant(one["at_ms"]), one["wanted"], one["assigned"]) for one in coverage] == [
        ("2026-03-01T23:00:00Z", 0, 0),
        ("2026-03-02T08:00:00Z", 2, 1),
        ("2026-03-02T16:00:00Z", 0, 0),
        ("2026-03-03T08:00:00Z", 1, 1),
        ("2026-03-03T16:00:00Z", 0, 0),
    ]


def test_filters_narrow_shifts_and_what_hangs_on_them(world: World) -> None:
    first, second = busy(world)

    narrow = read(world.admin, collaborator_id=[world.ben])
    elsewhere = read(world.admin, site_id=[world.other_site])

    assert narrow["shifts"]["id"] == [second["id"]]
    assert [one["locked"] for one in as_rows(narrow["assignments"])] == [True]
    assert narrow["availability"]["kind"] == ["undesired"]
    assert {s for c in narrow["conflicts"] for s in c["shift_ids"]} <= {second["id"]}
    assert (elsewhere["shifts"]["id"], elsewhere["conflicts"]) == ([], [])
    assert narrow["collaborators"] == elsewhere["collaborators"] == read(world.admin)["collaborators"]
    assert first["id"] in read(world.admin, role_id=[world.role], mission_id=[world.mission])["shifts"]["id"]


def test_viewers_do_not_read_why_people_are_away(world: World, caller: CallerOf) -> None:
    busy(world)

    seen, planned = read(caller("viewer")), read(caller("planner"))

    assert seen["availability"]["reason"] == [None, None]
    assert planned["availability"]["reason"] == ["Dentist", None]


def test_conflicts_speak_the_callers_language(world: World) -> None:
    world.shift(2)

    english = world.admin.get("/timeline", **WEEK).json()
    french = world.admin.call(
        "GET",
        "/timeline",
        params={"from": WEEK["from_"], "to": WEEK["to"]},
        headers={"Accept-Language": "fr"},
    ).json()

    assert english["conflicts"][0]["message"] != french["conflicts"][0]["message"]
    assert without(english["conflicts"][0], "message") == without(french["conflicts"][0], "message")


def ask_again(caller: Caller, tag: str, **headers: str) -> Any:
    params = {"from": WEEK["from_"], "to": WEEK["to"]}
    return caller.call("GET", "/timeline", params=params, headers={"If-None-Match": tag, **headers})


def test_unchanged_window_is_not_sent_again(world: World) -> None:
    world.shift(2)
    first = world.admin.get("/timeline", **WEEK)

    again = ask_again(world.admin, first.headers["ETag"])
    among = ask_again(world.admin, f'"other", {first.headers["ETag"]}')

    assert (again.status_code, again.content, among.status_code) == (304, b"", 304)
    assert again.headers["ETag"] == first.headers["ETag"]
    assert first.headers["Cache-Control"] == again.headers["Cache-Control"] == "private, no-cache"


def test_window_is_sent_anew_after_a_write(world: World) -> None:
    world.shift(2)
    first = world.admin.get("/timeline", **WEEK)

    made = world.shift(4)

    again = ask_again(world.admin, first.headers["ETag"])
    assert (again.status_code, again.json()["shifts"]["id"][-1]) == (200, made["id"])
    assert again.json()["sequence"] > first.json()["sequence"]


def test_tag_of_another_caller_language_or_window_is_none(world: World, caller: CallerOf) -> None:
    tag = world.admin.get("/timeline", **WEEK).headers["ETag"]

    french = ask_again(world.admin, tag, **{"Accept-Language": "fr"})
    other = ask_again(caller("viewer"), tag)
    wider = world.admin.get("/timeline", from_=WEEK["from_"], to="2026-03-10T00:00:00+01:00")

    assert (french.status_code, other.status_code) == (200, 200)
    assert wider.headers["ETag"] != tag


def test_large_answers_are_compressed_for_who_takes_it(world: World) -> None:
    busy(world)
    params = {"from": WEEK["from_"], "to": WEEK["to"]}

    packed = world.admin.call("GET", "/timeline", params=params, headers={"Accept-Encoding": "gzip"})
    plain = world.admin.call("GET", "/timeline", params=params, headers={"Accept-Encoding": "identity"})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert packed.json() == plain.json()
    assert int(packed.headers["Content-Length"]) < int(plain.headers["Content-Length"]) / 2


@pytest.mark.parametrize(
    ("window", "faults"),
    [
        ({"from": MARCH["to"], "to": MARCH["from"]}, {"query.to": "end_not_after_start"}),
        ({"from": MARCH["from"], "to": MARCH["from"]}, {"query.to": "end_not_after_start"}),
        ({"from": "2026-01-01T00:00:00Z", "to": "2026-04-11T00:00:01Z"}, {"query.to": "window_too_long"}),
        ({"from": MARCH["from"]}, {"query.to": "missing"}),
        ({}, {"query.from": "missing", "query.to": "missing"}),
        ({**MARCH, "from": "2026-03-01T00:00:00"}, {"query.from": "naive_instant"}),
        ({**MARCH, "site_id": "hall"}, {"query.site_id.0": "not_an_id"}),
        ({**MARCH, "team_id": "x"}, {"query.team_id": "unknown_field"}),
    ],
)
def test_broken_windows_are_refused(admin: Caller, window: dict[str, str], faults: dict[str, str]) -> None:
    refused = admin.call("GET", "/timeline", params=window)

    assert faults_of(refused) == faults


def test_hundred_days_are_a_window(admin: Caller) -> None:
    answer = admin.get("/timeline", from_="2026-01-01T00:00:00Z", to="2026-04-11T00:00:00Z")

    assert answer.status_code == 200


def test_stranger_reads_no_window(client: Any) -> None:
    refused = Caller(client, "made up").get("/timeline", **WEEK)

    assert (refused.status_code, kind_of(refused)) == (401, "unauthenticated")


def test_member_reads_their_own_shifts_as_published(world: World, caller: CallerOf) -> None:
    first = world.shift(2, headcount=2, note="Gloves")
    world.assignment(first["id"])
    world.assignment(first["id"], world.ben)
    world.publish()
    hidden = world.shift(3)
    world.assignment(hidden["id"])
    world.admin.put(f"/shifts/{first['id']}", {**world.shift_body(12, headcount=2), "status": "published"})
    world.admin.make("/availability", world.leave_body(6))

    answer = read(caller("member", world.anna))

    assert answer["shifts"]["id"] == [first["id"]]
    assert (answer["shifts"]["note"], instant(answer["shifts"]["start_ms"][0])) == (
        ["Gloves"],
        "2026-03-02T08:00:00Z",
    )
    assert [one["name"] for one in answer["collaborators"]] == ["Anna"]
    assert (len(answer["assignments"]["id"]), answer["availability"]["reason"]) == (1, ["Dentist"])
    assert [[one["name"] for one in answer[many]] for many in ("sites", "roles", "missions")] == [
        ["Hall"],
        ["Stagehand"],
        ["Fair"],
    ]
    assert answer["coverage"] == {"at_ms": [], "wanted": [], "assigned": []}
    assert TimelineOut.model_validate(answer).model_dump(mode="json", by_alias=True) == answer


def test_member_without_published_work_reads_an_empty_window(world: World, caller: CallerOf) -> None:
    world.assignment(world.shift(2)["id"])

    answer = read(caller("member", world.anna))

    assert (answer["shifts"]["id"], answer["sites"], answer["conflicts"]) == ([], [], [])
