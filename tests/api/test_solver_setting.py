"""Which solver fills seats."""

from __future__ import annotations

import time
from datetime import timedelta
from types import ModuleType
from typing import Literal

import pytest

from entrypoints.settings import Settings
from entrypoints.solvers import compiling_first, once, solver_of
from planning_core.domain.job import AutoAssignRequest
from planning_core.rules.registry import rule_book
from planning_core.solver import ConstructiveSolver, OptimizingSolver, solve
from planning_core.solver.engine import Found, Limits, Report
from planning_core.solver.meaning import objective
from planning_core.solver.problem import Problem, Roster
from tests.unit.optimizer.random_problems import random_problem
from tests.unit.solver import plain_engine
from tests.unit.solver.agency import MONDAY, agency

pytestmark = pytest.mark.storeless("which solver is chosen")


def with_engine() -> ModuleType:
    """A module with an engine in it."""
    module = ModuleType("engine")
    module.solve = plain_engine.search  # type: ignore[attr-defined] # made here
    return module


def without_engine() -> ModuleType:
    """What happens where the extra is not installed."""
    raise ModuleNotFoundError("numba")


@pytest.mark.parametrize(
    ("solver", "kind"), [("auto", OptimizingSolver), ("constructive", ConstructiveSolver)]
)
def test_an_operator_may_do_without_the_search(
    solver: Literal["auto", "constructive"], kind: type[object]
) -> None:
    made = solver_of(Settings(solver=solver), with_engine)(rule_book())

    assert type(made) is kind


def test_without_the_extra_the_constructive_solver_does_it() -> None:
    made = solver_of(Settings(), without_engine)(rule_book())

    assert type(made) is ConstructiveSolver


LIMITS = Limits(seconds=0.5)


class _Engine:
    """An engine that notes how it was asked and finds nothing new."""

    def __init__(self) -> None:
        self.asked: list[Limits] = []

    def __call__(
        self, problem: Problem, limits: Limits, *, start: Roster | None = None, report: Report
    ) -> Found:
        self.asked.append(limits)
        return Found(roster=start or tuple(() for _ in problem.staff), objective=7, bound=7)


def empty(problem: Problem) -> Roster:
    """Nobody anywhere."""
    return tuple(() for _ in problem.staff)


def test_a_search_waits_for_its_engine_and_has_what_time_is_left() -> None:
    problem, engine = random_problem(0, people=3, days=7, per_day=1), _Engine()
    looks = iter([False, False, True])

    found = once(lambda: next(looks), engine)(problem, LIMITS, report=lambda *_: True)

    assert found.bound == 7
    assert [0.1 < one.seconds < 0.4 for one in engine.asked] == [True]


def test_a_search_whose_engine_is_not_ready_in_time_ends_where_it_started() -> None:
    problem, engine = random_problem(0, people=3, days=7, per_day=1), _Engine()
    began = time.monotonic()

    found = once(lambda: False, engine)(problem, LIMITS, start=empty(problem), report=lambda *_: True)

    assert time.monotonic() - began < 2
    assert found == Found(roster=empty(problem), objective=objective(problem, empty(problem)))
    assert engine.asked == []


def test_a_search_that_waits_can_be_stopped() -> None:
    problem, engine = random_problem(0, people=3, days=7, per_day=1), _Engine()
    told: list[Roster] = []

    def report(roster: Roster, cost: int, bound: int | None, elapsed: float) -> bool:
        told.append(roster)
        return False

    once(lambda: False, engine)(problem, Limits(seconds=600), report=report)

    assert told == [empty(problem)]


def test_a_job_gives_its_first_plan_within_its_time_while_the_engine_is_being_compiled() -> None:
    plan, engine = agency(people=9, days=7), _Engine()
    request = AutoAssignRequest(starts_at=MONDAY, ends_at=MONDAY + timedelta(days=7), time_limit_seconds=3)
    began = time.monotonic()

    solution = solve(
        plan,
        request,
        engine=once(lambda: False, engine),
        elapsed_seconds=lambda: time.monotonic() - began,
    )

    assert time.monotonic() - began < 4.5
    assert solution.coverage.ratio == 1.0
    assert all(len(one.reasons["runners_up"]) > 0 for one in solution.proposals)


@pytest.mark.parametrize(("solver", "done"), [("auto", ["compiling", "jobs"]), ("constructive", ["jobs"])])
def test_what_a_server_needs_is_compiled_from_its_start(
    solver: Literal["auto", "constructive"], done: list[str]
) -> None:
    asked: list[str] = []

    def begin() -> bool:
        asked.append("compiling")
        return True

    compiling_first(Settings(solver=solver), begin, lambda: asked.append("jobs"))()

    assert asked == done
