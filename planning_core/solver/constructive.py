"""The solver in plain Python: one pass over the seats, hardest first, then repairs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from planning_core.domain.job import Pair, UnfilledSeat
from planning_core.domain.reference import Severity
from planning_core.ports.solver import Seats, Solution, missing_points
from planning_core.rules.comparison import compare
from planning_core.rules.engine import evaluate
from planning_core.rules.registry import RuleBook
from planning_core.solver.explain import explain
from planning_core.solver.filling import Filling
from planning_core.solver.judge import weight_of
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
        soft = self._settle(filling, seats)
        unfilled = _explained(filling, watch)
        solution = _solution(filling, unfilled, soft)
        progress(1.0, solution)
        return solution

    def _settle(self, filling: Filling, seats: Seats) -> int:
        """The weight of the soft conflicts added, once the evaluator of the whole has seen the solution.

        Takes out what it refuses, should looking at one person at a time have missed something.
        """
        people = sorted({a.collaborator_id for a in filling.placed.values()})
        shifts = sorted({a.shift_id for a in filling.placed.values()})
        before = evaluate(seats.plan, self._rules, collaborator_ids=people, shift_ids=shifts)
        while True:
            after = evaluate(filling.plan, self._rules, collaborator_ids=people, shift_ids=shifts)
            new = compare(before, after).new
            refused = {
                one
                for conflict in new
                if conflict.type is Severity.HARD
                for one in conflict.assignment_ids
                if one in filling.placed
            }
            if not refused:
                return sum(weight_of(conflict) for conflict in new if conflict.type is Severity.SOFT)
            for one in sorted(refused):
                filling.withdraw(filling.placed[one])


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

    def out_of_time(self) -> bool:
        """Whether all of the time is spent."""
        return self._elapsed() >= self.limit

    def report(self, share: float) -> None:
        """Note how much is done, and tell so from time to time."""
        self._share = share
        self._report_if_due()

    def _report_if_due(self) -> None:
        now = self._elapsed()
        if now >= self._next_report and not self.stopped:
            best = _solution(self._filling, (), self._filling.soft)
            self.stopped = not self._progress(self._share, best)
            self._next_report = self._elapsed() + REPORT_SECONDS


def _explained(filling: Filling, watch: _Watch) -> tuple[UnfilledSeat, ...]:
    """Every shift that lacks people, with reasons as long as there is time to find them."""
    found = []
    for shift in filling.shifts:
        missing = filling.missing(shift)
        watch.report(0.9)
        if missing and (watch.stopped or watch.out_of_time()):
            found.append(UnfilledSeat(shift_id=shift.id, missing=missing))
        elif missing:
            found.append(explain(filling, shift))
    return tuple(found)


def _solution(filling: Filling, unfilled: tuple[UnfilledSeat, ...], soft: int) -> Solution:
    """What was placed so far, in the order of the shifts."""
    placed = sorted(
        filling.placed.values(), key=lambda a: (filling.plan.shifts[a.shift_id].starts_at, a.shift_id, a.id)
    )
    points = sum(missing_points(shift, filling.missing(shift)) for shift in filling.shifts)
    return Solution(
        assignments=tuple(placed),
        proposals=tuple(filling.proposals[a.id] for a in placed),
        unfilled=unfilled,
        coverage=filling.coverage(),
        objective=float(points + soft),
    )
