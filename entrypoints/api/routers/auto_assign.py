"""Auto-assign jobs: start, follow, stop, accept."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query, Response

from contracts.auto_assign import AcceptedOut, AcceptIn, AutoAssignIn, JobList, JobOut
from contracts.fields import Id
from entrypoints.api.calls import Answer, Call, CallDep
from entrypoints.api.declarations import (
    LOCATION_HEADER,
    POST_PROBLEMS,
    REPLAYED_HEADER,
    IdempotencyKey,
    done,
    problems,
)
from entrypoints.api.empty_seats import unfilled_records
from entrypoints.api.rendering import job_record, job_summary
from entrypoints.api.routes import PREFIX, router
from entrypoints.api.sending import send_quietly
from planning_core.domain.job import AutoAssignRequest, Job
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.use_cases.auto_assign import (
    accept_proposals,
    cancel_auto_assign,
    conflicts_of_job,
    latest_jobs,
    read_job,
    standing_proposals,
    start_auto_assign,
)

routes = router("auto-assign")
JobId = Annotated[Id, Path(description="A job's id.")]


@routes.post(
    "/auto-assign/start",
    summary="Start filling open seats",
    status_code=202,
    response_model=JobOut,
    responses={
        202: {
            "model": JobOut,
            "description": "The job; while the same is asked for by a live one, that one.",
            "headers": {**LOCATION_HEADER, **REPLAYED_HEADER},
        },
        **problems(*POST_PROBLEMS),
    },
)
def start(call: CallDep, body: AutoAssignIn, key: IdempotencyKey = None) -> Response:
    """Proposals come as assignments of the status `proposed`; locked and confirmed ones stay."""
    request = AutoAssignRequest(
        starts_at=body.from_,
        ends_at=body.to,
        site_ids=tuple(body.site_ids),
        mission_ids=tuple(body.mission_ids),
        shift_ids=tuple(body.shift_ids),
        time_limit_seconds=body.time_limit_seconds,
        seed=body.seed,
        options=body.options,
    )

    def write(uow: UnitOfWork) -> Answer:
        job, _ = start_auto_assign(
            request, principal=call.principal, uow=uow, clock=call.app.clock, ids=call.app.ids
        )
        return _answer(call, job, uow, status=202, send=True)

    return call.write(write)


@routes.get(
    "/auto-assign/jobs",
    summary="The newest jobs, newest first",
    response_model=JobList,
    responses={**done(JobList, "The jobs."), **problems()},
)
def jobs(
    call: CallDep, limit: Annotated[int, Query(ge=1, le=100, description="Most jobs.")] = 20
) -> Response:
    """How far each is and what it was asked to fill; what it found is told by its status."""

    def read(uow: UnitOfWork) -> Answer:
        found = latest_jobs(limit, principal=call.principal, uow=uow)
        return Answer(body={"items": [job_summary(job, call.language) for job in found]})

    return call.read(read)


@routes.get(
    "/auto-assign/status/{job_id}",
    summary="How far a job is",
    response_model=JobOut,
    responses={**done(JobOut, "The job."), **problems("not-found")},
)
def status(call: CallDep, job_id: JobId) -> Response:
    """With its coverage, what it proposes, why seats stay empty, and the conflicts of its scope."""

    def read(uow: UnitOfWork) -> Answer:
        job = read_job(job_id, principal=call.principal, uow=uow)
        return _answer(call, job, uow)

    return call.read(read)


@routes.post(
    "/auto-assign/cancel/{job_id}",
    summary="Stop a job; its best plan so far is kept",
    response_model=JobOut,
    responses={**done(JobOut, "The job.", **REPLAYED_HEADER), **problems("not-found", *POST_PROBLEMS)},
)
def cancel(call: CallDep, job_id: JobId, key: IdempotencyKey = None) -> Response:
    """A running job stops soon; one that is over stays as it is."""

    def write(uow: UnitOfWork) -> Answer:
        job = cancel_auto_assign(job_id, principal=call.principal, uow=uow, clock=call.app.clock)
        return _answer(call, job, uow)

    return call.write(write)


@routes.post(
    "/auto-assign/accept/{job_id}",
    summary="Confirm a job's proposals",
    response_model=AcceptedOut,
    responses={
        **done(AcceptedOut, "The job, and what was confirmed.", **REPLAYED_HEADER),
        **problems("not-found", "hard-conflict", "illegal-transition", "locked", *POST_PROBLEMS),
    },
)
def accept(
    call: CallDep, job_id: JobId, body: AcceptIn | None = None, key: IdempotencyKey = None
) -> Response:
    """All of them, or those named. One that somebody altered since is skipped; where none stands, a 409."""
    chosen = None if body is None else body.assignment_ids

    def write(uow: UnitOfWork) -> Answer:
        job, outcome = accept_proposals(job_id, chosen, uow=uow, **call.writing)
        call.count(outcome)
        accepted = [change.id for change in outcome.changes]
        wanted = [p.assignment_id for p in job.proposals] if chosen is None else dict.fromkeys(chosen)
        answer = _answer(call, job, uow)
        answer.body["accepted_assignment_ids"] = accepted
        answer.body["skipped_assignment_ids"] = [one for one in wanted if one not in set(accepted)]
        return answer

    return call.write(write)


def _answer(call: Call, job: Job, uow: UnitOfWork, *, status: int = 200, send: bool = False) -> Answer:
    met = conflicts_of_job(job, uow=uow) if job.over else ()  # a status is asked for once a second
    view = call.view(uow)
    standing = standing_proposals(job, uow=uow)
    return Answer(
        body=job_record(job, view.conflicts(met), standing, unfilled_records(job, view), call.language),
        status=status,
        headers={"Location": f"{PREFIX}/auto-assign/status/{job.id}"} if send else {},
        after_commit=send_quietly(call.app.queue, job.id) if send else None,
    )
