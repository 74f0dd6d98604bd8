"""What one person holds of the duties of a problem, whether one more fits, and what it changes."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

from planning_core.solver.held_bounds import Held, HeldGroups, HeldRuns, HeldSum, changes
from planning_core.solver.held_rests import HeldRests
from planning_core.solver.problem import Exclusions, Problem, Roster, Staff, Total


def holdings(problem: Problem, roster: Roster, shared: Shared | None = None) -> list[Holding]:
    """What each person of a roster holds."""
    shared = shared or Shared(problem)
    return [Holding(shared, *one) for one in zip(problem.staff, roster, strict=True)]


class Shared:
    """What all holdings of one problem look up.

    `alike` numbers duties such that those of one number are the same to every bound of everybody; `kinds`
    are theirs.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.kinds = [duty.kind for duty in problem.duties]
        self.alike = _alike(problem)
        self._excluded: dict[int, list[frozenset[int]]] = {}

    def excluded(self, table: int) -> Sequence[frozenset[int]]:
        """By kind: the kinds that nobody under this table of exclusions holds together with it."""
        found = self._excluded.get(table)
        if found is None:
            found = self._excluded[table] = _both_ways(self.problem.exclusions[table])
        return found


def _alike(problem: Problem) -> list[int]:
    amounts = {id(total.amounts): total.amounts for person in problem.staff for total in person.totals}
    groups = {id(one.of): one.of for person in problem.staff for one in person.groups}
    sums: list[Mapping[int, Hashable]] = [*amounts.values(), *groups.values()]
    # Of these duties some are forbidden together: each is like none but itself.
    named = {duty for person in problem.staff for nogood in person.nogoods for duty in nogood}
    numbers: dict[Hashable, int] = {}
    found = []
    for duty, one in enumerate(problem.duties):
        own = duty if duty in named else None
        signature = (own, one.kind, one.start, one.end, *(amount.get(duty) for amount in sums))
        found.append(numbers.setdefault(signature, len(numbers)))
    return found


def _both_ways(table: Exclusions) -> list[frozenset[int]]:
    found: list[set[int]] = [set() for _ in table]
    for kind, others in enumerate(table):
        for other in others:
            found[kind].add(other)
            found[other].add(kind)
    return [frozenset(one) for one in found]


class Holding:
    """What one person holds so far; what was found out of duties that are alike is remembered until then."""

    def __init__(self, shared: Shared, person: Staff, taken: Sequence[int]) -> None:
        problem = shared.problem
        self._shared, self._duties = shared, problem.duties
        self._excluded = shared.excluded(person.exclusions)
        calendar = problem.calendars[person.calendar]
        self._sums = [HeldSum(one, taken) for one in person.totals]
        self._limits = [one for one in self._sums if _is_limit(one.total)]
        self._minima = [one for one in self._sums if is_minimum(one.total)]
        self._groups = [HeldGroups(one, taken) for one in person.groups]
        self._runs = [HeldRuns(one, calendar, taken) for one in person.runs]
        self._priced: Sequence[Held] = [
            *(one for one in self._sums if one.total.cost_above or one.total.cost_below),
            *(one for one in self._groups if one.groups.cost_above),
            *(one for one in self._runs if one.bounds.cost_most or one.bounds.cost_least),
        ]
        works = [(problem.duties[one].start, problem.duties[one].end) for one in taken]
        self._rests = HeldRests(person.free, [*works, *person.busy]) if person.free else None
        self._nogoods = [frozenset(one) for one in person.nogoods]
        # What one duty more never makes possible again: kinds of duty at hours that are no longer free.
        self.refused: set[int] = set()
        for duty in taken:
            self.refused |= self._excluded[shared.kinds[duty]]
        self.taken = list(taken)
        self.minutes = sum(problem.duties[duty].minutes for duty in taken)
        self._fits: dict[int, bool] = {}
        self._joining: dict[int, Mapping[str, int]] = {}
        self._surcharge: dict[int, int] = {}

    def fits(self, duty: int) -> bool:
        """Whether one more of the person's options breaks nothing, or nothing more than is broken already."""
        if self._shared.kinds[duty] in self.refused:
            return False
        alike = self._shared.alike[duty]
        found = self._fits.get(alike)
        if found is None:
            found = self._fits[alike] = self._keeps_bounds(duty)
        if not found or not self._nogoods:
            return found
        held = {*self.taken, duty}
        return not any(duty in one and one <= held for one in self._nogoods)

    def _keeps_bounds(self, duty: int) -> bool:
        for limit in self._limits:
            amount = limit.amounts.get(duty)
            if amount and limit.reached + amount > (limit.most or 0):
                return False
        if any(one.breaks(duty) for one in self._minima) or any(one.breaks(duty) for one in self._groups):
            return False
        if any(one.breaks(duty) for one in self._runs):
            return False
        one = self._duties[duty]
        if self._rests is None or not self._rests.breaks(one.start, one.end):
            return True
        self.refused.add(one.kind)
        return False

    def joining(self, duty: int) -> Mapping[str, int]:
        """By name of a bound: what one more duty changes its price by."""
        alike = self._shared.alike[duty]
        found = self._joining.get(alike)
        if found is None:
            found = self._joining[alike] = changes(self._priced, duty, 1)
        return found

    def leaving(self, duty: int) -> Mapping[str, int]:
        """By name of a bound: what giving up a duty changes its price by."""
        return changes(self._priced, duty, -1)

    def surcharge(self, duty: int) -> int:
        """What one more duty costs beyond its own cost, by the bounds that it passes."""
        alike = self._shared.alike[duty]
        found = self._surcharge.get(alike)
        if found is None:
            found = self._surcharge[alike] = sum(self.joining(duty).values())
        return found

    def take(self, duty: int) -> None:
        """Hold one more duty."""
        one = self._duties[duty]
        self.taken = sorted([*self.taken, duty])
        self.minutes += one.minutes
        self.refused |= self._excluded[one.kind]
        bounds: tuple[Held, ...] = (*self._sums, *self._groups, *self._runs)
        for bound in bounds:
            bound.take(duty)
        if self._rests is not None:
            self._rests.take(one.start, one.end)
        for memory in (self._fits, self._joining, self._surcharge):
            memory.clear()


def _is_limit(total: Total) -> bool:
    return total.at_most is not None and total.cost_above is None


def is_minimum(total: Total) -> bool:
    """Whether a sum must come to something."""
    return total.at_least is not None and total.cost_below is None
