"""A steady load for so long, and what the server's process uses meanwhile, minute by minute."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import quantiles
from threading import Thread

import attrs

from tests.reliability.accounts import Writer, writers_on
from tests.reliability.product import Product

CALLERS = 4
EVERY_SECONDS = 0.5
"""Between the beginnings of two requests of one caller: what makes the load steady."""
WRITES = 0.3
"""Their share among the requests."""
MEGABYTE = 1 << 20


@attrs.frozen
class Minute:
    """One part of the time: what the process held at its end, and how long answers took in it."""

    megabytes: float
    handles: int
    answers: int
    p50: float
    p99: float

    def line(self, number: int) -> str:
        """A row of a table."""
        return (
            f"| {number} | {self.megabytes:.0f} | {self.handles} | {self.answers} |"
            f" {self.p50 * 1000:.0f} | {self.p99 * 1000:.0f} |"
        )


@attrs.define
class Load:
    """Callers that ask at a steady pace; what they were answered, with moment and seconds."""

    product: Product
    until: float
    taken: list[tuple[float, float]] = attrs.field(factory=list)
    failed: list[int] = attrs.field(factory=list)

    def run(self, writer: Writer) -> None:
        """One caller."""
        caller, chance = self.product.caller(), random.Random(writer.number)
        due = time.monotonic() + writer.number * EVERY_SECONDS / CALLERS
        while due < self.until:
            time.sleep(max(0.0, due - time.monotonic()))
            begun = time.monotonic()
            if chance.random() < WRITES:
                status = writer.step(caller).status
            else:
                path = chance.choice(["/shifts?limit=20", "/conflicts?limit=20", *list(writer.holds)[-5:]])
                status = caller.ask("GET", path).status
            self.taken.append((begun, time.monotonic() - begun))
            if status >= 500:
                self.failed.append(status)
            due = max(due + EVERY_SECONDS, time.monotonic())
        caller.close()


def soak(product: Product, seconds: float, parts: int) -> tuple[list[Minute], Load]:
    """Put a steady load on a product for so long; what each of so many equal parts of the time was like."""
    begun = time.monotonic()
    load = Load(product, begun + seconds)
    callers = [Thread(target=load.run, args=(writer,)) for writer in writers_on(product, CALLERS)]
    for one in callers:
        one.start()
    minutes = []
    for part in range(parts):
        end = begun + seconds * (part + 1) / parts
        time.sleep(max(0.0, end - time.monotonic()))
        waits = [took for at, took in load.taken if end - seconds / parts <= at < end]
        minutes.append(_minute(product, waits))
    for one in callers:
        one.join(60)
    return minutes, load


def _minute(product: Product, waits: Sequence[float]) -> Minute:
    assert product.process is not None
    assert len(waits) > 1, "nothing was answered"
    of_process = Path("/proc") / str(product.process.pid)
    resident = int((of_process / "statm").read_text().split()[1]) * 4096
    cuts = quantiles(waits, n=100, method="inclusive")
    return Minute(
        resident / MEGABYTE, len(list((of_process / "fd").iterdir())), len(waits), cuts[49], cuts[98]
    )
