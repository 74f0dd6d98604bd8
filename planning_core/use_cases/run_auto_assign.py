"""Running an auto-assign job: claim it, load its seats, let the solver work, write what it found."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, suppress

import attrs

from planning_core.domain.job import Job, JobStatus
from planning_core.domain.principal import AccessRole, Principal
from planning_core.errors import Contended, PlanningError, Unavailable
from planning_core.ports.clock import Clock
from planning_core.ports.ids import IdSource
from planning_core.ports.solver import Seats, Solution, Solver
from planning_core.ports.unit_of_work import UnitOfWork, UnitOfWorkFactory
from planning_core.rules.registry import RuleBook
from planning_core.use_cases.auto_assign_scope import Scope, load_scope
from planning_core.use_cases.auto_assign_state import STALE_AFTER, announce
from planning_core.use_cases.auto_assign_write import write_proposals
from planning_core.use_cases.job_sentences import INTERRUPTED, NOT_WRITTEN, UNEXPECTED, job_error
from planning_core.use_cases.rules_in_force import rules_in_force

SolverFor = Callable[[RuleBook], Solver]
"""Makes the solver that works under the rules in force."""

Beating = Callable[[Callable[[], None]], AbstractContextManager[None]]
"""Calls a function every `BEAT_SECONDS`, whatever else goes on, as long as its context is open."""

MAX_ATTEMPTS = 3
"""How often a job may be begun; one whose workers died as often counts as failed."""

_REPORT_SECONDS = 1.0
_REPORT_SHARE = 0.2
"""Of the time, at most, goes to saving the best plan so far: a large one is saved less often."""
_WRITING_ATTEMPTS = 3
_WRITING_TIMES = 12
"""Storing one proposal takes about as many times what loading one thing of the plan did."""
_WRITING_SHARE = 0.25
"""Of the time limit, at most, is kept for storing what was found."""
_HUNG_SECONDS = 600.0
"""Beyond its time limit, a job that does not end is left to others."""


def _nothing(_: Exception) -> None:
    """Leaves a failure to the job's row."""


def _unattended(_: Callable[[], None]) -> AbstractContextManager[None]:
    """Leaves the signs of life to the solver's reports."""
    return nullcontext()


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
    beating: Beating = _unattended,
    stopping: Callable[[], bool] = lambda: False,
) -> None:
    """Bring a job to its end; does nothing where another worker holds it or it is over.

    `solver` makes a solver for the rules in force; `elapsed` reads a clock in seconds that never goes back.
    What goes wrong ends up in the job (`failed`) and with `on_failure`; nothing is raised. Where storage
    cannot be reached the job is left as it is: it goes stale and is taken up again. Once `stopping` says so,
    the job is given back with its best plan so far.
    """
    try:
        job = _claim(job_id, f"{worker}/{ids.new_id()}", unit_of_work, clock)
        if job is None:
            return
        run = _Run(job, unit_of_work, clock, ids, elapsed, stopping, on_failure)
        try:
            with beating(run.beat):
                run.finish(run.solve(solver))
        except _Lost:
            return
        except Unavailable:
            raise
        except Exception as error:
            on_failure(error)
            with suppress(_Lost):
                run.fail(_reason(error))
    except Exception as error:
        on_failure(error)


def _claim(job_id: str, worker: str, unit_of_work: UnitOfWorkFactory, clock: Clock) -> Job | None:
    """The job, now this worker's; None where there is nothing to do."""
    with unit_of_work() as uow:
        now = uow.jobs.time(clock.now())
        job = uow.jobs.claim(job_id, worker, now, now - STALE_AFTER)
        if job is not None and job.attempts > MAX_ATTEMPTS:
            job = attrs.evolve(
                job,
                status=JobStatus.FAILED,
                finished_at=now,
                best=(),
                error=job_error(INTERRUPTED, MAX_ATTEMPTS),
            )
            uow.jobs.update(job)
        if job is not None:
            announce(job, uow, clock)
        uow.commit()
    return None if job is None or job.over else job


def _reason(error: Exception) -> str:
    if isinstance(error, PlanningError):
        return job_error(NOT_WRITTEN, error)
    return job_error(UNEXPECTED, type(error).__name__)


class _Lost(Exception):
    """The job is another worker's now, or is over."""


