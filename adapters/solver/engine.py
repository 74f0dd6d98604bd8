"""The engine: a roster at once, better ones while time lasts, and a bound where one is known."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import numpy as np

from adapters.solver.arrays import Ints
from adapters.solver.build import build_model
from adapters.solver.first import build_first
from adapters.solver.neighbourhoods import Neighbourhoods
from adapters.solver.walking import Walk, lanes_for, person_days
from adapters.solver.workspace import choice_of, new_state, roster_of
from planning_core.solver.engine import Found, Limits, Report
from planning_core.solver.meaning import broken, objective, person_breaks
from planning_core.solver.problem import Problem, Roster

WAIT = 0.1
"""Seconds between two looks at what the threads have found."""

BETWEEN = 0.5
"""Seconds between two better rosters that are told, or"""

AS_LONG = 15
"""as many times as long as it takes to tell one: that takes time from the search."""

WAITS = 0.6
"""Part of the time within which the walk may wait for the columns of everybody."""

COOLINGS = 3
"""How often a search cools down, in seconds at most:"""

LONGEST_COOLING = 60.0

COOLED = 300
"""Person-days a second at most that a search cools."""

PORTIONS = 40
"""Portions of a cooling at least, where a search goes by effort: within one the temperature stands."""


class _Best:
    """The best choices so far, shared by threads."""

    def __init__(self, choice: Ints, cost: float) -> None:
        self.lock = threading.Lock()
        self.choice, self.cost = choice, cost
        self.bound = -np.inf

    def offer(self, choice: Ints, cost: float) -> None:
        """Take a roster if it is better."""
        with self.lock:
            if cost < self.cost - 1e-6:
                self.choice, self.cost = choice.copy(), cost

    def offer_bound(self, bound: float) -> None:
        """Take a lower bound if it is higher."""
        with self.lock:
            self.bound = max(self.bound, bound)

    def look(self) -> tuple[Ints, float]:
        """The best choices and what they cost."""
        with self.lock:
            return self.choice.copy(), self.cost


def solve(problem: Problem, limits: Limits, *, start: Roster | None = None, report: Report) -> Found:
    """The best roster found within the limits, no worse than `start`; see
    `planning_core.solver.engine.Engine`."""
    began = time.monotonic()
    if not problem.staff or not any(person.options for person in problem.staff):
        empty: Roster = tuple(() for _ in problem.staff)
        cost = objective(problem, empty)
        report(empty, cost, cost, time.monotonic() - began)
        return Found(roster=empty, objective=cost, bound=cost)
    return _Run(problem, limits, start, report, began).run()


class _Run:
    def __init__(
        self, problem: Problem, limits: Limits, start: Roster | None, report: Report, began: float
    ) -> None:
        self.problem, self.limits, self.report, self.began = problem, limits, report, began
        self.m = build_model(problem)
        self.stopped = threading.Event()
        self.best = _Best(*self._first(start))
        self.reported: float = np.inf
        self.next = began + BETWEEN
        self.roster: Roster | None = None
        self.cost = 0
        self.failed: BaseException | None = None

    def _first(self, start: Roster | None) -> tuple[Ints, float]:
        """The start if one is given, and from nothing otherwise; where that keeps bounds better, the empty
        one."""
        m = self.m
        s = new_state(m, None if start is None else choice_of(m, start))
        given = s.choice.copy(), float(s.figures[0])
        if start is not None and not broken(self.problem, roster_of(m, given[0])):
            return given
        choice, cost = build_first(m, self.limits.seed, self._breaking, self._over)
        return (choice, cost) if cost < given[1] else given

    def _breaking(self, choice: Ints) -> Ints:
        """Whose work breaks a bound."""
        roster = roster_of(self.m, choice)
        pairs = zip(self.problem.staff, roster, strict=True)
        return np.array(
            [p for p, (person, taken) in enumerate(pairs) if person_breaks(self.problem, person, taken)],
            dtype=np.int64,
        )

    def _over(self) -> bool:
        return self.stopped.is_set() or time.monotonic() - self.began >= self.limits.seconds

    def run(self) -> Found:
        """Search until the limits; on failure of a thread its exception."""
        self._tell()
        steps = self.limits.steps
        if steps is not None:
            self._in_step(steps)
        else:
            self._at_once()
        self._tell(at_last=True)
        if self.failed is not None:
            raise self.failed
        roster = self.roster
        if roster is None:
            roster = tuple(() for _ in self.problem.staff)
            self.cost = objective(self.problem, roster)
        return Found(roster=roster, objective=self.cost, bound=self._bound())

    def _at_once(self) -> None:
        """Two searches side by side."""
        lanes = lanes_for(self.m, self.limits.threads)
        walk = Walk(self.m, self.best, self.limits.seed, self._coolings, lanes)
        threads = [threading.Thread(target=self._guard, args=(walk.until, self._over), name="walk")]
        region: Neighbourhoods | None = None
        if lanes == 1 < self.limits.threads:
            region = Neighbourhoods(
                self.m, self.best, self.limits.seed, self.limits.seconds, self.limits.threads, self._over
            )
            walk.waits = self._waiting_for(region)
            threads.append(
                threading.Thread(target=self._guard, args=(region.until, self._over), name="regions")
            )
        for thread in threads:
            thread.start()
        try:
            while any(thread.is_alive() for thread in threads):
                time.sleep(WAIT)
                if not self._tell() or self._optimal():
                    self.stopped.set()
        finally:
            self.stopped.set()
            for thread in threads:
                thread.join()
            walk.close()
            if region is not None:
                region.close()

    def _waiting_for(self, region: Neighbourhoods) -> Callable[[], bool]:
        late = self.began + WAITS * self.limits.seconds
        return lambda: region.alone and time.monotonic() < late

    def _in_step(self, steps: int) -> None:
        """One search after the other, by effort: the same again gives the same."""
        walk = Walk(self.m, self.best, self.limits.seed, lambda: COOLINGS * walk.spent / steps)
        portion = max(1, min(2_000_000, steps // (COOLINGS * PORTIONS)))
        try:
            while walk.spent < steps and not self._over():
                walk.step(min(portion, steps - walk.spent))
                if not self._tell():
                    return
        finally:
            walk.close()

    def _coolings(self) -> float:
        one = max(1.0, min(LONGEST_COOLING, self.limits.seconds / COOLINGS), person_days(self.m) / COOLED)
        one = min(one, self.limits.seconds)
        return (time.monotonic() - self.began) / one

    def _guard(self, search: object, over: object) -> None:
        try:
            search(over)  # type: ignore[operator] # a method that takes `over`
        except BaseException as error:
            self.failed = error
            self.stopped.set()

    def _optimal(self) -> bool:
        return self.best.bound > -np.inf and self.best.cost - self.best.bound < 1 - 1e-6

    def _bound(self) -> int | None:
        if self.best.bound == -np.inf:
            return None
        return min(self.cost, int(np.ceil(self.best.bound - 1e-3)) + self.problem.constant)

    def _tell(self, *, at_last: bool = False) -> bool:
        """Tell of the best roster, of better ones now and then; False where the caller wants no more."""
        now = time.monotonic()
        in_step = self.limits.steps is not None
        if at_last or in_step or self.roster is None or now >= self.next:
            choice, cost = self.best.look()
            if cost < self.reported - 1e-6:
                self._take(choice, cost)
                took = time.monotonic() - now
                self.next = now + max(BETWEEN, AS_LONG * took)
        if self.roster is None:
            return True
        return self.report(self.roster, self.cost, self._bound(), time.monotonic() - self.began)

    def _take(self, choice: Ints, cost: float) -> None:
        self.reported = cost
        roster = roster_of(self.m, choice)
        if broken(self.problem, roster):
            return
        found = objective(self.problem, roster)
        if self.roster is None or found < self.cost:
            self.roster, self.cost = roster, found
