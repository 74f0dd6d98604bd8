"""Minima that one person cannot reach whatever they take: wished for then, as nobody could keep to them."""

from __future__ import annotations

import attrs

from planning_core.solver.meaning import person_breaks
from planning_core.solver.problem import Problem, Staff, Total

PLENTY = 3
"""Somebody whose options come to so many times their minimum reaches it; of others it is tried."""

DEAR = 1_000_000
"""What a unit of a minimum that is wished for costs: more than whole shifts do."""


def with_minima_that_can_be_kept(problem: Problem) -> Problem:
    """The problem with a price in place of each hard minimum that trying does not reach."""
    staff = tuple(_eased(problem, person) for person in problem.staff)
    return attrs.evolve(problem, staff=staff) if staff != problem.staff else problem


def _eased(problem: Problem, person: Staff) -> Staff:
    doubtful = [total for total in person.totals if _doubtful(person, total)]
    if not doubtful:
        return person
    reached = _filled(problem, person)
    short = [
        total
        for total in doubtful
        if sum(total.amounts.get(duty, 0) for duty in reached) < (total.at_least or 0)
    ]
    totals = tuple(attrs.evolve(one, cost_below=DEAR) if one in short else one for one in person.totals)
    return attrs.evolve(person, totals=totals)


def _doubtful(person: Staff, total: Total) -> bool:
    if total.at_least is None or total.cost_below is not None or total.or_none:
        return False
    return sum(total.amounts.get(duty, 0) for duty in person.options) < PLENTY * total.at_least


def _filled(problem: Problem, person: Staff) -> list[int]:
    """As much as a person can take, the first that fits at each time; minima left aside."""
    totals = tuple(attrs.evolve(one, at_least=None) for one in person.totals)
    runs = tuple(attrs.evolve(one, least_worked=None, least_free=None) for one in person.runs)
    free = attrs.evolve(person, totals=totals, runs=runs)
    taken: list[int] = []
    for duty in person.options:
        if not person_breaks(problem, free, [*taken, duty]):
            taken.append(duty)
    return taken
