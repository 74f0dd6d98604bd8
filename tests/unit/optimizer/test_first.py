"""A first roster of long plans, and whole timelines planned anew."""

from __future__ import annotations

import numpy as np

from adapters.solver.build import build_model
from adapters.solver.first import build_first
from adapters.solver.lanes import Lanes
from adapters.solver.replan import BEAM
from adapters.solver.search import anneal
from adapters.solver.timeline import renew
from adapters.solver.walking import REACH
from adapters.solver.workspace import lay_out, new_scratch, new_state, roster_of
from planning_core.solver.meaning import broken, person_breaks
from planning_core.solver.problem import Duty, Groups, Problem, Runs, Staff, Total
from tests.unit.optimizer.random_problems import random_problem

DAYS = 182
KINDS = (360, 480, 720)
"""Lengths of the duties of a day, in minutes."""


def half_a_year(people: int) -> Problem:
    """Contracts whose hours may differ by two in a hundred over half a year, with every other weekend off."""
    duties = tuple(
        Duty(
            shift_id=f"s{day}-{length}",
            start=day * 1440 + 480,
            end=day * 1440 + 480 + length,
            minutes=length,
            kind=day,
            need=1,
            room=people,
            shortage_cost=100,
            surplus_cost=1,
        )
        for day in range(DAYS)
        for length in KINDS
    )
    amounts = {number: duty.minutes for number, duty in enumerate(duties)}
    weekends = {number: (duty.kind // 7,) for number, duty in enumerate(duties) if duty.kind % 7 in (5, 6)}
    runs = Runs(
        name="runs",
        worked=frozenset(),
        first_day=0,
        last_day=DAYS - 1,
        most_worked=5,
        least_worked=2,
        least_free=2,
        open_before=True,
        open_after=True,
    )
    staff = tuple(
        Staff(
            person_id=f"p{number}",
            options=tuple(range(len(duties))),
            costs=(0,) * len(duties),
            calendar=0,
            exclusions=0,
            totals=(
                Total(name="most", amounts=amounts, at_most=hours * 60),
                Total(name="least", amounts=amounts, at_least=(hours - hours // 50) * 60),
            ),
            groups=(Groups(name="weekends", of=weekends, touched=frozenset(), at_most=DAYS // 14),),
            runs=(runs,),
        )
        for number, hours in zip(range(people), (936, 700, 468, 468, 936), strict=True)
    )
    return Problem(
        duties=duties,
        staff=staff,
        exclusions=(tuple((day,) for day in range(DAYS)),),
        calendars=(tuple((duty.kind,) for duty in duties),),
    )


def test_a_first_roster_of_half_a_year_keeps_every_bound() -> None:
    problem = half_a_year(people=5)
    m = build_model(problem)

    def breaking(choice: np.ndarray) -> np.ndarray:
        pairs = zip(problem.staff, roster_of(m, choice), strict=True)
        return np.array([p for p, (one, taken) in enumerate(pairs) if person_breaks(problem, one, taken)])

    choice, cost = build_first(m, 0, breaking, lambda: False)
    roster = roster_of(m, choice)

    assert broken(problem, roster) == []
    assert cost == lay_out(m, new_state(m, choice))
    assert all(sum(problem.duties[d].minutes for d in taken) >= 400 * 60 for taken in roster)


def test_a_whole_timeline_planned_anew_never_costs_more() -> None:
    gained = 0
    for seed in range(30):
        m = build_model(random_problem(seed, people=4, days=14, per_day=3))
        s, w = new_state(m), new_scratch(m)
        anneal(m, s, w, Lanes(m).whole(), s.choice.copy(), seed, 20.0, 20.0, 20_000, REACH)
        before = float(lay_out(m, s))

        for p in range(4):
            renew(m, s, w, p, BEAM, np.inf)
            after = float(lay_out(m, s))
            assert after <= before + 1e-6, (seed, p)
            gained += after < before - 1e-6
            before = after

    assert gained > 10
