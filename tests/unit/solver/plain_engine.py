"""An engine in plain Python for tests: small random changes, kept where they cost no more."""

from __future__ import annotations

from random import Random

from planning_core.solver.engine import Found, Limits, Report
from planning_core.solver.meaning import broken, objective, person_breaks
from planning_core.solver.problem import Problem, Roster

STEPS = 300


def search(problem: Problem, limits: Limits, *, start: Roster | None = None, report: Report) -> Found:
    """Gives or takes one duty at a time, `limits.steps` times; tells of every better roster."""
    random = Random(limits.seed)
    roster = start if start is not None else ((),) * len(problem.staff)
    if broken(problem, roster):
        roster = ((),) * len(problem.staff)
    cost = objective(problem, roster)
    able = [number for number, person in enumerate(problem.staff) if person.options]
    steps = limits.steps or STEPS
    for step in range(steps if able else 0):
        changed = _changed(problem, roster, random, random.choice(able))
        if changed is None:
            continue
        price = objective(problem, changed)
        if price <= cost:
            better = price < cost
            roster, cost = changed, price
            if better and not report(roster, cost, None, 0.0):
                return Found(roster=roster, objective=cost, steps=step + 1)
    return Found(roster=roster, objective=cost, steps=steps)


def _changed(problem: Problem, roster: Roster, random: Random, number: int) -> Roster | None:
    """The roster with a duty given to a person, or taken away, or handed on; None: not allowed."""
    person = problem.staff[number]
    duty = random.choice(person.options)
    rows = list(roster)
    if duty in rows[number]:
        rows[number] = tuple(one for one in rows[number] if one != duty)
    else:
        rows[number] = tuple(sorted((*rows[number], duty)))
        present = sum(duty in taken for taken in rows)
        if present > problem.duties[duty].room:
            givers = [n for n, taken in enumerate(rows) if duty in taken and n != number]
            if not givers:
                return None
            giver = random.choice(givers)
            rows[giver] = tuple(one for one in rows[giver] if one != duty)
            if person_breaks(problem, problem.staff[giver], rows[giver]):
                return None
    return None if person_breaks(problem, person, rows[number]) else tuple(rows)
