"""`GET /timeline` of 10,000 shifts, against a bare select of the same columns encoded as JSON."""

from __future__ import annotations

import json
import sys
import zlib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, time, timedelta
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import sqlalchemy as sa
from pydantic_core import to_json

from adapters.identity import mint
from adapters.sql.plan_tables import PLAN_TABLES
from adapters.system import SystemClock, UuidIds
from entrypoints.api.app import COMPRESS_LEVEL
from entrypoints.api.rendering import View, encoded
from planning_core import AccessRole
from planning_core.domain.time import Window
from planning_core.ports.events import OutgoingEvent
from planning_core.ports.timeline import TimelineQuery
from planning_core.ports.unit_of_work import UnitOfWorkFactory
from planning_core.use_cases.timeline import lay_out, read_timeline
from planning_core.use_cases.tokens import create_token
from tests.benchmarks.stored_plan import PRINCIPAL, stored
from tests.benchmarks.table import Section
from tests.benchmarks.test_listing import free_port, serving
from tests.benchmarks.timing import milliseconds, rounds_of, seconds, times
from tests.benchmarks.year_plan import FIRST_DAY, Size, entities

ROUNDS = 15
SIZE = Size(500, weeks=14, people_a_site=15)
START = datetime.combine(FIRST_DAY, time(), tzinfo=UTC)
WINDOW = Window(START, START + timedelta(weeks=SIZE.weeks))
PATH = "/api/v1/planning/timeline?" + urlencode(
    {"from": WINDOW.start.isoformat(), "to": WINDOW.end.isoformat()}
)
TABLES = ("site", "mission", "role", "skill", "team", "collaborator", "availability", "shift", "assignment")


def test_timeline_of_ten_thousand_shifts(report: Callable[[Section], None], tmp_path: Path) -> None:
    database = tmp_path / "plan.db"
    factory = stored(database, entities(SIZE))
    secret = token(factory)
    engine = sa.create_engine(f"sqlite:///{database}")

    bare, rows, whole = rounds_of(
        ROUNDS, lambda: bare_answer(engine), lambda: rows_alone(factory), lambda: in_process(factory)
    )
    port = free_port()
    with serving(command(port), port, environment(database)) as api:
        first = seconds(lambda: ask(api, secret))
        body = ask(api, secret)
        (changing,) = rounds_of(ROUNDS, lambda: ask(api, secret), before=lambda: note_a_write(factory))
        (kept,) = rounds_of(ROUNDS, lambda: ask(api, secret))
        (packed,) = rounds_of(ROUNDS, lambda: ask(api, secret, {"Accept-Encoding": "gzip"}))
        tag = tag_of(api, secret)
        (unchanged,) = rounds_of(ROUNDS, lambda: ask(api, secret, {"If-None-Match": tag}))

    answer = json.loads(body)
    table = [
        ["bare select of the same columns, as JSON", milliseconds(bare), "1"],
        ["rows, laid out, as JSON (no conflicts)", milliseconds(rows), times(rows, bare)],
        ["the whole answer, conflicts and sentences with it", milliseconds(whole), times(whole, bare)],
        ["over HTTP, the first of the process", milliseconds(first), times(first, bare)],
        ["over HTTP, something written since", milliseconds(changing), times(changing, bare)],
        ["over HTTP, nothing written since", milliseconds(kept), times(kept, bare)],
        ["over HTTP, nothing written since, compressed", milliseconds(packed), times(packed, bare)],
        ["over HTTP, 304", milliseconds(unchanged), times(unchanged, bare)],
    ]
    remark = (
        f"{len(answer['shifts']['id']):,} shifts, {len(answer['assignments']['id']):,} assignments,"
        f" {len(answer['collaborators'])} people, {len(answer['conflicts']):,} conflicts in one answer of"
        f" {len(body):,} bytes ({len(zlib.compress(body, COMPRESS_LEVEL)):,} compressed). Aim: the rows in"
        " 150 ms."
    )
    report(Section("Timeline of a window", ("`GET /timeline`", "median time", "ratio"), table, (remark,)))

    assert len(answer["shifts"]["id"]) == 9_996
    assert len(answer["assignments"]["id"]) == 12_000


def bare_answer(engine: sa.Engine) -> bytes:
    """The tables of a window as SQLAlchemy gives their rows, encoded."""
    with engine.connect() as connection:
        found = {
            name: [tuple(row) for row in connection.execute(sa.select(PLAN_TABLES[name]))] for name in TABLES
        }
    return to_json(found)


def rows_alone(factory: UnitOfWorkFactory) -> bytes:
    """What the product adds to that: places, occurrences, coverage."""
    with factory(writes=False) as uow:
        found = lay_out(uow.timeline.rows(TimelineQuery(window=WINDOW)), WINDOW)
    groups = {"shifts": found.shifts, "assignments": found.assignments, "availability": found.availability}
    return encoded({**groups, "coverage": found.coverage, **found.references})


def in_process(factory: UnitOfWorkFactory) -> bytes:
    """All of it, but for HTTP."""
    with factory(writes=False) as uow:
        found, conflicts = read_timeline(TimelineQuery(window=WINDOW), principal=PRINCIPAL, uow=uow)
        told = View(principal=PRINCIPAL, language="en", uow=uow).conflicts(conflicts)
    groups: dict[str, Any] = {"shifts": found.shifts, "assignments": found.assignments, "conflicts": told}
    groups |= {"availability": found.availability, "coverage": found.coverage, **found.references}
    return encoded(groups)


def token(factory: UnitOfWorkFactory) -> str:
    """The secret of somebody who reads."""
    secret, digest = mint()
    with factory() as uow:
        tools: dict[str, Any] = {"principal": PRINCIPAL, "clock": SystemClock(), "ids": UuidIds()}
        create_token("bench", AccessRole.VIEWER, digest, uow=uow, **tools)
        uow.commit()
    return secret


def note_a_write(factory: UnitOfWorkFactory) -> None:
    """What every write stores: an event."""
    with factory() as uow:
        uow.events.add(OutgoingEvent(topic="bench", payload={}, at=SystemClock().now()))
        uow.commit()


def command(port: int) -> list[str]:
    """The product's server on a port."""
    server = [sys.executable, "-m", "uvicorn", "--factory", "entrypoints.api.server:application"]
    return [*server, "--port", str(port), "--no-access-log", "--log-level", "warning"]


def environment(database: Path) -> dict[str, str]:
    """Its settings."""
    return {"PLANNING_DATABASE_URL": f"sqlite:///{database}", "PLANNING_LOG_LEVEL": "warning"}


def ask(api: HTTPConnection, secret: str, headers: Mapping[str, str] | None = None) -> bytes:
    """The body of an answer."""
    api.request("GET", PATH, headers={"Authorization": f"Bearer {secret}", **(headers or {})})
    answer = api.getresponse()
    body = answer.read()
    assert answer.status in (200, 304), body[:500]
    return body


def tag_of(api: HTTPConnection, secret: str) -> str:
    """The ETag of the window as it stands."""
    api.request("GET", PATH, headers={"Authorization": f"Bearer {secret}"})
    answer = api.getresponse()
    answer.read()
    return answer.headers["ETag"]
