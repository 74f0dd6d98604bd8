"""One auto-assign job in a process of its own.

`python -m tests.benchmarks.growth.one_job PEOPLE PEOPLE_A_BRANCH SEATS_A_SHIFT SECONDS` prints one line of
JSON: what was filled, when the first plan was stored, how long the job took, its memory.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from threading import Event, Thread
from typing import Any

import attrs

from adapters.solver import solve
from adapters.system import SystemClock, UuidIds
from planning_core.domain.job import Job
from planning_core.ports.unit_of_work import UnitOfWorkFactory
from planning_core.rules.registry import RuleBook
from planning_core.solver import OptimizingSolver
from planning_core.use_cases.auto_assign import run_auto_assign, start_auto_assign
from tests.benchmarks.growth.branches import Branches
from tests.benchmarks.stored_plan import PRINCIPAL, stored

LOOKS_SECONDS = 0.1


class Onlooker:
    """Asks how far a job is, as a page does, and notes when it first had people to show."""

    def __init__(self, factory: UnitOfWorkFactory) -> None:
        self._factory, self._over = factory, Event()
        self.first: tuple[float, float] | None = None
        self._began = time.monotonic()
        self._thread = Thread(target=self._look)

    def __enter__(self) -> Onlooker:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while self.first is None and not self._over.wait(LOOKS_SECONDS):
            with self._factory(writes=False) as uow:
                [job] = uow.jobs.latest(1)
            if job.coverage.filled:
                self.first = time.monotonic() - self._began, job.coverage.ratio


def main(arguments: list[str]) -> int:
    """Store the plan, run the job, print what was seen."""
    people, branch, most, seconds = map(int, arguments)
    plan = Branches(people, branch, most)
    with tempfile.TemporaryDirectory() as folder:
        factory = stored(Path(folder) / "plan.db", plan.entities())
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        began, used = time.monotonic(), time.process_time()
        with Onlooker(factory) as onlooker:
            job = finished(factory, plan, seconds)
        took = time.monotonic() - began
    facts = {
        "people": people,
        "at_one_place": branch,
        "limit": seconds,
        "seats": job.coverage.wanted,
        "filled": job.coverage.ratio,
        "first": onlooker.first,
        "took": round(took, 1),
        "processor": round(time.process_time() - used, 1),
        "reasons": sum(1 for seat in job.unfilled if seat.reasons),
        "proposals": len(job.proposals),
        "runners_up": sum("runners_up" in proposal.reasons for proposal in job.proposals),
        "objective": job.objective,
        "bound": job.bound,
        "plan_memory": before,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    print(json.dumps(facts))  # noqa: T201 - what the benchmark reads
    return 0


def finished(
    factory: UnitOfWorkFactory, plan: Branches, seconds: int, options: Mapping[str, Any] | None = None
) -> Job:
    """The job, run to its end."""
    clock, ids = SystemClock(), UuidIds()
    request = attrs.evolve(plan.request(seconds), options=options or {})
    with factory() as uow:
        job, _ = start_auto_assign(request, principal=PRINCIPAL, uow=uow, clock=clock, ids=ids)
        uow.commit()
    failures: list[Exception] = []
    run_auto_assign(
        job.id,
        worker="benchmark",
        unit_of_work=factory,
        solver=solver,
        elapsed=time.monotonic,
        on_failure=failures.append,
        clock=clock,
        ids=ids,
    )
    if failures:
        raise failures[0]
    with factory(writes=False) as uow:
        done = uow.jobs.get(job.id)
    assert done is not None
    return done


def solver(rules: RuleBook) -> OptimizingSolver:
    """The solver that the product takes."""
    return OptimizingSolver(rules, solve)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
