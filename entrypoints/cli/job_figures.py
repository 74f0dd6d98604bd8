"""How an auto-assign job gets on, told as it improves: a live line on a terminal, plain lines elsewhere."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import attrs

from entrypoints.cli.session import Session, progress
from entrypoints.terminals import harmless
from planning_core.domain.job import Job

TOLD_SECONDS = 5.0
"""How far apart plain lines are at least; what ends sooner is told by its last line alone."""


def figures(job: Job, session: Session, seconds: float | None = None) -> str:
    """A job's state, coverage, objective, how far that is from the best there is, and how long it took."""
    coverage = job.coverage
    if not job.over and not coverage.wanted:
        began = session.say("not_begun", status=session.word(job.status.value))
        return began if seconds is None else f"{began}, {seconds:.0f} s"
    said = session.say(
        "coverage",
        status=session.word(job.status.value),
        filled=coverage.filled,
        wanted=coverage.wanted,
        ratio=f"{coverage.ratio:.1%}",
        objective="-" if job.objective is None else f"{job.objective:g}",
    )
    if job.gap is not None:
        # Rounded up: what is promised holds.
        share = math.ceil(min(1.0, job.gap) * 1000 - 1e-6) / 1000
        said += session.say("gap_proved") if job.gap == 0 else session.say("gap_left", gap=f"{share:.1%}")
    return said if seconds is None else said + f", {seconds:.0f} s"


@attrs.define
class PlainLines:
    """A line whenever something got better, so many seconds apart at least; told the seconds gone by."""

    session: Session
    write: Callable[[str], None]
    _told_at: float = 0.0
    _told: str = ""

    def advance(self, job: Job, seconds: float) -> None:
        """Tell a job's figures if they are news and it is time."""
        said = figures(job, self.session)
        if not job.over and said != self._told and seconds - self._told_at >= TOLD_SECONDS:
            self._told_at, self._told = seconds, said
            self.write(figures(job, self.session, seconds))


@contextmanager
def told_live(session: Session, *, quiet: bool = False) -> Iterator[Callable[[Job, float], None]]:
    """What is to be told of a job and the seconds gone by, again and again, on standard error.

    On a terminal one line is kept up to date; elsewhere, unless `quiet`, lines follow one another.
    """
    if sys.stderr.isatty():
        with progress("auto-assign", total=1.0) as advance:
            yield lambda job, seconds: advance(figures(job, session), job.progress)
    elif quiet:
        yield lambda job, seconds: None
    else:
        yield PlainLines(session, _to_standard_error).advance


def _to_standard_error(line: str) -> None:
    print(harmless(line), file=sys.stderr, flush=True)  # noqa: T201 - a command speaks so
