"""What the engine promises: bounds kept, no worse than its start, the same again, an end when told."""

from __future__ import annotations

import time

import attrs
import pytest

from adapters.solver import solve
from planning_core.solver.engine import Found, Limits
from planning_core.solver.meaning import broken, objective
from planning_core.solver.problem import FreeStretch, Problem, Roster
from tests.unit.optimizer.random_problems import DAY, random_problem

STEPS = Limits(seconds=120, steps=200_000, seed=3)


def found_in(problem: Problem, limits: Limits = STEPS, start: Roster | None = None) -> Found:
    """What the engine finds when nobody stops it."""
    return solve(problem, limits, start=start, report=lambda *_: True)


def nobody(problem: Problem) -> Roster:
    """The empty roster."""
    return tuple(() for _ in problem.staff)


@pytest.mark.parametrize("seed", range(12))
def test_a_roster_found_keeps_all_bounds_and_costs_what_is_said(seed: int) -> None:
    problem = random_problem(seed, people=5, days=10, per_day=3)

    found = found_in(problem)

    assert broken(problem, nobody(problem)) != [] or broken(problem, found.roster) == []
    assert found.objective == objective(problem, found.roster)


@pytest.mark.parametrize("seed", range(6))
def test_with_rests_and_forbidden_sets_what_is_found_keeps_them(seed: int) -> None:
    plain = random_problem(seed, people=4, days=9, per_day=2)
    rest = FreeStretch(name="rest", start=0, end=7 * DAY, minutes=2100, inside=2100)
    staff = tuple(
        attrs.evolve(person, free=(rest,), nogoods=(person.options[:2],) if len(person.options) > 1 else ())
        for person in plain.staff
    )
    problem = attrs.evolve(plain, staff=staff)

    found = found_in(problem, start=nobody(problem))

    assert broken(problem, nobody(problem)) != [] or broken(problem, found.roster) == []


def test_the_same_steps_and_seed_give_the_same_roster() -> None:
    problem = random_problem(5, people=6, days=14, per_day=3)

    first, again = found_in(problem), found_in(problem)

    assert first == again


def test_a_start_is_never_made_worse() -> None:
    for seed in range(5):
        problem = random_problem(seed, people=5, days=10, per_day=2)
        start = found_in(problem).roster
        if broken(problem, start):
            continue

        found = found_in(problem, Limits(seconds=60, steps=1), start)

        assert found.objective <= objective(problem, start)


def test_a_report_that_answers_no_ends_the_search_soon() -> None:
    problem = random_problem(1, people=8, days=20, per_day=3)
    found_in(problem, Limits(seconds=0.5))
    told: list[float] = []

    def report(roster: Roster, cost: int, bound: int | None, elapsed: float) -> bool:
        told.append(time.monotonic())
        return False

    found = solve(problem, Limits(seconds=600), report=report)
    ended = time.monotonic()

    assert ended - told[0] < 10
    assert found.objective == objective(problem, found.roster)


def test_no_people_and_no_time_are_no_trouble() -> None:
    problem = random_problem(2, people=3, days=6, per_day=2)
    empty = attrs.evolve(problem, staff=())

    assert found_in(empty).roster == ()

    hurried = found_in(problem, Limits(seconds=0))

    assert hurried.objective == objective(problem, hurried.roster)
