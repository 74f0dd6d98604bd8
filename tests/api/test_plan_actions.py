"""Preview, batch, generation, copies, rules, versions."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.batch import BatchAnswer, PreviewAnswer
from contracts.publications import DiffAnswer, PublicationAnswer, PublicationPage, PublishAnswer
from contracts.rules import RulePage
from contracts.shifts import ShiftsMade
from tests.api.world import MARCH, NO_ID, World, faults_of, kind_of, rules_of

NEW = "019a8e5c-0000-7000-8000-0000000000aa"


def _clash(world: World) -> dict[str, Any]:
    """Two shifts at once with one person on both."""
    work, ids = world.shift_body(2, "09:00", "13:00"), [NEW, NEW[:-1] + "b"]
    changes: list[dict[str, Any]] = [{"op": "create", "entity": "shift", "id": i, "data": work} for i in ids]
    changes += [{"op": "create", "entity": "assignment", "data": world.assignment_body(i)} for i in ids]
    return {"changes": changes}


def test_preview_says_what_a_write_would_do_and_writes_nothing(world: World) -> None:
    answer = world.admin.post("/conflicts/preview", _clash(world))

    preview = answer.json()
    assert answer.status_code == 200
    PreviewAnswer.model_validate(preview)
    assert preview["would_be_refused"] is True
    assert rules_of(preview, "blocking_conflicts") == ["double_booking"]
    assert [next(iter(item)) for item in preview["items"]] == ["shift", "shift", "assignment", "assignment"]
    assert [rules_of(item) for item in preview["items"]] == [["double_booking"]] * 4
    assert world.count("/shifts") == 0


def test_preview_names_what_a_change_mends(world: World) -> None:
    shift = world.shift(headcount=1)
    body = {"changes": [{"op": "create", "entity": "assignment", "data": world.assignment_body(shift["id"])}]}

    preview = world.admin.post("/conflicts/preview", body).json()

    assert rules_of(preview, "resolved_conflicts") == ["understaffed"]
    assert (preview["new_conflicts"], preview["would_be_refused"]) == ([], False)


def test_preview_checks_a_whole_plan_with_ids_of_any_form(world: World) -> None:
    window = {"starts_at": "2026-03-02T08:00:00Z", "ends_at": "2026-03-02T12:00:00Z"}
    work = {"mission_id": "m", "site_id": "s", "role_id": "r", **window}
    plan = {
        "sites": [{"id": "s", "name": "Hall", "timezone": "Europe/Paris"}],
        "roles": [{"id": "r", "name": "Cook"}],
        "missions": [{"id": "m", "name": "Fair", "site_ids": ["s"], "role_ids": ["r"], **window}],
        "collaborators": [{"id": "eve", "name": "Eve", "role_ids": ["r"]}],
        "shifts": [{"id": "a", **work}, {"id": "b", **work}],
        "assignments": [{"shift_id": i, "collaborator_id": "eve", "role_id": "r"} for i in ("a", "b")],
    }

    preview = world.admin.post("/conflicts/preview", {"plan": plan}).json()

    PreviewAnswer.model_validate(preview)
    assert rules_of(preview) == ["double_booking"]
    assert "Eve" in preview["conflicts"][0]["message"]
    assert [(i["shift"]["id"], rules_of(i)) for i in preview["items"]] == [
        ("a", ["double_booking"]),
        ("b", ["double_booking"]),
    ]


def test_plan_that_names_what_is_not_in_it_is_refused(world: World) -> None:
    plan = {"roles": [{"id": "r", "name": "Cook", "required_skill_ids": ["knife"]}]}

    refused = world.admin.post("/conflicts/preview", {"plan": plan})

    assert faults_of(refused) == {"plan.r.required_skill_ids.0": "unknown_reference"}


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        ({}, {"body": "changes_or_plan"}),
        ({"changes": [], "plan": None}, {"changes": "empty"}),
        ({"changes": [{"op": "create", "entity": "planet"}]}, {"changes.0.entity": "not_allowed"}),
        ({"changes": [{"op": "create"}]}, {"changes.0.entity": "missing"}),
        (
            {"changes": [{"op": "update", "entity": "team", "data": {"name": "x"}}]},
            {"changes.0": "id_needed"},
        ),
        ({"changes": [{"op": "create", "entity": "team"}]}, {"changes.0": "data_and_op"}),
        (
            {"changes": [{"op": "create", "entity": "team", "data": {"name": ""}}]},
            {"changes.0.data.name": "empty"},
        ),
        (
            {"plan": {"sites": [{"name": "x", "timezone": "Mars/Base"}]}},
            {"plan.sites.0.timezone": "unknown_timezone"},
        ),
    ],
)
def test_wrong_preview_is_refused_with_its_place(
    world: World, body: dict[str, Any], faults: dict[str, str]
) -> None:
    assert faults_of(world.admin.post("/conflicts/preview", body)) == faults


def test_batch_is_written_whole_and_later_changes_refer_to_earlier_ones(world: World) -> None:
    changes = [
        {"op": "create", "entity": "shift", "id": NEW, "data": world.shift_body()},
        {"op": "create", "entity": "assignment", "data": world.assignment_body(NEW)},
        {"op": "update", "entity": "team", "id": world.team, "data": {"name": "Night crew"}},
        {"op": "delete", "entity": "collaborator", "id": world.ben},
    ]

    answer = world.admin.post("/batch", {"changes": changes}, key="k")
    again = world.admin.post("/batch", {"changes": changes}, key="k")

    BatchAnswer.model_validate(answer.json())
    assert [next(iter(item)) for item in answer.json()["items"]] == [c["entity"] for c in changes]
    assert again.content == answer.content
    assert world.admin.get(f"/shifts/{NEW}").status_code == 200
    assert world.admin.get(f"/collaborators/{world.ben}").status_code == 404


def test_batch_with_a_hard_conflict_writes_nothing(world: World) -> None:
    refused = world.admin.post("/batch", _clash(world))

    assert (refused.status_code, kind_of(refused)) == (409, "hard-conflict")
    assert len(refused.json()["attempted"]) == 4
    assert (world.count("/shifts"), world.count("/assignments")) == (0, 0)


def test_batch_of_an_older_version_is_refused(world: World) -> None:
    change = {"op": "delete", "entity": "team", "id": world.team, "expected_version": 7}

    assert kind_of(world.admin.post("/batch", {"changes": [change]})) == "stale-version"


def test_generating_twice_makes_nothing_twice(world: World) -> None:
    template = world.admin.make("/shift-templates", world.template_body())
    period = {"from": "2026-03-02", "to": "2026-03-16"}

    first = world.admin.post("/shifts/generate", period)
    second = world.admin.post("/shifts/generate", {**period, "template_ids": [template["id"]]})

    ShiftsMade.model_validate(first.json())
    assert (first.status_code, len(first.json()["items"])) == (201, 10)
    assert {i["shift"]["starts_at"][10:] for i in first.json()["items"]} == {"T08:00:00Z"}
    assert second.json()["items"] == []


def test_copying_a_week_over_a_clock_change_keeps_the_wall_time(world: World) -> None:
    shift = world.shift(23)
    world.assignment(shift["id"], status="confirmed")
    body = {
        "from": "2026-03-23T00:00:00+01:00",
        "to": "2026-03-30T00:00:00+02:00",
        "onto": "2026-03-30T00:00:00+02:00",
        "with_assignments": True,
    }

    copied = world.admin.post("/shifts/copy", body)

    made = copied.json()["items"][0]["shift"]
    assert (made["starts_at"], made["status"]) == ("2026-03-30T07:00:00Z", "draft")
    assignments = world.admin.get("/assignments", shift_id=made["id"]).json()["items"]
    assert [i["assignment"]["status"] for i in assignments] == ["proposed"]


@pytest.mark.parametrize("path", ["/shifts/generate", "/shifts/copy", "/publish", "/auto-assign/start"])
def test_reversed_period_is_refused(world: World, path: str) -> None:
    days = {"from": "2026-03-09", "to": "2026-03-02"}
    instants = {name: f"{day}T00:00:00Z" for name, day in days.items()}
    body = days if path == "/shifts/generate" else instants
    if path == "/shifts/copy":
        body = {**instants, "onto": instants["from"]}

    refused = world.admin.post(path, body)

    assert (refused.status_code, kind_of(refused)) == (422, "invalid")
    assert set(faults_of(refused).values()) == {"end_not_after_start"}


def test_rules_come_with_the_conflicts_of_a_period(world: World) -> None:
    world.shift(2, headcount=2)

    page = world.admin.get("/rules", from_=MARCH["from"], to=MARCH["to"]).json()
    bare = world.admin.get("/rules").json()

    RulePage.model_validate(page)
    by_code = {item["rule"]["code"]: item["conflicts"] for item in page["items"]}
    assert rules_of(page) == ["understaffed"]
    assert by_code["understaffed"] == page["conflicts"]
    assert (bare["conflicts"], len(bare["items"])) == ([], len(page["items"]))


def test_rule_is_set_and_applies_from_then_on(world: World) -> None:
    late, early = world.shift(2, "15:00", "21:00"), world.shift(3, "09:00", "15:00")
    world.assignment(late["id"])
    world.assignment(early["id"])

    answer = world.admin.put("/rules/min_rest", {"parameters": {"rest_minutes": 780}})

    assert answer.json()["rule"]["parameters"]["rest_minutes"]["value"] == 780
    assert answer.json()["rule"]["parameters"]["rest_minutes"]["default"] == 660
    assert (answer.headers["ETag"], rules_of(answer.json())) == ('"1"', ["min_rest"])
    entry = world.admin.get("/audit", entity="rule").json()["items"][0]["audit_entry"]
    assert (entry["entity_id"], entry["user_id"]) == ("min_rest", "admin")


def test_putting_back_a_rule_as_read_changes_nothing(world: World) -> None:
    read = world.admin.get("/rules/min_rest")

    put = world.admin.put("/rules/min_rest", read.json(), version=0)

    assert put.json()["rule"] == read.json()["rule"]
    assert world.admin.get("/audit", entity="rule").json()["items"] == []


def test_wrong_rule_settings_are_refused(world: World) -> None:
    admin = world.admin

    assert admin.put("/rules/no_such_rule", {}).status_code == 404
    assert faults_of(admin.put("/rules/min_rest", {"parameters": {"rest": 1}})) == {
        "parameters.rest": "unknown_field"
    }
    assert faults_of(admin.put("/rules/double_booking", {"active": False})) == {"active": "always_active"}
    assert kind_of(admin.put("/rules/min_rest", {}, version=4)) == "stale-version"


def test_versions_are_listed_read_and_compared(world: World) -> None:
    shift = world.shift(2)
    world.assignment(shift["id"], status="confirmed")
    first = world.publish()
    current = world.admin.get(f"/shifts/{shift['id']}").json()["shift"]
    world.admin.put(f"/shifts/{shift['id']}", {**current, "ends_at": "2026-03-02T16:00:00+01:00"})
    world.publish()

    listed = world.admin.get("/publications").json()
    read = world.admin.get("/publications/1").json()
    diff = world.admin.get("/publications/1/diff/2").json()

    PublishAnswer.model_validate(first)
    PublicationPage.model_validate(listed)
    PublicationAnswer.model_validate(read)
    DiffAnswer.model_validate(diff)
    assert [i["publication"]["number"] for i in listed["items"]] == [2, 1]
    assert [p["shift"]["id"] for p in read["publication"]["snapshot"]] == [shift["id"]]
    assert [(d["shift_id"], d["fields"]) for d in diff["diff"]["changed"]] == [(shift["id"], ["ends_at"])]
    assert [(p["name"], p["changed"]) for p in diff["diff"]["people"]] == [("Anna", [shift["id"]])]
    assert world.admin.get("/publications/7").status_code == 404


def test_versions_are_paged(world: World) -> None:
    for _ in range(3):
        world.publish()

    first = world.admin.get("/publications", limit=2).json()
    second = world.admin.get("/publications", limit=2, cursor=first["next"]).json()

    assert [i["publication"]["number"] for i in second["items"]] == [1]
    assert second["next"] is None


def test_publication_is_refused_while_a_hard_conflict_stands(world: World) -> None:
    world.assignment(world.shift(2)["id"])
    world.admin.make("/availability", world.leave_body(2))

    preview = world.admin.post("/publish/preview", MARCH).json()
    refused = world.admin.post("/publish", MARCH)

    assert preview["would_be_refused"] is True
    assert (refused.status_code, kind_of(refused), rules_of(refused.json())) == (
        409,
        "hard-conflict",
        ["absence"],
    )
    assert world.admin.get("/publications").json()["items"] == []


def test_restored_version_comes_back_as_drafts(world: World) -> None:
    shift = world.shift(2)
    world.publish()
    world.admin.delete(f"/shifts/{shift['id']}")

    restored = world.admin.post("/publications/1/restore")

    BatchAnswer.model_validate(restored.json())
    assert [i["shift"]["status"] for i in restored.json()["items"]] == ["draft"]
    assert world.admin.get(f"/shifts/{shift['id']}").json()["shift"]["status"] == "draft"


def test_job_that_is_not_there_is_not_found(world: World) -> None:
    answers = [
        world.admin.get(f"/auto-assign/status/{NO_ID}"),
        world.admin.post(f"/auto-assign/cancel/{NO_ID}"),
        world.admin.post(f"/auto-assign/accept/{NO_ID}"),
    ]

    assert [a.status_code for a in answers] == [404] * 3


def test_same_request_while_a_job_waits_is_that_job(world: World) -> None:
    first = world.admin.post("/auto-assign/start", MARCH)
    second = world.admin.post("/auto-assign/start", MARCH)

    cancelled = world.admin.post(f"/auto-assign/cancel/{first.json()['job_id']}")
    third = world.admin.post("/auto-assign/start", MARCH)

    assert (first.status_code, second.status_code, third.status_code) == (202, 202, 202)
    assert first.json()["status"] == "queued"
    assert second.json()["job_id"] == first.json()["job_id"]
    assert cancelled.json()["status"] == "cancelled"
    assert third.json()["job_id"] != first.json()["job_id"]


def test_jobs_are_listed_newest_first_with_what_they_were_asked_to_fill(world: World) -> None:
    world.shift()
    first = world.admin.post("/auto-assign/start", MARCH).json()
    second = world.admin.post("/auto-assign/start", {**MARCH, "site_ids": [world.site]}).json()

    listed = world.admin.get("/auto-assign/jobs").json()["items"]
    newest = world.admin.get("/auto-assign/jobs", limit=1).json()["items"]

    assert [job["job_id"] for job in listed] == [second["job_id"], first["job_id"]]
    assert newest == listed[:1] == [{name: second[name] for name in newest[0]}]
    assert (newest[0]["from"], newest[0]["to"]) == ("2026-02-28T23:00:00Z", "2026-03-31T22:00:00Z")
    assert (newest[0]["site_ids"], newest[0]["user_id"]) == ([world.site], "admin")


def test_accepting_a_job_that_is_not_over_is_refused(world: World) -> None:
    job = world.admin.post("/auto-assign/start", MARCH).json()

    refused = world.admin.post(f"/auto-assign/accept/{job['job_id']}", {"assignment_ids": None})

    assert (refused.status_code, kind_of(refused)) == (409, "illegal-transition")


def test_figures_count_requests_conflicts_and_jobs(world: World) -> None:
    world.shift(headcount=2)
    world.admin.post("/auto-assign/start", MARCH)

    figures = world.admin._client.get("/metrics").text

    assert 'planning_conflicts_found_total{rule="understaffed",type="soft"} 1.0' in figures
    assert 'planning_jobs{state="queued"} 1.0' in figures
    assert (
        'planning_http_requests_total{method="POST",route="/api/v1/planning/shifts",status="201"} 1.0'
        in figures
    )


def test_process_is_alive_and_ready(world: World) -> None:
    answers = [world.admin._client.get(path) for path in ("/healthz", "/readyz")]

    assert [(a.status_code, a.json()) for a in answers] == [(200, {"status": "ok"})] * 2


@pytest.mark.parametrize("path", ["/publish", "/publish/preview"])
def test_publishing_what_is_not_there_is_refused(world: World, path: str) -> None:
    refused = world.admin.post(path, {**MARCH, "site_ids": [world.site, NO_ID], "mission_ids": [NO_ID]})

    assert faults_of(refused) == {
        "site_ids.1": "unknown_reference",
        "mission_ids.0": "unknown_reference",
    }
    assert world.count("/publications") == 0


def test_preview_of_a_publication_shows_shifts_as_it_would_leave_them(world: World) -> None:
    shift = world.shift()
    world.assignment(shift["id"], status="confirmed")
    drafted = world.admin.post("/publish/preview", MARCH).json()["diff"]
    first = world.publish()["diff"]

    edited = world.admin.get(f"/shifts/{shift['id']}").json()["shift"]
    world.admin.put(f"/shifts/{shift['id']}", {**edited, "note": "Later"})
    changed = world.admin.post("/publish/preview", MARCH).json()["diff"]
    second = world.publish()["diff"]

    assert drafted["added"][0]["after"]["shift"]["status"] == "published"
    assert (drafted, changed) == (first, second)
