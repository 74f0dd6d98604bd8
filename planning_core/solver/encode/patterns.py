"""Patterns of days: days in a row, weekends, shifts a day and per template, minutes of a period."""

from __future__ import annotations

from planning_core.domain.objective import points
from planning_core.domain.people import Contract
from planning_core.domain.reference import Severity
from planning_core.domain.time import week_of
from planning_core.rules.catalogue.contract_pattern import EDGE_DAYS
from planning_core.rules.periods import first_week
from planning_core.solver.encode.draft import Draft
from planning_core.solver.encode.frame import Amounts, Frame
from planning_core.solver.encode.hours import Hours, periods
from planning_core.solver.problem import Groups, Runs, Total


class Patterns:
    """Encodes `consecutive_days` and `contract_pattern`: runs of days, groups, and counts.

    The maxima of a contract are never passed, whatever the rule's severity; its minima are hard where the
    rule is hard or the job keeps it, else priced by the day. A short run of fixed work is not judged; where
    the rule is hard and new work around it brings it to light, the evaluator finds out.
    """

    codes = ("consecutive_days", "contract_pattern")

    def __init__(self, frame: Frame, hours: Hours) -> None:
        self._frame = frame
        self._hours = hours
        self._counts: dict[tuple[str, int, str], Amounts] = {}
        self._starts: dict[tuple[str, int], Amounts] = {}
        self._weekends: dict[tuple[str, int], dict[int, tuple[int, ...]]] = {}

    def bind(self, draft: Draft) -> None:
        """Hold a person to the pattern of the law and of their contract."""
        contract = draft.person.contract
        agreed = contract if "contract_pattern" in self._frame.rules else None
        if agreed is not None:
            self._crowded_days(draft, agreed)
            self._templates(draft, agreed)
            if agreed.min_period_minutes is not None:
                self._hours.minimum(draft, agreed.min_period_minutes)
            if agreed.max_weekends is not None:
                self._max_weekends(draft, agreed.max_weekends)
        self._runs(draft, contract, agreed)

    def _runs(self, draft: Draft, contract: Contract | None, agreed: Contract | None) -> None:
        most = None
        if self._frame.severity("consecutive_days") is Severity.HARD:
            most = self._frame.parameter("consecutive_days", "max_days")
            if contract is not None and contract.max_consecutive_days is not None:
                most = min(most, contract.max_consecutive_days)
        least_worked = agreed.min_consecutive_days if agreed else None
        least_free = agreed.min_consecutive_days_off if agreed else None
        least_worked = None if least_worked == 1 else least_worked
        least_free = None if least_free == 1 else least_free
        if most is None and least_worked is None and least_free is None:
            return
        days, view = draft.busy_days, draft.view
        before, after = (
            range(view.first_day - EDGE_DAYS, view.first_day),
            range(view.last_day + 1, view.last_day + 1 + EDGE_DAYS),
        )
        hard = self._frame.severity("contract_pattern") is Severity.HARD
        draft.runs.append(
            Runs(
                name="days_in_a_row",
                worked=days,
                first_day=view.first_day,
                last_day=view.last_day,
                most_worked=most,
                least_worked=least_worked,
                least_free=least_free,
                open_before=days.isdisjoint(before),
                open_after=days.isdisjoint(after),
                cost_least=None if hard else points(self._frame.objective.soft),
            )
        )

    def _crowded_days(self, draft: Draft, contract: Contract) -> None:
        most = contract.max_shifts_per_day
        if most is None:
            return
        fixed = draft.fixed.works_by_start_day
        for day, kinds in draft.view.kinds_by_day.items():
            left = most - len(fixed.get(day, ()))
            if left <= 0 or (most > 1 and len(kinds) > left):
                self._at_most(draft, self._starting(draft, day), max(0, left))

    def _starting(self, draft: Draft, day: int) -> Amounts:
        key = (draft.view.timezone, day)
        found = self._starts.get(key)
        if found is None:
            kinds = draft.view.kinds_by_day[day]
            duties = (duty for kind in kinds for duty in self._frame.duties_of_kind[kind])
            found = self._starts[key] = dict.fromkeys(sorted(duties), 1)
        return found

    def _at_most(self, draft: Draft, amounts: Amounts, left: int) -> None:
        """No more than so many of some duties."""
        if left <= 0:
            draft.keep_options(one for one in draft.options if one not in amounts)
        elif len(draft.counted(amounts)) > left:
            draft.totals.append(Total(name="contract_pattern", amounts=amounts, at_most=left))

    def _templates(self, draft: Draft, contract: Contract) -> None:
        parameters = self._frame.rules["contract_pattern"].parameters
        for template, most in contract.max_shifts_per_template.items():
            if template not in self._frame.duties_of_template:
                continue
            fixed: dict[int, int] = {}
            for work in draft.fixed.works:
                if work.shift.template_id == template:
                    first = first_week(week_of(work.day), parameters)
                    fixed[first] = fixed.get(first, 0) + 1
            for first, amounts in self._of_template(draft, template).items():
                self._at_most(draft, amounts, most - fixed.get(first, 0))

    def _of_template(self, draft: Draft, template: str) -> dict[int, Amounts]:
        """By period: the duties of a template that start in it, one each."""
        parameters = self._frame.rules["contract_pattern"].parameters
        found: dict[int, Amounts] = {}
        for duty in self._frame.duties_of_template[template]:
            day = draft.view.works[self._frame.kind_of[duty]].day
            first = first_week(week_of(day), parameters)
            key = (draft.view.timezone, first, template)
            if first not in found:
                found[first] = self._counts.setdefault(key, {})
            found[first][duty] = 1
        return found

    def _max_weekends(self, draft: Draft, most: int) -> None:
        parameters = self._frame.rules["contract_pattern"].parameters
        worked = {week_of(day) for day in draft.fixed.days if day % 7 in (6, 0)}
        for weeks, _ in periods(draft, self._frame, "contract_pattern"):
            first = first_week(weeks[0], parameters)
            touched = frozenset(one for one in worked if first_week(one, parameters) == first)
            of = self.weekends_of(draft, first)
            if of:
                draft.groups.append(
                    Groups(
                        name="contract_pattern", of=of, touched=touched, at_most=max(0, most - len(touched))
                    )
                )

    def weekends_of(self, draft: Draft, first: int) -> dict[int, tuple[int, ...]]:
        """By duty: the weekends of one period on which it works."""
        key = (draft.view.timezone, first)
        found = self._weekends.get(key)
        if found is None:
            parameters = self._frame.rules["contract_pattern"].parameters
            found = self._weekends[key] = {}
            for duty, weeks in draft.view.weekends.items():
                own = tuple(week for week in weeks if first_week(week, parameters) == first)
                if own:
                    found[duty] = own
        return found
