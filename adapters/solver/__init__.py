"""The engine of auto-assign: exact re-planning of one person as the move of a search, columns, bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from adapters.solver.engine import solve

__all__ = ["solve"]


def __getattr__(name: str) -> Any:
    """The engine, imported when it is first asked for: whether it is compiled is known without numba."""
    if name != "solve":
        raise AttributeError(name)
    from adapters.solver.engine import solve

    return solve