class _Run:
    """One attempt at one job by one worker. `beat` may be called from another thread."""

    def __init__(
        self,
        job: Job,
        unit_of_work: UnitOfWorkFactory,
        clock: Clock,
        ids: IdSource,
        elapsed: Callable[[], float],
        stopping: Callable[[], bool],
        on_failure: Callable[[Exception], None],
    ) -> None:
        self.job, self.worker = job, str(job.worker)
        self.unit_of_work, self.clock, self.ids = unit_of_work, clock, ids
        self._stopping, self._on_failure = stopping, on_failure
        self._elapsed, self._begun = elapsed, elapsed()
        self._report_at = self._begun
        self._latest: tuple[float, Solution | None] | None = None
        self._kept: tuple[float, Solution | None] | None = None
        self._stopped = self._lost = False

    def solve(self, solver: SolverFor) -> tuple[Scope, Solution]:
        """Load the seats and have them filled; no transaction is open meanwhile."""
        with self.unit_of_work(writes=False) as uow:
            rules = rules_in_force(uow)
            begun = self._elapsed()
            scope = load_scope(self.job.request, uow, rules)
            writing = self._writing_seconds(scope, self._elapsed() - begun)
        seats = Seats(
            plan=scope.plan,
            shift_ids=scope.shift_ids,
            request=self.job.request,
            earlier=[(one.shift_id, one.collaborator_id) for one in scope.superseded],
        )
        solution = solver(rules).solve(
            seats,
            new_id=self.ids.new_id,
            progress=self.progress,
            elapsed_seconds=lambda: writing + self.elapsed_seconds(),
            start=self.job.best,
        )
        if self._lost:
            raise _Lost
        return scope, solution

    def _writing_seconds(self, scope: Scope, loading: float) -> float:
        """How long storing will take at about the pace at which loading went: that much less is searched."""
        seats = sum(scope.plan.shifts[one].headcount for one in scope.shift_ids)
        things = sum(1 for _ in scope.plan.entities())
        allowed = _WRITING_SHARE * self.job.request.time_limit_seconds
        return min(allowed, _WRITING_TIMES * loading * seats / max(1, things))

    def elapsed_seconds(self) -> float:
        """How long the job has been worked at, by those before too."""
        return self.job.worked_seconds + self._elapsed() - self._begun

    def beat(self) -> None:
        """Keep a sign of life, and hear whether to stop; give the job back where this worker shall.

        Storage that is out of reach is so for others too: they can take nothing, and it is asked again soon.
        """
        if self._lost or self.elapsed_seconds() > self.job.request.time_limit_seconds + _HUNG_SECONDS:
            return
        try:
            self._tell()
        except Unavailable:
            return
        except Exception as error:  # the job goes on; should no sign reach storage, it is another's soon
            self._on_failure(error)

    def progress(self, share: float, best: Solution | None) -> bool:
        """Keep a sign of life and the best plan, once a second at most; False when the solver shall stop.

        What is told in between, the next beat keeps: the solver may be silent for long after it.
        """
        earlier = None if self._latest is None else self._latest[1]
        self._latest = share, earlier if best is None else best
        begun = self._elapsed()
        if self._stopped or begun < self._report_at:
            return not self._stopped
        with suppress(Unavailable):  # the solver's work is worth more than a figure
            self._tell()
        took = self._elapsed() - begun
        self._report_at = begun + max(_REPORT_SECONDS, took / _REPORT_SHARE)
        return not self._stopped

    def _tell(self) -> None:
        """Keep a sign of life and the latest plan; give the job back where this worker stops."""
        latest = self._latest
        with self.unit_of_work() as uow:
            if self._sign(uow) and latest is not None and latest is not self._kept:
                job = _with_best(self._stored(uow), *latest)
                job = attrs.evolve(job, worked_seconds=self.elapsed_seconds())
                uow.jobs.update(job)
                announce(job, uow, self.clock)
            if self._stopping():
                self._give_back(uow)
            uow.commit()
        self._kept = latest

    def _sign(self, uow: UnitOfWork) -> bool:
        """Keep a sign of life; False, from then on, when the job was cancelled or is no longer held."""
        now = uow.jobs.time(self.clock.now())
        if uow.jobs.heartbeat(self.job.id, self.worker, now):
            return True
        stored = uow.jobs.get(self.job.id)
        self._lost = stored is None or not self._holds(stored)
        self._stopped = True
        return False

    def _give_back(self, uow: UnitOfWork) -> None:
        if uow.jobs.give_back(self.job.id, self.worker):
            announce(self._stored(uow), uow, self.clock)
        self._lost = self._stopped = True

    def _stored(self, uow: UnitOfWork) -> Job:
        stored = uow.jobs.get(self.job.id)
        if stored is None:
            raise _Lost
        return stored

    def _holds(self, stored: Job) -> bool:
        return stored.status is JobStatus.RUNNING and stored.worker == self.worker

    def finish(self, found: tuple[Scope, Solution]) -> None:
        """Write the proposals and the job's end, again where other writers were in the way."""
        for _ in range(_WRITING_ATTEMPTS - 1):
            with suppress(Contended):
                self._finish(*found)
                return
        self._finish(*found)

    def _finish(self, scope: Scope, solution: Solution) -> None:
        """Write them in one transaction."""
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
                terms=solution.terms,
                terms_by_person=solution.terms_by_person,
                best=(),
                worked_seconds=self.elapsed_seconds(),
                finished_at=self.clock.now(),
            )
            uow.jobs.update(job)
            announce(job, uow, self.clock)
            uow.commit()

    def fail(self, error: str) -> None:
        """Note why the job cannot be done, if it is still this worker's."""
        with self.unit_of_work() as uow:
            stored = self._held(uow)
            job = attrs.evolve(
                stored, status=JobStatus.FAILED, error=error, best=(), finished_at=self.clock.now()
            )
            uow.jobs.update(job)
            announce(job, uow, self.clock)
            uow.commit()

    def _held(self, uow: UnitOfWork) -> Job:
        """The job, held against other workers until the transaction ends. Raises _Lost."""
        uow.jobs.heartbeat(self.job.id, self.worker, uow.jobs.time(self.clock.now()))
        stored = self._stored(uow)
        if not self._holds(stored):
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
