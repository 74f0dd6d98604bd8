"""Auto-assign jobs: who has one, and since when."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from planning_core.domain.job import Job
from planning_core.errors import NotFound
from planning_core.ports.unit_of_work import UnitOfWorkFactory
from tests.ports.plan_data import DAY, HOUR, START
from tests.ports.record_data import JOB

QUEUED = Job(id="job", request=JOB.request, fingerprint="f", user_id="paul", created_at=START)
NOW = START + HOUR
STALE = NOW - HOUR / 60


def add(storage: UnitOfWorkFactory, *jobs: Job) -> None:
    with storage() as work:
        for job in jobs:
            work.jobs.add(job)
        work.commit()


def claim(storage: UnitOfWorkFactory, worker: str = "w2") -> Job | None:
    with storage() as work:
        job = work.jobs.claim("job", worker, NOW, STALE)
        work.commit()
        return job


@pytest.mark.parametrize("job", [JOB, QUEUED], ids=["full", "bare"])
def test_job_comes_back_as_it_was(storage: UnitOfWorkFactory, job: Job) -> None:
    add(storage, job)

    with storage(writes=False) as work:
        assert work.jobs.get("job") == job
        assert work.jobs.get("other") is None


def test_latest_jobs_come_newest_first_without_what_they_found(storage: UnitOfWorkFactory) -> None:
    young = attrs.evolve(JOB, id="young", created_at=START + DAY)
    twin = attrs.evolve(JOB, id="twin", created_at=START + DAY)
    add(storage, QUEUED, twin, young)

    with storage(writes=False) as work:
        latest = work.jobs.latest(2)

    nothing: dict[str, Any] = {"proposals": (), "unfilled": (), "best": (), "terms_by_person": {}}
    assert latest == [attrs.evolve(one, **nothing) for one in (young, twin)]


def test_update_keeps_all_but_the_wish_to_cancel(storage: UnitOfWorkFactory) -> None:
    add(storage, QUEUED)

    with storage() as work:
        work.jobs.update(JOB)
        work.commit()

    with storage(writes=False) as work:
        assert work.jobs.get("job") == attrs.evolve(JOB, cancel_requested=False)


def test_update_of_an_unknown_job_is_refused(storage: UnitOfWorkFactory) -> None:
    with storage() as work, pytest.raises(NotFound):
        work.jobs.update(JOB)


def test_queued_job_is_claimed_once(storage: UnitOfWorkFactory) -> None:
    add(storage, QUEUED)

    first, second = claim(storage, "w1"), claim(storage, "w2")

    assert first == attrs.evolve(
        QUEUED, status="running", worker="w1", attempts=1, heartbeat_at=NOW, started_at=NOW
    )
    assert second is None


def test_running_job_is_claimed_when_its_heart_stopped(storage: UnitOfWorkFactory) -> None:
    started = attrs.evolve(QUEUED, status="running", worker="w1", attempts=1, started_at=START)
    add(storage, attrs.evolve(started, heartbeat_at=STALE - HOUR))

    taken = claim(storage)

    assert taken == attrs.evolve(started, worker="w2", attempts=2, heartbeat_at=NOW)


def test_running_job_with_a_beating_heart_is_left_alone(storage: UnitOfWorkFactory) -> None:
    add(storage, attrs.evolve(QUEUED, status="running", worker="w1", heartbeat_at=STALE))

    assert claim(storage) is None


@pytest.mark.parametrize("status", ["succeeded", "failed", "cancelled"])
def test_job_that_is_over_is_not_claimed_nor_cancelled(storage: UnitOfWorkFactory, status: str) -> None:
    add(storage, attrs.evolve(QUEUED, status=status))

    taken = claim(storage)
    with storage() as work:
        work.jobs.request_cancel("job")
        work.jobs.request_cancel("unknown")
        work.commit()

    with storage(writes=False) as work:
        assert (taken, work.jobs.get("job")) == (None, attrs.evolve(QUEUED, status=status))


def test_heartbeat_is_for_the_worker_that_has_the_job(storage: UnitOfWorkFactory) -> None:
    add(storage, QUEUED)
    claim(storage, "w1")

    with storage() as work:
        beats = [work.jobs.heartbeat("job", worker, NOW + HOUR) for worker in ("w1", "w2")]
        unknown = work.jobs.heartbeat("other", "w1", NOW)
        work.commit()

    with storage(writes=False) as work:
        job = work.jobs.get("job")
    assert (beats, unknown) == ([True, False], False)
    assert job is not None
    assert job.heartbeat_at == NOW + HOUR


def test_heartbeat_says_that_a_cancel_was_asked_for(storage: UnitOfWorkFactory) -> None:
    add(storage, QUEUED)
    claim(storage, "w1")
    with storage() as work:
        work.jobs.request_cancel("job")
        work.commit()

    with storage() as work:
        goes_on = work.jobs.heartbeat("job", "w1", NOW + HOUR)
        job = work.jobs.get("job")

    assert not goes_on
    assert job is not None
    assert job.cancel_requested


def test_live_job_is_found_by_what_it_was_asked(storage: UnitOfWorkFactory) -> None:
    add(
        storage,
        attrs.evolve(QUEUED, id="over", status="failed"),
        attrs.evolve(QUEUED, id="other", fingerprint="g"),
        attrs.evolve(QUEUED, id="live", status="running"),
    )

    with storage(writes=False) as work:
        live = work.jobs.live_with("f")
        none = work.jobs.live_with("h")

    assert live == attrs.evolve(QUEUED, id="live", status="running")
    assert none is None


def test_jobs_that_nobody_works_on_come_oldest_first(storage: UnitOfWorkFactory) -> None:
    running = attrs.evolve(QUEUED, status="running", worker="w1", heartbeat_at=NOW)
    add(
        storage,
        attrs.evolve(QUEUED, id="young", created_at=START + DAY),
        attrs.evolve(QUEUED, id="over", status="succeeded"),
        attrs.evolve(running, id="alive", heartbeat_at=STALE),
        attrs.evolve(running, id="silent", heartbeat_at=STALE - HOUR),
        attrs.evolve(running, id="ahead", heartbeat_at=NOW + HOUR, created_at=START + HOUR),
    )

    with storage(writes=False) as work:
        due, first, counts = work.jobs.due(STALE, NOW, 9), work.jobs.due(STALE, NOW, 1), work.jobs.counts()

    assert due == [("silent", "running"), ("ahead", "running"), ("young", "queued")]
    assert first == due[:1]
    assert dict(counts) == {"queued": 1, "running": 3}


def test_running_job_whose_clock_was_set_back_is_claimed(storage: UnitOfWorkFactory) -> None:
    add(storage, attrs.evolve(QUEUED, status="running", worker="w1", heartbeat_at=NOW + HOUR))

    taken = claim(storage)

    assert taken is not None
    assert taken.worker == "w2"


def test_job_given_back_waits_again_and_lost_no_attempt(storage: UnitOfWorkFactory) -> None:
    add(storage, QUEUED)
    claim(storage, "w1")

    with storage() as work:
        given = [work.jobs.give_back("job", worker) for worker in ("w2", "w1", "w1")]
        work.commit()

    with storage(writes=False) as work:
        job = work.jobs.get("job")
    assert given == [False, True, False]
    assert job == attrs.evolve(QUEUED, started_at=NOW)


def test_time_of_the_jobs_is_that_of_all_who_claim(storage: UnitOfWorkFactory) -> None:
    own = START - 9 * DAY

    with storage(writes=False) as work:
        first, second = work.jobs.time(own), work.jobs.time(own)

    assert first == second == own or own + DAY < first < second
