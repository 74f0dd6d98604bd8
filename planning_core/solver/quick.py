"""A first roster of a large problem: day by day, the scarcest duty first, each to whom it costs least."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from heapq import nsmallest

from planning_core.solver.meaning import cost_of, person_breaks
from planning_core.solver.problem import Problem, Roster, Staff

TRIES = 6
"""How many people are asked for a place before it is left to the search."""

DAY = 1440


def keeps_minima(person: Staff) -> bool:
    """Whether a person's duties must come to something: then no one duty alone is sound."""
    totals = any(total.at_least is not None and total.cost_below is None for total in person.totals)
    runs = any(one.cost_least is None and (one.least_worked or one.least_free) for one in person.runs)
    return totals or runs


def fill(problem: Problem, start: Roster, stop: Callable[[], bool]) -> Roster:
    """The start with people on what it leaves open, as far as no bound is broken by it, until `stop` says so.

    Every roster on the way keeps to what the start kept to.
    """
    rows = [list(taken) for taken in start]
    minutes = [sum(problem.duties[duty].minutes for duty in taken) for taken in rows]
    broken = [Counter(person_breaks(problem, *one)) for one in zip(problem.staff, rows, strict=True)]
    candidates, missing = _open(problem, rows)
    for duty in sorted(candidates, key=lambda one: _scarcity(problem, one, len(candidates[one]))):
        if stop():
            break
        prices = [(cost_of(problem.staff[one], duty), minutes[one], one) for one in candidates[duty]]
        asked = [number for _, _, number in nsmallest(TRIES + missing[duty], prices)]
        for number in asked:
            row = sorted([*rows[number], duty])
            if Counter(person_breaks(problem, problem.staff[number], row)) <= broken[number]:
                rows[number] = row
                minutes[number] += problem.duties[duty].minutes
                missing[duty] -= 1
                if not missing[duty]:
                    break
    return tuple(tuple(row) for row in rows)


def _open(problem: Problem, rows: Sequence[Sequence[int]]) -> tuple[dict[int, list[int]], dict[int, int]]:
    """Who may come to each duty that lacks people, and how many it lacks."""
    missing = {number: duty.need for number, duty in enumerate(problem.duties) if duty.need}
    for taken in rows:
        for duty in taken:
            if duty in missing:
                missing[duty] -= 1
    missing = {duty: count for duty, count in missing.items() if count > 0}
    candidates: dict[int, list[int]] = {duty: [] for duty in missing}
    for number, duty in _choices(problem):
        if duty in candidates and duty not in rows[number]:
            candidates[duty].append(number)
    return candidates, missing


def _choices(problem: Problem) -> Iterator[tuple[int, int]]:
    for number, person in enumerate(problem.staff):
        for duty in person.options:
            yield number, duty


def _scarcity(problem: Problem, duty: int, candidates: int) -> tuple[int, int, int]:
    """Days in order; within one, the fewest people to spare first, then the dearest."""
    wanted = problem.duties[duty]
    return wanted.start // DAY, candidates - wanted.need, -wanted.shortage_cost
