"""A job outlives the process that was to run it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from entrypoints.bootstrap import App, build_app
from entrypoints.settings import Settings
from planning_core.domain.job import AutoAssignRequest, Job
from planning_core.domain.principal import AccessRole, Principal
from planning_core.use_cases.auto_assign import start_auto_assign
from planning_core.use_cases.auto_assign_state import STALE_AFTER

PLANNER = Principal(user_id="planner", role=AccessRole.PLANNER)
MARCH = AutoAssignRequest(
    starts_at=datetime(2026, 3, 1, tzinfo=UTC), ends_at=datetime(2026, 4, 1, tzinfo=UTC), time_limit_seconds=5
)

HANGING = """
import sys, time
from datetime import UTC, datetime
from entrypoints.bootstrap import build_app
from entrypoints.settings import Settings
app = build_app(Settings(database_url=sys.argv[1]))
with app.unit_of_work() as uow:
    now = datetime.now(UTC)
    assert uow.jobs.claim(sys.argv[2], "doomed", now, now) is not None
    uow.commit()
print("claimed", flush=True)
time.sleep(600)
"""


def _settings(folder: Path) -> Settings:
    return Settings(database_url=f"sqlite:///{folder / 'plan.db'}", job_sweep_seconds=0.1)


def _queued(app: App) -> str:
    with app.unit_of_work() as uow:
        job, _ = start_auto_assign(MARCH, principal=PLANNER, uow=uow, clock=app.clock, ids=app.ids)
        uow.commit()
    return job.id


def _over(app: App, job_id: str) -> Job:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        with app.unit_of_work(writes=False) as uow:
            job = uow.jobs.get(job_id)
        assert job is not None
        if job.over:
            return job
        time.sleep(0.05)
    raise AssertionError("the job did not end")


def test_job_left_queued_is_run_at_the_next_start(tmp_path: Path) -> None:
    before = build_app(_settings(tmp_path))
    job_id = _queued(before)
    before.close()

    after = build_app(_settings(tmp_path))
    after.start()
    job = _over(after, job_id)
    after.close()

    assert (job.status.value, job.attempts) == ("succeeded", 1)


def test_job_of_a_killed_process_is_taken_up_again(tmp_path: Path) -> None:
    settings = _settings(tmp_path)
    app = build_app(settings)
    job_id = _queued(app)
    command = [sys.executable, "-c", HANGING, settings.database_url, job_id]
    doomed = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": "."}
    )
    assert doomed.stdout is not None
    assert doomed.stdout.readline() == "claimed\n"
    doomed.send_signal(signal.SIGKILL)
    doomed.wait()
    doomed.stdout.close()
    _silence(app, job_id)

    app.start()
    job = _over(app, job_id)
    app.close()

    assert (job.status.value, job.attempts) == ("succeeded", 2)
    assert job.worker not in (None, "doomed")


def _silence(app: App, job_id: str) -> None:
    """Have the last sign of life lie as far back as it takes, rather than wait for it."""
    with app.unit_of_work() as uow:
        long_ago = app.clock.now() - STALE_AFTER - timedelta(seconds=1)
        uow.jobs.heartbeat(job_id, "doomed", long_ago)
        uow.commit()


def test_closed_product_runs_nothing_more(tmp_path: Path) -> None:
    app = build_app(_settings(tmp_path))
    app.start()
    app.close()
    job_id = _queued(app)

    app.queue.send(job_id)
    time.sleep(0.3)

    with app.unit_of_work(writes=False) as uow:
        job = uow.jobs.get(job_id)
    assert job is not None
    assert job.status.value == "queued"
    app.close()
