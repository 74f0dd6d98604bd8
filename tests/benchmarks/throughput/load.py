"""A load of requests on kept connections, one after another on each, from a process of its own.

`python -m tests.benchmarks.throughput.load` reads an order (JSON) and prints what came of it (JSON). It does
as little as it can for a request, for it shares the machine with what it measures.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import attrs

from tests.conftest import REPOSITORY

WARM_UP_SECONDS = 1.5


@attrs.frozen
class Load:
    """What came of a load: answers by status and seconds of each, taken after a warming-up."""

    statuses: dict[str, int]
    seconds: float
    waits: list[float]

    @property
    def per_second(self) -> float:
        """Answers a second."""
        return sum(self.statuses.values()) / self.seconds

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


def put_load(ports: Sequence[int], requests: Sequence[str], *, connections: int, seconds: float) -> Load:
    """Put a load on servers that do the same, connections shared out evenly."""
    order = {"ports": ports, "requests": requests, "connections": connections, "seconds": seconds}
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.throughput.load"],
        cwd=REPOSITORY,
        input=json.dumps(order),
        capture_output=True,
        text=True,
        check=True,
    )
    return Load(**json.loads(done.stdout))


async def _connection(port: int, requests: Iterator[bytes], begin: float, end: float, out: Load) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for one in requests:
        sent = time.perf_counter()
        if sent > end:
            break
        writer.write(one)
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0])
        await reader.readexactly(length)
        if sent > begin:
            status = head[9:12].decode()
            out.statuses[status] = out.statuses.get(status, 0) + 1
            out.waits.append(time.perf_counter() - sent)
    else:
        raise SystemExit("no requests left")
    writer.close()


async def _run(order: dict[str, Any]) -> Load:
    requests = iter([one.encode() for one in order["requests"]])
    begin = time.perf_counter() + WARM_UP_SECONDS
    end = begin + order["seconds"]
    out = Load(Counter(), order["seconds"], [])
    ports = order["ports"]
    await asyncio.gather(
        *(_connection(ports[n % len(ports)], requests, begin, end, out) for n in range(order["connections"]))
    )
    return out


if __name__ == "__main__":
    print(json.dumps(attrs.asdict(asyncio.run(_run(json.load(sys.stdin))))))  # noqa: T201 - what the caller reads
