"""What may befall servers, workers, queue and database in the middle of a job: nothing is lost or done twice.

Each prints how long it took to recover, for docs/reliability.md. What concerns a job that runs is tried with
the default solver, which searches, and with the constructive one, which fills seat after seat.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from adapters.sql import SqlDatabase
from planning_core.domain.job import Job, JobStatus
from tests.jobs.fleet import Fleet, fleet_on, kill_worker_of, process_of, serving, wait_until
from tests.servers.postgres import Postgres, postgres_server
from tests.servers.redis import Redis

pytestmark = [pytest.mark.reliability, pytest.mark.timeout(300)]

SOON = 15.0
"""Seconds within which a job goes on after its worker's death."""
FIRST = 8
"""People placed, at least, before something befalls the worker."""


@pytest.fixture(params=["auto", "constructive"])
def solver(request: pytest.FixtureRequest) -> str:
    """The setting of the solver; by default it searches."""
    return str(request.param)


@pytest.fixture
def long_fleet(
    tmp_path: Path, database: SqlDatabase, organization: str, redis: Redis, solver: str
) -> Iterator[Fleet]:
    """A fleet with a queue, on either database, whose jobs take long with either solver."""
    with fleet_on(tmp_path, database, organization, redis=redis, **lasting(solver)) as one:
        yield one


def lasting(solver: str) -> dict[str, Any]:
    """What makes a fleet's jobs take long: a solver that searches until its time is up, or a slow rule."""
    return {"solver": solver, "weather_seconds": 0.1 if solver == "constructive" else 0.0}


def told(fleet: Fleet, what: str, seconds: float) -> None:
    """Say how long something took."""
    where = f"{fleet.database.url.get_backend_name()}, {fleet.solver}"
    print(f"\n{where}: {what} {seconds:.1f} s", end="")  # noqa: T201 - a figure


def works_on(fleet: Fleet, before: Job) -> tuple[Job, float]:
    """A job once another worker has it and has worked at it, and how long that took."""

    def worked_at() -> bool:
        job = fleet.job(before.id)
        return job.worker not in (None, before.worker) and job.worked_seconds > before.worked_seconds

    seconds = wait_until(worked_at)
    return fleet.job(before.id), seconds


def assert_goes_on_from(fleet: Fleet, before: Job, after: Job) -> None:
    """What was saved is still there, or something better, in the hands of a second worker."""
    assert (after.status, after.attempts) == (JobStatus.RUNNING, before.attempts + 1)
    assert_nothing_lost(fleet, before, after)


def assert_nothing_lost(fleet: Fleet, before: Job, after: Job) -> None:
    """A job has come no worse than it was; whom no search moves is where they were."""
    if not fleet.searches:
        assert set(before.best) <= {
            *after.best,
            *((one.shift_id, one.collaborator_id) for one in after.proposals),
        }
    assert before.objective is not None
    assert after.objective is not None
    assert after.objective <= before.objective
    assert after.coverage.filled >= before.coverage.filled >= FIRST
    assert after.worked_seconds >= before.worked_seconds


def test_job_of_a_killed_worker_goes_on_from_its_last_plan(long_fleet: Fleet) -> None:
    long_fleet.worker(processes=2)
    job_id = long_fleet.start_job()
    before = long_fleet.under_way(job_id, saved=FIRST)

    kill_worker_of(before)
    after, seconds = works_on(long_fleet, before)
    job = long_fleet.finished(job_id)

    told(long_fleet, "a killed worker's job went on after", seconds)
    assert seconds < SOON
    assert_goes_on_from(long_fleet, before, after)
    assert_nothing_lost(long_fleet, before, job)
    long_fleet.assert_done_once(job)


def test_job_of_a_killed_server_without_a_queue_goes_on_in_another(
    tmp_path: Path, database: SqlDatabase, organization: str, solver: str
) -> None:
    with fleet_on(tmp_path, database, organization, **lasting(solver)) as fleet:
        servers = [serving(fleet), serving(fleet)]
        job_id = servers[0].start_job()
        before = fleet.under_way(job_id, saved=FIRST)

        kill_worker_of(before)
        after, seconds = works_on(fleet, before)
        job = fleet.finished(job_id)

        told(fleet, "a killed server's job went on in another after", seconds)
        assert seconds < SOON
        assert_goes_on_from(fleet, before, after)
        fleet.assert_done_once(job)


