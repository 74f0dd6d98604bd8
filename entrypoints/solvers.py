"""Which solver fills the open seats of an auto-assign job."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from types import ModuleType

import attrs
import structlog

from entrypoints.settings import Settings
from planning_core.ports.solver import Solver
from planning_core.rules.registry import RuleBook
from planning_core.solver import ConstructiveSolver, Engine, OptimizingSolver
from planning_core.solver.engine import Found, Limits, Report
from planning_core.solver.meaning import broken, objective
from planning_core.solver.problem import Problem, Roster

LOOKS_SECONDS = 0.1

_log = structlog.get_logger("planning")


def solver_of(
    settings: Settings, engine_module: Callable[[], ModuleType], ready: Callable[[], bool] = lambda: True
) -> Callable[[RuleBook], Solver]:
    """The optimising solver where its engine is there and not turned off, else the constructive one.

    The module of the engine is imported by the first job: nothing else needs what it brings along. Until
    `ready` says so a plan is not searched on.
    """

    def solver(rules: RuleBook) -> Solver:
        engine: Engine | None = None
        if settings.solver == "auto":
            with suppress(ImportError):
                engine = getattr(engine_module(), "solve", None)
        return ConstructiveSolver(rules) if engine is None else OptimizingSolver(rules, once(ready, engine))

    return solver


def compiling_first(
    settings: Settings, begin: Callable[[], bool], start: Callable[[], None]
) -> Callable[[], None]:
    """A start that has the engine compiled where that is needed, before a job asks for it."""

    def both() -> None:
        if settings.solver == "auto" and begin():
            _log.warning("auto-assign's engine is being compiled, once: until then plans are not searched on")
        start()

    return both


def once(ready: Callable[[], bool], engine: Engine) -> Engine:
    """The engine, used as soon as it is ready; a search that cannot wait so long ends where it started."""

    def search(problem: Problem, limits: Limits, *, start: Roster | None = None, report: Report) -> Found:
        began = time.monotonic()
        standing = tuple(() for _ in problem.staff) if start is None else start
        cost, told = objective(problem, standing), not broken(problem, standing)
        while not ready():
            waited = time.monotonic() - began
            if waited >= limits.seconds or (told and not report(standing, cost, None, waited)):
                return Found(roster=standing, objective=cost)
            time.sleep(LOOKS_SECONDS)
        left = max(0.0, limits.seconds - (time.monotonic() - began))
        return engine(problem, attrs.evolve(limits, seconds=left), start=start, report=report)

    return search
