"""Requests a second that API processes on PostgreSQL answer, against bare endpoints under the same load."""

from __future__ import annotations

import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

import attrs
import psycopg
import pytest

from adapters.identity import mint
from adapters.sql import SqlDatabase, upgrade
from adapters.system import SystemClock, UuidIds
from planning_core import AccessRole, Assignment, create
from planning_core.use_cases.tokens import create_token
from planning_core.use_cases.write import apply_changes
from tests.benchmarks.stored_plan import ORGANIZATION, PRINCIPAL, fill
from tests.benchmarks.table import Section
from tests.benchmarks.test_listing import free_port
from tests.benchmarks.throughput import bare_app
from tests.benchmarks.throughput.load import Order, request
from tests.benchmarks.throughput.plan import SIZE, plan, shift_ids, wishes
from tests.reliability.product import NO_LIMITS, PREFIX
from tests.servers.postgres import postgres_server

PROCESSES = (1, 2, 4)
CONNECTIONS = 8
"""Kept open at a time, shared out among the processes."""
SECONDS = float(os.environ.get("PLANNING_BENCH_SECONDS", "3"))
ROUNDS = 3
SAFE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
"""A database that keeps what it acknowledged, unlike the one of the other tests."""


@attrs.frozen
class World:
    """A plan on PostgreSQL, its server's process, and what is asked of servers on it, each write once."""

    database: SqlDatabase
    server: int
    secret: str
    writes: Iterator[dict[str, str]]

    @property
    def dsn(self) -> str:
        """The address, as psycopg takes it."""
        return self.database.url.set(drivername="postgresql").render_as_string(hide_password=False)

    def reads(self, prefix: str) -> list[str]:
        """Reads of shifts here and there."""
        ids = random.Random(1).choices(shift_ids(), k=2_000)
        return [request("GET", f"{prefix}/shifts/{one}", self._headers()) for one in ids] * 50

    def rows(self, count: int) -> list[str]:
        """Rows of three ids, for the bare endpoint."""
        row = next(self.writes)
        return [request("POST", "/rows", {}, row)] * count

    def wishes_to(self, path: str, count: int) -> list[str]:
        """Assignments that nobody made yet."""
        return [request("POST", path, self._headers(), next(self.writes)) for _ in range(count)]

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.secret}"}


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    with postgres_server(**SAFE) as server:
        database = SqlDatabase(server.url)
        upgrade(database)
        units = database.units_of_work(ORGANIZATION)
        fill(units, plan())
        secret, digest = mint()
        with units() as uow:
            writing: dict[str, Any] = {
                "principal": PRINCIPAL,
                "uow": uow,
                "clock": SystemClock(),
                "ids": UuidIds(),
            }
            create_token("bench", AccessRole.PLANNER, digest, **writing)
            uow.commit()
        process = int((server.folder / "data" / "postmaster.pid").read_text().split()[0])
        world = World(database, process, secret, wishes())
        with psycopg.connect(world.dsn, autocommit=True) as connection:
            connection.execute(
                "CREATE TABLE bare_assignment (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
                " shift_id text, collaborator_id text, role_id text, at timestamptz DEFAULT now())"
            )
            connection.execute("VACUUM ANALYZE")
        yield world
        database.close()


@attrs.frozen
class Servers:
    """Server processes that answer the same: their ports and their processes' numbers."""

    ports: list[int]
    processes: list[int]


@attrs.define
class Measured:
    """Requests a second, processor time for each, slow answers: the best of some rounds."""

    per_second: float = 0.0
    milliseconds: float = float("inf")
    database: float = float("inf")
    slow: float = 0.0
    own: float = 0.0

    def take(self, servers: Servers, database: int, requests: list[str]) -> None:
        """Put a load on servers once more."""
        order = Order(servers.ports, servers.processes, database, requests, CONNECTIONS, SECONDS)
        load = order.put()
        assert load.statuses.keys() <= {"200", "201"}, load.statuses
        self.milliseconds = min(self.milliseconds, load.servers / load.answers * 1000)
        self.database = min(self.database, load.database / load.answers * 1000)
        if load.answers / load.seconds > self.per_second:
            self.per_second, self.slow = load.answers / load.seconds, load.within(0.99)
            self.own = load.own / load.seconds

    def cells(self, bare: Measured) -> list[str]:
        """Its cells in the table, beside what bare endpoints did."""
        return [
            f"{bare.per_second:,.0f}",
            f"{self.per_second:,.0f}",
            f"{self.per_second / bare.per_second:.2f}",
            f"{bare.milliseconds:.2f} ms",
            f"{self.milliseconds:.2f} ms",
            f"{bare.milliseconds / self.milliseconds:.2f}",
            f"{bare.database:.2f} ms",
            f"{self.database:.2f} ms",
            f"{self.slow * 1000:.0f} ms",
        ]


