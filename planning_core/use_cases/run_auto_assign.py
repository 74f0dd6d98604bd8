"""Running an auto-assign job: claim it, load its seats, let the solver work, write what it found."""

from __future__ import annotations

from collections.abc import Callable

import attrs

from planning_core.domain.job import Job, JobStatus
from planning_core.domain.principal import AccessRole, Principal
from planning_core.errors import PlanningError, Unavailable
from planning_core.ports.clock import Clock
from planning_core.ports.ids import IdSource
from planning_core.ports.solver import Seats, Solution, Solver
from planning_core.ports.unit_of_work import UnitOfWork, UnitOfWorkFactory
from planning_core.rules.registry import RuleBook
from planning_core.use_cases.auto_assign_scope import Scope, load_scope
from planning_core.use_cases.auto_assign_state import STALE_AFTER, announce
from planning_core.use_cases.auto_assign_write import write_proposals
from planning_core.use_cases.rules_in_force import rules_in_force

SolverFor = Callable[[RuleBook], Solver]
"""Makes the solver that works under the rules in force."""

MAX_ATTEMPTS = 3
"""How often a job is taken up again after its worker died, before it counts as failed."""

_REPORT_SECONDS = 1.0


def _nothing(_: Exception) -> None:
    """Leaves a failure to the job's row."""


def run_auto_assign(
    job_id: str,
    *,
    worker: str,
    unit_of_work: UnitOfWorkFactory,
    solver: SolverFor,
    clock: Clock,
    ids: IdSource,
    elapsed: Callable[[], float],
    on_failure: Callable[[Exception], None] = _nothing,
) -> None:
    """Bring a job to its end; does nothing where another worker holds it or it is over.

    `solver` makes a solver for the rules in force; `elapsed` reads a clock in seconds that never goes back.
    What goes wrong ends up in the job (`failed`) and with `on_failure`; nothing is raised. Where storage
    cannot be reached the job is left as it is: it goes stale and is taken up again.
    """
    try:
        job = _claim(job_id, worker, unit_of_work, clock)
        if job is None:
            return
        run = _Run(job, worker, unit_of_work, clock, ids, elapsed)
        try:
            run.finish(run.solve(solver))
        except _Lost:
            return
        except Unavailable:
            raise
        except Exception as error:
            run.fail(_sentence(error))
            on_failure(error)
    except Exception as error:
        on_failure(error)


def _claim(job_id: str, worker: str, unit_of_work: UnitOfWorkFactory, clock: Clock) -> Job | None:
    """The job, now this worker's; None where there is nothing to do."""
    with unit_of_work() as uow:
        now = clock.now()
        job = uow.jobs.claim(job_id, worker, now, now - STALE_AFTER)
        if job is not None and job.attempts > MAX_ATTEMPTS:
            job = attrs.evolve(
                job,
                status=JobStatus.FAILED,
                finished_at=now,
                error=f"Interrupted {MAX_ATTEMPTS} times; it is not tried again.",
            )
            uow.jobs.update(job)
        if job is not None:
            announce(job, uow, clock)
        uow.commit()
    return None if job is None or job.over else job


def _sentence(error: Exception) -> str:
    if isinstance(error, PlanningError):
        return f"The proposals could not be written: {error}."
    return f"Unexpected error ({type(error).__name__}); the log says more."


class _Lost(Exception):
    """The job is another worker's now, or is over."""


