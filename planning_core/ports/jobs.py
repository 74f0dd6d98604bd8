"""Auto-assign jobs: where their state is kept and how they are queued."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from planning_core.domain.job import Job


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

    def in_states(self, statuses: Collection[str], limit: int) -> list[Job]:
        """Jobs in these states, oldest first."""
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

        It becomes running from now on (a first start is kept), its attempts grow by one; None where
        somebody else holds it or it is over.
        """
        ...

    def heartbeat(self, job_id: str, worker: str, now: datetime) -> bool:
        """Say that the worker still has it; False where it no longer does or a cancel was asked for."""
        ...

    def request_cancel(self, job_id: str) -> None:
        """Ask the worker to stop. Does nothing to a job that is over or unknown."""
        ...


class JobQueue(Protocol):
    """Carries job ids to whoever runs them. A lost message loses no job: its row is found again."""

    def send(self, job_id: str) -> None:
        """Have a job run soon. Call after the commit that stored it. Raises Unavailable."""
        ...