def test_worker_that_stood_still_does_not_write_when_it_comes_back(long_fleet: Fleet) -> None:
    long_fleet.worker(processes=2)
    job_id = long_fleet.start_job()
    before = long_fleet.under_way(job_id, saved=FIRST)

    os.kill(process_of(before), signal.SIGSTOP)
    after, seconds = works_on(long_fleet, before)
    os.kill(process_of(before), signal.SIGCONT)
    job = long_fleet.finished(job_id)
    time.sleep(3)

    told(long_fleet, "a stalled worker's job went on after", seconds)
    assert seconds < SOON
    assert_goes_on_from(long_fleet, before, after)
    assert (job.worker, job.attempts) == (after.worker, 2)
    long_fleet.assert_done_once(long_fleet.job(job_id))


def test_job_that_kills_its_workers_is_given_up_and_the_next_one_runs(fleet: Fleet) -> None:
    fleet.storm.touch()
    server = serving(fleet)
    fleet.worker(processes=2)
    begun = time.monotonic()
    job_id = server.start_job()

    job = fleet.finished(job_id, 120)
    told(fleet, "a job that kills its workers was given up after", time.monotonic() - begun)
    fleet.storm.unlink()
    english = server.ask(f"/auto-assign/status/{job_id}")["error"]
    french = server.ask(f"/auto-assign/status/{job_id}", language="fr")["error"]
    other = fleet.finished(server.start_job(seed=1))

    assert (job.status.value, job.attempts, job.proposals) == ("failed", 4, ())
    assert english.startswith("Given up: 3 attempts broke off")
    assert french.startswith("Abandonné : 3 tentatives")
    fleet.assert_done_once(other)


def test_jobs_outlive_a_queue_that_comes_back_empty(slow_fleet: Fleet, redis: Redis) -> None:
    server = serving(slow_fleet)
    slow_fleet.worker()
    running, *waiting = [server.start_job(seed=seed) for seed in range(3)]
    before = slow_fleet.under_way(running)

    redis.kill()
    while_down = server.start_job(seed=3)
    slow_fleet.under_way(running, saved=len(before.best) + 2)
    redis.start()
    first = slow_fleet.finished(running)
    for job_id in (running, *waiting):
        slow_fleet.cancel(job_id)
    seconds = wait_until(lambda: slow_fleet.job(while_down).status is JobStatus.RUNNING)
    slow_fleet.cancel(while_down)
    last = slow_fleet.finished(while_down)

    told(slow_fleet, "a job stored while the queue was gone ran after", seconds)
    assert (first.attempts, first.worker) == (1, before.worker)
    assert seconds < SOON
    assert (last.status.value, last.attempts) == ("cancelled", 1)


def test_waiting_jobs_outlive_a_queue_that_comes_back_empty(fleet: Fleet, redis: Redis) -> None:
    server = serving(fleet)
    jobs = [server.start_job(seed=seed) for seed in range(3)]
    redis.kill()
    redis.start()
    with redis.client() as client:
        left = client.waiting(fleet.organization)

    fleet.worker()
    begun = time.monotonic()
    done = [fleet.finished(job_id) for job_id in jobs]

    told(fleet, "three jobs of a queue that lost them were done after", time.monotonic() - begun)
    assert left == 0
    assert [(job.status.value, job.attempts) for job in done] == [("succeeded", 1)] * 3


def test_job_outlives_the_server_that_queued_it(long_fleet: Fleet) -> None:
    server = serving(long_fleet)
    long_fleet.worker()
    job_id = server.start_job()
    before = long_fleet.under_way(job_id)

    server.process.kill()
    job = long_fleet.finished(job_id)
    told_again = serving(long_fleet).ask(f"/auto-assign/status/{job_id}")

    assert (job.attempts, job.worker) == (1, before.worker)
    assert (told_again["status"], told_again["coverage"]["filled"]) == ("succeeded", job.coverage.filled)
    long_fleet.assert_done_once(job)


@pytest.fixture
def own_postgres() -> Iterator[Postgres]:
    """A PostgreSQL of the test's own, which keeps what it acknowledged."""
    with postgres_server(synchronous_commit="on") as server:
        yield server


def test_job_outlives_a_restart_of_the_database(
    tmp_path: Path, own_postgres: Postgres, redis: Redis, solver: str
) -> None:
    database = SqlDatabase(own_postgres.url)
    with fleet_on(tmp_path, database, "default", redis=redis, **lasting(solver)) as fleet:
        server = serving(fleet)
        fleet.worker(processes=2)
        job_id = server.start_job()
        before = fleet.under_way(job_id, saved=FIRST)

        own_postgres.kill()
        time.sleep(12)
        own_postgres.start()
        begun = time.monotonic()
        wait_until(lambda: fleet.job(job_id).worked_seconds > before.worked_seconds)
        seconds = time.monotonic() - begun
        job = fleet.finished(job_id)

        told(fleet, "a job went on after the database came back, after", seconds)
        assert seconds < SOON
        assert_nothing_lost(fleet, before, job)
        assert job.attempts <= 2
        fleet.assert_done_once(job)
    database.close()
