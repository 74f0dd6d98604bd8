"""The engine of auto-assign: exact re-planning of one person as the move of a search, columns, bounds."""

from adapters.solver.engine import solve

__all__ = ["solve"]
