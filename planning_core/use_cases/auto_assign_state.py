"""How the state of an auto-assign job is made known."""

from __future__ import annotations

from datetime import timedelta

from planning_core.domain.job import Job
from planning_core.ports.clock import Clock
from planning_core.ports.events import OutgoingEvent
from planning_core.ports.unit_of_work import UnitOfWork

STALE_AFTER = timedelta(seconds=8)
"""How long a worker may give no sign of life before another takes its job."""

BEAT_SECONDS = 2.0
"""How often a worker gives one."""


def announce(job: Job, uow: UnitOfWork, clock: Clock) -> None:
    """Tell whoever follows the plan how far a job is, in the transaction that stores it."""
    payload = {
        "job_id": job.id,
        "status": job.status.value,
        "progress": job.progress,
        "coverage": {
            "wanted": job.coverage.wanted,
            "filled": job.coverage.filled,
            "ratio": job.coverage.ratio,
        },
        "objective": job.objective,
        "bound": job.bound,
        "gap": job.gap,
    }
    uow.events.add(OutgoingEvent(topic="job.changed", payload=payload, at=clock.now()))
