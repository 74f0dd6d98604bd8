"""Walks side by side: in lanes that share nothing, and what they change adds up."""

from __future__ import annotations

import attrs
import numpy as np
import pytest

from adapters.solver.arrays import AnyArray
from adapters.solver.build import build_model
from adapters.solver.engine import _Best
from adapters.solver.lanes import Lanes, parts
from adapters.solver.walking import LARGE, Walk, lanes_for, person_days
from adapters.solver.workspace import lay_out, new_state, roster_of
from planning_core.solver.meaning import broken, objective
from planning_core.solver.problem import Problem
from tests.unit.optimizer.random_problems import random_problem


def in_two_zones(seed: int) -> Problem:
    """People for whom the same duty falls on different days."""
    problem = random_problem(seed, people=6, days=14, per_day=3)
    later = tuple(tuple(day + 1 for day in days) for days in problem.calendars[0])
    staff = tuple(attrs.evolve(one, calendar=n % 2) for n, one in enumerate(problem.staff))
    return attrs.evolve(problem, staff=staff, calendars=(problem.calendars[0], later))


@pytest.mark.parametrize("seed", range(20))
def test_lanes_share_neither_people_nor_duties(seed: int) -> None:
    m = build_model(in_two_zones(seed) if seed % 2 else random_problem(seed, people=7, days=20, per_day=3))
    random = np.random.default_rng(seed)

    for count in (2, 3):
        lanes = Lanes(m).cut(random, count)
        reach = []
        for lane in lanes:
            own = np.isin(m.opt_person, lane.people)
            days = (m.opt_day >= lane.days[0]) & (m.opt_day < lane.days[1])
            reach.append((set(lane.people.tolist()), set(m.opt_duty[own & days].tolist())))
            assert set(np.flatnonzero(lane.mine).tolist()) == set(lane.people.tolist())
        for n, (people, duties) in enumerate(reach):
            for others, their_duties in reach[n + 1 :]:
                assert not people & others
                assert not duties & their_duties


@pytest.mark.parametrize("seed", range(12))
def test_what_walks_in_lanes_change_adds_up(seed: int) -> None:
    problem = in_two_zones(seed) if seed % 2 else random_problem(seed, people=7, days=20, per_day=3)
    m = build_model(problem)
    start = new_state(m)
    best = _Best(start.choice, float(start.figures[0]))
    walk = Walk(m, best, seed, lambda: walk.spent / 2_000_000, lanes=2)

    while walk.spent < 1_000_000:
        walk.step(50_000)
        state = walk.state
        kept_up: list[AnyArray] = [state.price, state.total, state.run]
        running, figure = [one.copy() for one in kept_up], float(state.figures[0])
        assert figure == pytest.approx(float(lay_out(m, state)))
        assert all(np.array_equal(had, has) for had, has in zip(running, kept_up, strict=True))
    walk.close()

    choice, cost = best.look()
    found = roster_of(m, choice)
    assert cost == pytest.approx(float(new_state(m, choice).figures[0]))
    assert cost < start.figures[0]
    if not broken(problem, found):
        assert objective(problem, found) == pytest.approx(cost + problem.constant)


def test_parts_are_those_who_have_duties_in_common_be_it_through_others() -> None:
    problem = random_problem(1, people=6, days=14, per_day=3)
    last = len(problem.duties) - 1
    options = ((0, 1), (last,), (1, 2), (last - 1, last), (2, 3), (5,))
    staff = tuple(
        attrs.evolve(one, options=own, costs=(0,) * len(own), totals=(), groups=(), runs=())
        for one, own in zip(problem.staff, options, strict=True)
    )

    assert parts(build_model(attrs.evolve(problem, staff=staff))).tolist() == [0, 1, 0, 1, 0, 5]


def test_a_plan_of_a_day_is_walked_as_a_whole_however_many_people_it_has() -> None:
    problem = random_problem(3, people=2, days=1, per_day=3)
    crowd = tuple(attrs.evolve(problem.staff[n % 2], person_id=f"p{n}") for n in range(LARGE + 1))
    m = build_model(attrs.evolve(problem, staff=crowd))

    assert person_days(m) > LARGE
    assert lanes_for(m, 2) == 1


def test_a_walk_for_which_no_lane_has_anything_to_do_walks_as_a_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    m = build_model(random_problem(4, people=3, days=5, per_day=3))
    start = new_state(m)
    best = _Best(start.choice, float(start.figures[0]))
    walk = Walk(m, best, 0, lambda: 0.0, lanes=2)
    monkeypatch.setattr(walk.lanes, "cut", lambda *_: [])

    walk.step(50_000)
    walk.close()

    assert walk.spent >= 50_000
    assert best.look()[1] < start.figures[0]
