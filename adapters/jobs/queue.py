"""The queue of jobs, on any Dramatiq broker."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import dramatiq

from adapters.jobs.brokers import failures, waiting_in
from planning_core.errors import Unavailable

ACTOR = "run_auto_assign"
QUEUE = "auto-assign"


class DramatiqQueue:
    """Carries job ids to whoever runs them; `run` is what a worker does with one.

    A message may be lost or come twice: the claim in the job's row decides who runs it, and a sweeper sends
    it again.
    """

    def __init__(self, broker: dramatiq.Broker, run: Callable[[str], None]) -> None:
        def carried(job_id: str) -> None:
            run(job_id)

        self._broker, self._failures = broker, failures()
        self._actor = dramatiq.actor(actor_name=ACTOR, queue_name=QUEUE, broker=broker)(carried)

    def send(self, job_id: str) -> None:
        """Have a job run soon. Raises Unavailable."""
        with self._reached():
            self._actor.send(job_id)

    def waiting(self) -> int:
        """How many messages wait to be taken. Raises Unavailable."""
        with self._reached():
            return waiting_in(self._broker, QUEUE)

    @contextmanager
    def _reached(self) -> Iterator[None]:
        try:
            yield
        except self._failures as error:
            raise Unavailable("queue", str(error)) from error
