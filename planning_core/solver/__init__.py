"""Auto-assign in plain Python: fills open seats one by one under the rules in force, then mends."""

from planning_core.solver.constructive import ConstructiveSolver
from planning_core.solver.seat_judge import PlanSeatJudge

__all__ = ["ConstructiveSolver", "PlanSeatJudge"]
