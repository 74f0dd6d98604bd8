"""Auto-assign: fills open seats under the rules in force, then goes on looking for something better.

The constructive solver fills seat by seat. `encode` makes a `Problem` of the plan and the rules, an engine
(`adapters.solver`) searches it, and `OptimizingSolver` brings the two together. `solve` needs no server.
"""

from planning_core.solver.constructive import ConstructiveSolver
from planning_core.solver.engine import Engine, Found, Limits
from planning_core.solver.library import solve
from planning_core.solver.optimizing import OptimizingSolver
from planning_core.solver.problem import Problem
from planning_core.solver.seat_judge import PlanSeatJudge

__all__ = [
    "ConstructiveSolver",
    "Engine",
    "Found",
    "Limits",
    "OptimizingSolver",
    "PlanSeatJudge",
    "Problem",
    "solve",
]
