"""Neighbourhoods by column generation: everybody where that is few enough, else some people over some
weeks."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol

import numpy as np

from adapters.solver.arrays import Ints, Model
from adapters.solver.columns import Columns, Region, Workers, is_large
from adapters.solver.lanes import Lanes, parts
from adapters.solver.search import anneal
from adapters.solver.walking import REACH
from adapters.solver.workspace import new_scratch, new_state

EXACT = 1500
"""Person-days up to which everybody is planned at once (as many times that as there are minutes);"""

WHOLE = 4000
"""and where the linear program is large, which no bound is expected of: for each minute."""

LENGTHS = (7, 10, 14, 14, 21, 28)
"""Days of a region, each as often as it stands here."""

ROUNDS = 14
"""Rounds of pricing between two fixings of a dive."""

PART = 0.08
"""Share of the people left that a step of a dive fixes."""

AGAIN = 0.6
"""How often a dive begins from a part of the best roster."""

SAMPLES = 30
"""Rosters of a walk from which columns are generated first."""

GENERATING = 0.2
"""Share of the time for columns of everybody, where the linear program is large."""

REGIONS = 0.8
"""How often a region follows there, and another one after it."""

AFTER = 8
"""Rounds of pricing for everybody after a dive."""

SETTLING = 0.05
"""Share of the time in which the walk finds a roster to begin with."""


class Shared(Protocol):
    """Where the best roster and bound are."""

    def look(self) -> tuple[Ints, float]:
        """The best choices and what they cost."""
        ...

    def offer(self, choice: Ints, cost: float) -> None:
        """Take a roster if it is better."""
        ...

    def offer_bound(self, bound: float) -> None:
        """Take a bound if it is higher."""
        ...


class Neighbourhoods:
    """Regions replanned one after the other."""

    def __init__(
        self, m: Model, best: Shared, seed: int, seconds: float, threads: int, over: Callable[[], bool]
    ) -> None:
        self.m, self.best, self.over, self.seconds = m, best, over, seconds
        self.random = np.random.default_rng(seed + 17)
        self.workers = Workers(m, threads)
        self.first_day = int(m.frame_first.min())
        self.last_day = int((m.frame_first + m.frame_days).max())
        self.people = len(m.staff_run)
        self.part = parts(m)
        self.size = 10.0
        self.alone = False

    def close(self) -> None:
        """End the threads."""
        self.workers.close()

    def until(self, over: Callable[[], bool]) -> None:
        """Replan regions until told to stop."""
        self._settle(SETTLING * self.seconds)
        if self._time_for_everybody():
            self._whole()
        while not over():
            self._timed_region()

    def _timed_region(self) -> None:
        """Replan a region, as large as a few seconds allow."""
        began = time.monotonic()
        self._region()
        took = time.monotonic() - began
        goal = min(4.0, max(0.5, 0.05 * self.seconds))
        self.size = min(self.people, max(4.0, self.size * (1.15 if took < goal else 0.8)))

    def _time_for_everybody(self) -> bool:
        size = self.people * (self.last_day - self.first_day)
        minutes = self.seconds / 60
        if is_large(int(np.count_nonzero(np.diff(self.m.duty_opt))), self.people):
            return size <= WHOLE * minutes
        return size <= EXACT * max(1.0, minutes)

    def _settle(self, seconds: float) -> None:
        """Let the walk find a roster worth improving first."""
        until = time.monotonic() + min(seconds, 20.0)
        while time.monotonic() < until and not self.over():
            time.sleep(0.02)

    def _whole(self) -> None:
        """Everybody at once: the bound, then dives until time is over, some from a part of the best."""
        self.alone = True
        began = time.monotonic()
        choice, _ = self.best.look()
        everybody = np.arange(self.people)
        region = Region(people=everybody, first_day=self.first_day, last_day=self.last_day)
        columns = Columns(self.m, choice, region, self.workers, self.over)
        self._sample(columns, choice)
        if columns.large:
            columns.until = began + GENERATING * self.seconds
        columns.generate(everybody, 1000, 0.5, exact=not columns.large)
        bound = columns.bound + columns.offset
        if not columns.large or columns.value - columns.bound < abs(columns.value + columns.offset):
            self.best.offer_bound(bound)  # else it tells nothing: the best may be half as dear, or less
        columns.until = np.inf
        self.alone = columns.large
        kept: list[int] = []
        while not self.over():
            found, cost = columns.dive(self.random, ROUNDS, PART, kept)
            self.best.offer(found, cost)
            self.alone = False
            if columns.large:
                columns.generate(everybody, AFTER, 0.5, exact=False)
                while self.random.random() < REGIONS and not self.over():
                    self._timed_region()
            kept = []
            if self.random.random() < AGAIN:
                standing = columns.columns_of(self.best.look()[0])
                share = float(self.random.choice([0.3, 0.5, 0.7]))
                kept = [column for column in standing if self.random.random() < share]

    def _sample(self, columns: Columns, choice: Ints) -> None:
        """Timelines of a walk at a middling temperature, so that the first duals mean something."""
        s, w = new_state(self.m, choice), new_scratch(self.m)
        lane, local = Lanes(self.m).whole(), choice.copy()
        price = np.zeros(len(self.m.duty_need))
        effort = 50_000 if not columns.large else 2_000_000
        until = time.monotonic() + (0.03 if not columns.large else 0.06) * self.seconds
        count = 0
        while count < SAMPLES and not self.over() and time.monotonic() < until:
            anneal(self.m, s, w, lane, local, count, 3.0, 3.0, effort, REACH)
            columns.add_roster(s.choice)
            price += s.price
            count += 1
        columns.begin(-price / max(1, count))

    def _costly(self, choice: Ints) -> int:
        """A duty that somebody may take, rather one that lacks people or has too many, by what that costs."""
        m = self.m
        present = np.bincount(m.opt_duty[choice[choice >= 0]], minlength=len(m.duty_need))
        gap = m.duty_need - present
        cost = np.maximum(gap, 0) * m.duty_short + np.maximum(-gap, 0) * m.duty_over
        may = np.diff(m.duty_opt) > 0
        weight = np.where(may, cost + cost.sum() / len(cost) + 1e-9, 0.0)
        return int(self.random.choice(len(weight), p=weight / weight.sum()))

    def _people(self, duty: int, length: int) -> Ints:
        """Whom to replan over so many days: half of them may take the duty, the others by chance of those who
        have to do with them."""
        m = self.m
        count = max(1, min(self.people, int(self.size * 28 / length)))
        may = np.unique(m.opt_person[m.opt_of_duty[m.duty_opt[duty] : m.duty_opt[duty + 1]]])
        first = self.random.choice(may, size=min(len(may), (count + 1) // 2), replace=False)
        others = np.setdiff1d(np.flatnonzero(self.part == self.part[may[0]]), first)
        rest = self.random.choice(others, size=min(len(others), count - len(first)), replace=False)
        return np.sort(np.concatenate([first, rest]))

    def _region(self) -> None:
        choice, before = self.best.look()
        days = self.last_day - self.first_day
        length = min(days, int(self.random.choice(LENGTHS)))
        duty = self._costly(choice)
        day = int(self.m.opt_day[self.m.opt_of_duty[self.m.duty_opt[duty]]])
        start = self.first_day if length == days else day - int(self.random.integers(length))
        region = Region(people=self._people(duty, length), first_day=start, last_day=start + length)
        columns = Columns(self.m, choice, region, self.workers, self.over)
        columns.generate(np.arange(len(columns.people)), 60, 0.5, exact=False)
        if columns.bound + columns.offset > before - 0.5:
            return
        found, cost = columns.dive(self.random, ROUNDS, 0.1)
        self.best.offer(found, cost)
