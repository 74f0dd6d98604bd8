"""Auto-assign jobs: starting one, stopping it, taking up its proposals, finding those left behind."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import timedelta

import attrs

from planning_core.domain.change import update
from planning_core.domain.conflict import Conflict
from planning_core.domain.job import AutoAssignRequest, Job, JobStatus
from planning_core.domain.objective import Objective
from planning_core.domain.principal import AccessRole, Principal
from planning_core.domain.record import to_record
from planning_core.domain.work import Assignment, AssignmentStatus, Shift
from planning_core.errors import Fault, IllegalTransition, InvalidInput, NotFound, OutsideLimits
from planning_core.ports.clock import Clock
from planning_core.ports.conflict_store import ConflictQuery
from planning_core.ports.ids import IdSource
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.use_cases.auto_assign_state import STALE_AFTER, announce
from planning_core.use_cases.decide import Outcome
from planning_core.use_cases.limits import part_of, require_entity, scope_of
from planning_core.use_cases.run_auto_assign import run_auto_assign
from planning_core.use_cases.unknown import unknown
from planning_core.use_cases.write import apply_changes

__all__ = [
    "accept_proposals",
    "cancel_auto_assign",
    "conflicts_of_job",
    "latest_jobs",
    "read_job",
    "run_auto_assign",
    "standing_proposals",
    "start_auto_assign",
    "sweep_jobs",
]

LONGEST = timedelta(days=2 * 366)
"""The longest period that one job fills."""

_JOBS_AT_ONCE = 1000
_AFTERMATH = timedelta(days=7)
"""A conflict about a shift may begin after it: a rest that is too short, the week's total."""


def start_auto_assign(
    request: AutoAssignRequest, *, principal: Principal, uow: UnitOfWork, clock: Clock, ids: IdSource
) -> tuple[Job, bool]:
    """A job for this request, and whether it is new; the caller commits, then sends its id to the queue.

    While a job with the same request waits or runs, that one is the answer (False). Of a caller with limits
    the job is kept to their part of the plan. Raises Forbidden, OutsideLimits for what is not in it, and
    InvalidInput for ids that are not known or a period over two years.
    """
    principal.require(AccessRole.PLANNER, "start auto-assign")
    _check_request(request, uow)
    request = _within(request, principal, uow)
    fingerprint = _fingerprint(request)
    live = uow.jobs.live_with(fingerprint)
    if live is not None:
        return live, False
    job = Job(
        id=ids.new_id(),
        request=request,
        fingerprint=fingerprint,
        user_id=principal.user_id,
        created_at=clock.now(),
    )
    uow.jobs.add(job)
    announce(job, uow, clock)
    return job, True


def _within(request: AutoAssignRequest, principal: Principal, uow: UnitOfWork) -> AutoAssignRequest:
    if not principal.limits:
        return request
    for shift in uow.plan.get_many("shift", request.shift_ids).values():
        require_entity(shift, principal, uow)
    sites, missions = scope_of(request.site_ids, request.mission_ids, principal, uow)
    return attrs.evolve(request, site_ids=sites, mission_ids=missions)


def _check_request(request: AutoAssignRequest, uow: UnitOfWork) -> None:
    faults = []
    if request.ends_at - request.starts_at > LONGEST:
        faults.append(Fault("to", request.ends_at.isoformat(), "period_too_long", {"limit": LONGEST.days}))
    for kind in ("site", "mission", "shift"):
        faults += unknown(kind, getattr(request, f"{kind}_ids"), f"{kind}_ids", uow)
    try:
        Objective.of(request.options)
    except InvalidInput as refused:
        faults += refused.faults
    if faults:
        raise InvalidInput(faults)


def _fingerprint(request: AutoAssignRequest) -> str:
    """The same text for requests that ask for the same thing, however their ids are ordered."""
    record = to_record(request)
    for name in ("site_ids", "mission_ids", "shift_ids"):
        record[name] = sorted(record[name])
    text = json.dumps(record, sort_keys=True, default=str)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def cancel_auto_assign(job_id: str, *, principal: Principal, uow: UnitOfWork, clock: Clock) -> Job:
    """Stop a job: a waiting one at once; a running one soon, keeping its best plan so far.

    A job that is over stays as it is, so that cancelling twice is no error. Raises NotFound, Forbidden,
    OutsideLimits.
    """
    principal.require(AccessRole.PLANNER, "cancel auto-assign")
    job = read_job(job_id, principal=principal, uow=uow)
    if job.over:
        return job
    uow.jobs.request_cancel(job_id)
    if job.status is JobStatus.QUEUED:
        job = attrs.evolve(job, status=JobStatus.CANCELLED, finished_at=clock.now())
        uow.jobs.update(job)
        announce(job, uow, clock)
    return read_job(job_id, principal=principal, uow=uow)


