"""Replanning a published plan after an absence, in a process of its own.

`python -m tests.benchmarks.growth.absence PEOPLE SECONDS` prints one line of JSON: how many seats the absence
left open, how many were filled again, how many published proposals of others were given up for that.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

from adapters.system import SystemClock, UuidIds
from planning_core import Assignment, Availability, AvailabilityKind, Shift
from planning_core.domain.change import create, delete
from planning_core.domain.job import Job
from planning_core.domain.time import Window, whole_weeks
from planning_core.ports.unit_of_work import UnitOfWork, UnitOfWorkFactory
from planning_core.use_cases.publish import PublishPeriod, publish
from planning_core.use_cases.write import apply_changes
from tests.benchmarks.growth.branches import Branches
from tests.benchmarks.growth.one_job import Onlooker, finished
from tests.benchmarks.stored_plan import PRINCIPAL, stored
from tests.benchmarks.year_plan import an_id

BRANCH = 50
Held = frozenset[tuple[str, str]]
"""Shift and person of proposals."""


def main(arguments: list[str]) -> int:
    """Fill and publish the plan, let somebody fall ill, replan; print what was seen."""
    people, seconds = map(int, arguments)
    plan = Branches(people, BRANCH)
    with tempfile.TemporaryDirectory() as folder:
        factory = stored(Path(folder) / "plan.db", plan.entities())
        first = finished(factory, plan, seconds)
        before = _held(factory, first)
        ill = an_id(6, people // 2 + 1)
        emptied = falls_ill(factory, plan, ill)
        began = time.monotonic()
        with Onlooker(factory) as onlooker:
            again = finished(factory, plan, seconds, {"least_change": True})
        took = time.monotonic() - began
        after = _held(factory, again)
    lost = {pair for pair in before - after if pair not in emptied}
    assert onlooker.first is not None
    facts = {
        "people": people,
        "seats": first.coverage.wanted,
        "open_before": first.coverage.wanted - first.coverage.filled,
        "emptied": len(emptied),
        "open_after": again.coverage.wanted - again.coverage.filled,
        "moved": len(lost),
        "first": onlooker.first[0],
        "took": took,
    }
    print(json.dumps(facts))  # noqa: T201 - what the benchmark reads
    return 0


def falls_ill(factory: UnitOfWorkFactory, plan: Branches, person_id: str) -> Held:
    """Publish the plan and put somebody on leave in its second week; the proposals that this takes away."""
    clock, ids = SystemClock(), UuidIds()
    request = plan.request(1)
    start = request.starts_at + (request.ends_at - request.starts_at) / 4
    week = whole_weeks(Window(start, start + (request.ends_at - request.starts_at) / 8))
    leave = Availability(
        id=ids.new_id(),
        collaborator_id=person_id,
        kind=AvailabilityKind.LEAVE,
        starts_at=week.start,
        ends_at=week.end,
    )
    with factory() as uow:
        publish(PublishPeriod(window=request.window), principal=PRINCIPAL, uow=uow, clock=clock, ids=ids)
        gone = _work(uow, person_id, week)
        changes = [*(delete("assignment", one.id) for one in gone), create(leave)]
        apply_changes(changes, principal=PRINCIPAL, uow=uow, clock=clock, ids=ids)
        uow.commit()
    return frozenset((one.shift_id, one.collaborator_id) for one in gone)


def _work(uow: UnitOfWork, person_id: str, week: Window) -> list[Assignment]:
    """What somebody has to do in a week, by its shifts' overlap with it."""
    found = list(uow.plan.neighbourhood(collaborator_ids=[person_id], shift_ids=(), window=week))
    shifts = {one.id: one for one in found if isinstance(one, Shift)}
    return [
        one
        for one in found
        if isinstance(one, Assignment)
        and one.collaborator_id == person_id
        and one.shift_id in shifts
        and shifts[one.shift_id].starts_at < week.end
        and shifts[one.shift_id].ends_at > week.start
    ]


def _held(factory: UnitOfWorkFactory, job: Job) -> Held:
    """What stands of a job's proposals."""
    with factory(writes=False) as uow:
        found = uow.plan.get_many("assignment", [one.assignment_id for one in job.proposals]).values()
    return frozenset((one.shift_id, one.collaborator_id) for one in found if isinstance(one, Assignment))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
