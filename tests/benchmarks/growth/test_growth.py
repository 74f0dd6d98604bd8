"""Auto-assign on plans that double: when people are first proposed, when it ends, its memory."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from tests.benchmarks.table import Section
from tests.conftest import REPOSITORY

LIMIT = 60
GROWING = (50, 100, 200, 400, 800, 1_600)
"""People; for each of them there are twenty seats."""

POOLS = ((500, 1), (1_000, 4))
"""People who may all work at one place, and how many seats a shift has there."""

OVERTIME = 1.15
"""How many times its time limit a job may take, all in all, on a machine that does nothing else."""


@pytest.mark.timeout(1800)
def test_auto_assign_on_plans_that_double(report: Callable[[Section], None]) -> None:
    growing = [job(people, 50, 4) for people in GROWING]
    pools = [job(people, people, most) for people, most in POOLS]

    rows = [row("branches of 50", one) for one in growing] + [row("one branch", one) for one in pools]
    header = ("people", "who", "seats", "first shown", "filled then", "the job took", "processor")
    remarks = (
        "Four weeks, twenty seats for each person, the week before as history; a job with a limit of"
        f" {LIMIT} s, from its start to its stored proposals, each in a process of its own on a SQLite file."
        " In one branch everybody may take two thirds of all seats: pairs of person and seat grow squared."
        " `processor` is the time of both cores that the job used, `memory` the most that its process"
        " held beyond what it held with the plan stored.",
        "Aims: with 50 people somebody is shown within 2 s; with 1,000 people and 20,000 seats within a"
        " minute; a job ends at its limit.",
    )
    report(Section("Growth of auto-assign", (*header, "memory", "filled"), rows, remarks))
    assert growing[0]["first"][0] <= 2
    assert all(one["first"][0] <= LIMIT for one in (*growing, *pools))
    assert all(one["took"] <= OVERTIME * LIMIT for one in (*growing, *pools))


def job(people: int, people_a_branch: int, most_a_shift: int) -> dict[str, Any]:
    """One job in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.growth.one_job"]
    figures = map(str, (people, people_a_branch, most_a_shift, LIMIT))
    done = subprocess.run([*command, *figures], cwd=REPOSITORY, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def row(who: str, one: dict[str, Any]) -> list[str]:
    """A line of the page."""
    first, share = one["first"]
    return [
        f"{one['people']:,}",
        who,
        f"{one['seats']:,}",
        f"{first:.1f} s",
        f"{share:.1%}",
        f"{one['took']:.1f} s",
        f"{one['processor']:.0f} s",
        f"{one['memory'] - one['plan_memory']} MB",
        f"{one['filled']:.2%}",
    ]
