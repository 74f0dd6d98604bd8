"""Auto-assign on plans that double, and after an absence."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.benchmarks.growth.measured import absence_section, after_an_absence, grown, growth_section
from tests.benchmarks.table import Section

MINUTE = 60

OVERTIME = 5
"""Seconds beyond its time limit that a job may take, on a machine that does nothing else."""


@pytest.mark.timeout(1800)
def test_auto_assign_on_plans_that_double(report: Callable[[Section], None]) -> None:
    jobs = grown()

    report(growth_section(jobs))
    assert jobs[0]["first"][0] <= 2
    assert all(one["first"][0] <= MINUTE for one in jobs)
    assert all(one["took"] <= one["limit"] + OVERTIME for one in jobs)


@pytest.mark.timeout(600)
def test_replanning_after_an_absence_moves_few(report: Callable[[Section], None]) -> None:
    jobs = after_an_absence()

    report(absence_section(jobs))
    assert all(one["open_after"] <= one["open_before"] + one["emptied"] for one in jobs)
    assert all(one["moved"] <= 4 * one["emptied"] + 4 * one["open_before"] for one in jobs)
