"""Two organizations in one database: no call of one's token reads or changes a row of the other."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from typing import Any

import attrs
import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from adapters.sql import SqlDatabase
from adapters.sql.schema import metadata
from entrypoints.api.app import create_app
from entrypoints.bootstrap import App, build_app
from entrypoints.settings import Settings
from tests.api.conftest import secret_of
from tests.api.world import MARCH, PREFIX, Caller, Record, World

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
ROUNDS = 4
STREAMS = {"/events"}
"""Answers that do not end; what they tell comes from the outbox, which `tests/ports` keeps apart."""

NOUNS = {
    "/skills": "skill",
    "/roles": "role",
    "/sites": "site",
    "/teams": "team",
    "/missions": "mission",
    "/blackouts": "blackout",
    "/collaborators": "collaborator",
    "/shift-templates": "shift_template",
    "/shifts": "shift",
    "/assignments": "assignment",
    "/availability": "availability",
}


@attrs.frozen
class Neighbour:
    """Another organization of the database, with something of every kind in it."""

    app: App
    secret: str
    bodies: dict[str, Record]
    ids: dict[str, str]
    fingerprint: str


@pytest.fixture
def served(database: SqlDatabase, organization: str) -> Iterator[tuple[App, App]]:
    """The product for two organizations of one database."""
    url = database.url.render_as_string(hide_password=False)
    ours, theirs = (
        build_app(Settings(database_url=url, organization=f"{organization}-{name}"))
        for name in ("ours", "theirs")
    )
    yield ours, theirs
    ours.close()
    theirs.close()


@pytest.fixture
def neighbour(served: tuple[App, App]) -> Neighbour:
    """The other one, filled."""
    _, app = served
    secret = secret_of(app, "admin")
    world = World(Caller(TestClient(create_app(app)), secret))
    admin = world.admin
    shift = world.shift(external_ref="THEIRS")
    leave = world.leave_body()
    found = {
        "/blackouts": admin.make("/blackouts", _blackout(world)),
        "/shift-templates": admin.make("/shift-templates", world.template_body()),
        "/shifts": shift,
        "/assignments": world.assignment(shift["id"]),
        "/availability": admin.make("/availability", leave),
    }
    known = {"/skills": world.skill, "/roles": world.role, "/sites": world.site, "/teams": world.team}
    known |= {"/missions": world.mission, "/collaborators": world.anna}
    for path, one in known.items():
        found[path] = admin.get(f"{path}/{one}").json()[NOUNS[path]]
    conflicts = admin.get("/rules", **MARCH).json()["conflicts"]
    job = admin.post("/auto-assign/start", MARCH).json()["job_id"]
    token = admin.post("/tokens", {"name": "theirs", "role": "viewer"}).json()["token"]["id"]
    ids = {path: str(record["id"]) for path, record in found.items()}
    return Neighbour(app, secret, found, {**ids, "/job": job, "/token": token}, conflicts[0]["fingerprint"])


def _blackout(world: World) -> Record:
    window = {"starts_at": "2026-03-09T00:00:00Z", "ends_at": "2026-03-10T00:00:00Z"}
    return {"site_id": world.site, "severity": "soft", **window}


def rows_of(database: SqlDatabase, organization: str) -> dict[str, list[str]]:
    """Every row of an organization, by table."""
    with database.engine.connect() as connection:
        return {
            table.name: sorted(
                repr(tuple(row))
                for row in connection.execute(sa.select(table).where(table.c.organization_id == organization))
            )
            for table in metadata.sorted_tables
        }


def calls(
    neighbour: Neighbour, document: Record, chance: random.Random
) -> Iterator[tuple[str, str, Any, Any]]:
    """Every operation of the API, asked about what is theirs: method, path, query and body."""
    for path, operations in document["paths"].items():
        short = path.removeprefix(PREFIX)
        if short in STREAMS:
            continue
        for method in operations.keys() & {"get", "put", "post", "delete"}:
            yield method.upper(), _path(short, neighbour), _query(neighbour, chance), _body(short, neighbour)


def _path(path: str, neighbour: Neighbour) -> str:
    noun = "/" + path.split("/")[1]
    filled = path.replace("{job_id}", neighbour.ids["/job"]).replace("{token_id}", neighbour.ids["/token"])
    filled = filled.replace("{number}", "1").replace("{other}", "1").replace("{code}", "min_rest")
    return filled.replace("{id}", neighbour.ids.get(noun, ""))


def _query(neighbour: Neighbour, chance: random.Random) -> Record:
    """A window, or filters by ids of theirs."""
    names = {f"{NOUNS[path]}_id": one for path, one in neighbour.ids.items() if path in NOUNS}
    names |= {"template_id": neighbour.ids["/shift-templates"], "entity_id": neighbour.ids["/shifts"]}
    some = chance.sample(sorted(names), chance.randrange(3))
    return {**(MARCH if chance.random() < 0.5 else {}), **{name: names[name] for name in some}}


def _body(path: str, neighbour: Neighbour) -> Any:
    ids = neighbour.ids
    noun = "/" + path.split("/")[1]
    shift = neighbour.bodies["/shifts"]
    bodies: dict[str, Any] = {
        "/shifts/generate": {
            "from": "2026-03-01",
            "to": "2026-03-09",
            "template_ids": [ids["/shift-templates"]],
        },
        "/shifts/copy": {**MARCH, "onto": MARCH["to"], "site_ids": [ids["/sites"]], "with_assignments": True},
        "/publish": {**MARCH, "site_ids": [ids["/sites"]]},
        "/publish/preview": {**MARCH, "mission_ids": [ids["/missions"]]},
        "/auto-assign/start": {**MARCH, "shift_ids": [ids["/shifts"]]},
        "/auto-assign/accept/{job_id}": {"assignment_ids": [ids["/assignments"]]},
        "/batch": {"changes": [{"op": "delete", "entity": "assignment", "id": ids["/assignments"]}]},
        "/conflicts/preview": {
            "changes": [{"op": "update", "entity": "shift", "id": shift["id"], "data": shift}]
        },
        "/conflicts/repairs": {"fingerprint": neighbour.fingerprint},
        "/session": {"token": neighbour.secret},
        "/tokens": {"name": "ours", "role": "member", "collaborator_id": ids["/collaborators"]},
        "/rules/{code}": {"parameters": {"minutes": 600}},
        "/import": {"shifts": [{"external_ref": "THEIRS", "note": "ours now"}]},
    }
    return bodies.get(path, neighbour.bodies.get(noun))


def test_no_call_reads_or_changes_what_is_of_another_organization(
    database: SqlDatabase, organization: str, served: tuple[App, App], neighbour: Neighbour
) -> None:
    ours, _ = served
    caller = Caller(TestClient(create_app(ours)), secret_of(ours, "admin"))
    document = caller.get("/openapi.json").json()
    theirs = rows_of(database, f"{organization}-theirs")
    foreign = set(UUID.findall(json.dumps(theirs)))

    told: list[str] = []
    statuses: dict[str, set[int]] = {}
    for number in range(ROUNDS):
        for method, path, query, body in calls(neighbour, document, random.Random(number)):
            response = caller.call(method, path, None if method in {"GET", "DELETE"} else body, params=query)
            sent = set(UUID.findall(path + json.dumps([query, body])))
            if (set(UUID.findall(response.text)) & foreign) - sent:
                told.append(f"{method} {path}: {response.text[:200]}")
            if path.endswith(tuple(neighbour.ids.values())):
                statuses.setdefault(f"{method} {path}", set()).add(response.status_code)

    assert len(foreign) > 20
    assert told == []
    assert {call: codes for call, codes in statuses.items() if not codes <= {404, 422}} == {}
    assert rows_of(database, f"{organization}-theirs") == theirs


def test_lists_and_windows_hold_nothing_of_another_organization(
    served: tuple[App, App], neighbour: Neighbour
) -> None:
    ours, _ = served
    caller = Caller(TestClient(create_app(ours)), secret_of(ours, "admin"))

    lists = {path: caller.get(path).json()["items"] for path in NOUNS}
    jobs = caller.get("/auto-assign/jobs").json()["items"]
    audit = caller.get("/audit").json()["items"]
    timeline = caller.get("/timeline", **MARCH).text

    assert [path for path, items in lists.items() if items] == []
    assert (jobs, [one for one in audit if one["audit_entry"]["entity"] != "token"]) == ([], [])
    assert set(UUID.findall(timeline)) == set()
    assert neighbour.ids["/shifts"] not in timeline


def test_token_opens_its_own_organization_alone(served: tuple[App, App], neighbour: Neighbour) -> None:
    ours, theirs = served

    answers = {
        name: Caller(TestClient(create_app(app)), neighbour.secret).get("/shifts").status_code
        for name, app in (("ours", ours), ("theirs", theirs))
    }

    assert answers == {"ours": 401, "theirs": 200}
