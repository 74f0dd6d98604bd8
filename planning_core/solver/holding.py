"""What one person holds of the duties of a problem, and whether one more fits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import attrs

from planning_core.solver.meaning import cost_of, person_breaks
from planning_core.solver.problem import Problem, Roster, Staff, Total


def holdings(problem: Problem, roster: Roster) -> list[Holding]:
    """What each person of a roster holds."""
    # What pairs and sums say is asked first and fast; the rest of a person's bounds is left to the reference.
    alone = attrs.evolve(problem, exclusions=tuple(((),) * len(table) for table in problem.exclusions))
    return [Holding(problem, alone, *one) for one in zip(problem.staff, roster, strict=True)]


class Holding:
    """What one person holds so far, with the sums that their totals come to."""

    def __init__(self, problem: Problem, alone: Problem, person: Staff, taken: Sequence[int]) -> None:
        self._problem, self._alone = problem, alone
        self._excluded = problem.exclusions[person.exclusions]
        self._limits = [one for one in person.totals if one.at_most is not None and one.cost_above is None]
        self._sums = [sum(one.amounts.get(duty, 0) for duty in taken) for one in self._limits]
        self._person = person
        self._priced = [one for one in person.totals if one.at_most is not None and one.cost_above]
        self._reached = [sum(one.amounts.get(duty, 0) for duty in taken) for one in self._priced]
        self._groups = [one for one in person.groups if one.cost_above]
        self._touched = [set(one.touched) for one in self._groups]
        self._counts = [0] * len(self._groups)
        for duty in taken:
            self._touch(duty)
        self._rest = attrs.evolve(person, totals=tuple(filter(is_minimum, person.totals)))
        self._broken = Counter(person_breaks(alone, self._rest, taken))
        # What one duty more never makes possible again: kinds of duty at hours that are no longer free.
        self.refused: set[int] = set()
        self.taken = list(taken)
        self.minutes = sum(problem.duties[duty].minutes for duty in taken)

    def fits(self, duty: int) -> bool:
        """Whether one more duty breaks nothing that is not broken already."""
        kind, duties = self._problem.duties[duty].kind, self._problem.duties
        if kind in self.refused:
            return False
        for other in self.taken:
            second = duties[other].kind
            if (kind in self._excluded[second]) if second < kind else (second in self._excluded[kind]):
                self.refused.add(kind)
                return False
        for total, reached in zip(self._limits, self._sums, strict=True):
            amount = total.amounts.get(duty)
            if amount and reached + amount > (total.at_most or 0):
                return False
        found = person_breaks(self._alone, self._rest, sorted([*self.taken, duty]))
        if not found or Counter(found) <= self._broken:
            return True
        if not self._rest.nogoods:
            self.refused.add(kind)
        return False

    def price(self, duty: int) -> int:
        """What one more duty costs, with what sums and groups cost then that are passed by it."""
        cost = cost_of(self._person, duty)
        for total, reached in zip(self._priced, self._reached, strict=True):
            amount = total.amounts.get(duty)
            if amount:
                over = reached + amount - (total.at_most or 0)
                if over > 0:
                    cost += min(over, amount) * (total.cost_above or 0)
        for groups, touched, count in zip(self._groups, self._touched, self._counts, strict=True):
            if count >= groups.at_most:
                new = sum(group not in touched for group in groups.of.get(duty, ()))
                cost += new * (groups.cost_above or 0)
        return cost

    def forget_prices(self) -> None:
        """Let a duty cost from now on what it costs by itself."""
        self._priced, self._reached, self._groups, self._touched, self._counts = [], [], [], [], []

    def _touch(self, duty: int) -> None:
        for number, groups in enumerate(self._groups):
            for group in groups.of.get(duty, ()):
                if group not in self._touched[number]:
                    self._touched[number].add(group)
                    self._counts[number] += 1

    def take(self, duty: int) -> None:
        """Hold one more duty."""
        self.taken = sorted([*self.taken, duty])
        self.minutes += self._problem.duties[duty].minutes
        self._sums = [
            reached + total.amounts.get(duty, 0)
            for total, reached in zip(self._limits, self._sums, strict=True)
        ]
        self._reached = [
            reached + total.amounts.get(duty, 0)
            for total, reached in zip(self._priced, self._reached, strict=True)
        ]
        self._touch(duty)


def is_minimum(total: Total) -> bool:
    """Whether a sum must come to something."""
    return total.at_least is not None and total.cost_below is None
