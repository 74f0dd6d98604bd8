"""The solver that goes on looking: the constructive one's plan, made better by an engine until time is up."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs

from planning_core.domain.job import Coverage, Pair
from planning_core.domain.objective import Objective
from planning_core.domain.work import Assignment, AssignmentStatus, Source
from planning_core.ports.solver import Seats, Solution
from planning_core.rules.registry import RuleBook
from planning_core.solver.checking import Checking, cleaned, learnt
from planning_core.solver.constructive import Progress
from planning_core.solver.encode import Encoded, encode
from planning_core.solver.engine import Engine, Limits
from planning_core.solver.meaning import broken, floor, objective
from planning_core.solver.placing import place_all
from planning_core.solver.problem import Roster
from planning_core.solver.quick import fill, still_held

FIRST_SHARE = 0.4
"""How much of the time may go into the plan that the search starts from."""

SEARCH_SHARE = 0.9
"""The share of the time limit after which the search ends at the latest; the rest is for a last check and for
reasons."""

PREPARATIONS = 4
"""That check takes as many times what making the problem and a first check took: a search ends sooner by it
where that is more, but no sooner than after half of its time."""

REPORT_SECONDS = 1.0
LEAST_PATIENCE = 2.0
MANY_CHOICES = 2000
"""Pairs of person and duty from which on a search is given all of its patience, and more."""

REASONS_SECONDS = 2.0
"""How long reasons are looked for at least, be it beyond the time limit: busy machines tell some too."""

ROUNDS = 50
"""How often the search is begun anew because the evaluator refused what no encoding says."""


class OptimizingSolver:
    """Fills seats by searching the problem that a plan and the rules in force come to.

    The objective is that of `planning_core.domain.objective`, in points. What the engine finds is checked by
    the evaluator; what that refuses is learnt, and the search goes on. The same seats, seed and start give
    the same plan where the request's options say `steps` and time does not run out.
    """

    def __init__(self, rules: RuleBook, engine: Engine) -> None:
        self._rules = rules
        self._engine = engine

    def solve(
        self,
        seats: Seats,
        *,
        new_id: Callable[[], str],
        progress: Progress,
        elapsed_seconds: Callable[[], float],
        start: Sequence[Pair] = (),
    ) -> Solution:
        """The best assignments found within the limits; options that cannot be taken raise InvalidInput."""
        began = elapsed_seconds()
        encoded = encode(seats, self._rules)
        search = _Search(encoded, seats, self._rules, progress, elapsed_seconds, began)
        search.improve(self._engine, encoded.roster(start) if start else self._first(search, seats))
        return place_all(
            encoded,
            search.best,
            seats,
            self._rules,
            new_id,
            progress,
            bound=search.bound,
            seconds_left=search.time_for_reasons(),
        )

    def _first(self, search: _Search, seats: Seats) -> Roster:
        """A plan to start from, found in a part of the time; without those who have minima to keep.

        Minima are not reached seat by seat: those people are left to the engine. Where the least change is
        asked for, it is what still holds of the earlier plan, and what is open then is filled.
        """
        problem = search.encoded.problem
        earlier = seats.earlier if seats.request.options.get("least_change") else ()
        standing = still_held(problem, search.encoded.roster(earlier))
        share = FIRST_SHARE if search.limits.steps is None else 1.0
        until = search.elapsed() + share * search.seconds_left()
        return fill(problem, standing, lambda: search.elapsed() >= until or not search.tell(FIRST_SHARE))


class _Search:
    """One search: the best roster that the evaluator let be, and what it learnt on the way."""

    def __init__(
        self,
        encoded: Encoded,
        seats: Seats,
        rules: RuleBook,
        progress: Progress,
        elapsed_seconds: Callable[[], float],
        began: float,
    ) -> None:
        self._encoding = elapsed_seconds() - began
        self.encoded = encoded
        self.problem = encoded.problem
        self.elapsed = elapsed_seconds
        request = seats.request
        options = Objective.of(request.options)
        self.limits = Limits(seconds=request.time_limit_seconds, steps=options.steps, seed=request.seed)
        self.best: Roster = encoded.roster(())
        self._floor = floor(self.problem)
        self.bound: float = encoded.points(self._floor)
        self._patience = _patience(encoded, options, request.time_limit_seconds)
        self._better_at = elapsed_seconds()
        self._standing = self._judged(self.best)
        self._progress = progress
        self._checking = Checking(seats, rules, encoded)
        self._refused = False
        self._stopped = False
        self._next_report = 0.0
        self._candidate: Roster = self.best

    def seconds_left(self) -> float:
        """How much of the time is left; nothing once somebody asked to stop."""
        return 0.0 if self._stopped else self.limits.seconds - self.elapsed()

    def time_for_reasons(self) -> Callable[[], float]:
        """Tells how much of the time for reasons is left, counted from now; nothing once asked to stop."""
        ends = max(self.limits.seconds, self.elapsed() + REASONS_SECONDS)
        return lambda: 0.0 if self._stopped else ends - self.elapsed()

    def tell(self, share: float) -> bool:
        """Tell how much of the time is used without news; False when the search shall stop."""
        self._stopped = self._stopped or not self._progress(share, None)
        return not self._stopped

    def improve(self, engine: Engine, start: Roster) -> None:
        """Search from a roster on, again after each refusal, until time, steps or patience are over."""
        begun = self.elapsed()
        start = self._let_be(start)
        ends = self._end(self._encoding + self.elapsed() - begun)
        self._publish()
        steps = self.limits.steps
        for _ in range(ROUNDS):
            left = ends - self.elapsed()
            if self._done() or left <= 0 or (steps is not None and steps <= 0):
                return
            limits = attrs.evolve(self.limits, seconds=left, steps=steps)
            self._refused = False
            given = start if any(start) else None
            found = engine(self.problem, limits, start=given, report=self._report)
            steps = None if steps is None else steps - max(1, found.steps)
            self._note_bound(found.bound)
            start = self._let_be(self._candidate if self._refused else found.roster)
            if start == found.roster:
                break
        self._publish()

    def _end(self, prepared: float) -> float:
        """When the search ends, by how long it took to make the problem and to check a plan."""
        least = (1 - SEARCH_SHARE) * self.limits.seconds
        return self.limits.seconds - max(least, min(PREPARATIONS * prepared, self.limits.seconds / 2))

    def _done(self) -> bool:
        """Whether nothing better is to be had, or nobody waits for it any more."""
        late = self.elapsed() - self._better_at > self._patience and self.limits.steps is None
        return self._stopped or late or self._standing <= (0, self._floor)

    def _let_be(self, roster: Roster) -> Roster:
        """The roster, or what the evaluator lets be of it; kept as the best if it is."""
        roster = self._within_room(roster)
        while refusals := self._checking.refusals(roster):
            self.problem = learnt(self.problem, refusals)
            roster = cleaned(roster, refusals)
        judged = self._judged(roster)
        if judged <= self._standing:
            self._keep(roster, judged)
        return roster

    def _keep(self, roster: Roster, judged: tuple[int, int]) -> None:
        if judged < self._standing:
            self._better_at = self.elapsed()
        self.best, self._standing = roster, judged

    def _judged(self, roster: Roster) -> tuple[int, int]:
        """How many bounds a roster does not keep that the job asked for, and what it costs."""
        return len(broken(self.problem, roster)), objective(self.problem, roster)

    def _within_room(self, roster: Roster) -> Roster:
        """The roster without those who are too many on a duty, the last ones first."""
        room = [duty.room for duty in self.problem.duties]
        kept = []
        for taken in roster:
            for duty in taken:
                room[duty] -= 1
            kept.append(tuple(duty for duty in taken if room[duty] >= 0))
        return tuple(kept)

    def _report(self, roster: Roster, cost: int, bound: int | None, _: float) -> bool:
        """Keep a better roster that the evaluator lets be; False where it does not, or to stop."""
        now = self.elapsed()
        if now < self._next_report:
            return not self._done()
        self._note_bound(bound)
        if (0, cost) < self._standing and self.limits.steps is None:
            self._candidate = roster
            if self._checking.refusals(roster):
                self._refused = True
                return False
            self._keep(roster, (0, cost))
        self._publish()
        # Telling may take long on a large plan; the search keeps the better part of the time.
        self._next_report = self.elapsed() + max(REPORT_SECONDS, 10 * (self.elapsed() - now))
        return not self._done()

    def _note_bound(self, bound: int | None) -> None:
        if bound is not None:
            self._floor = max(self._floor, bound)
            self.bound = self.encoded.points(self._floor)

    def _publish(self) -> None:
        share = min(0.95, max(FIRST_SHARE, self.elapsed() / self.limits.seconds))
        self._stopped = self._stopped or not self._progress(share, self._solution())

    def _solution(self) -> Solution:
        """The best so far, without reasons."""
        placed = [0] * len(self.problem.duties)
        for taken in self.best:
            for duty in taken:
                placed[duty] += 1
        frame = self.encoded.frame
        wanted = sum(shift.headcount for shift in frame.scope)
        missing = self.encoded.unfillable + sum(
            max(0, duty.need - number) for duty, number in zip(self.problem.duties, placed, strict=True)
        )
        return Solution(
            assignments=tuple(self._assignments()),
            proposals=(),
            unfilled=(),
            coverage=Coverage(wanted=wanted, filled=wanted - missing),
            objective=self.encoded.points(self._standing[1]),
            bound=self.bound,
        )

    def _assignments(self) -> Sequence[Assignment]:
        shifts = self.encoded.frame.plan.shifts
        return [
            Assignment(
                id=f"found-{number}",
                shift_id=shift_id,
                collaborator_id=person_id,
                role_id=shifts[shift_id].role_id,
                status=AssignmentStatus.PROPOSED,
                source=Source.AUTO,
            )
            for number, (shift_id, person_id) in enumerate(self.encoded.pairs(self.best))
        ]


def _patience(encoded: Encoded, options: Objective, limit: int) -> float:
    """Seconds without anything better after which a search ends: few where there is little to choose from."""
    if options.patience is not None:
        return options.patience
    choices = sum(len(person.options) for person in encoded.problem.staff)
    return max(LEAST_PATIENCE, limit * min(1 / 3, choices / MANY_CHOICES))
