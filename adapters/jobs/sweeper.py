"""Sends again what a crash, a lost message or a worker's death left lying."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Event, Thread

from planning_core.ports.jobs import JobQueue
from planning_core.use_cases.auto_assign import LyingJobs

AGAIN_AFTER_SECONDS = 10.0
"""A job is not sent twice within this time: whoever takes it needs a moment."""


class Sweeper:
    """A thread that every few seconds sends the jobs that `sweep` finds lying.

    Jobs that wait are sent where the queue holds fewer messages than there are such jobs: then some were
    lost, else they just wait behind others.
    """

    def __init__(
        self,
        sweep: Callable[[], LyingJobs],
        queue: JobQueue,
        *,
        every_seconds: float,
        on_failure: Callable[[Exception], None],
    ) -> None:
        self._sweep, self._queue, self._every = sweep, queue, every_seconds
        self._on_failure = on_failure
        self._sent: dict[str, float] = {}
        self._stopped = Event()
        self._thread: Thread | None = None

    def start(self) -> None:
        """Sweep now and from now on; does nothing where it does already."""
        if self._thread is None:
            self._stopped.clear()
            self._thread = Thread(target=self._run, name="job-sweeper", daemon=True)
            self._thread.start()

    def tell_to_stop(self) -> None:
        """End after the sweep that runs."""
        self._stopped.set()

    def stop(self) -> None:
        """End the thread and wait for it."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join(timeout=10)
            self._thread = None

    def sweep_once(self) -> list[str]:
        """Send what is due; the ids sent."""
        now = time.monotonic()
        self._sent = {job: at for job, at in self._sent.items() if now - at < AGAIN_AFTER_SECONDS}
        lying = self._sweep()
        lost = bool(lying.waiting) and self._queue.waiting() < len(lying.waiting)
        found = [*lying.left, *(lying.waiting if lost else ())]
        due = [job_id for job_id in found if job_id not in self._sent]
        for job_id in due:
            self._queue.send(job_id)
            self._sent[job_id] = now
        return due

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                self.sweep_once()
            except Exception as error:  # whatever it was, the next sweep finds the same jobs
                self._on_failure(error)
            self._stopped.wait(self._every)
