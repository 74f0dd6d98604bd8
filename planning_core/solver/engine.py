"""What searches a problem for the best roster."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import attrs

from planning_core.solver.problem import Problem, Roster

Report = Callable[[Roster, int, "int | None", float], bool]
"""Told a better roster, its objective, a lower bound where one is known, and the seconds since the start.

Also told the best so far from time to time without news. False asks the engine to stop.
"""


@attrs.frozen(kw_only=True)
class Limits:
    """When a search ends: after so many seconds, or so many steps of its own (None: no such limit).

    The same problem, start, seed and steps give the same roster as long as the time does not run out.
    """

    seconds: float
    steps: int | None = None
    seed: int = 0
    threads: int = 2


@attrs.frozen(kw_only=True)
class Found:
    """The best roster met, what it costs, and a lower bound where one is known."""

    roster: Roster
    objective: int
    bound: int | None = None
    steps: int = 0

    @property
    def optimal(self) -> bool:
        """Whether nothing better exists."""
        return self.bound is not None and self.bound >= self.objective


class Engine(Protocol):
    """Searches rosters; every roster that it tells of keeps to every bound that has no cost."""

    def __call__(
        self, problem: Problem, limits: Limits, *, start: Roster | None = None, report: Report
    ) -> Found:
        """The best roster found within the limits, no worse than `start`."""
        ...
