"""Auto-assign jobs: starting, cancelling, accepting proposals, finding those left behind."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

import pytest

from planning_core import AssignmentStatus, Forbidden, IllegalTransition, InvalidInput, NotFound
from planning_core.domain.change import delete
from planning_core.domain.job import AutoAssignRequest, Job, JobStatus
from planning_core.solver import ConstructiveSolver
from planning_core.use_cases.auto_assign import (
    accept_proposals,
    cancel_auto_assign,
    conflicts_of_job,
    run_auto_assign,
    start_auto_assign,
    sweep_jobs,
)
from tests.small_plan import ANNA, BEN, NOW, PLANNER, SITE, VIEWER, Office, a_shift, an_assignment, at


def ask(**values: Any) -> AutoAssignRequest:
    """Everything that starts in the first weeks of March 2025."""
    return AutoAssignRequest(**{"starts_at": at(1), "ends_at": at(22), **values})


def start(office: Office, **values: Any) -> tuple[Job, bool]:
    """A job started by the planner, committed."""
    with office.unit_of_work() as uow:
        found = start_auto_assign(ask(**values), principal=PLANNER, uow=uow, **office.tools)
        uow.commit()
        return found


def run(office: Office, job_id: str) -> Job:
    """The job once a worker has run it."""
    ticks = count()
    run_auto_assign(
        job_id,
        worker="w1",
        unit_of_work=office.unit_of_work,
        solver=ConstructiveSolver,
        elapsed=lambda: next(ticks) / 1000,
        **office.tools,
    )
    return stored(office, job_id)


def stored(office: Office, job_id: str) -> Job:
    """The job as it is stored."""
    with office.unit_of_work(writes=False) as uow:
        job = uow.jobs.get(job_id)
        assert job is not None
        return job


def accept(office: Office, job_id: str, assignment_ids: list[str] | None = None) -> list[str]:
    """Ids of the assignments that accepting edits."""
    with office.unit_of_work() as uow:
        _, outcome = accept_proposals(job_id, assignment_ids, principal=PLANNER, uow=uow, **office.tools)
        uow.commit()
        return [edit.id for edit in outcome.edits]


def cancel(office: Office, job_id: str) -> Job:
    """The job after a cancel."""
    with office.unit_of_work() as uow:
        job = cancel_auto_assign(job_id, principal=PLANNER, uow=uow, clock=office.clock)
        uow.commit()
        return job


def test_start_stores_a_queued_job_and_tells_so(office: Office) -> None:
    job, new = start(office, seed=4)

    with office.unit_of_work(writes=False) as uow:
        event = uow.events.after(uow.events.last_sequence() - 1, 10)[0]
    assert new
    assert stored(office, job.id) == job
    assert (job.status, job.user_id, job.created_at, job.request) == (
        JobStatus.QUEUED,
        PLANNER.user_id,
        NOW,
        ask(seed=4),
    )
    assert (event.topic, event.payload["job_id"], event.payload["status"]) == (
        "job.changed",
        job.id,
        "queued",
    )


def test_start_answers_the_live_job_for_the_same_request(office: Office) -> None:
    office.add(a_shift(1), a_shift(2, day=4))
    one, other = a_shift(1).id, a_shift(2).id
    first, _ = start(office, shift_ids=(one, other))

    again, new = start(office, shift_ids=(other, one))
    different, different_new = start(office, shift_ids=(one,))

    assert (again, new) == (first, False)
    assert (different.id != first.id, different_new) == (True, True)


def test_start_makes_another_job_once_the_first_is_over(office: Office) -> None:
    first, _ = start(office)
    run(office, first.id)

    again, new = start(office)

    assert (again.id != first.id, new) == (True, True)


def test_start_refuses_unknown_ids_and_periods_over_two_years(office: Office) -> None:
    with pytest.raises(InvalidInput) as refused:
        start(
            office,
            ends_at=at(1) + timedelta(days=733),
            site_ids=(SITE, "nowhere"),
            mission_ids=("none",),
            shift_ids=("nothing",),
        )

    assert [(fault.path, fault.reason) for fault in refused.value.faults] == [
        ("to", "period_too_long"),
        ("site_ids.1", "unknown_reference"),
        ("mission_ids.0", "unknown_reference"),
        ("shift_ids.0", "unknown_reference"),
    ]


def test_jobs_are_for_planners(office: Office) -> None:
    job, _ = start(office)

    with office.unit_of_work() as uow:
        with pytest.raises(Forbidden):
            start_auto_assign(ask(), principal=VIEWER, uow=uow, **office.tools)
        with pytest.raises(Forbidden):
            cancel_auto_assign(job.id, principal=VIEWER, uow=uow, clock=office.clock)
        with pytest.raises(Forbidden):
            accept_proposals(job.id, None, principal=VIEWER, uow=uow, **office.tools)


def test_cancel_ends_a_queued_job_at_once(office: Office) -> None:
    job, _ = start(office)

    cancelled = cancel(office, job.id)

    assert (cancelled.status, cancelled.finished_at) == (JobStatus.CANCELLED, NOW)
    assert run(office, job.id) == cancelled


def test_cancel_asks_a_running_job_to_stop(office: Office) -> None:
    job, _ = start(office)
    with office.unit_of_work() as uow:
        uow.jobs.claim(job.id, "w1", NOW, NOW)
        uow.commit()

    cancelled = cancel(office, job.id)

    assert (cancelled.status, cancelled.cancel_requested) == (JobStatus.RUNNING, True)


def test_cancel_leaves_a_job_that_is_over_as_it_is(office: Office) -> None:
    job, _ = start(office)
    done = run(office, job.id)

    assert cancel(office, job.id) == done


def test_cancel_of_an_unknown_job_is_not_found(office: Office) -> None:
    with pytest.raises(NotFound):
        cancel(office, "no-such-job")


def test_accept_confirms_all_proposals(office: Office) -> None:
    office.add(a_shift(1, headcount=2), a_shift(2, day=4))
    job = run(office, start(office)[0].id)

    accepted = accept(office, job.id)

    assert sorted(accepted) == sorted(proposal.assignment_id for proposal in job.proposals)
    assert [office.get("assignment", one).status for one in accepted] == [AssignmentStatus.CONFIRMED] * 3


def test_accept_confirms_those_named_and_leaves_alone_what_is_gone(office: Office) -> None:
    office.add(a_shift(1, headcount=2), a_shift(2, day=4))
    job = run(office, start(office)[0].id)
    gone, named, other = (proposal.assignment_id for proposal in job.proposals)
    office.write(delete("assignment", gone))

    accepted = accept(office, job.id, [gone, named])

    assert accepted == [named]
    assert office.get("assignment", other).status is AssignmentStatus.PROPOSED


def test_accept_twice_does_nothing_the_second_time(office: Office) -> None:
    office.add(a_shift(1))
    job = run(office, start(office)[0].id)
    accept(office, job.id)

    assert accept(office, job.id) == []


def test_accept_refuses_what_the_job_did_not_propose(office: Office) -> None:
    shift = a_shift(1)
    office.add(shift, an_assignment(1, shift))
    job = run(office, start(office)[0].id)

    with pytest.raises(InvalidInput) as refused:
        accept(office, job.id, [an_assignment(1, shift).id])

    assert [(fault.path, fault.reason) for fault in refused.value.faults] == [
        ("assignment_ids.0", "unknown_reference")
    ]


def test_accept_waits_for_the_end_of_the_job(office: Office) -> None:
    job, _ = start(office)

    with pytest.raises(IllegalTransition):
        accept(office, job.id)


def test_sweep_finds_waiting_jobs_and_those_without_a_sign_of_life(office: Office) -> None:
    waiting, alive, silent, over = (start(office, seed=seed)[0] for seed in range(4))
    run(office, over.id)
    with office.unit_of_work() as uow:
        uow.jobs.claim(silent.id, "w1", NOW, NOW)
        uow.jobs.claim(alive.id, "w2", NOW + timedelta(seconds=58), NOW)
        uow.commit()
    office.clock.advance(timedelta(seconds=61))

    with office.unit_of_work(writes=False) as uow:
        found = sweep_jobs(uow=uow, clock=office.clock)

    assert (found.waiting, found.left) == ((waiting.id,), (silent.id,))


def test_conflicts_of_job_are_those_about_its_shifts(office: Office) -> None:
    lonely, later = a_shift(1, headcount=3), a_shift(2, day=25, headcount=3)
    office.add(lonely, later)
    job = run(office, start(office)[0].id)

    with office.unit_of_work(writes=False) as uow:
        found = conflicts_of_job(job, uow=uow)

    assert [(c.rule, c.shift_ids) for c in found] == [("understaffed", (lonely.id,))]
    assert {p.collaborator_id for p in job.proposals} == {ANNA, BEN}


def test_options_that_no_solver_takes_are_refused_at_the_start(office: Office) -> None:
    request = AutoAssignRequest(
        starts_at=at(1), ends_at=at(22), options={"nights_weight": -1, "colour": "red", "least_change": True}
    )

    with pytest.raises(InvalidInput) as refused, office.unit_of_work() as uow:
        start_auto_assign(request, principal=PLANNER, uow=uow, **office.tools)

    assert [(fault.path, fault.reason) for fault in refused.value.faults] == [
        ("options.nights_weight", "out_of_range"),
        ("options.colour", "unknown_field"),
    ]
