"""Auto-assign in plain Python: fills open seats one by one under the rules in force, then mends."""

from planning_core.solver.constructive import ConstructiveSolver

__all__ = ["ConstructiveSolver"]
