"""The solver in plain Python: one pass over the seats, hardest first, then repairs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from planning_core.domain.job import Pair
from planning_core.ports.solver import Seats, Solution, missing_points
from planning_core.rules.registry import RuleBook
from planning_core.solver.explain_clash import with_clashes
from planning_core.solver.filling import Filling
from planning_core.solver.finishing import explained, settle, solution_of
from planning_core.solver.repair import repair

SEARCH_SHARE = 0.85
"""The share of the time limit that goes to placing people; the rest is for reasons and a last check."""

REPORT_SECONDS = 0.25

Progress = Callable[[float, Solution | None], bool]


class ConstructiveSolver:
    """Fills seats one by one under the rules in force. It knows them only by asking them.

    The objective, which it keeps low, is `missing_points` of every shift and the weight of the soft conflicts
    that the solution adds. A seat stays empty only where every rule-abiding way to fill it that was tried
    fails: soft conflicts, load, wishes and continuity decide who, never whether.
    """

    def __init__(self, rules: RuleBook) -> None:
        self._rules = rules

    def solve(
        self,
        seats: Seats,
        *,
        new_id: Callable[[], str],
        progress: Progress,
        elapsed_seconds: Callable[[], float],
        start: Sequence[Pair] = (),
    ) -> Solution:
        """Assignments for open seats; the same seats, seed and start give the same unless time runs out."""
        filling = Filling(seats, self._rules, new_id)
        watch = _Watch(filling, seats.request.time_limit_seconds, progress, elapsed_seconds)
        # What was found before is never given up for want of time: it was within the limits once.
        for share in filling.take_up(start):
            watch.report(0.1 * share)
        for share in filling.fill_all(watch.over):
            watch.report(0.8 * share)
        if not watch.over():
            for _ in repair(filling, watch.over):
                watch.report(0.8)
        soft = settle(filling, seats, self._rules)
        unfilled = explained(filling, watch.ended, lambda: watch.report(0.9))
        unfilled = with_clashes(unfilled, filling, seats, self._rules, watch.ended)
        solution = solution_of(filling, unfilled, _objective(filling, soft))
        progress(1.0, solution)
        return solution


class _Watch:
    """Tells when a search is over: its share of the time is spent, or it was asked to stop."""

    def __init__(
        self, filling: Filling, limit: float, progress: Progress, elapsed_seconds: Callable[[], float]
    ) -> None:
        self._filling, self._progress, self._elapsed = filling, progress, elapsed_seconds
        self.limit = limit
        self._next_report = 0.0
        self._share = 0.0
        self.stopped = False

    def over(self) -> bool:
        """Whether placing people has to end now."""
        self._report_if_due()
        return self.stopped or self._elapsed() >= SEARCH_SHARE * self.limit

    def ended(self) -> bool:
        """Whether all of the time is spent, or it was asked to stop."""
        return self.stopped or self._elapsed() >= self.limit

    def report(self, share: float) -> None:
        """Note how much is done, and tell so from time to time."""
        self._share = share
        self._report_if_due()

    def _report_if_due(self) -> None:
        now = self._elapsed()
        if now >= self._next_report and not self.stopped:
            best = solution_of(self._filling, (), _objective(self._filling, self._filling.soft))
            self.stopped = not self._progress(self._share, best)
            self._next_report = self._elapsed() + REPORT_SECONDS


def _objective(filling: Filling, soft: int) -> float:
    points = sum(missing_points(shift, filling.missing(shift)) for shift in filling.shifts)
    return float(points + soft)
