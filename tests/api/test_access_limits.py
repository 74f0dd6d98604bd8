"""Callers who are kept to sites or teams: what they see and write, what of others they learn."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import attrs
import pytest
from fastapi.testclient import TestClient

from entrypoints.api.event_stream import Follower
from entrypoints.api.told_events import ToldEvent
from entrypoints.bootstrap import App
from planning_core.domain.principal import AccessRole, Limits
from planning_core.ports.events import OutgoingEvent
from planning_core.use_cases.sessions import create_code
from tests.api.conftest import INSTALLER, CallerOf
from tests.api.world import MARCH, Caller, Record, World, faults_of, kind_of, rules_of

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)


@attrs.frozen(kw_only=True)
class Scene:
    """Two halves of a plan: the Hall with its team, the Park with another; Anna works in both."""

    world: World
    team: str
    fair: str
    """The mission at the Park."""
    own: Record
    foreign: Record
    on_own: Record
    on_foreign: Record
    hers: Record
    his: Record

    def park(self, day: int = 2, start: str = "09:00", end: str = "17:00", **fields: Any) -> Record:
        """A shift at the Park."""
        return self.world.shift_body(
            day, start, end, mission_id=self.fair, site_id=self.world.other_site, **fields
        )


@pytest.fixture
def scene(world: World) -> Scene:
    """The Hall's mission is the Crew's, the Park's the Guard's; Anna is of both sites, Ben of the Park."""
    admin = world.admin
    team = admin.make("/teams", {"name": "Guard", "colour": "#445566"})["id"]
    mission = admin.get(f"/missions/{world.mission}").json()["mission"]
    assert admin.put(f"/missions/{world.mission}", {**mission, "team_id": world.team}).status_code == 200
    body = world.mission_body(name="Garden", site_ids=[world.other_site], team_id=team)
    fair = admin.make("/missions", body)["id"]
    people = {world.anna: ([world.site, world.other_site], world.team), world.ben: ([world.other_site], team)}
    for person, (sites, of) in people.items():
        stored = admin.get(f"/collaborators/{person}").json()["collaborator"]
        changed = admin.put(f"/collaborators/{person}", {**stored, "site_ids": sites, "team_id": of})
        assert changed.status_code == 200
    own = world.shift(2, note="ours")
    park = world.shift_body(3, mission_id=fair, site_id=world.other_site, note="theirs")
    foreign = admin.make("/shifts", park)
    return Scene(
        world=world,
        team=team,
        fair=fair,
        own=own,
        foreign=foreign,
        on_own=world.assignment(own["id"]),
        on_foreign=world.assignment(foreign["id"]),
        hers=admin.make("/availability", world.leave_body(9)),
        his=admin.make("/availability", world.leave_body(9, collaborator_id=world.ben, reason="Surgery")),
    )


@pytest.fixture(params=["site", "team"])
def planner(request: pytest.FixtureRequest, scene: Scene, caller: CallerOf) -> Caller:
    """A planner of the Hall, and one of the Crew: the same part of the plan, named by either."""
    world = scene.world
    return (
        caller("planner", sites=[world.site])
        if request.param == "site"
        else caller("planner", teams=[world.team])
    )


def outside(answer: Any) -> tuple[int, str, str | None]:
    """Status of a refusal, and what it says is not reached."""
    assert kind_of(answer) == "forbidden"
    return answer.status_code, answer.json()["outside"]["kind"], answer.json()["outside"]["name"]


def ids(caller: Caller, path: str, kind: str, **params: Any) -> list[str]:
    """The ids of a list."""
    return [item[kind]["id"] for item in caller.get(path, **params).json()["items"]]


def test_lists_hold_their_own_part_alone(scene: Scene, planner: Caller) -> None:
    world = scene.world
    template = world.admin.make("/shift-templates", world.template_body())["id"]
    theirs = world.template_body(mission_id=scene.fair, site_id=world.other_site)
    world.admin.make("/shift-templates", theirs)

    assert ids(planner, "/shifts", "shift") == [scene.own["id"]]
    assert ids(planner, "/assignments", "assignment") == [scene.on_own["id"]]
    assert ids(planner, "/shift-templates", "shift_template") == [template]
    assert ids(planner, "/shifts", "shift", site_id=world.other_site) == []
    assert ids(planner, "/assignments", "assignment", mission_id=scene.fair) == []
    assert len(ids(planner, "/collaborators", "collaborator")) == 2


def test_one_of_others_is_refused_with_the_name_of_its_site(scene: Scene, caller: CallerOf) -> None:
    planner = caller("planner", sites=[scene.world.site])

    answers = [
        planner.get(f"/shifts/{scene.foreign['id']}"),
        planner.get(f"/assignments/{scene.on_foreign['id']}"),
        planner.get(f"/shifts/{scene.foreign['id']}/candidates"),
    ]

    assert [outside(a) for a in answers] == [(403, "site", "Park")] * 3
    assert planner.get(f"/shifts/{scene.own['id']}").status_code == 200


def test_writes_outside_are_refused_with_the_name_of_the_site_or_team(
    scene: Scene, planner: Caller, caller: CallerOf
) -> None:
    world, own, foreign = scene.world, scene.own, scene.foreign
    taken = [foreign["id"], scene.on_foreign["id"]]
    moved = {**own, "site_id": world.other_site, "mission_id": scene.fair}

    answers = [
        planner.post("/shifts", scene.park(5)),
        planner.put(f"/shifts/{foreign['id']}", foreign | {"note": "mine"}),
        planner.put(f"/shifts/{own['id']}", moved),
        planner.put(f"/shifts/{foreign['id']}", {**own, "id": foreign["id"]}),
        planner.delete(f"/shifts/{foreign['id']}"),
        planner.post("/assignments", world.assignment_body(foreign["id"], world.ben)),
        planner.delete(f"/assignments/{scene.on_foreign['id']}"),
        planner.put(f"/assignments/{scene.on_own['id']}", {**scene.on_own, "shift_id": foreign["id"]}),
        planner.post(
            "/shift-templates", world.template_body(mission_id=scene.fair, site_id=world.other_site)
        ),
        planner.post("/batch", {"changes": [{"op": "delete", "entity": "shift", "id": taken[0]}]}),
        planner.post(
            "/conflicts/preview", {"changes": [{"op": "delete", "entity": "assignment", "id": taken[1]}]}
        ),
        planner.post("/availability", world.leave_body(collaborator_id=world.ben)),
        planner.delete(f"/availability/{scene.his['id']}"),
        planner.post(
            "/shifts/copy",
            {**MARCH, "onto": MARCH["to"], "mission_ids": [scene.fair], "site_ids": [world.other_site]},
        ),
        planner.post(
            "/auto-assign/start", {**MARCH, "mission_ids": [scene.fair], "site_ids": [world.other_site]}
        ),
        planner.post("/auto-assign/start", {**MARCH, "shift_ids": [foreign["id"]]}),
        planner.post(
            "/publish/preview", {**MARCH, "mission_ids": [scene.fair], "site_ids": [world.other_site]}
        ),
    ]

    names = {"site": "Park", "team": "Guard"}
    told = [outside(answer) for answer in answers]
    assert [(status, name == names[kind]) for status, kind, name in told] == [(403, True)] * len(answers)
    assert world.admin.get(f"/shifts/{foreign['id']}").json()["shift"] == foreign


def test_own_part_is_written_like_by_anybody(scene: Scene, planner: Caller) -> None:
    world = scene.world

    shift = planner.make("/shifts", world.shift_body(5))
    answers = [
        planner.put(f"/shifts/{shift['id']}", {**shift, "note": "x"}),
        planner.post("/assignments", world.assignment_body(shift["id"])),
        planner.post("/availability", world.leave_body(20)),
        planner.get(f"/shifts/{shift['id']}/candidates"),
        planner.post("/shift-templates", world.template_body()),
        planner.delete(f"/shifts/{shift['id']}"),
    ]

    assert [a.status_code for a in answers] == [200, 201, 201, 200, 201, 200]


def test_conflict_with_work_elsewhere_says_when_not_where(scene: Scene, planner: Caller) -> None:
    world = scene.world
    shift = planner.make("/shifts", world.shift_body(3, "12:00", "20:00"))

    refused = planner.post("/assignments", world.assignment_body(shift["id"]))

    assert refused.status_code == 409
    assert "double_booking" in rules_of(refused.json())
    conflict = next(c for c in refused.json()["conflicts"] if c["rule"] == "double_booking")
    assert (conflict["elsewhere"], conflict["shift_ids"]) == (True, [shift["id"]])
    assert scene.foreign["id"] not in refused.text
    assert scene.on_foreign["id"] not in refused.text


def test_standing_conflicts_of_others_are_not_told(scene: Scene, planner: Caller) -> None:
    window = {"from": MARCH["from"], "to": MARCH["to"]}

    told = planner.get("/rules", **window).json()["conflicts"]
    every = scene.world.admin.get("/rules", **window).json()["conflicts"]

    assert {i for c in told for i in c["shift_ids"]} <= {scene.own["id"]}
    assert {i for c in every for i in c["shift_ids"]} >= {scene.foreign["id"]} or every == []


def test_timeline_shows_their_part_and_when_people_work_elsewhere(scene: Scene, planner: Caller) -> None:
    answer = planner.get("/timeline", **MARCH)

    shown = answer.json()
    assert (shown["shifts"]["id"], shown["assignments"]["id"]) == ([scene.own["id"]], [scene.on_own["id"]])
    people = [one["id"] for one in shown["collaborators"]]
    busy = [people[place] for place in shown["elsewhere"]["collaborator"]]
    assert busy == [scene.world.anna]
    assert scene.foreign["id"] not in answer.text
    assert "theirs" not in answer.text
    assert scene.world.admin.get("/timeline", **MARCH).json()["elsewhere"] is None


def test_reasons_of_leave_are_told_of_their_own_people(scene: Scene, planner: Caller) -> None:
    listed = {
        item["availability"]["id"]: item["availability"]["reason"]
        for item in planner.get("/availability").json()["items"]
    }
    one = planner.get(f"/availability/{scene.his['id']}").json()["availability"]["reason"]

    assert (listed, one) == ({scene.hers["id"]: "Dentist", scene.his["id"]: None}, None)


def test_audit_tells_of_their_part_and_of_what_is_of_all(scene: Scene, planner: Caller) -> None:
    answer = planner.get("/audit", limit=500)

    entries = [item["audit_entry"] for item in answer.json()["items"]]
    told = {one["entity"]: one["entity_id"] for one in entries if one["entity"] in ("shift", "assignment")}
    assert told == {"shift": scene.own["id"], "assignment": scene.on_own["id"]}
    assert {"token", "publication"}.isdisjoint({one["entity"] for one in entries})
    assert scene.foreign["id"] not in answer.text
    assert "Surgery" not in answer.text


def test_page_of_the_audit_is_filled_past_what_is_of_others(scene: Scene, caller: CallerOf) -> None:
    for note in map(str, range(12)):
        stored = scene.world.admin.get(f"/shifts/{scene.foreign['id']}").json()["shift"]
        scene.world.admin.put(f"/shifts/{scene.foreign['id']}", {**stored, "note": note})
    planner = caller("planner", sites=[scene.world.site])

    page = planner.get("/audit", entity="shift", limit=1).json()
    rest = planner.get("/audit", entity="shift", limit=1, cursor=page["next"]).json() if page["next"] else {}

    assert [item["audit_entry"]["entity_id"] for item in page["items"]] == [scene.own["id"]]
    assert rest.get("items", []) == []


def test_publisher_publishes_and_sees_their_part(scene: Scene, caller: CallerOf) -> None:
    world = scene.world
    publisher = caller("publisher", sites=[world.site])

    published = publisher.post("/publish", MARCH)
    everything = world.admin.post("/publish", MARCH).json()["publication"]["number"]
    own = publisher.get("/publications/1").json()["publication"]
    whole = publisher.get(f"/publications/{everything}").json()["publication"]
    diff = publisher.get(f"/publications/1/diff/{everything}").json()["diff"]

    assert (published.status_code, published.json()["publication"]["site_ids"]) == (201, [world.site])
    assert [held["shift"]["id"] for held in own["snapshot"]] == [scene.own["id"]]
    assert [held["shift"]["id"] for held in whole["snapshot"]] == [scene.own["id"]]
    assert (diff["added"], diff["people"]) == ([], [])
    assert outside(publisher.post("/publish", {**MARCH, "site_ids": [world.other_site]}))[1:] == (
        "site",
        "Park",
    )
    assert publisher.post("/publications/1/restore").status_code == 200
    assert outside(publisher.post(f"/publications/{everything}/restore"))[1:] == ("site", "Park")


def test_publisher_leaves_what_was_moved_to_others_as_it_was_published(
    scene: Scene, caller: CallerOf
) -> None:
    world = scene.world
    publisher = caller("publisher", sites=[world.site])
    publisher.post("/publish", MARCH)
    stored = world.admin.get(f"/shifts/{scene.own['id']}").json()["shift"]
    moved = {**stored, "site_id": world.other_site, "mission_id": scene.fair}
    assert world.admin.put(f"/shifts/{scene.own['id']}", moved).status_code == 200

    again = publisher.post("/publish", MARCH).json()
    member = caller("member", world.anna)

    assert again["diff"]["removed"] == []
    assert [i["shift"]["site_id"] for i in member.get("/shifts").json()["items"]] == [world.site]


def test_jobs_are_kept_to_their_part(scene: Scene, planner: Caller) -> None:
    world = scene.world
    whole = world.admin.post("/auto-assign/start", MARCH).json()["job_id"]

    started = planner.post("/auto-assign/start", MARCH).json()

    kept = (started["site_ids"], started["mission_ids"])
    assert kept in [([world.site], []), ([], [world.mission])]
    assert [job["job_id"] for job in planner.get("/auto-assign/jobs").json()["items"]] == [started["job_id"]]
    refused = [
        planner.get(f"/auto-assign/status/{whole}"),
        planner.post(f"/auto-assign/cancel/{whole}"),
        planner.post(f"/auto-assign/accept/{whole}"),
    ]
    assert [outside(a) for a in refused] == [(403, "whole", None)] * 3


def test_generating_and_copying_without_names_keep_to_their_part(scene: Scene, planner: Caller) -> None:
    world = scene.world
    world.admin.make("/shift-templates", world.template_body())
    theirs = world.template_body(mission_id=scene.fair, site_id=world.other_site)
    foreign = world.admin.make("/shift-templates", theirs)
    days = {"from": "2026-03-09", "to": "2026-03-10"}

    made = planner.post("/shifts/generate", days).json()["items"]
    copied = planner.post(
        "/shifts/copy", {**MARCH, "to": "2026-03-08T00:00:00+01:00", "onto": "2026-03-15T00:00:00+01:00"}
    )
    refused = planner.post("/shifts/generate", {**days, "template_ids": [foreign["id"]]})

    assert [item["shift"]["site_id"] for item in made] == [world.site]
    assert [item["shift"]["note"] for item in copied.json()["items"]] == ["ours"]
    assert refused.status_code == 403


def test_import_and_reference_data_are_for_callers_without_limits(scene: Scene, planner: Caller) -> None:
    imported = planner.post("/import", {"shifts": [{"external_ref": "x", "note": "y"}]})

    assert outside(imported) == (403, "whole", None)
    assert planner.post("/sites", {"name": "New", "timezone": "UTC"}).status_code == 403
    assert planner.put("/rules/understaffed", {"active": False}).status_code == 403


def test_repairs_touch_their_part_alone(scene: Scene, planner: Caller) -> None:
    world = scene.world
    shift = world.shift(3, "18:00", "23:00")
    made = planner.post("/assignments", world.assignment_body(shift["id"]))
    conflicts = planner.get(f"/shifts/{shift['id']}").json()["conflicts"]

    answers = [planner.post("/conflicts/repairs", {"fingerprint": c["fingerprint"]}) for c in conflicts]

    assert (made.status_code in (201, 409), {a.status_code for a in answers} <= {200}) == (True, True)
    assert all(scene.foreign["id"] not in answer.text for answer in answers)


def test_me_and_tokens_tell_the_limits(scene: Scene, admin: Caller, planner: Caller) -> None:
    world = scene.world
    me = planner.get("/me").json()
    listed = [item["token"] for item in admin.get("/tokens").json()["items"]]

    assert [me["site_ids"], me["team_ids"]] in [[[world.site], []], [[], [world.team]]]
    assert [t["site_ids"] + t["team_ids"] for t in listed] == [[], me["site_ids"] + me["team_ids"]]
    assert "administer" not in me["may"]


def test_limits_of_roles_that_take_none_and_to_what_is_not_there_are_refused(
    scene: Scene, admin: Caller
) -> None:
    world = scene.world
    body = {"name": "x", "role": "admin", "site_ids": [world.site]}

    refused = admin.post("/tokens", body)
    unknown = admin.post("/tokens", {"name": "x", "role": "viewer", "team_ids": [world.site]})
    made = admin.post("/tokens", {"name": "x", "role": "viewer", "team_ids": [world.team]})

    assert faults_of(refused) == {"site_ids": "limits_without_effect"}
    assert faults_of(unknown) == {"team_ids.0": "unknown_reference"}
    assert (made.status_code, made.json()["token"]["team_ids"]) == (201, [world.team])


def test_team_without_a_mission_reaches_no_work(scene: Scene, caller: CallerOf) -> None:
    idle = scene.world.admin.make("/teams", {"name": "Idle", "colour": "#778899"})["id"]
    publisher = caller("publisher", teams=[idle])

    assert ids(publisher, "/shifts", "shift") == []
    assert publisher.get("/timeline", **MARCH).json()["shifts"]["id"] == []
    assert outside(publisher.post("/publish", MARCH)) == (403, "team", None)


def test_link_keeps_its_browser_to_a_site(scene: Scene, app: App, client: TestClient) -> None:
    site = scene.world.site
    code, digest = app.mint()
    with app.unit_of_work() as uow:
        limits = Limits(site_ids=(site,))
        who: dict[str, Any] = {"name": "Paula", "role": AccessRole.PLANNER, "limits": limits}
        create_code(digest, **who, principal=INSTALLER, uow=uow, clock=app.clock)
        uow.commit()
    browser = Caller(client, None, **{"Sec-Fetch-Site": "same-origin"})

    signed_in = browser.post("/session", {"code": code})
    shifts = ids(browser, "/shifts", "shift")
    refused = browser.delete(f"/shifts/{scene.foreign['id']}")

    assert (signed_in.json()["role"], signed_in.json()["site_ids"]) == ("planner", [site])
    assert shifts == [scene.own["id"]]
    assert outside(refused) == (403, "site", "Park")


@pytest.mark.storeless("what one follower is told of an event")
def test_follower_with_limits_is_told_that_the_plan_changed_and_how_far_jobs_are() -> None:
    changes = [{"entity": "shift", "id": "theirs", "action": "update", "version": 2}]
    payloads: dict[str, dict[str, Any]] = {
        "plan.changed": {"changes": changes, "user_id": "paula", "request_id": "r"},
        "plan.checked": {},
        "job.changed": {"job_id": "j", "status": "running"},
    }
    follower = Follower(check=lambda: None, member=False, limited=True)

    told = [
        follower.told(ToldEvent(OutgoingEvent(topic=topic, payload=payload, at=AT, sequence=number)))
        for number, (topic, payload) in enumerate(payloads.items(), 1)
    ]

    assert [text.split(b"\n")[0] for text in told] == [
        b"event: plan.changed",
        b"event: plan.changed",
        b"event: job.changed",
    ]
    assert b'"sequence":3' in told[2]
    assert [b"theirs" in text or b"paula" in text for text in told] == [False] * 3
