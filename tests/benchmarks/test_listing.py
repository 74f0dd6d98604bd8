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

from adapters.identity import mint
from adapters.system import SystemClock, UuidIds
from planning_core import AccessRole
from planning_core.use_cases.tokens import create_token
from tests.benchmarks import bare_server
from tests.benchmarks.stored_plan import PRINCIPAL, stored
from tests.benchmarks.table import Section
from tests.benchmarks.timing import milliseconds, rounds_of, times
from tests.benchmarks.year_plan import Size, entities

ROUNDS = 300
SIZE = Size(1_000, weeks=12)
PATH = "/api/v1/planning/shifts?limit=200&from=2025-02-03T00:00:00Z"


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
            reference, listed = rounds_of(
                ROUNDS, lambda: ask(plain, "/shifts", secret), lambda: ask(api, PATH, secret)
            )
            same = ask(plain, "/shifts", secret)

    items = json.loads(answer)["items"]
    found = sum(len(item["conflicts"]) for item in items)
    rows = [
        ["bare FastAPI, the same bytes", milliseconds(reference), "1"],
        ["GET /shifts", milliseconds(listed), times(listed, reference)],
    ]
    remark = (
        f"{len(items)} shifts with {found} conflicts, {len(answer):,} bytes, over HTTP on one kept connection"
        f" to uvicorn, SQLite with {SIZE.assignments:,} assignments. Aim: at most 4 times."
    )
    report(Section("List of shifts over HTTP", ("answer", "median time", "ratio"), rows, (remark,)))

    assert same == answer
    assert len(items) == 200
    assert found > 0


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