def accept_proposals(
    job_id: str,
    assignment_ids: Sequence[str] | None,
    *,
    principal: Principal,
    uow: UnitOfWork,
    clock: Clock,
    ids: IdSource,
    request_id: str | None = None,
) -> tuple[Job, Outcome]:
    """Confirm what a job proposed: all of it (None), or the assignments named.

    Proposals that somebody removed, rejected, confirmed or locked since are left alone: they are those that
    no edit of the outcome names. Raises NotFound, IllegalTransition while the job is not over or once nothing
    of what is wanted stands any more, InvalidInput for an assignment that is none of its proposals,
    HardConflicts, Forbidden, OutsideLimits.
    """
    principal.require(AccessRole.PLANNER, "accept proposals")
    job = read_job(job_id, principal=principal, uow=uow)
    if not job.over:
        raise IllegalTransition("job", job.id, job.status.value, "accepted")
    proposed = [proposal.assignment_id for proposal in job.proposals]
    wanted = proposed if assignment_ids is None else list(dict.fromkeys(assignment_ids))
    own = set(proposed)
    faults = [
        Fault(f"assignment_ids.{index}", one, "unknown_reference", {"entity": "assignment"})
        for index, one in enumerate(wanted)
        if one not in own
    ]
    if faults:
        raise InvalidInput(faults)
    stored = uow.plan.get_many("assignment", wanted)
    if wanted and not any(isinstance(one, Assignment) and one.active for one in stored.values()):
        raise IllegalTransition("job", job.id, job.status.value, "accepted")
    changes = [
        update(attrs.evolve(current, status=AssignmentStatus.CONFIRMED), expected_version=current.version)
        for current in (stored.get(one) for one in wanted)
        if isinstance(current, Assignment)
        and current.status is AssignmentStatus.PROPOSED
        and not current.locked
    ]
    outcome = apply_changes(
        changes, principal=principal, uow=uow, clock=clock, ids=ids, request_id=request_id
    )
    return job, outcome


def standing_proposals(job: Job, *, uow: UnitOfWork) -> frozenset[str]:
    """Ids of the assignments that a job proposed and that are still in the plan, proposed or confirmed."""
    stored = uow.plan.get_many("assignment", [proposal.assignment_id for proposal in job.proposals])
    return frozenset(one.id for one in stored.values() if isinstance(one, Assignment) and one.active)


@attrs.frozen(kw_only=True)
class LyingJobs:
    """Ids of jobs that nobody works on, oldest first: those that wait, and those whose worker is silent."""

    waiting: tuple[str, ...]
    left: tuple[str, ...]


def sweep_jobs(*, uow: UnitOfWork, clock: Clock) -> LyingJobs:
    """Jobs that nobody works on, as many as are looked at together."""
    now = uow.jobs.time(clock.now())
    due = uow.jobs.due(now - STALE_AFTER, now, _JOBS_AT_ONCE)
    return LyingJobs(
        waiting=tuple(one for one, status in due if status is JobStatus.QUEUED),
        left=tuple(one for one, status in due if status is not JobStatus.QUEUED),
    )


def conflicts_of_job(job: Job, *, uow: UnitOfWork) -> list[Conflict]:
    """The conflicts that stand in a job's scope now, in order: those about a shift that it was to fill."""
    request = job.request
    found = uow.conflicts.find(
        ConflictQuery(
            ends_after=request.starts_at,
            starts_before=request.ends_at + _AFTERMATH,
            site_ids=request.site_ids,
            mission_ids=request.mission_ids,
        )
    )
    shifts = uow.plan.get_many("shift", {one for conflict in found for one in conflict.shift_ids})
    scope = {one.id for one in shifts.values() if isinstance(one, Shift) and request.covers(one)}
    return [conflict for conflict in found if not scope.isdisjoint(conflict.shift_ids)]


def read_job(job_id: str, *, principal: Principal, uow: UnitOfWork) -> Job:
    """A job. Raises NotFound, Forbidden, OutsideLimits where it goes beyond the caller's part."""
    principal.require(AccessRole.VIEWER, "read auto-assign")
    job = uow.jobs.get(job_id)
    if job is None:
        raise NotFound("job", job_id)
    part = part_of(principal, uow)
    if part is not None and not part.covers(job.request):
        raise OutsideLimits("whole")
    return job


def latest_jobs(limit: int, *, principal: Principal, uow: UnitOfWork) -> list[Job]:
    """The newest jobs, newest first, without what they found; those of the caller's part of the plan."""
    principal.require(AccessRole.VIEWER, "read auto-assign")
    part = part_of(principal, uow)
    return [job for job in uow.jobs.latest(limit) if part is None or part.covers(job.request)]
