"""A first roster at once: day by day, the scarcest duty first, each to whom it costs least."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from heapq import nsmallest

from planning_core.solver.holding import Holding, holdings, is_minimum
from planning_core.solver.problem import Problem, Roster, Staff

FIRST_ASKED = 8
"""How many people more than are wanted are put in order at first; the others only where those do not do."""

DAY = 1440


def keeps_minima(person: Staff) -> bool:
    """Whether a person's duties must come to something."""
    totals = any(map(is_minimum, person.totals))
    runs = any(one.cost_least is None and (one.least_worked or one.least_free) for one in person.runs)
    return totals or runs


def fill(problem: Problem, start: Roster, stop: Callable[[], bool]) -> Roster:
    """The start with people on what it leaves open, as far as no bound is broken by it, until `stop` says so.

    Every roster on the way keeps to what the start kept to. Whose duties must come to something are left as
    they are: no one duty alone is sound for them.
    """
    rows = holdings(problem, start)
    candidates, missing = _open(problem, rows)
    for duty in sorted(candidates, key=lambda one: _scarcity(problem, one, len(candidates[one][0]))):
        if stop():
            break
        for number in _in_order(problem, duty, candidates[duty], rows, FIRST_ASKED + missing[duty]):
            if rows[number].fits(duty):
                rows[number].take(duty)
                missing[duty] -= 1
                if not missing[duty]:
                    break
    return tuple(tuple(row.taken) for row in rows)


def still_held(problem: Problem, roster: Roster) -> Roster:
    """What of an earlier roster its people may hold still, each of their duties in turn."""
    rows = holdings(problem, tuple(() for _ in problem.staff))
    for row, taken in zip(rows, roster, strict=True):
        for duty in taken:
            if row.fits(duty):
                row.take(duty)
    return tuple(tuple(row.taken) for row in rows)


Candidates = tuple[list[int], list[int]]
"""People, and what a duty costs each of them by itself."""


def _open(problem: Problem, rows: Sequence[Holding]) -> tuple[dict[int, Candidates], dict[int, int]]:
    """Who may come to each duty that lacks people, and how many it lacks."""
    missing = {number: duty.need for number, duty in enumerate(problem.duties) if duty.need}
    for row in rows:
        for duty in row.taken:
            if duty in missing:
                missing[duty] -= 1
    missing = {duty: count for duty, count in missing.items() if count > 0}
    candidates: dict[int, Candidates] = {duty: ([], []) for duty in missing}
    for number, person in enumerate(problem.staff):
        if keeps_minima(person):
            continue
        held = set(rows[number].taken)
        for duty, cost in zip(person.options, person.costs, strict=True):
            if duty in candidates and duty not in held:
                people, costs = candidates[duty]
                people.append(number)
                costs.append(cost)
    return candidates, missing


def _in_order(
    problem: Problem, duty: int, candidates: Candidates, rows: Sequence[Holding], first: int
) -> Iterator[int]:
    """Those to whom a duty costs least before others, then those who have less to do."""
    kind = problem.duties[duty].kind
    prices = [
        (cost + rows[one].surcharge(duty), rows[one].minutes, one)
        for one, cost in zip(*candidates, strict=True)
        if kind not in rows[one].refused
    ]
    asked = nsmallest(first, prices)
    yield from (number for _, _, number in asked)
    if len(asked) < len(prices):
        yield from (number for _, _, number in sorted(prices)[len(asked) :])


def _scarcity(problem: Problem, duty: int, candidates: int) -> tuple[int, int, int]:
    """Days in order; within one, the fewest people to spare first, then the dearest."""
    wanted = problem.duties[duty]
    return wanted.start // DAY, candidates - wanted.need, -wanted.shortage_cost
