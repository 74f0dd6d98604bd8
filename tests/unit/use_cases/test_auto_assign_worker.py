"""The worker's side of an auto-assign job: cancels, dead workers, stolen jobs, errors, lost storage."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from typing import Any

import attrs
import pytest

from planning_core import (
    RuleBook,
    Unavailable,
)
from planning_core.domain.job import Coverage, Job, JobStatus
from planning_core.errors import Contended
from planning_core.ports.solver import Seats, Solution, Solver
from planning_core.solver import ConstructiveSolver
from planning_core.use_cases.auto_assign import cancel_auto_assign
from planning_core.use_cases.auto_assign_state import STALE_AFTER
from planning_core.use_cases.job_sentences import job_error_sentence
from tests.small_plan import NOW, PLANNER, Office, a_shift
from tests.unit.use_cases.job_runs import Death, assignments, meanwhile, run, start, stored, worker_of


def broken(rules: RuleBook) -> Solver:
    """A solver that cannot even be made."""
    raise RuntimeError("out of paper")


@attrs.frozen
class Dying:
    """A solver whose process dies once something worth going on from is saved."""

    solver: Solver

    def solve(self, seats: Seats, *, progress: Any, **tools: Any) -> Solution:
        """Never anything."""

        def told(share: float, best: Solution | None) -> bool:
            progress(share, best)
            if best is not None and len(best.assignments) > 4:
                raise Death
            return True

        return self.solver.solve(seats, progress=told, **tools)


def dying(rules: RuleBook) -> Solver:
    """Makes a solver whose process dies."""
    return Dying(ConstructiveSolver(rules))


@attrs.frozen
class Noting:
    """A solver that notes what it was to start from."""

    solver: Solver
    starts: list[Any]

    def solve(self, seats: Seats, **tools: Any) -> Solution:
        """What the other solver finds."""
        self.starts.append(tools["start"])
        return self.solver.solve(seats, **tools)


class Worse:
    """A solver that tells of an empty plan, and dies."""

    def solve(self, seats: Seats, *, progress: Any, **tools: Any) -> Solution:
        """Never anything."""
        empty = Solution(
            assignments=(), proposals=(), unfilled=(), coverage=Coverage(), objective=1e9, bound=0.0
        )
        progress(0.5, empty)
        raise Death


def test_cancel_while_running_keeps_the_best_so_far(office: Office) -> None:
    office.add(*(a_shift(n, day=2 + n) for n in range(1, 15)))
    job_id = start(office)

    def cancel(rules: RuleBook) -> Solver:
        with office.unit_of_work() as uow:
            cancel_auto_assign(job_id, principal=PLANNER, uow=uow, clock=office.clock)
            uow.commit()
        return ConstructiveSolver(rules)

    job = run(office, job_id, cancel)

    assert (job.status, job.finished_at) == (JobStatus.CANCELLED, NOW)
    assert sorted(p.assignment_id for p in job.proposals) == sorted(assignments(office))


def test_run_tells_how_far_it_is(office: Office) -> None:
    office.add(*(a_shift(n, day=2 + n) for n in range(1, 8)))

    job = run(office, start(office))

    with office.unit_of_work(writes=False) as uow:
        told = [e.payload for e in uow.events.after(0, 1000) if e.topic == "job.changed"]
    assert [p["status"] for p in told][:2] == ["queued", "running"]
    assert told[-1]["status"] == "succeeded"
    assert told[-1]["coverage"] == {"wanted": 7, "filled": job.coverage.filled, "ratio": job.coverage.ratio}
    assert len(told) > 4
    assert [p["progress"] for p in told] == sorted(p["progress"] for p in told)


def test_run_leaves_alone_a_job_that_somebody_else_holds(office: Office) -> None:
    job_id = start(office)
    with office.unit_of_work() as uow:
        uow.jobs.claim(job_id, "w0", NOW, NOW - STALE_AFTER)
        uow.commit()
    held = stored(office, job_id)

    assert run(office, job_id) == held


def test_job_of_a_dead_worker_is_taken_up(office: Office) -> None:
    office.add(a_shift(1))
    job_id = start(office)
    with office.unit_of_work() as uow:
        uow.jobs.claim(job_id, "w0", NOW, NOW - STALE_AFTER)
        uow.commit()
    office.clock.advance(STALE_AFTER + timedelta(seconds=1))

    job = run(office, job_id)

    assert (job.status, job.attempts, worker_of(job)) == (JobStatus.SUCCEEDED, 2, "w1")
    assert job.started_at == NOW


def test_next_worker_goes_on_from_the_plan_that_was_saved(office: Office) -> None:
    office.add(*(a_shift(n, day=2 + n) for n in range(1, 8)))
    job_id = start(office)
    saved = run(office, job_id, dying)
    office.clock.advance(STALE_AFTER + timedelta(seconds=1))
    taken_up: list[Any] = []

    job = run(office, job_id, lambda rules: Noting(ConstructiveSolver(rules), taken_up))

    assert (saved.status, saved.coverage.filled) == (JobStatus.RUNNING, len(saved.best))
    assert len(saved.best) > 1
    assert taken_up == [saved.best]
    assert set(saved.best) <= {(p.shift_id, p.collaborator_id) for p in job.proposals}
    assert (job.status, job.best, job.attempts) == (JobStatus.SUCCEEDED, (), 2)
    assert job.worked_seconds > saved.worked_seconds > 0


def test_plan_that_is_no_better_is_not_saved(office: Office) -> None:
    office.add(*(a_shift(n, day=2 + n) for n in range(1, 8)))
    job_id = start(office)
    saved = run(office, job_id, dying)
    office.clock.advance(STALE_AFTER + timedelta(seconds=1))

    job = run(office, job_id, lambda rules: Worse())

    assert (job.status, job.objective, job.best) == (JobStatus.RUNNING, saved.objective, saved.best)
    assert (job.bound, job.gap) == (0.0, 1.0)


def test_job_whose_workers_keep_dying_fails(office: Office) -> None:
    job_id = start(office)
    for _ in range(3):
        with office.unit_of_work() as uow:
            uow.jobs.claim(job_id, "w0", office.clock.now(), office.clock.now() - STALE_AFTER)
            uow.commit()
        office.clock.advance(STALE_AFTER + timedelta(seconds=1))

    job = run(office, job_id)

    assert (job.status, job.error, job.best) == (JobStatus.FAILED, "interrupted: 3", ())


def test_worker_that_lost_its_job_writes_nothing(office: Office) -> None:
    office.add(a_shift(1))
    job_id = start(office)

    def steal() -> None:
        with office.unit_of_work() as uow:
            uow.jobs.claim(job_id, "w2", NOW + timedelta(hours=1), NOW + timedelta(minutes=59))
            uow.commit()

    job = run(office, job_id, meanwhile(steal))

    assert (job.status, job.worker, job.proposals) == (JobStatus.RUNNING, "w2", ())
    assert assignments(office) == {}


def test_worker_that_took_its_own_job_up_again_does_not_write_for_the_first_time(office: Office) -> None:
    office.add(a_shift(1))
    job_id = start(office)
    later: list[Job] = []

    def stall_and_come_back() -> None:
        office.clock.advance(STALE_AFTER + timedelta(seconds=1))
        later.append(run(office, job_id))

    job = run(office, job_id, meanwhile(stall_and_come_back))

    assert (job, job.status, job.attempts) == (later[0], JobStatus.SUCCEEDED, 2)
    assert sorted(assignments(office)) == [p.assignment_id for p in job.proposals]


def test_beating_keeps_the_job_of_a_solver_that_says_nothing(office: Office) -> None:
    office.add(a_shift(1))
    job_id = start(office)
    beats: list[Callable[[], None]] = []

    @contextmanager
    def beating(beat: Callable[[], None]) -> Iterator[None]:
        beats.append(beat)
        yield

    def think() -> None:
        for _ in range(5):
            office.clock.advance(STALE_AFTER * 0.9)
            beats[0]()
            assert run(office, job_id).worker == stored(office, job_id).worker

    job = run(office, job_id, meanwhile(think), beating=beating)

    assert (job.status, job.attempts) == (JobStatus.SUCCEEDED, 1)


def test_beat_keeps_the_plan_that_was_told_of_last(office: Office) -> None:
    office.add(*(a_shift(n, day=2 + n) for n in range(1, 8)))
    job_id = start(office)
    beats: list[Callable[[], None]] = []
    saved: list[Job] = []

    @contextmanager
    def beating(beat: Callable[[], None]) -> Iterator[None]:
        beats.append(beat)
        yield

    def look() -> None:
        beats[0]()
        saved.append(stored(office, job_id))

    job = run(office, job_id, meanwhile(look), beating=beating, elapsed=lambda: 0.0)

    assert (saved[0].status, saved[0].progress) == (JobStatus.RUNNING, 1.0)
    assert set(saved[0].best) == {(p.shift_id, p.collaborator_id) for p in job.proposals}


def test_beat_keeps_a_plan_though_only_a_share_was_told_of_since(office: Office) -> None:
    job_id = start(office)
    beats: list[Callable[[], None]] = []
    plan = Solution(assignments=(), proposals=(), unfilled=(), coverage=Coverage(), objective=7.0)

    @contextmanager
    def beating(beat: Callable[[], None]) -> Iterator[None]:
        beats.append(beat)
        yield

    class Telling:
        def solve(self, seats: Seats, *, progress: Any, **tools: Any) -> Solution:
            for share, best in ((0.1, None), (0.2, plan), (0.3, None)):
                progress(share, best)
            beats[0]()
            raise Death

    job = run(office, job_id, lambda rules: Telling(), beating=beating, elapsed=lambda: 0.0)

    assert (job.progress, job.objective) == (0.3, 7.0)


def test_worker_that_stops_gives_its_job_back_with_the_plan_so_far(office: Office) -> None:
    office.add(*(a_shift(n, day=2 + n) for n in range(1, 15)))
    job_id = start(office)
    signs = count()

    given = run(office, job_id, stopping=lambda: next(signs) > 4)
    done = run(office, job_id)

    assert (given.status, given.attempts, given.worker) == (JobStatus.QUEUED, 0, None)
    assert 0 < len(given.best) < 14
    assert (done.status, done.attempts) == (JobStatus.SUCCEEDED, 1)
    assert set(given.best) <= {(p.shift_id, p.collaborator_id) for p in done.proposals}


def test_job_cancelled_while_it_was_given_back_ends_with_the_plan_so_far(office: Office) -> None:
    office.add(*(a_shift(n, day=2 + n) for n in range(1, 15)))
    job_id = start(office)
    signs = count()
    given = run(office, job_id, stopping=lambda: next(signs) > 4)
    with office.unit_of_work() as uow:
        uow.jobs.request_cancel(job_id)
        uow.commit()

    job = run(office, job_id)

    assert job.status is JobStatus.CANCELLED
    assert set(given.best) <= {(p.shift_id, p.collaborator_id) for p in job.proposals}


def test_writing_is_tried_again_where_other_writers_were_in_the_way(office: Office) -> None:
    office.add(a_shift(1))
    refusals = iter([Contended("database", "deadlock")] * 2)

    def contended(*, writes: bool = True) -> Any:
        if writes and assignments_wanted:
            for error in refusals:
                raise error
        return office.unit_of_work(writes=writes)

    assignments_wanted: list[bool] = []
    job = run(
        office, start(office), meanwhile(lambda: assignments_wanted.append(True)), unit_of_work=contended
    )

    assert (job.status, job.coverage.filled) == (JobStatus.SUCCEEDED, 1)


@pytest.mark.parametrize(
    ("error", "english", "french"),
    [
        (
            "interrupted: 3",
            "Given up: 3 attempts broke off, for their workers died or lost the database. "
            "Their logs may say why.",
            "Abandonné : 3 tentatives ont été interrompues, leurs workers s'étant arrêtés brutalement ou "
            "ayant perdu la base. Leurs journaux disent peut-être pourquoi.",
        ),
        (
            "unexpected: RuntimeError",
            "Unexpected error (RuntimeError); the worker's log says more.",
            "Erreur inattendue (RuntimeError) ; le journal du worker en dit plus.",
        ),
        ("As it was told once.", "As it was told once.", "As it was told once."),
    ],
)
def test_error_of_a_job_is_told_in_both_languages(error: str, english: str, french: str) -> None:
    assert (job_error_sentence(error, "en"), job_error_sentence(error, "fr")) == (english, french)


def test_unexpected_error_fails_the_job_and_is_handed_on(office: Office) -> None:
    errors: list[Exception] = []

    job = run(office, start(office), broken, on_failure=errors.append)

    assert (job.status, job.error) == (
        JobStatus.FAILED,
        "unexpected: RuntimeError",
    )
    assert [str(error) for error in errors] == ["out of paper"]


@pytest.mark.parametrize("fails_at", [1, 2, 3])
def test_storage_out_of_reach_leaves_the_job_to_be_taken_up(office: Office, fails_at: int) -> None:
    office.add(a_shift(1))
    job_id = start(office)
    openings = count()
    errors: list[Exception] = []

    def unreachable(*, writes: bool = True) -> Any:
        if next(openings) >= fails_at:
            raise Unavailable("storage", "gone")
        return office.unit_of_work(writes=writes)

    job = run(office, job_id, unit_of_work=unreachable, on_failure=errors.append)

    assert job.status is JobStatus.RUNNING
    assert [type(error) for error in errors] == [Unavailable]
    office.clock.advance(STALE_AFTER + timedelta(seconds=1))
    assert run(office, job_id).status is JobStatus.SUCCEEDED
