"""Auto-assign jobs: where their state is kept and how they are queued."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from planning_core.domain.job import Job, JobStatus


class JobStore(Protocol):
    """Jobs of one organization; a job's row is the truth about it."""

    def add(self, job: Job) -> None:
        """Keep a new job."""
        ...

    def get(self, job_id: str) -> Job | None:
        """The job of that id, or None."""
        ...

    def live_with(self, fingerprint: str) -> Job | None:
        """The queued or running job that was asked for the same thing, or None."""
        ...

    def counts(self) -> Mapping[JobStatus, int]:
        """How many jobs are in each state that is not final."""
        ...

    def due(self, stale_before: datetime, now: datetime, limit: int) -> list[tuple[str, JobStatus]]:
        """Jobs that somebody may claim, oldest first: their ids, and whether they wait or run in silence."""
        ...

    def time(self, own: datetime) -> datetime:
        """The time by which signs of life are judged: the caller's own where all are on one machine.

        Elsewhere it is storage's, for clocks of several machines differ.
        """
        ...

    def latest(self, limit: int) -> list[Job]:
        """The newest jobs, newest first, without what they found: no `proposals`, `unfilled`, `best`."""
        ...

    def update(self, job: Job) -> None:
        """Keep a job's new state. Does not touch `cancel_requested`, which only `request_cancel` sets.

        Raises NotFound.
        """
        ...

    def claim(self, job_id: str, worker: str, now: datetime, stale_before: datetime) -> Job | None:
        """Take a queued job, or a running one whose heartbeat is older than `stale_before`.

        `worker` names this claim, and no other ever: whoever lost a claim is told by it. A heartbeat as far
        ahead of `now` as `stale_before` is behind is none: a clock was set back. It becomes running from now
        on (a first start is kept), its attempts grow by one; None where somebody else holds it or it is over.
        """
        ...

    def heartbeat(self, job_id: str, worker: str, now: datetime) -> bool:
        """Say that the worker still has it; False where it no longer does or a cancel was asked for."""
        ...

    def give_back(self, job_id: str, worker: str) -> bool:
        """Let another worker have a running job, which waits again and lost no attempt; whether it was this
        worker's to give.
        """
        ...

    def request_cancel(self, job_id: str) -> None:
        """Ask the worker to stop. Does nothing to a job that is over or unknown."""
        ...


class JobQueue(Protocol):
    """Carries job ids to whoever runs them. A lost message loses no job: its row is found again."""

    def send(self, job_id: str) -> None:
        """Have a job run soon. Call after the commit that stored it. Raises Unavailable."""
        ...

    def waiting(self) -> int:
        """How many messages wait to be taken; a job may have several. Raises Unavailable."""
        ...
