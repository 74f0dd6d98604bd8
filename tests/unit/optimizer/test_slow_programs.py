"""Linear programs that take longer than there is time: they end with it, and nothing of them is believed."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

import highspy
import numpy as np
import pytest

from adapters.solver import columns, solve
from adapters.solver.master import Master
from planning_core import Plan, rule_book
from planning_core.domain.job import AutoAssignRequest
from planning_core.domain.reference import Severity
from planning_core.rules.comparison import compare
from planning_core.rules.engine import evaluate
from planning_core.solver import solve as fill
from planning_core.solver.engine import Limits
from planning_core.solver.meaning import broken, objective
from tests.unit.optimizer.random_problems import random_problem
from tests.unit.solver.agency import MONDAY, agency

ENDLESS = 60.0
"""Seconds of a program that nothing limits, far beyond the limits here."""


@pytest.fixture(autouse=True, scope="module")
def _loaded() -> None:
    """What is compiled is loaded before anything is measured."""
    solve(random_problem(3, people=4, days=7, per_day=2), Limits(seconds=0.5), report=lambda *_: True)


class _Slow:
    """HiGHS at a program that it never solves: it works until its time limit."""

    def __init__(self, highs: highspy.Highs) -> None:
        self._highs = highs
        self._ran, self._limit = 0.0, ENDLESS

    def __getattr__(self, name: str) -> Any:
        return getattr(self._highs, name)

    def setOptionValue(self, name: str, value: Any) -> None:  # noqa: N802 - HiGHS's name
        if name == "time_limit":
            self._limit = value
        self._highs.setOptionValue(name, value)

    def getRunTime(self) -> float:  # noqa: N802 - HiGHS's name
        return self._ran

    def run(self) -> None:
        seconds = max(0.0, self._limit - self._ran)
        time.sleep(seconds)
        self._ran += seconds

    def getModelStatus(self) -> Any:  # noqa: N802 - HiGHS's name
        return highspy.HighsModelStatus.kTimeLimit


class SlowMaster(Master):
    """A master whose program is never solved in time."""

    def __init__(self, *rows: Any) -> None:
        super().__init__(*rows)
        slow: Any = _Slow(self.highs)
        self.highs = slow


def large_master() -> Master:
    """A program that takes HiGHS minutes: ten thousand timelines of a dozen duties each."""
    random = np.random.default_rng(1)
    duties, people, timelines = 1_500, 400, 10_000
    ones = np.ones(duties)
    master = Master(ones, ones, 100 * ones, 100 * ones, people)
    for number in range(timelines):
        taken = np.sort(random.choice(duties, 12, replace=False))
        master.add(number % people, np.array([number]), taken, 100 * float(random.random()))
    return master


def test_a_program_is_left_when_told_to_stop() -> None:
    master = large_master()
    began = time.process_time()

    solved = master.solve(lambda: True)

    assert not solved
    assert time.process_time() - began < 5


def test_a_program_solved_in_slices_is_solved_to_its_end() -> None:
    random, ones = np.random.default_rng(2), np.ones(80)
    master, whole = [Master(ones, 20 * ones, 9 * ones, 9 * ones, 20) for _ in range(2)]
    for number in range(600):
        taken, cost = np.sort(random.choice(80, 8, replace=False)), float(random.random())
        for one in (master, whole):
            one.add(number % 20, np.array([number]), taken, cost)

    solved = master.solve(lambda: False)
    whole.highs.run()

    assert solved
    assert master.value == pytest.approx(whole.value)


def test_a_search_ends_at_its_limit_with_a_roster_that_holds_and_no_bound(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    problem = random_problem(3, people=12, days=14, per_day=3)
    monkeypatch.setattr(columns, "Master", SlowMaster)
    began = time.monotonic()

    found = solve(problem, Limits(seconds=2), report=lambda *_: True)

    assert time.monotonic() - began < 3.5
    assert found.bound is None
    assert broken(problem, found.roster) == []
    assert found.objective == objective(problem, found.roster)


def test_a_job_ends_at_its_limit_with_proposals_that_break_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    plan, rules = agency(people=14, days=10), rule_book()
    monkeypatch.setattr(columns, "Master", SlowMaster)
    request = AutoAssignRequest(
        starts_at=MONDAY, ends_at=MONDAY + timedelta(days=10), time_limit_seconds=4, options={"patience": 60}
    )
    began = time.monotonic()

    solution = fill(plan, request, rules, engine=solve, elapsed_seconds=lambda: time.monotonic() - began)

    assert time.monotonic() - began < 4 + 1.5
    assert solution.coverage.filled > 0
    filled = Plan([*plan.entities(), *solution.assignments], timezone=plan.timezone)
    new = compare(evaluate(plan, rules), evaluate(filled, rules)).new
    assert [one for one in new if one.type is Severity.HARD] == []
