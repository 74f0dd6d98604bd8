"""Running an auto-assign job: what it writes, and what happens when the world moves or breaks meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any

import attrs
import pytest

from planning_core import (
    AssignmentStatus,
    Availability,
    RuleBook,
    Source,
    Unavailable,
    check,
    update,
)
from planning_core.domain.change import delete
from planning_core.domain.job import AutoAssignRequest, Coverage, Job, JobStatus
from planning_core.domain.plan import Plan
from planning_core.domain.reference import Severity
from planning_core.ports.solver import Seats, Solution, Solver
from planning_core.solver import ConstructiveSolver
from planning_core.use_cases.auto_assign import cancel_auto_assign, run_auto_assign, start_auto_assign
from planning_core.use_cases.auto_assign_state import STALE_AFTER
from tests.small_plan import ANNA, BEN, NOW, PLANNER, Office, a_shift, an_assignment, at


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
    """The job once a worker has run it; each reading of the watch is a second on."""
    ticks = count()
    tools: dict[str, Any] = {
        "worker": "w1",
        "unit_of_work": office.unit_of_work,
        "elapsed": lambda: float(next(ticks)),
        **office.tools,
        **more,
    }
    run_auto_assign(job_id, solver=solver, **tools)
    return stored(office, job_id)


def stored(office: Office, job_id: str) -> Job:
    """The job as it is stored."""
    with office.unit_of_work(writes=False) as uow:
        job = uow.jobs.get(job_id)
        assert job is not None
        return job


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


def leave(person: str, day: int) -> Availability:
    """A day of leave."""
    return Availability(
        id=f"leave-{person}-{day}",
        collaborator_id=person,
        kind="leave",
        starts_at=at(day),
        ends_at=at(day + 1),
    )


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


def broken(rules: RuleBook) -> Solver:
    """A solver that cannot even be made."""
    raise RuntimeError("out of paper")


def test_run_writes_proposals_and_ends_the_job(office: Office) -> None:
    office.add(a_shift(1, headcount=2), a_shift(2, day=4), a_shift(3, day=5, headcount=3))

    job = run(office, start(office))

    proposed = assignments(office)
    assert (job.status, job.progress, job.attempts, job.worker, job.error) == (
        JobStatus.SUCCEEDED,
        1.0,
        1,
        "w1",
        None,
    )
    assert (job.started_at, job.finished_at) == (NOW, NOW)
    assert (job.coverage, job.objective) == (Coverage(wanted=6, filled=5), 1000.0)
    assert sorted(p.assignment_id for p in job.proposals) == sorted(proposed)
    assert {(a.source, a.status) for a in proposed.values()} == {(Source.AUTO, AssignmentStatus.PROPOSED)}
    assert [(seat.shift_id, seat.missing) for seat in job.unfilled] == [(a_shift(3).id, 1)]


def test_run_writes_in_the_name_of_whoever_started_it(office: Office) -> None:
    from planning_core.ports.history import AuditQuery

    office.add(a_shift(1))
    job = run(office, start(office))

    with office.unit_of_work(writes=False) as uow:
        entry = uow.audit.page(AuditQuery(entities=("assignment",))).items[0]
    assert (entry.user_id, entry.action, entry.entity_id, entry.request_id) == (
        PLANNER.user_id,
        "create",
        job.proposals[0].assignment_id,
        job.id,
    )


def test_run_with_nothing_to_fill_succeeds(office: Office) -> None:
    job = run(office, start(office))

    assert (job.status, job.coverage, job.proposals) == (JobStatus.SUCCEEDED, Coverage(), ())


def test_second_run_replaces_the_proposals_of_the_first(office: Office) -> None:
    office.add(a_shift(1), a_shift(2, day=4))
    first = run(office, start(office))

    second = run(office, start(office))

    assert sorted(assignments(office)) == sorted(p.assignment_id for p in second.proposals)
    assert not {p.assignment_id for p in first.proposals} & set(assignments(office))
    assert second.coverage == Coverage(wanted=2, filled=2)


def test_second_run_keeps_what_was_confirmed_locked_or_made_by_hand(office: Office) -> None:
    by_hand, confirmed, locked, open_ = (a_shift(n, day=2 + n) for n in range(1, 5))
    office.add(by_hand, confirmed, locked, open_, an_assignment(1, by_hand, BEN))
    run(office, start(office))
    for one in assignments(office).values():
        if one.shift_id == confirmed.id:
            office.write(update(attrs.evolve(one, status="confirmed")))
        if one.shift_id == locked.id:
            office.write(update(attrs.evolve(one, locked=True)))
    kept = {i: a for i, a in assignments(office).items() if a.shift_id != open_.id}

    job = run(office, start(office))

    assert {i: a for i, a in assignments(office).items() if i in kept} == kept
    assert [p.shift_id for p in job.proposals] == [open_.id]
    assert job.coverage == Coverage(wanted=4, filled=4)


def test_leave_entered_meanwhile_costs_that_proposal_only(office: Office) -> None:
    office.add(a_shift(1, headcount=2), a_shift(2, day=4, headcount=2))

    job = run(office, start(office), meanwhile(lambda: office.add(leave(ANNA, 3))))

    assert job.status is JobStatus.SUCCEEDED
    assert on_shift(office, a_shift(1).id) == [BEN]
    assert on_shift(office, a_shift(2).id) == sorted([ANNA, BEN])
    assert (job.coverage, job.objective) == (Coverage(wanted=4, filled=3), 1000.0)
    assert [(seat.shift_id, seat.missing, seat.reasons) for seat in job.unfilled] == [
        (a_shift(1).id, 1, ({"rule": "absence", "count": 1, "collaborator_ids": [ANNA]},))
    ]
    assert sorted(p.assignment_id for p in job.proposals) == sorted(assignments(office))


def test_seat_filled_by_hand_meanwhile_is_not_filled_twice(office: Office) -> None:
    shift = a_shift(1)
    office.add(shift)

    job = run(office, start(office), meanwhile(lambda: office.add(an_assignment(1, shift, ANNA))))

    assert on_shift(office, shift.id) == [ANNA]
    assert (job.proposals, job.coverage) == ((), Coverage(wanted=1, filled=1))


def test_shift_deleted_meanwhile_takes_its_proposals_along(office: Office) -> None:
    office.add(a_shift(1), a_shift(2, day=4))

    job = run(office, start(office), meanwhile(lambda: office.write(delete("shift", a_shift(1).id))))

    assert [p.shift_id for p in job.proposals] == [a_shift(2).id]
    assert job.coverage == Coverage(wanted=1, filled=1)


def test_person_gone_inactive_meanwhile_gets_nothing(office: Office) -> None:
    office.add(a_shift(1, headcount=2))
    anna = office.get("collaborator", ANNA)

    job = run(
        office, start(office), meanwhile(lambda: office.write(update(attrs.evolve(anna, active=False))))
    )

    assert on_shift(office, a_shift(1).id) == [BEN]
    assert job.coverage == Coverage(wanted=2, filled=1)


def test_proposal_confirmed_meanwhile_stays(office: Office) -> None:
    office.add(a_shift(1))
    run(office, start(office))
    (first,) = assignments(office).values()

    job = run(
        office,
        start(office),
        meanwhile(lambda: office.write(update(attrs.evolve(first, status="confirmed")))),
    )

    assert [(a.id, a.status) for a in assignments(office).values()] == [
        (first.id, AssignmentStatus.CONFIRMED)
    ]
    assert job.proposals == ()


def test_what_a_run_writes_breaks_no_hard_rule(office: Office) -> None:
    office.add(*(a_shift(n, day=3 + n // 2, start=6 + 9 * (n % 2), end=14 + 9 * (n % 2)) for n in range(20)))

    run(office, start(office))

    with office.unit_of_work(writes=False) as uow:
        window = AutoAssignRequest(starts_at=at(1), ends_at=at(31)).window
        loaded = uow.plan.neighbourhood(collaborator_ids=[ANNA, BEN], shift_ids=[], window=window)
    assert [c for c in check(Plan(loaded)) if c.type is Severity.HARD] == []


def test_cancel_while_running_keeps_the_best_so_far(office: Office) -> None:
    office.add(*(a_shift(n, day=2 + n) for n in range(1, 15)))
    job_id = start(office)

    def cancel(rules: RuleBook) -> Solver:
        with office.unit_of_work() as uow:
            cancel_auto_assign(job_id, principal=PLANNER, uow=uow, clock=office.clock)
            uow.commit()
        return ConstructiveSolver(rules)

    job = run(office, job_id, cancel)

    assert (job.status, job.finished_at) == (JobStatus.CANCELLED, NOW)
    assert sorted(p.assignment_id for p in job.proposals) == sorted(assignments(office))


def test_run_tells_how_far_it_is(office: Office) -> None:
    office.add(*(a_shift(n, day=2 + n) for n in range(1, 8)))

    job = run(office, start(office))

    with office.unit_of_work(writes=False) as uow:
        told = [e.payload for e in uow.events.after(0, 1000) if e.topic == "job.changed"]
    assert [p["status"] for p in told][:2] == ["queued", "running"]
    assert told[-1]["status"] == "succeeded"
    assert told[-1]["coverage"] == {"wanted": 7, "filled": job.coverage.filled, "ratio": job.coverage.ratio}
    assert len(told) > 4
    assert [p["progress"] for p in told] == sorted(p["progress"] for p in told)


def test_run_leaves_alone_a_job_that_somebody_else_holds(office: Office) -> None:
    job_id = start(office)
    with office.unit_of_work() as uow:
        uow.jobs.claim(job_id, "w0", NOW, NOW - STALE_AFTER)
        uow.commit()
    held = stored(office, job_id)

    assert run(office, job_id) == held


def test_job_of_a_dead_worker_is_taken_up(office: Office) -> None:
    office.add(a_shift(1))
    job_id = start(office)
    with office.unit_of_work() as uow:
        uow.jobs.claim(job_id, "w0", NOW, NOW - STALE_AFTER)
        uow.commit()
    office.clock.advance(STALE_AFTER + timedelta(seconds=1))

    job = run(office, job_id)

    assert (job.status, job.attempts, job.worker) == (JobStatus.SUCCEEDED, 2, "w1")
    assert job.started_at == NOW


def test_job_whose_workers_keep_dying_fails(office: Office) -> None:
    job_id = start(office)
    for _ in range(3):
        with office.unit_of_work() as uow:
            uow.jobs.claim(job_id, "w0", office.clock.now(), office.clock.now() - STALE_AFTER)
            uow.commit()
        office.clock.advance(STALE_AFTER + timedelta(seconds=1))

    job = run(office, job_id)

    assert (job.status, job.error) == (JobStatus.FAILED, "Interrupted 3 times; it is not tried again.")


def test_worker_that_lost_its_job_writes_nothing(office: Office) -> None:
    office.add(a_shift(1))
    job_id = start(office)

    def steal() -> None:
        with office.unit_of_work() as uow:
            uow.jobs.claim(job_id, "w2", NOW + timedelta(hours=1), NOW + timedelta(minutes=59))
            uow.commit()

    job = run(office, job_id, meanwhile(steal))

    assert (job.status, job.worker, job.proposals) == (JobStatus.RUNNING, "w2", ())
    assert assignments(office) == {}


def test_unexpected_error_fails_the_job_and_is_handed_on(office: Office) -> None:
    errors: list[Exception] = []

    job = run(office, start(office), broken, on_failure=errors.append)

    assert (job.status, job.error) == (
        JobStatus.FAILED,
        "Unexpected error (RuntimeError); the log says more.",
    )
    assert [str(error) for error in errors] == ["out of paper"]


@pytest.mark.parametrize("fails_at", [1, 2, 3])
def test_storage_out_of_reach_leaves_the_job_to_be_taken_up(office: Office, fails_at: int) -> None:
    office.add(a_shift(1))
    job_id = start(office)
    openings = count()
    errors: list[Exception] = []

    def unreachable(*, writes: bool = True) -> Any:
        if next(openings) >= fails_at:
            raise Unavailable("storage", "gone")
        return office.unit_of_work(writes=writes)

    job = run(office, job_id, unit_of_work=unreachable, on_failure=errors.append)

    assert job.status is JobStatus.RUNNING
    assert [type(error) for error in errors] == [Unavailable]
    office.clock.advance(STALE_AFTER + timedelta(seconds=1))
    assert run(office, job_id).status is JobStatus.SUCCEEDED
