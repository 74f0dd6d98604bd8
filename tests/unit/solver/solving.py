"""Running the constructive solver in tests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from planning_core.domain.job import AutoAssignRequest, Pair
from planning_core.domain.plan import Plan
from planning_core.domain.work import Assignment
from planning_core.memory import CountingIds
from planning_core.ports.solver import Seats, Solution
from planning_core.rules.registry import RuleBook, rule_book
from planning_core.solver import ConstructiveSolver
from tests.unit.solver.agency import MONDAY


def solve(
    plan: Plan,
    rules: RuleBook | None = None,
    *,
    progress: Callable[[float, Solution | None], bool] = lambda share, best: True,
    elapsed: Callable[[], float] = lambda: 0.0,
    start: Sequence[Pair] = (),
    **request: Any,
) -> Solution:
    """What the solver finds for all shifts of a plan; time stands still unless told otherwise."""
    values = {"starts_at": MONDAY, "ends_at": MONDAY + timedelta(days=28), **request}
    seats = Seats(plan=plan, shift_ids=sorted(plan.shifts), request=AutoAssignRequest(**values))
    solver = ConstructiveSolver(rules or rule_book())
    tools: Any = {"new_id": CountingIds().new_id, "progress": progress, "elapsed_seconds": elapsed}
    return solver.solve(seats, start=start, **tools)


def with_solution(plan: Plan, solution: Solution) -> Plan:
    """The plan with what was proposed."""
    return Plan([*plan.entities(), *solution.assignments], timezone=plan.timezone)


def put(number: int, shift_id: str, person_id: str, **fields: Any) -> Assignment:
    """An assignment as somebody else made it."""
    values: dict[str, Any] = {
        "id": f"old-{number}",
        "shift_id": shift_id,
        "collaborator_id": person_id,
        "role_id": "steward",
        **fields,
    }
    return Assignment(**values)


def people_on(solution: Solution, shift_id: str) -> list[str]:
    """Who was proposed for a shift, in id order."""
    return sorted(a.collaborator_id for a in solution.assignments if a.shift_id == shift_id)
