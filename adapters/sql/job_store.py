"""Auto-assign jobs on a SQL database."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Row

from adapters.sql.record_tables import auto_assign_job
from adapters.sql.session import Session
from adapters.sql.types import Instant
from planning_core.domain.job import AutoAssignRequest, Coverage, Job, JobStatus, Proposal, UnfilledSeat
from planning_core.domain.record import build, to_record
from planning_core.errors import NotFound

LIVE = (JobStatus.QUEUED.value, JobStatus.RUNNING.value)

_FOUND = ("proposals", "unfilled", "best", "terms_by_person")
"""What a job found: most of its row."""


class SqlJobStore:
    """A row for each job; taking one is a single conditional update."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, job: Job) -> None:
        """Keep a new job."""
        self._session.insert(auto_assign_job, [{**_to_row(job), "cancel_requested": job.cancel_requested}])

    def get(self, job_id: str) -> Job | None:
        """The job of that id, or None."""
        return self._first(auto_assign_job.c.id == job_id)

    def live_with(self, fingerprint: str) -> Job | None:
        """The queued or running job that was asked for the same thing, or None, with the asking held."""
        self._session.hold(f"job\0{fingerprint}")
        return self._first(auto_assign_job.c.fingerprint == fingerprint, auto_assign_job.c.status.in_(LIVE))

    def counts(self) -> Mapping[JobStatus, int]:
        """How many jobs are in each state that is not final."""
        status = auto_assign_job.c.status
        select = self._session.select(auto_assign_job, status, sa.func.count().label("jobs"))
        rows = self._session.rows(select.where(status.in_(LIVE)).group_by(status))
        return {JobStatus(row.status): row.jobs for row in rows}

    def due(self, stale_before: datetime, now: datetime, limit: int) -> list[tuple[str, JobStatus]]:
        """Jobs that somebody may claim, oldest first."""
        columns = auto_assign_job.c
        free = self._session.select(auto_assign_job, columns.id, columns.status).where(
            columns.status.in_(LIVE), _is_free(stale_before, now)
        )
        rows = self._session.rows(free.order_by(columns.created_at, columns.id).limit(limit))
        return [(row.id, JobStatus(row.status)) for row in rows]

    def time(self, own: datetime) -> datetime:
        """The server's time on PostgreSQL; a SQLite file is one machine's."""
        if not self._session.postgres:
            return own
        instant: datetime = self._session.scalar(sa.select(sa.func.clock_timestamp(type_=Instant())))
        return instant

    def latest(self, limit: int) -> list[Job]:
        """The newest jobs, newest first, without what they found."""
        columns = auto_assign_job.c
        nothing = sa.literal([], auto_assign_job.c.proposals.type)
        told = [nothing.label(c.name) if c.name in _FOUND else c for c in columns]
        order = columns.created_at.desc(), columns.id.desc()
        select = self._session.select(auto_assign_job, *told).order_by(*order).limit(limit)
        return [_from_row(row) for row in self._session.rows(select)]

    def update(self, job: Job) -> None:
        """Keep a job's new state. Does not touch `cancel_requested`."""
        row = _to_row(job)
        if not self._alter(row.pop("id"), row):
            raise NotFound("job", job.id)

    def claim(self, job_id: str, worker: str, now: datetime, stale_before: datetime) -> Job | None:
        """Take a queued job, or a running one whose heartbeat is older than `stale_before`."""
        columns = auto_assign_job.c
        taken = {
            "status": "running",
            "worker": worker,
            "attempts": columns.attempts + 1,
            "heartbeat_at": now,
            "started_at": sa.func.coalesce(columns.started_at, sa.literal(now, Instant)),
        }
        return self.get(job_id) if self._alter(job_id, taken, _is_free(stale_before, now)) else None

    def heartbeat(self, job_id: str, worker: str, now: datetime) -> bool:
        """Say that the worker still has it; False where it no longer does or a cancel was asked for."""
        columns = auto_assign_job.c
        if not self._alter(job_id, {"heartbeat_at": now}, _held_by(worker)):
            return False
        cancelled = self._session.select(auto_assign_job, columns.cancel_requested).where(
            columns.id == job_id
        )
        return not self._session.scalar(cancelled)

    def give_back(self, job_id: str, worker: str) -> bool:
        """Let another worker have a running job; whether it was this worker's to give."""
        waiting = {
            "status": "queued",
            "worker": None,
            "heartbeat_at": None,
            "attempts": auto_assign_job.c.attempts - 1,
        }
        return self._alter(job_id, waiting, _held_by(worker))

    def request_cancel(self, job_id: str) -> None:
        """Ask the worker to stop."""
        self._alter(job_id, {"cancel_requested": True}, auto_assign_job.c.status.in_(LIVE))

    def _alter(self, job_id: str, values: dict[str, Any], *where: sa.ColumnElement[bool]) -> bool:
        """Whether there was such a job to alter."""
        update = self._session.update(auto_assign_job).where(auto_assign_job.c.id == job_id, *where)
        return self._session.run(update.values(values)).rowcount == 1

    def _first(self, *where: sa.ColumnElement[bool]) -> Job | None:
        return next(iter(self._oldest(*where, limit=1)), None)

    def _oldest(self, *where: sa.ColumnElement[bool], limit: int) -> list[Job]:
        order = auto_assign_job.c.created_at, auto_assign_job.c.id
        select = self._session.select(auto_assign_job).where(*where).order_by(*order).limit(limit)
        return [_from_row(row) for row in self._session.rows(select)]


