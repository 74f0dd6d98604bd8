"""Auto-assign jobs run in tests, with things that happen while a solver works."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from itertools import count
from typing import Any

from planning_core import (
    RuleBook,
)
from planning_core.domain.job import AutoAssignRequest, Job
from planning_core.ports.solver import Seats, Solution, Solver
from planning_core.solver import ConstructiveSolver
from planning_core.use_cases.auto_assign import run_auto_assign, start_auto_assign
from tests.small_plan import PLANNER, Office, at


def start(office: Office) -> str:
    """The id of a new job over the first weeks of March 2025."""
    request = AutoAssignRequest(starts_at=at(1), ends_at=at(22))
    with office.unit_of_work() as uow:
        job, _ = start_auto_assign(request, principal=PLANNER, uow=uow, **office.tools)
        uow.commit()
        return job.id


def run(
    office: Office, job_id: str, solver: Callable[[RuleBook], Any] = ConstructiveSolver, **more: Any
) -> Job:
    """The job once a worker has run it; each reading of the watch is 0.3 s on."""
    ticks = count()
    tools: dict[str, Any] = {
        "worker": "w1",
        "unit_of_work": office.unit_of_work,
        "elapsed": lambda: 0.3 * next(ticks),
        **office.tools,
        **more,
    }
    with suppress(Death):
        run_auto_assign(job_id, solver=solver, **tools)
    return stored(office, job_id)


def stored(office: Office, job_id: str) -> Job:
    """The job as it is stored."""
    with office.unit_of_work(writes=False) as uow:
        job = uow.jobs.get(job_id)
        assert job is not None
        return job


def worker_of(job: Job) -> str:
    """Who ran a job last, without the mark of that claim."""
    return str(job.worker).partition("/")[0]


def assignments(office: Office) -> dict[str, Any]:
    """Every stored assignment by id."""
    with office.unit_of_work(writes=False) as uow:
        found: list[Any] = uow.plan.period(AutoAssignRequest(starts_at=at(1), ends_at=at(31)).window)
        return {one.id: one for one in found if hasattr(one, "collaborator_id")}


def on_shift(office: Office, shift_id: str) -> list[str]:
    """Who stands on a shift, rejected people left out."""
    return sorted(
        a.collaborator_id for a in assignments(office).values() if a.shift_id == shift_id and a.active
    )


class Death(BaseException):
    """Ends a worker as SIGKILL would: nothing is tidied up."""


class Meanwhile:
    """A solver during whose work something else happens."""

    def __init__(self, rules: RuleBook, happens: Callable[[], object]) -> None:
        self._solver, self._happens = ConstructiveSolver(rules), happens

    def solve(self, seats: Seats, **tools: Any) -> Solution:
        """What the constructive solver finds, late."""
        solution = self._solver.solve(seats, **tools)
        self._happens()
        return solution


def meanwhile(happens: Callable[[], object]) -> Callable[[RuleBook], Solver]:
    """Makes a solver during whose work something else happens."""
    return lambda rules: Meanwhile(rules, happens)
