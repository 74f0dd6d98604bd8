"""`GET /shifts` of 200 rows with their conflicts, against a bare endpoint that answers the same bytes."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from statistics import median

from adapters.identity import mint
from adapters.system import SystemClock, UuidIds
from planning_core import AccessRole
from planning_core.ports.events import OutgoingEvent
from planning_core.ports.unit_of_work import UnitOfWorkFactory
from planning_core.use_cases.tokens import create_token
from tests.benchmarks import bare_server
from tests.benchmarks.stored_plan import PRINCIPAL, stored
from tests.benchmarks.table import Section
from tests.benchmarks.timing import milliseconds, rounds_of, seconds, times
from tests.benchmarks.year_plan import Size, entities

ROUNDS = 300
SIZE = Size(1_000, weeks=12)
LIST = "/api/v1/planning/shifts?limit=200"
PATH = f"{LIST}&from=2025-02-03T00:00:00Z"


def test_list_of_shifts(report: Callable[[Section], None], tmp_path: Path) -> None:
    database = tmp_path / "plan.db"
    factory = stored(database, entities(SIZE))
    secret, digest = mint()
    with factory() as uow:
        create_token(
            "bench",
            AccessRole.VIEWER,
            digest,
            principal=PRINCIPAL,
            uow=uow,
            clock=SystemClock(),
            ids=UuidIds(),
        )
        uow.commit()

    def write() -> None:
        with factory() as uow:
            uow.events.add(OutgoingEvent(topic="bench", payload={}, at=SystemClock().now()))
            uow.commit()

    product_port, bare_port = free_port(), free_port()
    environment = {"PLANNING_DATABASE_URL": f"sqlite:///{database}", "PLANNING_LOG_LEVEL": "warning"}
    product = [sys.executable, "-m", "uvicorn", "--factory", "entrypoints.api.server:application"]
    product += ["--port", str(product_port), "--no-access-log", "--log-level", "warning"]

    with serving(product, product_port, environment) as api:
        answer = ask(api, PATH, secret)
        file = tmp_path / "answer.json"
        file.write_bytes(answer)
        bare = [sys.executable, str(Path(bare_server.__file__)), str(file), str(bare_port)]
        with serving(bare, bare_port, {}) as plain:
            reference, changing = rounds_of(
                ROUNDS, lambda: ask(plain, "/shifts", secret), lambda: ask(api, PATH, secret), before=write
            )
            (unchanged,) = rounds_of(ROUNDS, lambda: ask(api, PATH, secret))
            walk = walked(api, secret)
            same = ask(plain, "/shifts", secret)

    items = json.loads(answer)["items"]
    found = sum(len(item["conflicts"]) for item in items)
    rows = [
        ["bare FastAPI, the same bytes", milliseconds(reference), "1"],
        ["a page, something written since", milliseconds(changing), times(changing, reference)],
        ["a page, nothing written since", milliseconds(unchanged), times(unchanged, reference)],
        ["a page never asked for before", milliseconds(walk), times(walk, reference)],
    ]
    remark = (
        f"{len(items)} shifts with {found} conflicts, {len(answer):,} bytes, over HTTP on one kept connection"
        f" to uvicorn, SQLite with {SIZE.assignments:,} assignments. An answer is kept until something"
        " is written. Aim: at most 4 times."
    )
    report(Section("List of shifts over HTTP", ("`GET /shifts`", "median time", "ratio"), rows, (remark,)))

    assert same == answer
    assert len(items) == 200
    assert found > 0


def walked(connection: HTTPConnection, secret: str) -> float:
    """The median time of a page when the whole list is walked through, a page at a time."""
    taken: list[float] = []
    path = LIST
    while True:
        start = time.perf_counter()
        body = ask(connection, path, secret)
        taken.append(time.perf_counter() - start)
        cursor = json.loads(body)["next"]
        if cursor is None:
            return median(taken)
        path = f"{LIST}&cursor={cursor}"


def after_a_write(factory: UnitOfWorkFactory, action: Callable[[], object]) -> float:
    """How long something takes when somebody has just written: the event alone that every write stores."""
    with factory() as uow:
        uow.events.add(OutgoingEvent(topic="plan.changed", payload={}, at=SystemClock().now()))
        uow.commit()
    return seconds(action)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@contextmanager
def serving(command: list[str], port: int, environment: Mapping[str, str]) -> Iterator[HTTPConnection]:
    """A server process, and a connection to it that is kept."""
    server = subprocess.Popen(command, env={**os.environ, **environment})
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        for _ in range(300):
            try:
                connection.connect()
                break
            except ConnectionRefusedError:
                time.sleep(0.1)
        yield connection
    finally:
        connection.close()
        server.terminate()
        server.wait(30)


def ask(connection: HTTPConnection, path: str, secret: str) -> bytes:
    """The body of an answer."""
    connection.request("GET", path, headers={"Authorization": f"Bearer {secret}"})
    answer = connection.getresponse()
    body = answer.read()
    assert answer.status == 200, body[:500]
    return body
