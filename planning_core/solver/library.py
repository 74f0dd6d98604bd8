"""Auto-assign for who has a plan in memory and no server."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count

from planning_core.domain.job import AutoAssignRequest, Pair
from planning_core.domain.plan import Plan
from planning_core.ports.solver import Seats, Solution
from planning_core.rules.registry import RuleBook, rule_book
from planning_core.solver.constructive import ConstructiveSolver, Progress
from planning_core.solver.engine import Engine
from planning_core.solver.optimizing import OptimizingSolver


def solve(
    plan: Plan,
    request: AutoAssignRequest,
    rules: RuleBook | None = None,
    *,
    engine: Engine | None = None,
    start: Sequence[Pair] = (),
    progress: Progress = lambda share, best: True,
    new_id: Callable[[], str] | None = None,
    elapsed_seconds: Callable[[], float] = lambda: 0.0,
) -> Solution:
    """People for the open seats of a plan; by default under France's rules.

    `engine` searches on from the first plan (`adapters.solver.solve` does); without one that plan is the
    answer. `progress` is told the share done and the best so far, and answers False to stop. What an earlier
    run proposed in the request's scope gives way. `elapsed_seconds` reads a watch: without one the first plan
    takes the time that it takes. Raises InvalidInput for options that cannot be taken.
    """
    rules = rule_book() if rules is None else rules
    solver = ConstructiveSolver(rules) if engine is None else OptimizingSolver(rules, engine)
    numbers = count(1)
    return solver.solve(
        seats_of(plan, request),
        new_id=new_id or (lambda: f"proposal-{next(numbers)}"),
        progress=progress,
        elapsed_seconds=elapsed_seconds,
        start=start,
    )


def seats_of(plan: Plan, request: AutoAssignRequest) -> Seats:
    """What a request asks to fill in a plan, earlier proposals in its scope taken out."""
    shifts = sorted(filter(request.covers, plan.shifts.values()), key=lambda one: (one.starts_at, one.id))
    scope = {shift.id for shift in shifts}
    earlier = [a for a in plan.assignments.values() if a.shift_id in scope and a.gives_way]
    gone = {assignment.id for assignment in earlier}
    kept = [one for one in plan.entities() if one.id not in gone]
    return Seats(
        plan=Plan(kept, timezone=plan.timezone, known=plan.known) if gone else plan,
        shift_ids=[shift.id for shift in shifts],
        request=request,
        earlier=[(one.shift_id, one.collaborator_id) for one in earlier],
    )
