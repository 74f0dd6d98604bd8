"""One person's part of a problem while it is being made."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from planning_core.domain.people import Collaborator
from planning_core.domain.time import MINUTE
from planning_core.rules.subjects import PersonTimeline
from planning_core.solver.encode.frame import Amounts, Frame, View
from planning_core.solver.problem import FreeStretch, Groups, Runs, Staff, Total

Term = str
"""A term of the objective: `soft`, `wishes`, `change`, `continuity`."""

DEAREST_DUTY = 10**11
"""What a duty may cost, or gain, at most beside missing people; weights that come to more count as that."""


class Draft:
    """First duties and kinds are barred and priced, then (`settle`) bounds are put on what is left."""

    def __init__(self, frame: Frame, person: Collaborator, view: View) -> None:
        self.frame = frame
        self.person = person
        self.view = view
        self.fixed = PersonTimeline(frame.plan, person)
        self.pool: Sequence[int] = ()
        self.barred_kinds: set[int] = set()
        self.barred_duties: set[int] = {
            frame.position[a.shift_id]
            for a in frame.plan.assignments_of(person.id)
            if a.shift_id in frame.position
        }
        self.kind_costs: dict[Term, dict[int, int]] = {}
        self.duty_costs: dict[Term, dict[int, int]] = {}
        self.options: list[int] = []
        self._sums: dict[int, tuple[Mapping[int, int], int]] = {}
        self.totals: list[Total] = []
        self.groups: list[Groups] = []
        self.runs: list[Runs] = []
        self.free: list[FreeStretch] = []
        self.exclusions = 0
        self.constants: Counter[Term] = Counter()

    def price_kind(self, term: Term, kind: int, cost: int) -> None:
        """Add to what each duty of a kind costs."""
        costs = self.kind_costs.setdefault(term, {})
        costs[kind] = costs.get(kind, 0) + cost

    def price_duty(self, term: Term, duty: int, cost: int) -> None:
        """Add to what a duty costs."""
        costs = self.duty_costs.setdefault(term, {})
        costs[duty] = costs.get(duty, 0) + cost

    def price_duties(self, term: Term, duties: Iterable[int], cost: int) -> None:
        """Add the same to what each of these duties costs."""
        costs = self.duty_costs.setdefault(term, {})
        get = costs.get
        costs.update([(duty, get(duty, 0) + cost) for duty in duties])

    def settle(self) -> None:
        """Take the options that are left of the pool."""
        kinds, kind_of = self.barred_kinds, self.frame.kind_of
        duties = self.barred_duties
        if kinds:
            self.options = [one for one in self.pool if kind_of[one] not in kinds and one not in duties]
        elif duties:
            self.options = [one for one in self.pool if one not in duties]
        else:
            self.options = list(self.pool)

    def keep_within(self, name: str, amounts: Amounts, limit: int, fixed: int) -> None:
        """Hold the sum of the amounts (minutes) and what is fixed to a limit, both in micros.

        A limit that is passed already leaves room for nothing.
        """
        at_most = max(0, (limit - fixed) // MINUTE)
        if self.sum_of(amounts) <= at_most:
            return
        if max(self.counted(amounts)) > at_most:
            self.keep_options(one for one in self.options if amounts.get(one, 0) <= at_most)
        if self.sum_of(amounts) > at_most:
            self.totals.append(Total(name=name, amounts=amounts, at_most=at_most))

    def keep_options(self, options: Iterable[int]) -> None:
        """Let go of all other options."""
        self.options = list(options)
        self._sums.clear()

    def sum_of(self, amounts: Mapping[int, int]) -> int:
        """The sum of the amounts of this person's options, remembered while those stay."""
        known = self._sums.get(id(amounts))
        if known is None:
            known = self._sums[id(amounts)] = (amounts, sum(self.counted(amounts)))
        return known[1]

    def counted(self, amounts: Mapping[int, int]) -> list[int]:
        """The amounts of this person's options."""
        if not amounts:
            return []
        low, high = self.frame.span_of(amounts)
        start, end = bisect_left(self.options, low), bisect_left(self.options, high + 1)
        return [amounts[one] for one in self.options[start:end] if one in amounts]

    @property
    def works_weekends(self) -> bool:
        """Whether any option lies on a weekend."""
        weekends = self.view.weekends
        return any(one in weekends for one in self.options)

    @cached_property
    def busy_days(self) -> frozenset[int]:
        """Local days with fixed work."""
        return frozenset(self.fixed.days)

    def costs_of(self, duty: int) -> dict[Term, int]:
        """What a duty costs, term by term."""
        kind = self.frame.kind_of[duty]
        found: dict[Term, int] = {}
        for term, costs in self.kind_costs.items():
            if kind in costs:
                found[term] = found.get(term, 0) + costs[kind]
        for term, costs in self.duty_costs.items():
            if duty in costs:
                found[term] = found.get(term, 0) + costs[duty]
        return found

    def _prices(self) -> tuple[int, ...]:
        if not self.kind_costs and not self.duty_costs:
            return (0,) * len(self.options)
        by_kind = _merged(self.kind_costs.values())
        by_duty = _merged(self.duty_costs.values())
        kind_of = self.frame.kind_of
        found = [by_kind.get(kind_of[one], 0) + by_duty.get(one, 0) for one in self.options]
        if found and (max(found) > DEAREST_DUTY or min(found) < -DEAREST_DUTY):
            found = [max(-DEAREST_DUTY, min(DEAREST_DUTY, cost)) for cost in found]
        return tuple(found)

    def staff(self, calendar: int) -> Staff:
        """The person as the problem holds them."""
        return Staff(
            person_id=self.person.id,
            options=tuple(self.options),
            costs=self._prices(),
            calendar=calendar,
            exclusions=self.exclusions,
            totals=tuple(self.totals),
            groups=tuple(self.groups),
            runs=tuple(self.runs),
            free=tuple(self.free),
            busy=tuple((work.start // MINUTE, -(-work.end // MINUTE)) for work in self.fixed.works)
            if self.free
            else (),
        )


def _merged(costs: Iterable[Mapping[int, int]]) -> Mapping[int, int]:
    found: dict[int, int] = {}
    for some in costs:
        for key, cost in some.items():
            found[key] = found.get(key, 0) + cost
    return found
