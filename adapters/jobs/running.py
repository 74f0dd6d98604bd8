"""Jobs in this process: queued for whoever runs them, and run here where that is wanted."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable
from threading import Event, get_ident

import dramatiq

from adapters.jobs.heartbeats import Heartbeats
from adapters.jobs.queue import DramatiqQueue
from adapters.jobs.sweeper import Sweeper
from adapters.jobs.workers import Workers
from planning_core.ports.clock import Clock
from planning_core.ports.ids import IdSource
from planning_core.ports.unit_of_work import UnitOfWorkFactory
from planning_core.use_cases.auto_assign import LyingJobs, sweep_jobs
from planning_core.use_cases.auto_assign_state import BEAT_SECONDS
from planning_core.use_cases.run_auto_assign import SolverFor, run_auto_assign


class JobRunning:
    """The queue of a process and, once started, its worker threads with all that keeps their jobs from
    being lost.

    `on_failure` is told what went wrong, and with which job (None: while looking for jobs).
    """

    def __init__(
        self,
        broker: dramatiq.Broker,
        *,
        threads: int,
        sweep_seconds: float,
        unit_of_work: UnitOfWorkFactory,
        solver: SolverFor,
        clock: Clock,
        ids: IdSource,
        on_failure: Callable[[Exception, str | None], None],
    ) -> None:
        self._unit_of_work, self._solver, self._clock, self._ids = unit_of_work, solver, clock, ids
        self._on_failure = on_failure
        self._closing = Event()
        self.heartbeats = Heartbeats(every_seconds=BEAT_SECONDS)
        self.queue = DramatiqQueue(broker, self.run)
        self._workers = Workers(broker, threads=threads)
        self._sweeper = Sweeper(
            self._sweep,
            self.queue,
            every_seconds=sweep_seconds,
            on_failure=lambda error: on_failure(error, None),
        )

    def run(self, job_id: str) -> None:
        """Bring one job to its end, or, where the process closes, as far as that."""
        if self._closing.is_set():
            return
        run_auto_assign(
            job_id,
            worker=f"{socket.gethostname()}-{os.getpid()}-{get_ident()}",
            unit_of_work=self._unit_of_work,
            solver=self._solver,
            clock=self._clock,
            ids=self._ids,
            elapsed=time.monotonic,
            on_failure=lambda error: self._on_failure(error, job_id),
            beating=self.heartbeats.beating,
            stopping=self._closing.is_set,
        )

    def start(self) -> None:
        """Begin to run jobs, those found lying too; does nothing where they run already."""
        self._workers.start()
        self._sweeper.start()

    def check(self) -> None:
        """Raise Unavailable where jobs sent from here could not run: the queue does not answer, or the
        threads that were started are gone.
        """
        self.queue.waiting()
        self._workers.check()

    def stop(self, seconds: float) -> None:
        """Take no more jobs, and give back those that run; wait that long for it."""
        self._closing.set()
        self._sweeper.tell_to_stop()
        self.heartbeats.hurry()
        self._workers.stop(seconds)
        self._sweeper.stop()

    def _sweep(self) -> LyingJobs:
        with self._unit_of_work(writes=False) as uow:
            return sweep_jobs(uow=uow, clock=self._clock)
