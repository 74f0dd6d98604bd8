"""Which solver fills seats."""

from __future__ import annotations

from types import ModuleType
from typing import Literal

import pytest

from entrypoints.settings import Settings
from entrypoints.solvers import solver_of
from planning_core.rules.registry import rule_book
from planning_core.solver import ConstructiveSolver, OptimizingSolver
from tests.unit.solver import plain_engine

pytestmark = pytest.mark.storeless("which solver is chosen")


def with_engine() -> ModuleType:
    """A module with an engine in it."""
    module = ModuleType("engine")
    module.solve = plain_engine.search  # type: ignore[attr-defined] # made here
    return module


def without_engine() -> ModuleType:
    """What happens where the extra is not installed."""
    raise ModuleNotFoundError("numba")


@pytest.mark.parametrize(
    ("solver", "kind"), [("auto", OptimizingSolver), ("constructive", ConstructiveSolver)]
)
def test_an_operator_may_do_without_the_search(
    solver: Literal["auto", "constructive"], kind: type[object]
) -> None:
    made = solver_of(Settings(solver=solver), with_engine)(rule_book())

    assert type(made) is kind


def test_without_the_extra_the_constructive_solver_does_it() -> None:
    made = solver_of(Settings(), without_engine)(rule_book())

    assert type(made) is ConstructiveSolver