def _held_by(worker: str) -> sa.ColumnElement[bool]:
    columns = auto_assign_job.c
    return (columns.status == "running") & (columns.worker == worker)


def _is_free(stale_before: datetime, now: datetime) -> sa.ColumnElement[bool]:
    columns = auto_assign_job.c
    beat, ahead = columns.heartbeat_at, now + (now - stale_before)
    silent = sa.or_(beat.is_(None), beat < stale_before, beat > ahead)
    return sa.or_(columns.status == "queued", sa.and_(columns.status == "running", silent))


def _to_row(job: Job) -> dict[str, Any]:
    return {
        "id": job.id,
        "fingerprint": job.fingerprint,
        "user_id": job.user_id,
        "status": job.status.value,
        "request": to_record(job.request),
        "progress": job.progress,
        "objective": job.objective,
        "bound": job.bound,
        "terms": dict(job.terms) or None,
        "terms_by_person": {key: dict(own) for key, own in job.terms_by_person.items()} or None,
        "best": [list(pair) for pair in job.best] or None,
        "worked_seconds": job.worked_seconds,
        "coverage": to_record(job.coverage),
        "proposals": [to_record(one) for one in job.proposals],
        "unfilled": [to_record(one) for one in job.unfilled],
        "error": job.error,
        "created_at": job.created_at,
        "started_at": job.started_at,
        "finished_at": job.finished_at,
        "attempts": job.attempts,
        "worker": job.worker,
        "heartbeat_at": job.heartbeat_at,
    }


def _from_row(row: Row[Any]) -> Job:
    return Job(
        id=row.id,
        request=build(AutoAssignRequest, row.request),
        fingerprint=row.fingerprint,
        user_id=row.user_id,
        status=row.status,
        progress=row.progress,
        coverage=build(Coverage, row.coverage),
        objective=row.objective,
        bound=row.bound,
        terms=row.terms or {},
        terms_by_person=row.terms_by_person or {},
        best=tuple((shift_id, collaborator_id) for shift_id, collaborator_id in row.best or ()),
        worked_seconds=row.worked_seconds,
        proposals=tuple(build(Proposal, one) for one in row.proposals),
        unfilled=tuple(build(UnfilledSeat, one) for one in row.unfilled),
        error=row.error,
        created_at=row.created_at,
        started_at=row.started_at,
        finished_at=row.finished_at,
        attempts=row.attempts,
        worker=row.worker,
        heartbeat_at=row.heartbeat_at,
        cancel_requested=row.cancel_requested,
    )
