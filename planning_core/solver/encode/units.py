"""Costs as small whole numbers: counted in the largest unit that they all are multiples of."""

from __future__ import annotations

from collections.abc import Iterator
from math import gcd

import attrs

from planning_core.solver.problem import Duty, Groups, Problem, Runs, Staff, Total


def common_unit(problem: Problem) -> int:
    """The largest number that divides every cost of a problem; 1 where nothing costs anything."""
    unit = 0
    for cost in _costs(problem):
        unit = gcd(unit, cost)
        if unit == 1:
            return 1
    return unit or 1


def in_units(problem: Problem, unit: int) -> Problem:
    """The problem with every cost divided by a number that divides them all."""
    if unit == 1:
        return problem
    return attrs.evolve(
        problem,
        duties=tuple(_duty(duty, unit) for duty in problem.duties),
        staff=tuple(_staff(person, unit) for person in problem.staff),
        constant=problem.constant // unit,
    )


def _costs(problem: Problem) -> Iterator[int]:
    yield problem.constant
    for duty in problem.duties:
        yield from (duty.shortage_cost, duty.surplus_cost)
    for person in problem.staff:
        yield from set(person.costs)
        for total in person.totals:
            yield from (total.cost_below or 0, total.cost_above or 0)
        for groups in person.groups:
            yield groups.cost_above or 0
        for runs in person.runs:
            yield from (runs.cost_most or 0, runs.cost_least or 0)


def _divided(cost: int | None, unit: int) -> int | None:
    return None if cost is None else cost // unit


def _duty(duty: Duty, unit: int) -> Duty:
    return attrs.evolve(
        duty, shortage_cost=duty.shortage_cost // unit, surplus_cost=duty.surplus_cost // unit
    )


def _staff(person: Staff, unit: int) -> Staff:
    return attrs.evolve(
        person,
        costs=tuple(cost // unit for cost in person.costs),
        totals=tuple(_total(total, unit) for total in person.totals),
        groups=tuple(_groups(groups, unit) for groups in person.groups),
        runs=tuple(_runs(runs, unit) for runs in person.runs),
    )


def _total(total: Total, unit: int) -> Total:
    below, above = _divided(total.cost_below, unit), _divided(total.cost_above, unit)
    return attrs.evolve(total, cost_below=below, cost_above=above)


def _groups(groups: Groups, unit: int) -> Groups:
    return attrs.evolve(groups, cost_above=_divided(groups.cost_above, unit))


def _runs(runs: Runs, unit: int) -> Runs:
    most, least = _divided(runs.cost_most, unit), _divided(runs.cost_least, unit)
    return attrs.evolve(runs, cost_most=most, cost_least=least)
