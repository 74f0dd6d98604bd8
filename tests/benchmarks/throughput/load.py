"""A load of requests on kept connections, one after another on each, from a process of its own.

`python -m tests.benchmarks.throughput.load` reads an order (JSON) and prints what came of it (JSON). It does
as little as it can for a request, for it shares the machine with what it measures: bytes made beforehand,
bare sockets, one thread.
"""

from __future__ import annotations

import json
import select
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import attrs

from tests.conftest import REPOSITORY

WARM_UP_SECONDS = 1.5


@attrs.frozen
class Load:
    """What came of a load after a warming-up: answers by status, seconds of each, processor time used.

    Processor time is that of the servers, of their database and of the load's own process.
    """

    statuses: dict[str, int]
    waits: list[float]
    seconds: float
    servers: float
    database: float
    own: float

    @property
    def answers(self) -> int:
        """How many answers came."""
        return sum(self.statuses.values())

    def within(self, share: float) -> float:
        """The seconds within which that share of the answers came."""
        waits = sorted(self.waits)
        return waits[min(len(waits) - 1, int(share * len(waits)))]


def request(method: str, path: str, headers: dict[str, str], body: Any = None) -> str:
    """A request as it goes over the line."""
    content = "" if body is None else json.dumps(body)
    told = {"Host": "bench", **headers, "Content-Length": str(len(content))}
    if body is not None:
        told["Content-Type"] = "application/json"
    head = "".join(f"{name}: {value}\r\n" for name, value in told.items())
    return f"{method} {path} HTTP/1.1\r\n{head}\r\n{content}"


@attrs.frozen
class Order:
    """What to put on which servers: their ports and processes, the process of their database."""

    ports: Sequence[int]
    servers: Sequence[int]
    database: int
    requests: Sequence[str]
    connections: int
    seconds: float

    def put(self) -> Load:
        """Put the load on, connections shared out evenly, from another process."""
        done = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.throughput.load"],
            cwd=REPOSITORY,
            input=json.dumps(attrs.asdict(self)),
            capture_output=True,
            text=True,
            check=True,
        )
        return Load(**json.loads(done.stdout))


class _Connection:
    """A kept connection with one request under way."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._taken = b""
        self.sent = 0.0

    def send(self, request: bytes) -> None:
        self.sent = time.perf_counter()
        self.socket.sendall(request)

    def status(self) -> str | None:
        """The status of the answer once all of it has come."""
        more = self.socket.recv(65_536)
        if not more:
            raise SystemExit("a server closed a connection")
        self._taken += more
        head, found, body = self._taken.partition(b"\r\n\r\n")
        if not found:
            return None
        length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0])
        if len(body) < length:
            return None
        self._taken = b""
        return head[9:12].decode()


def _answers(ports: Sequence[int], count: int, requests: Iterator[bytes]) -> Iterator[tuple[float, str]]:
    """When each answer's request was sent and the answer's status, for as long as somebody asks."""
    connections = {}
    poll = select.poll()
    for number in range(count):
        one = _Connection(ports[number % len(ports)])
        connections[one.socket.fileno()] = one
        poll.register(one.socket, select.POLLIN)
        one.send(next(requests))
    while True:
        for number, _ in poll.poll():
            one = connections[number]
            status = one.status()
            if status is not None:
                yield one.sent, status
                following = next(requests, None)
                if following is None:
                    raise SystemExit("no requests left")
                one.send(following)


def _used(processes: Sequence[int]) -> float:
    """Seconds of processor time that processes used so far, those that have ended left out."""
    used = 0.0
    for process in processes:
        try:
            used += time.clock_gettime((~process << 3) | 2)  # Linux: the clock of that process
        except OSError:
            continue
    return used


def _with_children(process: int) -> list[int]:
    children = [
        int(path.parent.name)
        for path in Path("/proc").glob("[0-9]*/stat")
        if path.read_text().rpartition(")")[2].split()[1] == str(process)
    ]
    return [process, *children]


def _run(order: Order) -> Load:
    answers = _answers(order.ports, order.connections, iter([one.encode() for one in order.requests]))
    begin = time.perf_counter() + WARM_UP_SECONDS
    while time.perf_counter() < begin:
        next(answers)
    database = _with_children(order.database)
    before = _used(order.servers), _used(database), time.process_time()
    begun, statuses, waits = time.perf_counter(), dict[str, int](), list[float]()
    until = begun + order.seconds
    for sent, status in answers:
        now = time.perf_counter()
        statuses[status] = statuses.get(status, 0) + 1
        waits.append(now - sent)
        if now > until:
            break
    seconds = time.perf_counter() - begun
    after = _used(order.servers), _used(database), time.process_time()
    return Load(
        statuses, waits, seconds, *(later - earlier for earlier, later in zip(before, after, strict=True))
    )


if __name__ == "__main__":
    print(json.dumps(attrs.asdict(_run(Order(**json.load(sys.stdin))))))  # noqa: T201 - what the caller reads