class _Run:
    """One attempt at one job by one worker."""

    def __init__(
        self,
        job: Job,
        worker: str,
        unit_of_work: UnitOfWorkFactory,
        clock: Clock,
        ids: IdSource,
        elapsed: Callable[[], float],
    ) -> None:
        self.job, self.worker = job, worker
        self.unit_of_work, self.clock, self.ids = unit_of_work, clock, ids
        self._elapsed, self._begun = elapsed, elapsed()
        self._reported = self._begun - _REPORT_SECONDS
        self._alive = self._begun
        self._stopped = self._lost = False

    def solve(self, solver: SolverFor) -> tuple[Scope, Solution]:
        """Load the seats and have them filled; no transaction is open meanwhile."""
        with self.unit_of_work(writes=False) as uow:
            rules = rules_in_force(uow)
            scope = load_scope(self.job.request, uow, rules)
        seats = Seats(plan=scope.plan, shift_ids=scope.shift_ids, request=self.job.request)
        solution = solver(rules).solve(
            seats,
            new_id=self.ids.new_id,
            progress=self.progress,
            elapsed_seconds=self.elapsed_seconds,
            start=self.job.best,
        )
        if self._lost:
            raise _Lost
        return scope, solution

    def elapsed_seconds(self) -> float:
        """How long the job has been worked at, by those before too."""
        return self.job.worked_seconds + self._elapsed() - self._begun

    def progress(self, share: float, best: Solution | None) -> bool:
        """Keep a sign of life and the best plan, once a second at most; False when the solver shall stop."""
        if self._stopped or self._elapsed() - self._reported < _REPORT_SECONDS:
            return not self._stopped
        self._reported = self._elapsed()
        try:
            with self.unit_of_work() as uow:
                goes_on = uow.jobs.heartbeat(self.job.id, self.worker, self.clock.now())
                stored = uow.jobs.get(self.job.id)
                self._lost = not self._holds(stored)
                self._stopped = not goes_on
                if goes_on and stored is not None:
                    job = _with_best(stored, share, best)
                    job = attrs.evolve(job, worked_seconds=self.elapsed_seconds())
                    uow.jobs.update(job)
                    announce(job, uow, self.clock)
                uow.commit()
        except Unavailable:
            # The solver's work is worth more than a figure, as long as nobody else may take up the job.
            if self._elapsed() - self._alive > STALE_AFTER.total_seconds() / 2:
                raise
            return True
        self._alive = self._elapsed()
        return not self._stopped

    def _holds(self, stored: Job | None) -> bool:
        return stored is not None and stored.status is JobStatus.RUNNING and stored.worker == self.worker

    def finish(self, found: tuple[Scope, Solution]) -> None:
        """Write the proposals and the job's end in one transaction."""
        scope, solution = found
        with self.unit_of_work() as uow:
            stored = self._held(uow)
            written = write_proposals(
                scope,
                solution,
                principal=Principal(user_id=stored.user_id, role=AccessRole.PLANNER),
                uow=uow,
                clock=self.clock,
                ids=self.ids,
                request_id=stored.id,
            )
            cancelled = self._stopped or stored.cancel_requested
            job = attrs.evolve(
                stored,
                status=JobStatus.CANCELLED if cancelled else JobStatus.SUCCEEDED,
                progress=1.0,
                coverage=written.coverage,
                objective=written.objective,
                proposals=written.proposals,
                unfilled=written.unfilled,
                bound=stored.bound if solution.bound is None else solution.bound,
                best=(),
                finished_at=self.clock.now(),
            )
            uow.jobs.update(job)
            announce(job, uow, self.clock)
            uow.commit()

    def fail(self, error: str) -> None:
        """Note why the job cannot be done, if it is still this worker's."""
        with self.unit_of_work() as uow:
            stored = uow.jobs.get(self.job.id)
            if stored is not None and self._holds(stored):
                job = attrs.evolve(stored, status=JobStatus.FAILED, error=error, finished_at=self.clock.now())
                uow.jobs.update(job)
                announce(job, uow, self.clock)
                uow.commit()

    def _held(self, uow: UnitOfWork) -> Job:
        """The job, held against other workers until the transaction ends. Raises _Lost."""
        uow.jobs.heartbeat(self.job.id, self.worker, self.clock.now())
        stored = uow.jobs.get(self.job.id)
        if stored is None or not self._holds(stored):
            raise _Lost
        return stored


def _with_best(stored: Job, share: float, best: Solution | None) -> Job:
    """The job with a plan, if it is a better one: whoever goes on from a saved plan begins below it."""
    job = attrs.evolve(stored, progress=max(stored.progress, min(share, 1.0)))
    if best is None:
        return job
    if best.bound is not None:
        job = attrs.evolve(job, bound=best.bound if job.bound is None else max(job.bound, best.bound))
    if job.objective is not None and job.objective <= best.objective:
        return job
    return attrs.evolve(job, coverage=best.coverage, objective=best.objective, best=best.pairs)
