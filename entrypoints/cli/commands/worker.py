"""`planning worker`: processes that run queued jobs, each started again should it die."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import Annotated

import attrs
import typer

from entrypoints.cli.commands.serve import until_stopped
from entrypoints.cli.session import Session, session_of

_PROCESS = "entrypoints.worker"
"""Named, not imported: one door does not know another."""

_LOOK_SECONDS = 0.2
_STOP_SECONDS = 15.0
_SOON_SECONDS, _LATEST_SECONDS = 1.0, 30.0
"""A process that died is started again after the first; each time that it dies young, after twice as long."""
_YOUNG_SECONDS = 10.0


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("worker")(worker)


def worker(
    context: typer.Context,
    processes: Annotated[int, typer.Option(help="Processes to run.", min=1, max=256)] = 1,
    threads: Annotated[
        int | None,
        typer.Option(help="Jobs side by side in each. Default: PLANNING_JOB_THREADS, else 2.", min=1, max=64),
    ] = None,
) -> None:
    """Run queued jobs until stopped. What runs then is given back with its best plan, for others to go on."""
    session = session_of(context)
    settings = session.settings
    with session.app(from_nothing=True) as app:  # what is out of reach is said before anything starts
        app.reach_queue()
    count = settings.job_threads if threads is None else threads
    environment = {
        **os.environ,
        "PLANNING_DATABASE_URL": settings.database_url,
        "PLANNING_ORGANIZATION": settings.organization,
        "PLANNING_JOB_THREADS": str(count),
    }
    children = [_Child(session, environment) for _ in range(processes)]
    with until_stopped():
        try:
            for child in children:
                child.start()
            session.tell("working_on", processes=processes, threads=count)
            sys.stdout.flush()  # whoever reads a pipe waits for that line
            while True:
                for child in children:
                    child.look()
                time.sleep(_LOOK_SECONDS)
        finally:
            _stop(children)


@attrs.define
class _Child:
    """One process that runs jobs, and the next one where it dies."""

    session: Session
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = None
    begun: float = 0.0
    wait: float = _SOON_SECONDS
    due: float = 0.0

    def start(self) -> None:
        """Start it. Ctrl+C in a terminal is for whoever started it; the pipe tells it when that one dies."""
        self.begun = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603 - this very program
            [sys.executable, "-m", _PROCESS],
            env=self.environment,
            stdin=subprocess.PIPE,
            start_new_session=True,
        )

    def look(self) -> None:
        """Start it again where it died, after a while."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.due:
                self.start()
        elif self.process.poll() is not None:
            if now - self.begun >= _YOUNG_SECONDS:
                self.wait = _SOON_SECONDS
            self.session.note("worker_died", code=self.process.returncode, seconds=round(self.wait))
            self.due = now + self.wait
            self.wait = min(2 * self.wait, _LATEST_SECONDS)
            self._forget()

    def tell_to_stop(self) -> None:
        """Have it give back what it runs, and end."""
        if self.process is not None:
            self.process.send_signal(signal.SIGTERM)

    def end(self, until: float) -> None:
        """Wait for its end until then; what does not end is killed, and its job taken up by others."""
        if self.process is not None:
            try:
                self.process.wait(max(0.0, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
            self._forget()

    def _forget(self) -> None:
        if self.process is not None and self.process.stdin is not None:
            self.process.stdin.close()
        self.process = None


def _stop(children: list[_Child]) -> None:
    until = time.monotonic() + _STOP_SECONDS
    for child in children:
        child.tell_to_stop()
    for child in children:
        child.end(until)
