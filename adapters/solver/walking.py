"""The annealed walk over rosters, in portions."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

import numpy as np

from adapters.solver.arrays import Ints, Lane, Model, Scratch, State
from adapters.solver.lanes import Lanes
from adapters.solver.replan import BEAM
from adapters.solver.search import anneal
from adapters.solver.timeline import renew
from adapters.solver.workspace import lay_out, new_scratch, new_state

PORTION = 0.15
"""Seconds of a portion."""

REST = 0.05
"""Seconds between two looks whether to go on."""

REACH = np.array([5, 14, 3, 50, 50, 6])
"""Least and most days, most people of a move; noise in percent of the temperature, in percent of the
moves; and how
hard costly duties are looked for."""

LARGE = 8000
"""Person-days above which moves are of at most"""

LARGE_REACH = np.array([3, 9, 4, 50, 50, 12])
"""so many days, and costly duties are looked for harder: one try for each"""

LOOKED_AT = 100
"""so many duties, and no fewer than there."""

LANE_DAYS = 14
"""Days for each lane that a large plan must have."""

HOT = 0.2
"""The first temperature, as a share of what a missing person costs."""

LONG = 56
"""Days from which on windows are too short to move work from one end of a person's sums to the other,"""

TIMELINES = 0.3
"""and what part of the effort then goes into whole timelines."""


def person_days(m: Model) -> int:
    """How large a problem is."""
    return len(m.staff_run) * int(m.frame_days.max())


def lanes_for(m: Model, threads: int) -> int:
    """Lanes to walk in: one for each thread where a plan is large, and long enough to be cut."""
    days = int(m.frame_days.max())
    return threads if person_days(m) > LARGE and days >= threads * LANE_DAYS else 1


class Shared(Protocol):
    """Where the best roster is."""

    def look(self) -> tuple[Ints, float]:
        """The best choices and what they cost."""
        ...

    def offer(self, choice: Ints, cost: float) -> None:
        """Take a roster if it is better."""
        ...


class Walk:
    """Moves of as many threads as there are lanes."""

    def __init__(
        self, m: Model, best: Shared, seed: int, coolings: Callable[[], float], lanes: int = 1
    ) -> None:
        """`coolings` tells how many coolings are behind, with the part of the present one."""
        self.m, self.best, self.coolings = m, best, coolings
        choice, _ = best.look()
        self.state, self.scratch = new_state(m, choice), new_scratch(m)
        self.lanes = Lanes(m)
        self.whole = self.lanes.whole()
        self.beside = [new_scratch(m) for _ in range(lanes - 1)]
        self.pool = ThreadPoolExecutor(lanes, thread_name_prefix="lane")
        self.local = choice
        self.seed = seed * 1_000_003 + 1
        self.effort = 300_000
        self.waits: Callable[[], bool] = lambda: False
        self.cycle = 0.0
        self.long = int(m.frame_days.max()) >= LONG
        self.random = np.random.default_rng(seed)
        self.reach = REACH
        if person_days(m) > LARGE:
            self.reach = LARGE_REACH.copy()
            self.reach[5] = max(LARGE_REACH[5], len(m.duty_need) // LOOKED_AT)
        wanted = m.duty_short[m.duty_need > 0]
        self.hot = max(1.0, HOT * float(np.median(wanted))) if len(wanted) else 1.0
        self.cold = self.hot / 20

    @property
    def spent(self) -> int:
        """Effort so far."""
        return int(self.scratch.counts[0])

    def close(self) -> None:
        """End the threads."""
        self.pool.shutdown(wait=True, cancel_futures=True)

    def until(self, over: Callable[[], bool]) -> None:
        """Walk until told to stop."""
        while not over():
            if self.waits():
                time.sleep(REST)
                continue
            began = time.monotonic()
            self.step(self.effort)
            took = max(1e-4, time.monotonic() - began)
            self.effort = int(min(max(20_000, self.effort * min(2.0, PORTION / took)), 10**9))

    def step(self, effort: int) -> None:
        """Walk on for that much effort."""
        cycle, part = divmod(self.coolings(), 1.0)
        choice, cost = self.best.look()
        if cycle != self.cycle or cost < 0.98 * self.state.figures[1] - 1e-6:
            self._restart(choice)
            self.cycle = cycle
        if self.long:
            self._timelines(TIMELINES * effort)
            effort = int((1 - TIMELINES) * effort)
        heat = self.hot * (self.cold / self.hot) ** part
        if self.beside:
            self._side_by_side(heat, effort)
        else:
            self._walk(self.state, self.scratch, self.whole, self.local, self._seed(), heat, effort)
        self.best.offer(self.local, float(self.state.figures[1]))

    def _seed(self) -> int:
        self.seed += 1
        return self.seed % 2**31

    def _walk(
        self, s: State, w: Scratch, lane: Lane, best: Ints, seed: int, heat: float, effort: int
    ) -> None:
        anneal(self.m, s, w, lane, best, seed, heat, heat, effort, self.reach)

    def _side_by_side(self, heat: float, effort: int) -> None:
        """A walk in each lane, none of which touches what another reads: what they change adds up, and so
        does the best that each met."""
        s = self.state
        met = s.choice.copy()
        lanes = self.lanes.cut(self.random, 1 + len(self.beside)) or [self.whole]
        figures = [np.zeros_like(s.figures) for _ in lanes]
        states = [s._replace(figures=one) for one in figures]
        room = (self.scratch, *self.beside)
        walks = [
            self.pool.submit(self._walk, state, w, lane, met, self._seed(), heat, effort)
            for state, w, lane in zip(states, room, lanes, strict=False)
        ]
        for one in walks:
            one.result()
        least = s.figures[0] + sum(one[1] for one in figures)
        s.figures[0] += sum(one[0] for one in figures)
        if least < s.figures[1] - 1e-6:
            s.figures[1] = least
            self.local[:] = met

    def _timelines(self, effort: float) -> None:
        """Whole timelines of some people anew, for that much effort."""
        m, s, w = self.m, self.state, self.scratch
        until = w.counts[0] + effort
        while w.counts[0] < until:
            renew(m, s, w, int(self.random.integers(len(m.staff_run))), BEAM, np.inf)
        s.figures[0] = lay_out(m, s)
        if s.figures[0] < s.figures[1] - 1e-6:
            s.figures[1] = s.figures[0]
            self.local[:] = s.choice

    def _restart(self, choice: Ints) -> None:
        self.state = new_state(self.m, choice)
        self.local = choice.copy()
