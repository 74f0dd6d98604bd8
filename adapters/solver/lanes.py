"""Parts of a roster that walks may change side by side: other people, other days, other duties."""

from __future__ import annotations

import numpy as np

from adapters.solver.arrays import Ints, Lane, Model


def days_of_duties(m: Model) -> tuple[Ints, Ints]:
    """By duty: the first and the last day that it has in the frames of those who may take it."""
    lowest = np.full(len(m.duty_need), np.iinfo(np.int64).max)
    highest = np.full(len(m.duty_need), np.iinfo(np.int64).min)
    np.minimum.at(lowest, m.opt_duty, m.opt_day)
    np.maximum.at(highest, m.opt_duty, m.opt_day)
    return lowest, highest


def parts(m: Model) -> Ints:
    """By person: the part of the plan that they are in; people of different parts have no duty in common, nor
    through anybody else."""
    part = np.arange(len(m.staff_run))
    while True:
        of_duty = np.full(len(m.duty_need), len(part))
        np.minimum.at(of_duty, m.opt_duty, part[m.opt_person])
        lowest = part.copy()
        np.minimum.at(lowest, m.opt_person, of_duty[m.opt_duty])
        lowest = lowest[lowest]
        if np.array_equal(lowest, part):
            return part
        part = lowest


class Lanes:
    """Ways to cut a roster into lanes that share neither people nor duties."""

    def __init__(self, m: Model) -> None:
        self.people = len(m.staff_run)
        self.low, self.high = days_of_duties(m)
        self.some = np.diff(m.duty_opt) > 0
        self.first, self.last = int(m.frame_first.min()), int((m.frame_first + m.frame_days).max())
        apart = np.where(self.some, self.high, 0) - np.where(self.some, self.low, 0)
        self.gap = int(apart.max(initial=0))

    def whole(self) -> Lane:
        """Everything in one lane."""
        return self._lane(np.arange(self.people), self.first, self.last)

    def cut(self, random: np.random.Generator, count: int) -> list[Lane]:
        """That many lanes at most, by chance: those of them with anything to do."""
        people = np.array_split(random.permutation(self.people), count)
        share = (self.last - self.first) / count
        moved = random.uniform(-share / 3, share / 3, count - 1)
        cuts = np.concatenate([[self.first], self.first + share * np.arange(1, count) + moved, [self.last]])
        days = cuts.round().astype(np.int64)
        lanes = [
            self._lane(np.sort(some), int(days[i]) + (self.gap if i else 0), int(days[i + 1]))
            for i, some in enumerate(people)
        ]
        return [lane for lane in lanes if len(lane.people) and len(lane.duties)]

    def _lane(self, people: Ints, first: int, last: int) -> Lane:
        mine = np.zeros(self.people, dtype=np.bool_)
        mine[people] = True
        within = self.some & (self.low >= first) & (self.high < last)
        return Lane(people=people, mine=mine, duties=np.flatnonzero(within), days=np.array([first, last]))