@attrs.frozen
class Round:
    """What so many processes of each kind came to, reading and writing."""

    count: int
    read: Measured = attrs.field(factory=Measured)
    written: Measured = attrs.field(factory=Measured)
    bare_read: Measured = attrs.field(factory=Measured)
    bare_written: Measured = attrs.field(factory=Measured)

    def take(self, world: World, product: Servers, bare: Servers) -> None:
        """Put every load on once more, one kind of server after the other."""
        self.bare_read.take(bare, world.server, world.reads(""))
        self.read.take(product, world.server, world.reads(PREFIX))
        self.bare_written.take(bare, world.server, world.rows(int(2_500 * (SECONDS + 2))))
        wishes = world.wishes_to(f"{PREFIX}/assignments", int(400 * (SECONDS + 2)))
        self.written.take(product, world.server, wishes)

    def rows(self) -> list[list[str]]:
        """Its two lines in the table."""
        return [
            [f"reads, {self.count}", *self.read.cells(self.bare_read)],
            [f"checked writes, {self.count}", *self.written.cells(self.bare_written)],
        ]


@contextmanager
def serving_at(command: Callable[[int], list[str]], count: int, told: Mapping[str, str]) -> Iterator[Servers]:
    """So many processes of one server."""
    ports = [free_port() for _ in range(count)]
    with ExitStack() as stack:
        processes = [
            stack.enter_context(
                subprocess.Popen(command(port), env={**os.environ, **told}, stdout=subprocess.DEVNULL)
            )
            for port in ports
        ]
        for process in processes:
            stack.callback(process.terminate)
        for port in ports:
            wait_for(port)
        yield Servers(ports, [process.pid for process in processes])


def wait_for(port: int) -> None:
    """Return once somebody answers there: a server may listen long before it has begun."""
    for _ in range(600):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
                connection.sendall(request("GET", "/healthz", {"Connection": "close"}).encode())
                if connection.recv(1):
                    return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("nobody answers")


@pytest.mark.timeout(3_600)
def test_throughput(report: Callable[[Section], None], world: World) -> None:
    planning = str(Path(sys.executable).with_name("planning"))
    told = {
        **NO_LIMITS,
        "PLANNING_DATABASE_URL": world.database.url.render_as_string(hide_password=False),
        "PLANNING_LOG_LEVEL": "warning",
    }
    rounds = [Round(count) for count in PROCESSES]
    for one in rounds:
        ours = serving_at(lambda port: [planning, "serve", "--port", str(port)], one.count, told)
        theirs = serving_at(
            lambda port: [sys.executable, bare_app.__file__, str(port), world.dsn], one.count, {}
        )
        with ours as product, theirs as bare:
            for _ in range(ROUNDS):
                one.take(world, product, bare)
    header = (
        "what, processes",
        "bare, a second",
        "product, a second",
        "ratio",
        "bare, processor time of each",
        "product's",
        "ratio",
        "database's of a bare one",
        "database's of the product's",
        "product, 99 of 100 within",
    )
    rows = [row for one in rounds for row in one.rows()]
    report(Section("Throughput", header, rows, (how_measured(rounds), bigger(rounds[0], world))))


def how_measured(rounds: Sequence[Round]) -> str:
    """What the figures are of."""
    own = max(one.bare_read.own for one in rounds)
    return (
        f"{CONNECTIONS} kept connections. Load generator, servers and database share the machine, whose load"
        f" was {os.getloadavg()[0]:.0f} at the end; the generator took up to {own:.0%} of a core."
        " So requests a second of more processes say what is left of the machine; processor time says what a"
        f" request costs. PostgreSQL with fsync, {SIZE.assignments:,} assignments."
        " Read: one shift with its conflicts, against one `SELECT`. Checked write: one assignment with all"
        " rules, conflicts, audit entry and event, against one `INSERT`."
        f" The best of {ROUNDS} rounds of {SECONDS:.0f} s each, taken in turns."
        " Aims: a third of the reads, a quarter of the writes."
    )


def bigger(one: Round, world: World) -> str:
    """What a bigger machine would give, from what one process took."""
    held = seconds_of_history(world)
    read, write = one.read, one.written
    return (
        f"A bigger machine: a core that API processes have answers {1000 / read.milliseconds:,.0f} reads or"
        f" {1000 / write.milliseconds:,.0f} checked writes a second, for each of which the database takes"
        f" {read.database:.2f} and {write.database:.2f} ms of a core: beside a core of processes that write,"
        f" {write.database / write.milliseconds:.2f} of one for it. All of that goes side by side, but for"
        " what writers of one organization do one after another, numbering the audit trail and committing:"
        f" {held * 1000:.1f} ms of a write on this disk. So no machine with this disk writes more than"
        f" {1 / held:,.0f} times a second for one organization; that takes"
        f" {write.milliseconds / held / 1000:.1f} cores of API processes. Other organizations"
        " do not wait for it."
    )


def seconds_of_history(world: World) -> float:
    """How long a commit takes, with which the numbers of the audit trail are held and given: the median."""
    units, taken = world.database.units_of_work(ORGANIZATION), list[float]()
    for wish in islice(world.writes, 60):
        assignment = Assignment(
            id=UuidIds().new_id(),
            shift_id=wish["shift_id"],
            collaborator_id=wish["collaborator_id"],
            role_id=wish["role_id"],
        )
        with units() as uow:
            apply_changes(
                [create(assignment)], principal=PRINCIPAL, uow=uow, clock=SystemClock(), ids=UuidIds()
            )
            begun = time.perf_counter()
            uow.commit()
            taken.append(time.perf_counter() - begun)
    return median(taken)
