"""Reasons of absences: in no answer, event or audit entry for who may not know them, whatever is asked."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs
import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from entrypoints.api.app import create_app
from entrypoints.api.told_events import ToldEvent
from entrypoints.bootstrap import App
from planning_core.use_cases.audit_feed import Feeding, feed_sink
from tests.api.conftest import secret_of
from tests.api.halves import Half, two_halves
from tests.api.test_access_table import TABLE, Line, Request, caller_of, send, to
from tests.api.world import MARCH, Caller, World

MAY_NOT: Mapping[str, Sequence[str]] = {
    "anonymous": ("Hall", "Park"),
    "stranger": ("Hall", "Park"),
    "viewer": ("Hall", "Park"),
    "viewer of Hall": ("Hall", "Park"),
    "member": ("Park",),
    "planner of Hall": ("Park",),
    "publisher of Hall": ("Park",),
    "planner of Crew": ("Park",),
}
"""Whose reasons a caller may not know."""

MAY: Mapping[str, Sequence[str]] = {
    "member": ("Hall",),
    "planner of Hall": ("Hall",),
    "planner of Crew": ("Hall",),
    "planner": ("Hall", "Park"),
    "admin": ("Hall", "Park"),
}


@attrs.frozen
class Scene:
    """A plan with reasons in it: in absences, in what they were before, in conflicts that they make."""

    app: App
    client: TestClient
    own: Half
    foreign: Half

    def secrets(self, places: Sequence[str]) -> list[str]:
        """What nobody else may read."""
        return [half.reason for half in (self.own, self.foreign) if half.name in places]


@pytest.fixture
def scene(app: App) -> Scene:
    client = TestClient(create_app(app), raise_server_exceptions=False)
    admin = Caller(client, secret_of(app, "admin", name="installer"))
    own, foreign = two_halves(World(admin))
    for half in (own, foreign):
        half.reason = f"Secret-{half.name}-0815"
        meets_work = {"starts_at": "2026-03-02T00:00:00+01:00", "ends_at": "2026-03-03T00:00:00+01:00"}
        half.leave = admin.make("/availability", {**half.leave_body(), **meets_work})
        changed = {**half.leave, "reason": f"{half.reason} again"}
        assert admin.put(f"/availability/{half.leave['id']}", changed).status_code == 200
        weekly = {"weekdays": [1], "start_time": "08:00", "end_time": "12:00", "timezone": "Europe/Paris"}
        body = {**half.leave_body(), "starts_at": None, "ends_at": None, "recurrence": weekly}
        admin.make("/availability", body)
        gone = admin.make("/availability", half.leave_body())["id"]
        assert admin.delete(f"/availability/{gone}").status_code == 200
    client.app.state.feed.stop()  # type: ignore[attr-defined] # streams of events end after their greeting
    return Scene(app, client, own, foreign)


def more(half: Half) -> Iterator[tuple[str, Request]]:
    """Questions besides those of the table whose answers come near to a reason."""
    person = half.person
    leave = half.leave["id"]
    change = {"entity": "availability", "id": leave}
    bare = {**half.leave, "reason": None}
    yield "GET", to("/audit", entity="availability", limit=500)
    yield "GET", to("/audit", entity_id=leave, action="delete")
    yield "GET", to("/availability", collaborator_id=person, limit=500)
    yield "GET", to("/timeline", **MARCH, collaborator_id=person)
    yield "GET", to(f"/collaborators/{person}")
    yield "PUT", to(f"/availability/{leave}", bare)
    for preview in (
        {**change, "op": "delete"},
        {**change, "op": "update", "data": bare},
        {**change, "op": "update", "data": bare, "expected_version": 1},
        {**change, "op": "create", "data": bare},
    ):
        yield "POST", to("/conflicts/preview", {"changes": [preview]})
        yield "POST", to("/batch", {"changes": [preview]})
    entries = [{"collaborator": half.shift["id"], "kind": "leave"}]
    yield "POST", to("/import", {"availability": entries}, dry_run="true")


def asked(scene: Scene, name: str) -> Iterator[tuple[str, Response]]:
    """Everything asked by that caller, and the answers."""
    caller = caller_of(name, scene.client, scene.app, scene.own)
    for half in (scene.own, scene.foreign):
        for operation, one in TABLE.items():
            scene.client.cookies.clear()
            method, _ = operation.split(" ")
            path, query, body = one.ask(half)
            yield f"{method} {path}", send(caller, scene.client, method, path, query, body, one)
        for method, (path, query, body) in more(half):
            yield (
                f"{method} {path} {query} {body}",
                send(
                    caller,
                    scene.client,
                    method,
                    path,
                    query,
                    body,
                    Line(ask=lambda _: ("", None, None), least="viewer"),
                ),
            )


@pytest.mark.parametrize("name", MAY_NOT)
def test_reason_is_in_no_answer_for_who_may_not_know_it(scene: Scene, name: str) -> None:
    secrets = scene.secrets(MAY_NOT[name])

    told = [
        question
        for question, answer in asked(scene, name)
        if any(secret in f"{answer.text} {answer.headers}" for secret in secrets)
    ]

    assert len(secrets) == len(MAY_NOT[name])
    assert told == []


@pytest.mark.parametrize("name", MAY)
def test_reason_is_told_to_who_may_know_it(scene: Scene, name: str) -> None:
    secrets = scene.secrets(MAY[name])
    caller = caller_of(name, scene.client, scene.app, scene.own)

    listed = caller.get("/availability", limit=500).text
    drawn = caller.get("/timeline", **MARCH).text

    assert [secret in listed and secret in drawn for secret in secrets] == [True] * len(secrets)


def test_reason_is_in_no_event(scene: Scene) -> None:
    with scene.app.unit_of_work(writes=False) as uow:
        events = [ToldEvent(event) for event in uow.events.after(0, 10_000)]

    text = b"".join(one.whole + one.scant + one.of_part for one in events)

    assert len(events) > 20
    assert [s for s in scene.secrets(("Hall", "Park")) if s.encode() in text] == []


class Taking:
    """A sink that keeps what it is given."""

    name = "taking"

    def __init__(self) -> None:
        self.records: list[Mapping[str, Any]] = []

    def deliver(self, records: Sequence[Mapping[str, Any]]) -> None:
        """Keep them."""
        self.records += records


@pytest.mark.parametrize("with_reasons", [False, True])
def test_reason_goes_to_sinks_where_the_operator_says_so_alone(scene: Scene, with_reasons: bool) -> None:
    sink, app = Taking(), scene.app
    feeding = Feeding(organization="ours", with_reasons=with_reasons)

    while feed_sink(sink, feeding=feeding, holder="test", unit_of_work=app.unit_of_work, clock=app.clock):
        pass

    text = json.dumps(sink.records)
    assert len(sink.records) > 20
    assert [secret in text for secret in scene.secrets(("Hall", "Park"))] == [with_reasons] * 2
