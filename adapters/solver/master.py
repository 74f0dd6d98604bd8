"""The master of column generation: which timelines together cover the duties best, as a linear program."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import highspy
import numpy as np

from adapters.solver.arrays import Floats, Ints, Shorts
from adapters.solver.pool import Pool

SLICE = 0.4
"""Seconds between two looks, while a linear program is being solved, whether to go on."""


class Master(Pool):
    """Rows: a duty each, then a person each, taking one timeline; columns: shortage, surplus, timelines."""

    def __init__(self, need: Floats, room: Floats, short: Floats, over: Floats, people: int) -> None:
        super().__init__(need, room, short, over, people)
        self.duties = len(need)
        self.highs = highspy.Highs()  # type: ignore[no-untyped-call] # its stubs leave the constructor bare
        self.highs.setOptionValue("output_flag", False)
        self.highs.setOptionValue("threads", 1)
        rows = np.concatenate([need, np.ones(people)])
        none = np.zeros(0)
        empty = np.zeros(len(rows), dtype=np.int32)
        self.highs.addRows(len(rows), rows, rows, 0, empty, np.zeros(0, dtype=np.int32), none)
        n = self.duties
        starts, index = np.arange(n, dtype=np.int32), np.arange(n, dtype=np.int32)
        self._add(short, np.full(n, np.inf), starts, index, np.ones(n))
        self._add(over, self.room_left, starts, index, -np.ones(n))
        self.columns = 2 * n

    def _add(self, cost: Floats, upper: Floats, starts: Shorts, index: Shorts, values: Floats) -> None:
        count = len(cost)
        self.highs.addCols(count, cost, np.zeros(count), upper, len(index), starts, index, values)

    def add(self, person: int, path: Ints, duties: Ints, cost: float) -> bool:
        """Add a timeline; False where it is there already."""
        if not super().add(person, path, duties, cost):
            return False
        index = np.append(duties, self.duties + person).astype(np.int32)
        self.highs.addCol(cost, 0.0, np.inf, len(index), index, np.ones(len(index)))
        return True

    def solve(self, stop: Callable[[], bool]) -> bool:
        """Solve the linear program; False where it was stopped before, and has no value, duals or values."""
        seconds = SLICE
        while True:
            # Its clock goes on from one run to the next, and so does its basis.
            self.highs.setOptionValue("time_limit", self.highs.getRunTime() + seconds)
            self.highs.run()
            if self.highs.getModelStatus() != highspy.HighsModelStatus.kTimeLimit:
                return bool(self.highs.getModelStatus() == highspy.HighsModelStatus.kOptimal)
            if stop():
                return False
            if not self.highs.getInfo().simplex_iteration_count:
                seconds *= 2

    @property
    def value(self) -> float:
        """Of the linear program as it was solved."""
        return float(self.highs.getInfo().objective_function_value)

    def duals(self) -> Floats:
        """By duty."""
        return np.array(self.highs.getSolution().row_dual)[: self.duties]

    def values(self) -> Floats:
        """By timeline: how much of it is taken."""
        return np.array(self.highs.getSolution().col_value)[self.columns :]

    def fix(self, columns: Sequence[int]) -> None:
        """Take these timelines, and no other of their people."""
        fixed = {self.owner[column]: column for column in columns}
        for column, person in enumerate(self.owner):
            if person in fixed:
                value = 1.0 if fixed[person] == column else 0.0
                self.highs.changeColBounds(self.columns + column, value, value)

    def release(self) -> None:
        """Undo `fix`."""
        count = len(self.owner)
        if count:
            self.highs.changeColsBounds(
                count,
                np.arange(self.columns, self.columns + count, dtype=np.int32),
                np.zeros(count),
                np.full(count, np.inf),
            )
