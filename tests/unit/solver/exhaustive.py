"""An engine for tests that tries every roster: the best there is, and proved so. For a handful of duties."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

from planning_core.solver.engine import Found, Limits, Report
from planning_core.solver.meaning import cover_cost, person_breaks, person_cost
from planning_core.solver.problem import Problem, Roster, Staff


def search(problem: Problem, limits: Limits, *, start: Roster | None = None, report: Report) -> Found:
    """The cheapest roster; of equals the first in a fixed order."""
    rows = [sorted(_rows(problem, person)) for person in problem.staff]
    best: tuple[int, Roster] | None = None
    for roster in product(*rows):
        taken = tuple(row for _, row in roster)
        if _fits(problem, taken):
            cost = problem.constant + sum(price for price, _ in roster) + cover_cost(problem, taken)
            if best is None or cost < best[0]:
                best = cost, taken
    assert best is not None
    report(best[1], best[0], best[0], 0.0)
    return Found(roster=best[1], objective=best[0], bound=best[0], steps=1)


def _rows(problem: Problem, person: Staff) -> Iterator[tuple[int, tuple[int, ...]]]:
    """What a person may take, with what it costs by itself."""
    for size in range(len(person.options) + 1):
        for taken in combinations(person.options, size):
            if not person_breaks(problem, person, taken):
                yield person_cost(problem, person, taken), taken


def _fits(problem: Problem, roster: Roster) -> bool:
    present = [0] * len(problem.duties)
    for taken in roster:
        for duty in taken:
            present[duty] += 1
    return all(count <= duty.room for count, duty in zip(present, problem.duties, strict=True))
