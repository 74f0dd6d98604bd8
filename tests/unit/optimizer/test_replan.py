"""Re-planning one person against trying everything; the walk's running figures against the plain
reference."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from adapters.solver.build import build_model
from adapters.solver.lanes import Lanes
from adapters.solver.own_cost import walk
from adapters.solver.replan import BEAM, replan
from adapters.solver.search import anneal, put_in, take_out
from adapters.solver.walking import REACH
from adapters.solver.workspace import lay_out, new_scratch, new_state, roster_of
from planning_core.solver.meaning import broken, objective
from planning_core.solver.problem import Problem
from tests.unit.optimizer.random_problems import random_problem


def least_of_all(problem: Problem) -> int | None:
    """The cheapest roster of one person that breaks nothing; None where every one does."""
    options = problem.staff[0].options
    rosters = ((chosen,) for count in range(len(options) + 1) for chosen in combinations(options, count))
    return min((objective(problem, one) for one in rosters if not broken(problem, one)), default=None)


@pytest.mark.parametrize("first", range(0, 300, 50))
def test_replanning_a_person_alone_finds_what_trying_everything_finds(first: int) -> None:
    for seed in range(first, first + 50):
        problem = random_problem(seed, people=1, days=5, per_day=2)
        least = least_of_all(problem)
        m = build_model(problem)
        s, w = new_state(m), new_scratch(m)
        slots = int(m.frame_slot[1] - m.frame_slot[0] - 1)
        known = np.full(slots, -1, dtype=np.int64)

        replan(m, s, w, 0, 0, slots, s.price, 0.0, known, -np.inf, BEAM, True)
        put_in(m, s, 0, 0, slots, w.kept)
        walk(m, s, 0, 0, slots)
        found = roster_of(m, s.choice)

        if least is not None:
            assert (seed, objective(problem, found), broken(problem, found)) == (seed, least, [])


@pytest.mark.parametrize("exact", [True, False])
def test_any_cheap_way_will_do_where_one_is_told_what_is_enough(exact: bool) -> None:
    for seed in range(120):
        problem = random_problem(seed, people=1, days=5, per_day=2)
        m = build_model(problem)
        s, w = new_state(m), new_scratch(m)
        slots = int(m.frame_slot[1] - m.frame_slot[0] - 1)
        known = np.full(slots, -1, dtype=np.int64)
        least = replan(m, s, w, 0, 0, slots, s.price, 0.0, known, -np.inf, BEAM, True)

        cheap = replan(m, s, new_scratch(m), 0, 0, slots, s.price, 0.0, known, least + 1.0, BEAM, exact)
        w = new_scratch(m)
        none = replan(m, s, w, 0, 0, slots, s.price, 0.0, known, least - 0.5, BEAM, exact)
        bound = float(w.own[60])

        assert (seed, cheap >= least - 1e-6, none >= least - 1e-6) == (seed, True, True)
        assert bound <= least + 1e-6
        if exact:
            assert (seed, cheap < least + 1.0, bound >= least - 0.5 - 1e-6) == (seed, True, True)


def test_replanning_a_window_keeps_what_is_outside_and_never_costs_more() -> None:
    for seed in range(60):
        problem = random_problem(seed, people=1, days=8, per_day=2)
        m = build_model(problem)
        s, w = new_state(m), new_scratch(m)
        slots = int(m.frame_slot[1] - m.frame_slot[0] - 1)
        known = np.full(slots, -1, dtype=np.int64)
        before = lay_out(m, s)
        a, b = slots // 4, 3 * slots // 4

        take_out(m, s, 0, a, b, known)
        replan(m, s, w, 0, a, b, s.price, 0.0, known, -np.inf, BEAM, True)
        put_in(m, s, 0, a, b, w.kept)
        after = lay_out(m, s)

        assert after <= before + 1e-6
        assert (s.choice[:a] == -1).all()
        assert (s.choice[b:slots] == -1).all()


def test_the_walks_running_objective_is_that_of_the_reference() -> None:
    for seed in range(8):
        problem = random_problem(seed, people=6, days=14, per_day=3)
        m = build_model(problem)
        s, w = new_state(m), new_scratch(m)
        best = s.choice.copy()

        anneal(m, s, w, Lanes(m).whole(), best, seed, 20.0, 1.0, 300_000, REACH)
        running = float(s.figures[0])
        roster = roster_of(m, s.choice)

        assert running == pytest.approx(lay_out(m, s), abs=1e-3)
        if not broken(problem, roster):
            assert running + problem.constant == pytest.approx(objective(problem, roster), abs=1e-3)
