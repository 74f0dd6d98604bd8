"""What one duty more or less does to a person is what the plain reference says of both rosters."""

from __future__ import annotations

from random import Random

import attrs
import pytest

from planning_core.solver.holding import Holding, Shared
from planning_core.solver.meaning import person_breaks, priced_bounds
from planning_core.solver.problem import FreeStretch, Problem, Staff
from tests.unit.optimizer.random_problems import DAY, random_problem

Taken = tuple[int, ...]


def with_rests(problem: Problem, random: Random) -> Problem:
    """The problem with free stretches, fixed work, minima without a price, and sets never held together."""
    staff = []
    for person in problem.staff:
        minutes = random.choice((1200, 2100))
        free = tuple(
            FreeStretch(
                name=f"rest {week}",
                start=7 * week * DAY,
                end=7 * (week + 1) * DAY,
                minutes=minutes,
                inside=600,
            )
            for week in range(2)
        )
        start = random.randrange(10 * DAY)
        options = person.options
        nogoods = (tuple(sorted(random.sample(options, 2))),) if len(options) > 1 else ()
        totals = tuple(attrs.evolve(one, cost_below=random.choice((None, 2))) for one in person.totals)
        busy = ((start, start + 300),)
        staff.append(attrs.evolve(person, free=free, busy=busy, nogoods=nogoods, totals=totals))
    return attrs.evolve(problem, staff=tuple(staff))


def sound(problem: Problem, person: Staff, random: Random) -> Taken:
    """Some duties that a person may hold together as far as pairs go."""
    taken: list[int] = []
    for duty in random.sample(person.options, random.randint(0, min(6, len(person.options)))):
        if "exclusions" not in person_breaks(problem, person, sorted([*taken, duty])):
            taken.append(duty)
    return tuple(sorted(taken))


def worse(problem: Problem, person: Staff, before: Taken, after: Taken) -> bool:
    """Whether some bound without a price, looked at alone, is passed after and was not passed, or by less."""
    return any(_excess(problem, one, after) > _excess(problem, one, before) for one in _parts(person))


def _parts(person: Staff) -> list[Staff]:
    """The person with one bound each."""
    bare = attrs.evolve(person, totals=(), groups=(), runs=(), free=(), nogoods=())
    found = [bare]
    found += [attrs.evolve(bare, totals=(one,)) for one in person.totals]
    found += [attrs.evolve(bare, groups=(one,)) for one in person.groups]
    found += [attrs.evolve(bare, runs=(one,)) for one in person.runs]
    found += [attrs.evolve(bare, free=(one,)) for one in person.free]
    return [*found, *(attrs.evolve(bare, nogoods=(one,)) for one in person.nogoods)]


def _excess(problem: Problem, person: Staff, taken: Taken) -> int:
    """How many breaks a person's duties have; of runs, by how many days; of sums, by how much."""
    priced = attrs.evolve(
        person,
        totals=tuple(
            attrs.evolve(
                one,
                cost_above=1 if one.cost_above is None else 0,
                # A shortfall that grows smaller is no break; only one that was none counts.
                cost_below=None,
                at_least=None,
            )
            for one in person.totals
        ),
        groups=tuple(
            attrs.evolve(one, cost_above=1 if one.cost_above is None else 0) for one in person.groups
        ),
        runs=tuple(
            attrs.evolve(
                one,
                cost_most=1 if one.cost_most is None else 0,
                cost_least=1 if one.cost_least is None else 0,
            )
            for one in person.runs
        ),
    )
    passed = sum(priced_bounds(problem, priced, taken).values())
    minima = attrs.evolve(person, totals=tuple(attrs.evolve(one, at_most=None) for one in person.totals))
    sums, rests = [one.name for one in person.totals], [one.name for one in person.free]
    names = {"exclusions", "nogoods", *sums, *rests}
    return passed + sum(name in names for name in person_breaks(problem, minima, taken))


@pytest.mark.parametrize("seed", range(150))
def test_one_duty_more_fits_and_costs_as_the_reference_says(seed: int) -> None:
    random = Random(seed)
    problem = random_problem(seed, people=4, days=12, per_day=3)
    if seed % 2:
        problem = with_rests(problem, random)
    shared = Shared(problem)

    for person in problem.staff:
        taken = sound(problem, person, random)
        holding = Holding(shared, person, ())
        for duty in taken:
            holding.take(duty)
        for duty in set(person.options) - set(taken):
            after = tuple(sorted([*taken, duty]))
            assert holding.fits(duty) == (not worse(problem, person, taken, after)), (person, taken, duty)
            assert nonzero(holding.joining(duty)) == change(problem, person, taken, after)


@pytest.mark.parametrize("seed", range(60))
def test_one_duty_less_costs_as_the_reference_says(seed: int) -> None:
    random = Random(seed)
    problem = random_problem(seed, people=4, days=12, per_day=3)
    shared = Shared(problem)

    for person in problem.staff:
        taken = sound(problem, person, random)
        holding = Holding(shared, person, taken)
        for duty in taken:
            left = tuple(one for one in taken if one != duty)
            assert nonzero(holding.leaving(duty)) == change(problem, person, taken, left)


def change(problem: Problem, person: Staff, before: Taken, after: Taken) -> dict[str, int]:
    """By name: by how much priced bounds cost more after than before."""
    first, second = priced_bounds(problem, person, before), priced_bounds(problem, person, after)
    return nonzero({name: second.get(name, 0) - first.get(name, 0) for name in first | second})


def nonzero(changes: dict[str, int] | object) -> dict[str, int]:
    """Only what changes."""
    assert isinstance(changes, dict)
    return {name: cost for name, cost in changes.items() if cost}
