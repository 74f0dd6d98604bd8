"""Sums, groups and runs of days of one person, and what one duty more or less does to each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from planning_core.solver.meaning import run_excesses, runs_of
from planning_core.solver.problem import Calendar, Groups, Runs, Total


class HeldSum:
    """What a person's duties come to in a total."""

    def __init__(self, total: Total, taken: Iterable[int]) -> None:
        self.total = total
        self.name, self.amounts = total.name, total.amounts
        self.most = total.at_most
        self.reached = sum(total.amounts.get(duty, 0) for duty in taken)

    def breaks(self, duty: int) -> bool:
        """Whether one more duty passes a maximum that has no price, or wakes a minimum that has none."""
        amount = self.amounts.get(duty)
        if not amount:
            return False
        total = self.total
        reached = self.reached + amount
        if total.at_most is not None and total.cost_above is None and reached > total.at_most:
            return True
        if total.at_least is None or total.cost_below is not None or not total.or_none:
            return False
        return self.reached == 0 and reached < total.at_least

    def change(self, duty: int, sign: int = 1) -> int:
        """By how much the price changes with one more duty; `sign` -1: with one less."""
        amount = self.amounts.get(duty)
        return self._price(self.reached + sign * amount) - self._price(self.reached) if amount else 0

    def _price(self, reached: int) -> int:
        total, cost = self.total, 0
        if total.at_most is not None and total.cost_above and reached > total.at_most:
            cost += (reached - total.at_most) * total.cost_above
        if total.at_least is not None and total.cost_below and reached < total.at_least:
            cost += 0 if total.or_none and reached == 0 else (total.at_least - reached) * total.cost_below
        return cost

    def take(self, duty: int) -> None:
        """Hold one more duty."""
        self.reached += self.amounts.get(duty, 0)


class HeldGroups:
    """Which groups a person's duties touch, and how many duties each."""

    def __init__(self, groups: Groups, taken: Iterable[int]) -> None:
        self.groups = groups
        self.name = groups.name
        self._touched: Counter[int] = Counter()
        for duty in taken:
            self.take(duty)

    def breaks(self, duty: int) -> bool:
        """Whether one more duty touches a group too many where that has no price."""
        if self.groups.cost_above is not None:
            return False
        new = self._new(duty)
        return new > 0 and len(self._touched) + new > self.groups.at_most

    def change(self, duty: int, sign: int = 1) -> int:
        """By how much the price changes with one more duty; `sign` -1: with one less."""
        price = self.groups.cost_above
        if not price:
            return 0
        count = len(self._touched)
        other = count + self._new(duty) if sign > 0 else count - self._freed(duty)
        most = self.groups.at_most
        return price * (max(0, other - most) - max(0, count - most))

    def _new(self, duty: int) -> int:
        fixed, touched = self.groups.touched, self._touched
        return sum(one not in touched and one not in fixed for one in self.groups.of.get(duty, ()))

    def _freed(self, duty: int) -> int:
        return sum(self._touched[one] == 1 for one in self.groups.of.get(duty, ()))

    def take(self, duty: int) -> None:
        """Hold one more duty."""
        for one in self.groups.of.get(duty, ()):
            if one not in self.groups.touched:
                self._touched[one] += 1


class HeldRuns:
    """The local days on which a person's duties work, seen by one set of bounds on runs."""

    def __init__(self, bounds: Runs, calendar: Calendar, taken: Iterable[int]) -> None:
        self.bounds = bounds
        self.name = bounds.name
        self._calendar = calendar
        self._days = Counter(day for duty in taken for day in calendar[duty])
        self._standing = set(runs_of(bounds.worked))
        least = bounds.least_worked is not None or bounds.least_free is not None
        self._priced = bool(bounds.cost_most or bounds.cost_least)
        self._free = (bounds.cost_most is None and bounds.most_worked is not None) or (
            bounds.cost_least is None and least
        )
        self._simple = not least

    def breaks(self, duty: int) -> bool:
        """Whether one more duty passes a bound that has no price, or passes it by more."""
        return self._free and self._change(self._with(duty))[0] > 0

    def change(self, duty: int, sign: int = 1) -> int:
        """By how much the price changes with one more duty; `sign` -1: with one less."""
        if not self._priced:
            return 0
        return self._change(self._with(duty) if sign > 0 else self._without(duty))[1]

    def take(self, duty: int) -> None:
        """Hold one more duty."""
        self._days.update(self._calendar[duty])

    def _with(self, duty: int) -> set[int] | None:
        """The days worked with one more duty; None: as they are."""
        new = [day for day in self._calendar[duty] if day not in self._days]
        return {*self._days, *new} if new else None

    def _without(self, duty: int) -> set[int] | None:
        days = self._calendar[duty]
        gone = [day for day in days if self._days[day] == 1]
        return set(self._days).difference(gone) if gone else None

    def _change(self, days: set[int] | None) -> tuple[int, int]:
        """By how much more bounds are passed on these days: those without a price; the price of others."""
        if days is None:
            return 0, 0
        if self._simple and not self._close_to_limit(days):
            return 0, 0
        before, after = self._judged(set(self._days)), self._judged(days)
        return after[0] - before[0], after[1] - before[1]

    def _close_to_limit(self, days: set[int]) -> bool:
        """Whether a run that these days change is longer than it may be, or was."""
        most, fixed = self.bounds.most_worked, self.bounds.worked
        if most is None:
            return False
        for day in days.symmetric_difference(self._days):
            first = last = day
            while first - 1 in days or first - 1 in fixed or first - 1 in self._days:
                first -= 1
            while last + 1 in days or last + 1 in fixed or last + 1 in self._days:
                last += 1
            if last - first + 1 > most:
                return True
        return False

    def _judged(self, days: set[int]) -> tuple[int, int]:
        broken = cost = 0
        for _, excess, price in run_excesses(self.bounds, days):
            if price is None:
                broken += excess
            else:
                cost += price * excess
        return broken, cost


Held = HeldSum | HeldGroups | HeldRuns


def changes(bounds: Sequence[Held], duty: int, sign: int) -> dict[str, int]:
    """By name: by how much the prices of these bounds change with one more duty (`sign` -1: one less)."""
    found: dict[str, int] = {}
    for one in bounds:
        change = one.change(duty, sign)
        if change:
            found[one.name] = found.get(one.name, 0) + change
    return found
