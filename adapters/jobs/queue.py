"""The queue of jobs, on any Dramatiq broker."""

from __future__ import annotations

from collections.abc import Callable

import dramatiq
from dramatiq.errors import BrokerError

from planning_core.errors import Unavailable

ACTOR = "run_auto_assign"
QUEUE = "auto-assign"


class DramatiqQueue:
    """Carries job ids to whoever runs them; `run` is what a worker does with one.

    A message may be lost or come twice: the claim in the job's row decides who runs it, and a sweeper sends
    it again. So the broker needs no retries, and none are wanted: they would run a job twice.
    """

    def __init__(self, broker: dramatiq.Broker, run: Callable[[str], None]) -> None:
        def carried(job_id: str) -> None:
            run(job_id)

        self._actor = dramatiq.actor(actor_name=ACTOR, queue_name=QUEUE, broker=broker)(carried)

    def send(self, job_id: str) -> None:
        """Have a job run soon. Raises Unavailable."""
        try:
            self._actor.send(job_id)
        except (BrokerError, OSError) as error:
            raise Unavailable("queue", str(error)) from error
