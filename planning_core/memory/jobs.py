"""Auto-assign jobs in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

import attrs

from planning_core.domain.job import Job, JobStatus
from planning_core.errors import NotFound
from planning_core.memory.state import State


class InMemoryJobStore:
    """Jobs in a dict by id."""

    def __init__(self, state: State) -> None:
        self._jobs = state.jobs

    def add(self, job: Job) -> None:
        """Keep a new job."""
        self._jobs[job.id] = job

    def get(self, job_id: str) -> Job | None:
        """The job of that id, or None."""
        return self._jobs.get(job_id)

    def live_with(self, fingerprint: str) -> Job | None:
        """The queued or running job that was asked for the same thing, or None."""
        live = [job for job in self._jobs.values() if job.fingerprint == fingerprint and not job.over]
        return min(live, key=_age, default=None)

    def counts(self) -> Mapping[JobStatus, int]:
        """How many jobs are in each state that is not final."""
        return Counter(job.status for job in self._jobs.values() if not job.over)

    def due(self, stale_before: datetime, now: datetime, limit: int) -> list[tuple[str, JobStatus]]:
        """Jobs that somebody may claim, oldest first."""
        free = (job for job in self._jobs.values() if _is_free(job, stale_before, now))
        return [(job.id, job.status) for job in sorted(free, key=_age)[:limit]]

    def time(self, own: datetime) -> datetime:
        """The caller's own time: memory is one machine's."""
        return own

    def latest(self, limit: int) -> list[Job]:
        """The newest jobs, newest first, without what they found."""
        newest = sorted(self._jobs.values(), key=_age, reverse=True)[:limit]
        return [attrs.evolve(job, proposals=(), unfilled=(), best=(), terms_by_person={}) for job in newest]

    def update(self, job: Job) -> None:
        """Keep a job's new state. Does not touch `cancel_requested`."""
        stored = self._jobs.get(job.id)
        if stored is None:
            raise NotFound("job", job.id)
        self._jobs[job.id] = attrs.evolve(job, cancel_requested=stored.cancel_requested)

    def claim(self, job_id: str, worker: str, now: datetime, stale_before: datetime) -> Job | None:
        """Take a queued job, or a running one whose heartbeat is older than `stale_before`."""
        job = self._jobs.get(job_id)
        if job is None or not _is_free(job, stale_before, now):
            return None
        self._jobs[job_id] = attrs.evolve(
            job,
            status=JobStatus.RUNNING,
            worker=worker,
            attempts=job.attempts + 1,
            heartbeat_at=now,
            started_at=job.started_at or now,
        )
        return self._jobs[job_id]

    def heartbeat(self, job_id: str, worker: str, now: datetime) -> bool:
        """Say that the worker still has it; False where it no longer does or a cancel was asked for."""
        job = self._jobs.get(job_id)
        if job is None or job.status is not JobStatus.RUNNING or job.worker != worker:
            return False
        self._jobs[job_id] = attrs.evolve(job, heartbeat_at=now)
        return not job.cancel_requested

    def give_back(self, job_id: str, worker: str) -> bool:
        """Let another worker have a running job; whether it was this worker's to give."""
        job = self._jobs.get(job_id)
        if job is None or job.status is not JobStatus.RUNNING or job.worker != worker:
            return False
        self._jobs[job_id] = attrs.evolve(
            job, status=JobStatus.QUEUED, worker=None, heartbeat_at=None, attempts=job.attempts - 1
        )
        return True

    def request_cancel(self, job_id: str) -> None:
        """Ask the worker to stop."""
        job = self._jobs.get(job_id)
        if job is not None and not job.over:
            self._jobs[job_id] = attrs.evolve(job, cancel_requested=True)


def _is_free(job: Job, stale_before: datetime, now: datetime) -> bool:
    if job.status is JobStatus.QUEUED:
        return True
    beat, ahead = job.heartbeat_at, now + (now - stale_before)
    return job.status is JobStatus.RUNNING and (beat is None or not stale_before <= beat <= ahead)


def _age(job: Job) -> tuple[datetime, str]:
    return job.created_at, job.id
