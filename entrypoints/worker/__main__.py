"""`python -m entrypoints.worker`: one process that runs jobs until its standard input ends or it is told to.

Whoever started it holds the other end of its standard input: should that one die, it stops too.
"""

from __future__ import annotations

import os
import signal
import sys
from threading import Event, Thread

import structlog

from entrypoints.bootstrap import build_app
from entrypoints.logs import configure_logs
from entrypoints.settings import Settings
from planning_core.errors import PlanningError

OUT_OF_REACH = 3
_log = structlog.get_logger("planning.worker")


def main() -> int:
    """Run jobs; the exit code."""
    stopped = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    settings = Settings()
    configure_logs(settings)
    try:
        app = build_app(settings)
    except PlanningError as error:
        _log.error("a worker cannot start", reason=str(error))
        return OUT_OF_REACH
    Thread(target=_wait_for_the_end, args=(stopped,), name="parent-watch", daemon=True).start()
    app.work()
    _log.info("working", threads=settings.job_threads)
    stopped.wait()
    app.close()
    _log.info("stopped")
    return 0


def _wait_for_the_end(stopped: Event) -> None:
    # Not through sys.stdin: a thread that waits in it would keep the interpreter from ending.
    while os.read(0, 4096):
        pass
    stopped.set()


if __name__ == "__main__":
    sys.exit(main())
