"""What the jobs of this benchmark come to, each in a process of its own, as sections of the page."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

from tests.benchmarks.table import Section
from tests.conftest import REPOSITORY

Facts = dict[str, Any]

GROWING = ((50, 20), (100, 20), (200, 30), (400, 60), (800, 60), (1_600, 60))
"""People, and the seconds that the job is given; for each of them there are twenty seats."""

POOLS = ((500, 1, 60), (1_000, 4, 60))
"""People who may all work at one place, how many seats a shift has there, and the seconds."""

ILL = ((50, 20), (500, 60))
"""People of a plan in which one falls ill, and the seconds of either job."""

COMMAND = "`python -m tests.benchmarks.growth --page`"


def grown() -> list[Facts]:
    """The jobs on plans that double, then those of one large branch."""
    growing = [_said("one_job", people, 50, 4, seconds) for people, seconds in GROWING]
    return growing + [_said("one_job", people, people, most, seconds) for people, most, seconds in POOLS]


def after_an_absence() -> list[Facts]:
    """The jobs that replan with the least change."""
    return [_said("absence", people, seconds) for people, seconds in ILL]


def _said(module: str, *figures: int) -> Facts:
    load = f"{os.getloadavg()[0]:.1f}"
    command = [sys.executable, "-m", f"tests.benchmarks.growth.{module}", *map(str, figures)]
    done = subprocess.run(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True, check=True)
    print(done.stdout.strip(), file=sys.stderr, flush=True)  # noqa: T201 - how far it is
    found: Facts = json.loads(done.stdout)
    return {**found, "load": load}


def growth_section(jobs: Sequence[Facts]) -> Section:
    """The table of plans that double."""
    header = (
        "people",
        "at one place",
        "seats",
        "limit",
        "first shown",
        "filled then",
        "the job took",
        "processor",
        "memory",
        "filled",
        "explained",
    )
    remarks = (
        f"{COMMAND}: four weeks, twenty seats for each person, the week before as history; from the start of"
        " a job to its stored proposals, each in a process of its own on a SQLite file. Where all work at one"
        " place everybody may take two thirds of all seats: pairs of person and seat grow squared."
        " `processor` is the time of both cores that the job used, `memory` the most that its process held"
        " beyond what it held with the plan stored, `explained` the share of proposals with runners-up;"
        f" load of the machine before each: {', '.join(one['load'] for one in jobs)}.",
        "Aims: with 50 people somebody is shown within 2 s; with 1,000 people and 20,000 seats within a"
        " minute; a job ends at its limit.",
    )
    return Section("Growth of auto-assign", header, [_row(one) for one in jobs], remarks)


def _row(one: Facts) -> list[str]:
    first, share = one["first"]
    return [
        f"{one['people']:,}",
        f"{one['at_one_place']:,}",
        f"{one['seats']:,}",
        f"{one['limit']} s",
        f"{first:.1f} s",
        f"{share:.1%}",
        f"{one['took']:.1f} s",
        f"{one['processor']:.0f} s",
        f"{one['memory'] - one['plan_memory']} MB",
        f"{one['filled']:.2%}",
        f"{one['runners_up'] / max(1, one['proposals']):.0%}",
    ]


def absence_section(jobs: Sequence[Facts]) -> Section:
    """The table of replanning after an absence."""
    header = ("people", "seats", "left open by the absence", "open after it", "others moved", "first shown")
    rows = [
        [
            f"{one['people']:,}",
            f"{one['seats']:,}",
            f"{one['emptied']} and {one['open_before']} before",
            str(one["open_after"]),
            str(one["moved"]),
            f"{one['first']:.1f} s",
            f"{one['took']:.1f} s",
        ]
        for one in jobs
    ]
    remarks = (
        f"{COMMAND}: the plan is filled and published, somebody of the middle falls ill for a week, and a"
        " job with `least_change` replans all four weeks. `others moved`: published proposals of anybody else"
        " that were given up. Up to four of them may move to fill one seat more.",
    )
    return Section("Replanning after an absence", (*header, "the job took"), rows, remarks)
