"""The same master to some accuracy: timelines against prices of duties, by a first-order method.

For programs of hundreds of duties, where the simplex method takes a second from one round to the next.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from adapters.solver.arrays import Floats, Ints
from adapters.solver.compiled import whole
from adapters.solver.first_order import Program, approach
from adapters.solver.pool import Pool

ACCURACY = 0.003
"""Part of the value by which prices and timelines may lie apart."""

STEPS = 200
"""Steps at most from one round to the next, which goes on from where the last one ended."""

AHEAD = 0.05
"""Timelines so much dearer than the cheapest of their person, in missing people, are left aside;"""

BEYOND = 3.0
"""What somebody beyond the room costs, in the most that a duty asks for one missing or one too many: a room
that is hard for good is only ever neared."""

FEW = 2000
"""where there are more than so many,"""

NEW = 400
"""but for so many, the newest."""


class Saddle(Pool):
    """Parts of timelines, and prices of duties that answer them."""

    def __init__(self, need: Floats, room: Floats, short: Floats, over: Floats, people: int) -> None:
        super().__init__(need, room, short, over, people)
        self.beyond = BEYOND * float(max(short.max(initial=1.0), over.max(initial=1.0)))
        self.value = np.inf
        self._parts = np.zeros(0)
        self._prices = np.zeros(len(need))
        self._memory = np.array([1.0, 0.0])
        self._fixed: dict[int, int] = {}
        self._root: tuple[Floats, Floats, Floats] | None = None

    def begin(self, duals: Floats) -> None:
        """Begin from these prices."""
        self._prices = np.clip(duals, -self.over, self.short)

    def solve(self, stop: Callable[[], bool]) -> bool:
        """Come nearer; always with a value."""
        live = self._live()
        ends, flat = self.laid_out()
        owner = np.array(self.owner)[live]
        order = np.argsort(owner, kind="stable")
        live, owner = live[order], owner[order]
        program = Program(
            first=ends[live],
            last=ends[live + 1],
            duties=flat,
            cost=np.array(self.costs)[live],
            group=np.searchsorted(owner, np.arange(self.people + 1)),
            need=self.need,
            short=self.short,
            over=self.over,
            room=self.room_left,
        )
        parts = np.zeros(len(self.owner))
        parts[: len(self._parts)] = self._parts
        x = parts[live]
        within = max(0.25, ACCURACY * abs(self.value)) if np.isfinite(self.value) else 1.0
        self.value = approach(program, x, self._prices, self._memory, self.beyond, within, whole(STEPS))
        self._parts = np.zeros(len(self.owner))
        self._parts[live] = x
        return True

    def _live(self) -> Ints:
        """Timelines worth looking at: of the fixed people theirs, of the others none far too dear."""
        owner = np.array(self.owner)
        live = np.ones(len(owner), dtype=np.bool_)
        if len(owner) > FEW:
            reduced = self.reduced(self._prices)
            least = np.full(self.people, np.inf)
            np.minimum.at(least, owner, reduced)
            live = reduced <= least[owner] + AHEAD * float(np.median(self.short))
            live[-NEW:] = True
            live[: len(self._parts)] |= self._parts > 0
        for person, column in self._fixed.items():
            live[owner == person] = False
            live[column] = True
        return np.flatnonzero(live)

    def duals(self) -> Floats:
        """By duty."""
        return self._prices.copy()

    def values(self) -> Floats:
        """By timeline: how much of it is taken."""
        return self._parts.copy()

    def fix(self, columns: Sequence[int]) -> None:
        """Take these timelines, and no other of their people."""
        if self._root is None:
            self._root = self._parts.copy(), self._prices.copy(), self._memory.copy()
        self._fixed.update((self.owner[column], column) for column in columns)

    def release(self) -> None:
        """Undo `fix`, and go back to where it was called first."""
        self._fixed.clear()
        if self._root is not None:
            self._parts, self._prices, self._memory = self._root
            self._root = None
