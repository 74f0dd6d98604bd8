"""Handing a stored job to the queue."""

from __future__ import annotations

from collections.abc import Callable

import structlog

from planning_core.errors import Unavailable
from planning_core.ports.jobs import JobQueue

_log = structlog.get_logger("planning.api")


def send_quietly(queue: JobQueue, job_id: str) -> Callable[[], None]:
    """What sends a job after the commit. Its row is stored: a queue out of reach only delays it."""

    def send() -> None:
        try:
            queue.send(job_id)
        except Unavailable as error:
            _log.warning("job not sent, the sweeper will", job_id=job_id, reason=str(error))

    return send
