"""Servers that queue and workers that run, as real processes on one database and one Redis."""

from __future__ import annotations

import signal
import time

import pytest

from tests.jobs.fleet import Fleet, process_of, serving, wait_until
from tests.servers.redis import Redis


def test_server_queues_and_a_worker_of_another_process_runs(fleet: Fleet, redis: Redis) -> None:
    server = serving(fleet)
    job_id = server.start_job()
    with redis.client() as client:
        queued = client.waiting(fleet.organization)
    before = fleet.job(job_id)

    fleet.worker()
    job = fleet.finished(job_id)

    assert (queued, before.status.value) == (1, "queued")
    assert process_of(job) != server.process.pid
    assert job.attempts == 1
    fleet.assert_done_once(job)


@pytest.mark.reliability
def test_two_jobs_run_in_two_processes_at_one_time(slow_fleet: Fleet) -> None:
    jobs = [slow_fleet.start_job(seed=seed) for seed in (1, 2)]
    slow_fleet.worker(processes=2)

    both = [slow_fleet.under_way(job_id, saved=1) for job_id in jobs]
    for job_id in jobs:
        slow_fleet.cancel(job_id)
    ended = [slow_fleet.finished(job_id) for job_id in jobs]

    assert len({process_of(job) for job in both}) == 2
    assert [(job.status.value, job.attempts) for job in ended] == [("cancelled", 1)] * 2


def test_cancel_by_one_process_stops_the_job_of_another_soon(slow_fleet: Fleet) -> None:
    server = serving(slow_fleet)
    slow_fleet.worker()
    job_id = server.start_job()
    best = set(slow_fleet.under_way(job_id).best)

    server.ask(f"/auto-assign/cancel/{job_id}", {})
    seconds = wait_until(lambda: slow_fleet.job(job_id).over)
    job = slow_fleet.job(job_id)

    assert seconds < 10
    assert job.attempts == 1
    assert best <= {(p.shift_id, p.collaborator_id) for p in job.proposals}
    slow_fleet.assert_done_once(job, "cancelled")


@pytest.mark.reliability
def test_job_sent_a_hundred_times_to_two_workers_is_done_once(slow_fleet: Fleet, redis: Redis) -> None:
    from adapters.jobs import DramatiqQueue, redis_broker

    job_id = slow_fleet.start_job()
    broker = redis_broker(redis.url, f"planning:{slow_fleet.organization}")
    queue = DramatiqQueue(broker, lambda _: None)
    for _ in range(100):
        queue.send(job_id)
    slow_fleet.worker(processes=2, threads=2)
    slow_fleet.under_way(job_id)
    waiting = queue.waiting()
    slow_fleet.cancel(job_id)

    job = slow_fleet.finished(job_id)
    wait_until(lambda: queue.waiting() == 0)
    broker.close()

    assert (waiting < 100, job.attempts) == (True, 1)
    slow_fleet.assert_done_once(slow_fleet.job(job_id), "cancelled")


@pytest.mark.parametrize(
    "number", [signal.SIGTERM, pytest.param(signal.SIGINT, marks=pytest.mark.reliability)]
)
def test_worker_that_is_told_to_stop_gives_its_job_back(slow_fleet: Fleet, number: signal.Signals) -> None:
    job_id = slow_fleet.start_job()
    worker = slow_fleet.worker()
    best = set(slow_fleet.under_way(job_id).best)

    worker.send_signal(number)
    begun = time.monotonic()
    code = worker.wait(30)
    took = time.monotonic() - begun
    given = slow_fleet.job(job_id)

    assert (code, given.status.value, given.attempts, given.worker) == (0, "queued", 0, None)
    assert best <= set(given.best)
    assert took < 12
    assert "Traceback" not in slow_fleet.logs()


@pytest.mark.reliability
def test_workers_end_with_the_command_that_started_them(slow_fleet: Fleet) -> None:
    job_id = slow_fleet.start_job()
    worker = slow_fleet.worker()
    slow_fleet.under_way(job_id, saved=1)

    worker.kill()

    wait_until(lambda: slow_fleet.job(job_id).status.value == "queued", 30)
