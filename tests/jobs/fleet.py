"""The product as several real processes on one database: servers, workers, a queue, and what kills them.

Jobs take long, or kill their worker, by a rule of another package that is installed beside the product.
Unless a test says otherwise the constructive solver works at them: it ends when every seat was tried. The
default one (`auto`) gets a plan of more people, shifts and wishes, at which it searches until its time is up.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any
from urllib.request import Request, urlopen

import attrs

from adapters.sql import SqlDatabase, upgrade
from adapters.system import SystemClock, UuidIds
from planning_core import Availability, Collaborator, Entity
from planning_core.domain.job import AutoAssignRequest, Job
from planning_core.domain.work import Assignment
from planning_core.ports.unit_of_work import UnitOfWorkFactory
from planning_core.use_cases.auto_assign import cancel_auto_assign, start_auto_assign
from tests.cli.command import PLANNING
from tests.conftest import REPOSITORY
from tests.servers.redis import Redis
from tests.small_plan import PLANNER, ROLE, Office, a_shift, an_id, at, reference_data

SHIFTS = 30

_RULE = '''
import os, signal, threading, time
from planning_core.domain.reference import Severity
from planning_core.rules import Rule, single, text


class Weather(Rule):
    """Keeps nobody from anything; to ask it takes a while, and may end the process."""

    code = "weather"
    severity = Severity.HARD
    description = text(en="Weather.", fr="Temps.")
    sentences = single(en="It rains.", fr="Il pleut.")

    def person(self, timeline, parameters):
        if threading.current_thread() is not threading.main_thread():
            if os.path.exists(os.environ["WEATHER_STORM"]):
                os.kill(os.getpid(), signal.SIGKILL)
            time.sleep(float(os.environ["WEATHER_SECONDS"]))
        return ()
'''


def wait_until(holds: Callable[[], object], seconds: float = 60) -> float:
    """Wait for something; how long it took."""
    begun = time.monotonic()
    while not holds():
        assert time.monotonic() < begun + seconds, f"it did not come to pass within {seconds} s"
        time.sleep(0.05)
    return time.monotonic() - begun


@attrs.define
class Fleet:
    """Processes of the product on one database, with a plan of thirty shifts for two people, or a larger
    one that a search does not come to the end of."""

    folder: Path
    database: SqlDatabase
    organization: str
    redis: Redis | None = None
    weather_seconds: float = 0.0
    solver: str = "constructive"
    running: list[subprocess.Popen[str]] = attrs.field(factory=list)

    @property
    def unit_of_work(self) -> UnitOfWorkFactory:
        """The plan, from the test's own process."""
        return self.database.units_of_work(self.organization)

    @property
    def storm(self) -> Path:
        """While this file is there, jobs kill their workers."""
        return self.folder / "storm"

    def set_up(self) -> None:
        """Install the rule, make the tables and the plan."""
        metadata = self.folder / "site" / "weather-1.0.dist-info"
        metadata.mkdir(parents=True)
        metadata.with_name("weather.py").write_text(_RULE)
        (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: weather\nVersion: 1.0\n")
        (metadata / "entry_points.txt").write_text("[planning_core.rules]\nweather = weather:Weather\n")
        upgrade(self.database)
        shifts = [
            a_shift(n, day=3 + n % 15, start=6 + 6 * (n // 15), end=9 + 6 * (n // 15)) for n in range(SHIFTS)
        ]
        Office(self.unit_of_work).add(*reference_data(), *shifts)
        if self.searches:
            Office(self.unit_of_work).add(*more_to_search())

    @property
    def searches(self) -> bool:
        """Whether jobs go on looking until their time is up."""
        return self.solver != "constructive"

    @property
    def time_limit(self) -> int:
        """Seconds that jobs get."""
        return 30 if self.searches else 60

    @property
    def options(self) -> dict[str, int]:
        """What jobs are asked for."""
        return {"patience": 600} if self.searches else {}

    @property
    def environment(self) -> dict[str, str]:
        """What its processes are told."""
        url = self.database.url.render_as_string(hide_password=False)
        more = {} if self.redis is None else {"PLANNING_REDIS_URL": self.redis.url}
        return {
            **os.environ,
            "PLANNING_DATABASE_URL": url,
            "PLANNING_ORGANIZATION": self.organization,
            "PYTHONPATH": os.pathsep.join([str(self.folder / "site"), str(REPOSITORY)]),
            "WEATHER_SECONDS": str(self.weather_seconds),
            "WEATHER_STORM": str(self.storm),
            "PLANNING_SOLVER": self.solver,
            "LC_ALL": "C.UTF-8",
            **more,
        }

    def said(self, *arguments: str) -> str:
        """What the product's command prints."""
        done = subprocess.run(
            [PLANNING, *arguments], env=self.environment, capture_output=True, text=True, check=True
        )
        return done.stdout

    def process(self, *arguments: str, says: str) -> tuple[subprocess.Popen[str], str]:
        """Start the product's command; returns once it said that, with the line."""
        log = (self.folder / f"{arguments[0]}-{len(self.running)}.log").open("w")
        process = subprocess.Popen(
            [PLANNING, *arguments], stdout=subprocess.PIPE, stderr=log, text=True, env=self.environment
        )
        log.close()
        self.running.append(process)
        assert process.stdout is not None
        for line in process.stdout:
            if says in line:
                return process, line
        raise AssertionError(f"planning {' '.join(arguments)} never said {says!r}: {self.logs()}")

    def worker(self, processes: int = 1, threads: int = 1) -> subprocess.Popen[str]:
        """Processes that run jobs."""
        counts = ("--processes", str(processes), "--threads", str(threads))
        return self.process("worker", *counts, says="runs jobs")[0]

    def logs(self) -> str:
        """What all processes had to say beside their output."""
        return "".join(path.read_text() for path in sorted(self.folder.glob("*.log")))

    def start_job(self, seed: int = 0) -> str:
        """The id of a job that waits, its row stored and no message sent."""
        request = AutoAssignRequest(
            starts_at=at(1),
            ends_at=at(28),
            time_limit_seconds=self.time_limit,
            seed=seed,
            options=self.options,
        )
        with self.unit_of_work() as uow:
            job, _ = start_auto_assign(
                request, principal=PLANNER, uow=uow, clock=SystemClock(), ids=UuidIds()
            )
            uow.commit()
        return job.id

    def cancel(self, job_id: str) -> None:
        """Ask for a job's end, from the test's own process."""
        with self.unit_of_work() as uow:
            cancel_auto_assign(job_id, principal=PLANNER, uow=uow, clock=SystemClock())
            uow.commit()

    def job(self, job_id: str) -> Job:
        """A job as it is stored."""
        with self.unit_of_work(writes=False) as uow:
            job = uow.jobs.get(job_id)
        assert job is not None
        return job

    def finished(self, job_id: str, seconds: float = 150) -> Job:
        """A job once it is over."""
        wait_until(lambda: self.job(job_id).over, seconds)
        return self.job(job_id)

    def under_way(self, job_id: str, saved: int = 4) -> Job:
        """A job once so many people were placed and saved, and it still runs; a search well on its way."""
        share = 0.4 if self.searches else 0.0

        def far_enough() -> bool:
            job = self.job(job_id)
            return job.over or (len(job.best) >= saved and job.progress >= share)

        wait_until(far_enough)
        job = self.job(job_id)
        assert not job.over, f"{job.status}: {self.logs()}"
        return job

    def proposed(self) -> list[Assignment]:
        """Every assignment of the plan."""
        with self.unit_of_work(writes=False) as uow:
            found = uow.plan.period(AutoAssignRequest(starts_at=at(1), ends_at=at(28)).window)
        return [one for one in found if isinstance(one, Assignment)]

    def assert_done_once(self, job: Job, status: str = "succeeded") -> None:
        """The job ended so, and its proposals are in the plan, each once."""
        pairs = [(one.shift_id, one.collaborator_id) for one in self.proposed()]

        assert (job.status.value, job.error) == (status, None), self.logs()
        assert sorted(pairs) == sorted((p.shift_id, p.collaborator_id) for p in job.proposals)
        assert len(set(pairs)) == len(pairs) > 0

    def close(self) -> None:
        """End every process."""
        for process in self.running:
            process.terminate()
        for process in self.running:
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
            if process.stdout is not None:
                process.stdout.close()


def more_to_search() -> list[Entity]:
    """A dozen people with wishes and absences, and shifts around the clock for three of them each."""
    chance = Random(4)
    people = [
        Collaborator(id=an_id(50 + n), name=f"Person {n}", role_ids=(ROLE,), timezone="Europe/Paris")
        for n in range(12)
    ]
    shifts = [
        a_shift(200 + 100 * part + n, day=2 + n, start=5 + 7 * part, end=12 + 7 * part, headcount=3)
        for n in range(25)
        for part in range(3)
    ]
    wishes = [_wish(5000 + 100 * n + m, person, chance) for n, person in enumerate(people) for m in range(12)]
    return [*people, *shifts, *wishes]


def _wish(number: int, person: Collaborator, chance: Random) -> Availability:
    begins = at(chance.randrange(2, 27), chance.choice((4, 12, 18)))
    return Availability(
        id=an_id(number),
        collaborator_id=person.id,
        kind=chance.choice(("undesired", "unavailable", "undesired")),
        starts_at=begins,
        ends_at=begins + timedelta(hours=8),
        weight=chance.randrange(1, 6),
    )


def process_of(job: Job) -> int:
    """The number of the process that runs a job."""
    return int(str(job.worker).split("/")[0].split("-")[-2])


def kill_worker_of(job: Job) -> None:
    """End the process that runs a job without a word."""
    os.kill(process_of(job), signal.SIGKILL)


@contextmanager
def fleet_on(folder: Path, database: SqlDatabase, organization: str, **fields: Any) -> Iterator[Fleet]:
    """A fleet that is gone when this closes."""
    fleet = Fleet(folder, database, organization, **fields)
    fleet.set_up()
    try:
        yield fleet
    finally:
        fleet.close()


@attrs.frozen
class Server:
    """A server of the fleet, and an administrator there."""

    process: subprocess.Popen[str]
    url: str
    token: str
    time_limit: int
    options: dict[str, int]

    def ask(self, path: str, body: Any = None, language: str = "en") -> Any:
        """What the API answers; with a body, to a POST."""
        headers = {
            "Authorization": f"Bearer {self.token}",
            "Content-Type": "application/json",
            "Accept-Language": language,
        }
        data = None if body is None else json.dumps(body).encode()
        request = Request(f"{self.url}/api/v1/planning{path}", data, headers)  # noqa: S310 - our own server
        with urlopen(request, timeout=30) as answer:  # noqa: S310 - our own server
            return json.load(answer)

    def start_job(self, seed: int = 0) -> str:
        """The id of a job that this server queued."""
        period = {"from": at(1).isoformat(), "to": at(28).isoformat()}
        asked = {**period, "time_limit_seconds": self.time_limit, "options": self.options, "seed": seed}
        answer = self.ask("/auto-assign/start", asked)
        return str(answer["job_id"])

    @contextmanager
    def follow(self) -> Iterator[Iterator[tuple[str, float]]]:
        """The names of events as they come, each with the moment."""
        headers = {"Authorization": f"Bearer {self.token}"}
        request = Request(f"{self.url}/api/v1/planning/events", headers=headers)  # noqa: S310 - our own server
        with urlopen(request, timeout=60) as answer:  # noqa: S310 - our own server
            lines = (line.decode() for line in answer)
            yield ((line[7:].strip(), time.monotonic()) for line in lines if line.startswith("event: "))


def serving(fleet: Fleet) -> Server:
    """A server of the fleet."""
    name = f"admin-{len(fleet.running)}"
    token = fleet.said("token", "create", name, "--role", "admin").split()[0]
    process, line = fleet.process("serve", "--port", "0", says="listens on")
    return Server(process, line.split()[-1], token, fleet.time_limit, fleet.options)
