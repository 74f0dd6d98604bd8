"""Which solver fills the open seats of an auto-assign job."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from types import ModuleType

from entrypoints.settings import Settings
from planning_core.ports.solver import Solver
from planning_core.rules.registry import RuleBook
from planning_core.solver import ConstructiveSolver, Engine, OptimizingSolver


def solver_of(settings: Settings, engine_module: Callable[[], ModuleType]) -> Callable[[RuleBook], Solver]:
    """The optimising solver where its engine is there and not turned off, else the constructive one.

    The module of the engine is imported by the first job: nothing else needs what it brings along.
    """

    def solver(rules: RuleBook) -> Solver:
        engine: Engine | None = None
        if settings.solver == "auto":
            with suppress(ImportError):
                engine = getattr(engine_module(), "solve", None)
        return ConstructiveSolver(rules) if engine is None else OptimizingSolver(rules, engine)

    return solver
