"""Timelines of people, each known once, and what the duties that they take want."""

from __future__ import annotations

import numpy as np

from adapters.solver.arrays import Floats, Ints


class Pool:
    """Timelines by the order in which they came.

    By duty: `need` people (less than none where too many are there), each missing one costs `short`, each
    beyond it `over`, up to `room_left`.
    """

    def __init__(self, need: Floats, room: Floats, short: Floats, over: Floats, people: int) -> None:
        self.need, self.short, self.over, self.people = need, short, over, people
        self.room_left = np.maximum(room - np.maximum(need, 0), 0) + np.maximum(-need, 0)
        self.owner: list[int] = []
        self.paths: list[Ints] = []
        self.costs: list[float] = []
        self._duties: list[Ints] = []
        self._ends = np.zeros(1, dtype=np.int64)
        self._flat = np.zeros(0, dtype=np.int64)
        self._seen: dict[tuple[int, bytes], int] = {}

    def add(self, person: int, path: Ints, duties: Ints, cost: float) -> bool:
        """Add a timeline; False where it is there already."""
        key = (person, path.tobytes())
        if key in self._seen:
            return False
        self._seen[key] = len(self.owner)
        self._duties.append(duties)
        self.owner.append(person)
        self.paths.append(path)
        self.costs.append(cost)
        return True

    def place_of(self, person: int, path: Ints) -> int:
        """Which timeline of those added a path is."""
        return self._seen[person, path.tobytes()]

    def duties_of(self, column: int) -> Ints:
        """The duties that a timeline takes."""
        return self._duties[column]

    def laid_out(self) -> tuple[Ints, Ints]:
        """By timeline: where its duties begin in the second array; at last where those of the last end."""
        new = self._duties[len(self._ends) - 1 :]
        if new:
            self._flat = np.concatenate([self._flat, *new])
            lengths = np.array([len(one) for one in new])
            self._ends = np.concatenate([self._ends, self._ends[-1] + np.cumsum(lengths)])
        return self._ends, self._flat

    def reduced(self, duals: Floats) -> Floats:
        """By timeline: what it costs under prices of duties."""
        ends, flat = self.laid_out()
        sums = np.concatenate([np.zeros(1), np.cumsum(duals[flat])])[ends]
        return np.array(self.costs) - np.diff(sums)

    def cheapest(self, duals: Floats) -> Floats:
        """By person: what the cheapest of their timelines costs under prices of duties."""
        found = np.full(self.people, np.inf)
        np.minimum.at(found, self.owner, self.reduced(duals))
        return found
