"""Caps on worked time: of a day, a week, many weeks, a period of the contract."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from planning_core.domain.objective import points
from planning_core.domain.people import Contract
from planning_core.domain.reference import Severity
from planning_core.domain.time import MINUTE
from planning_core.rules.periods import first_week
from planning_core.solver.encode.draft import Draft
from planning_core.solver.encode.frame import Amounts, Frame, View
from planning_core.solver.encode.pairs import daily_cap
from planning_core.solver.problem import Total

WORKING_DAY = 480
"""A day's work in minutes: so much over a contract's own week costs as much as one soft conflict."""

_FEW = 60


class Hours:
    """Encodes `daily_hours`, `weekly_hours`, `average_weekly_hours` and `contract_hours` as sums.

    Minutes of a duty that midnight divides are rounded up, so a sum may come out a minute per duty too high.
    Time over a contract's own week, which no rule forbids, is priced by the minute.
    """

    codes = ("average_weekly_hours", "contract_hours", "daily_hours", "weekly_hours")

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._crowded: dict[tuple[str, int], frozenset[int]] = {}
        self._sums: dict[tuple[str, tuple[int, ...]], Amounts] = {}

    def bind(self, draft: Draft) -> None:
        """Hold a person to every cap on their time."""
        self._daily(draft)
        self._weekly(draft)
        self._average(draft)
        if "contract_hours" in self._frame.rules and draft.person.contract is not None:
            self._contract(draft, draft.person.contract)

    def _daily(self, draft: Draft) -> None:
        cap = daily_cap(self._frame, draft.person.contract)
        if cap is None:
            return
        for day in self._days_to_count(draft, cap):
            amounts = draft.view.minutes_by_day.get(day)
            if amounts is not None:
                draft.keep_within("daily_hours", amounts, cap, draft.fixed.worked_by_day.get(day, 0))

    def _days_to_count(self, draft: Draft, cap: int) -> Sequence[int]:
        """Days on which pairs do not say it all: those with fixed work, those of three short duties."""
        key = (draft.view.timezone, cap)
        if key not in self._crowded:
            days = draft.view.minutes_by_day
            self._crowded[key] = frozenset(
                day for day, amounts in days.items() if self._may_be_crowded(draft, amounts, cap // MINUTE)
            )
        return sorted(self._crowded[key] | draft.busy_days)

    def _may_be_crowded(self, draft: Draft, amounts: Amounts, cap: int) -> bool:
        """Whether three duties that may be held two by two come to more than the cap."""
        kinds = {self._frame.kind_of[duty]: worked for duty, worked in amounts.items()}
        if sum(sorted(kinds.values())[-3:]) <= cap:
            return False
        if len(kinds) > _FEW:
            return True
        works = draft.view.works
        return any(
            sum(kinds[kind] for kind in three) > cap
            and all(
                kinds[one] + kinds[two] <= cap and works[one].end <= works[two].start
                for one, two in combinations(three, 2)
            )
            for three in combinations(sorted(kinds), 3)
        )

    def _weekly(self, draft: Draft) -> None:
        if self._frame.severity("weekly_hours") is not Severity.HARD:
            return
        minutes = self._frame.parameter("weekly_hours", "max_minutes")
        contract = draft.person.contract
        if contract is not None and contract.max_weekly_minutes is not None:
            minutes = min(minutes, contract.max_weekly_minutes)
        for week, amounts in draft.view.minutes_by_week.items():
            fixed = draft.fixed.worked_by_week.get(week, 0)
            draft.keep_within("weekly_hours", amounts, minutes * MINUTE, fixed)

    def _average(self, draft: Draft) -> None:
        if self._frame.severity("average_weekly_hours") is not Severity.HARD:
            return
        weeks = self._frame.parameter("average_weekly_hours", "weeks")
        cap = self._frame.parameter("average_weekly_hours", "max_minutes") * MINUTE * weeks
        worked = draft.fixed.worked_by_week
        most = {
            week: self._most_in(draft, week, amounts) for week, amounts in draft.view.minutes_by_week.items()
        }
        if not most:
            return
        for first in range(min(most) - weeks + 1, max(most) + 1):
            span = range(first, first + weeks)
            fixed = sum(worked.get(week, 0) for week in span)
            if fixed + sum(most.get(week, 0) for week in span) > cap:
                amounts = self._summed(draft.view, tuple(week for week in span if week in most))
                draft.keep_within("average_weekly_hours", amounts, cap, fixed)

    def _most_in(self, draft: Draft, week: int, amounts: Amounts) -> int:
        """The most that a person's options can add to a week, in micros."""
        most = draft.sum_of(amounts)
        for total in draft.totals:
            if total.amounts is amounts and total.at_most is not None:
                most = min(most, total.at_most)
        return most * MINUTE

    def _summed(self, view: View, weeks: tuple[int, ...]) -> Amounts:
        """The minutes of several weeks together; one object for all people of a zone."""
        key = (view.timezone, weeks)
        found = self._sums.get(key)
        if found is None:
            found = self._sums[key] = added_up([view.minutes_by_week[week] for week in weeks])
        return found

    def _contract(self, draft: Draft, contract: Contract) -> None:
        if contract.max_period_minutes is not None:
            for weeks, fixed in periods(draft, self._frame, "contract_hours"):
                limit = contract.max_period_minutes * MINUTE
                draft.keep_within("contract_hours", self._summed(draft.view, weeks), limit, fixed)
        if contract.weekly_minutes is None:
            return
        hard = self._frame.severity("contract_hours") is Severity.HARD
        price = max(1, points(self._frame.objective.soft) // WORKING_DAY)
        for week, amounts in draft.view.minutes_by_week.items():
            fixed = draft.fixed.worked_by_week.get(week, 0)
            if hard:
                draft.keep_within("contract_hours", amounts, contract.weekly_minutes * MINUTE, fixed)
            elif self._frame.objective.soft:
                at_most = max(0, contract.weekly_minutes - fixed // MINUTE)
                if draft.sum_of(amounts) > at_most:
                    draft.totals.append(
                        Total(name="contract_hours", amounts=amounts, at_most=at_most, cost_above=price)
                    )

    def minimum(self, draft: Draft, least: int) -> None:
        """Hold a person to the minimum minutes of each period (`contract_pattern`)."""
        hard = self._frame.severity("contract_pattern") is Severity.HARD
        refused = self._frame.rules["contract_pattern"].severity is Severity.HARD
        kept = "contract_pattern" in self._frame.objective.keep
        price = max(1, points(self._frame.objective.soft) // WORKING_DAY)
        for weeks, fixed in periods(draft, self._frame, "contract_pattern"):
            amounts = self._summed(draft.view, weeks)
            at_least = least - fixed // MINUTE
            within = draft.sum_of(amounts)
            if at_least <= 0 or not within:
                continue
            if refused and within < at_least and not fixed:
                draft.keep_options(one for one in draft.options if one not in amounts)
            else:
                # Where it cannot be reached, or stands broken already, as much of it as can be had.
                firm = hard and within >= at_least and (kept or not fixed)
                draft.totals.append(
                    Total(
                        name="contract_pattern",
                        amounts=amounts,
                        at_least=at_least,
                        cost_below=None if firm else price,
                        or_none=not kept and not fixed,
                    )
                )


def periods(draft: Draft, frame: Frame, code: str) -> list[tuple[tuple[int, ...], int]]:
    """Periods of a contract that hold duties: the weeks with duties, and the fixed work (micros) in each."""
    parameters = frame.rules[code].parameters
    weeks: dict[int, list[int]] = {}
    for week in draft.view.minutes_by_week:
        weeks.setdefault(first_week(week, parameters), []).append(week)
    fixed: dict[int, int] = {}
    for week, worked in draft.fixed.worked_by_week.items():
        first = first_week(week, parameters)
        fixed[first] = fixed.get(first, 0) + worked
    return [(tuple(some), fixed.get(first, 0)) for first, some in weeks.items()]


def added_up(parts: Sequence[Mapping[int, int]]) -> Amounts:
    """Amounts added up by duty; those of one part alone as they are."""
    if len(parts) == 1 and isinstance(parts[0], dict):
        return parts[0]
    found: Amounts = {}
    for part in parts:
        for duty, amount in part.items():
            found[duty] = found.get(duty, 0) + amount
    return found
