"""Which solver fills seats."""

from __future__ import annotations

from entrypoints.bootstrap import memory_app
from entrypoints.settings import Settings
from planning_core.rules.registry import rule_book
from planning_core.solver import ConstructiveSolver


def test_an_operator_may_do_without_the_search() -> None:
    app = memory_app(Settings(solver="constructive"))

    assert type(app.solver(rule_book())) is ConstructiveSolver
