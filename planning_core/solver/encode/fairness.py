"""Fair shares: of hours, nights and weekends, with what people had before the window counted in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import attrs

from planning_core.domain.objective import points
from planning_core.domain.time import HOUR, MINUTE, week_of
from planning_core.rules.subjects import Work
from planning_core.solver.encode.draft import Draft
from planning_core.solver.encode.frame import Amounts, Frame, View
from planning_core.solver.problem import Groups, Total
from planning_core.solver.ranking import FULL_TIME_MINUTES

LOOKS_BACK_DAYS = 28
"""How long before the window work counts towards a fair share."""

NIGHT_ENDS = 5 * HOUR
"""A night is worked by whoever works an hour or more between local midnight and five in the morning."""


@attrs.frozen
class Share:
    """What a person has had and still has of something that is to be shared, and what weight they carry."""

    before: int
    fixed: int
    weight: int


class Fairness:
    """Prices what goes beyond a person's fair share, which follows the hours of their contract.

    A share is their part of all that is to be shared out in the window and of what was worked in the four
    weeks before, less what they had then: whoever had more than others gets less.
    """

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._of_zone: dict[tuple[str, str], Amounts] = {}

    def bind(self, drafts: Sequence[Draft]) -> None:
        """Put a price on each person's hours, nights and weekends beyond their share."""
        sharing = [draft for draft in drafts if draft.options]
        objective = self._frame.objective
        if len(sharing) < 2:
            return
        if objective.hours:
            self._hours(sharing, points(objective.hours))
        if objective.nights:
            self._nights(sharing, points(objective.nights))
        if objective.weekends:
            self._weekends(sharing, points(objective.weekends))

    def _hours(self, drafts: Sequence[Draft], price: int) -> None:
        demand = sum(self._wanted(duty) * self._minutes(duty) for duty in range(len(self._frame.shifts)))
        shares = [
            self._share(draft, lambda works: sum(work.worked for work in works) // MINUTE) for draft in drafts
        ]
        for draft, left in zip(drafts, _fair(shares, demand), strict=True):
            amounts = self._amounts(draft.view, "hours", lambda work: work.worked // MINUTE)
            for at_most in (left, left + left // 4):
                # By the minute; as much again from a quarter more than the share on.
                draft.totals.append(
                    Total(name="hours", amounts=amounts, at_most=at_most, cost_above=max(1, price // 60))
                )

    def _nights(self, drafts: Sequence[Draft], price: int) -> None:
        amounts = {
            draft.view.timezone: self._amounts(draft.view, "nights", _night_of(draft.view))
            for draft in drafts
        }
        first = amounts[drafts[0].view.timezone]
        demand = sum(self._wanted(duty) for duty in first)
        if not demand:
            return
        shares = [self._share(draft, _nights_of(draft.view)) for draft in drafts]
        for draft, left in zip(drafts, _fair(shares, demand), strict=True):
            own = amounts[draft.view.timezone]
            if len(draft.counted(own)) > left:
                draft.totals.append(Total(name="nights", amounts=own, at_most=left, cost_above=price))

    def _weekends(self, drafts: Sequence[Draft], price: int) -> None:
        view = drafts[0].view
        demand = sum(self._wanted(duty) for duty in view.weekends)
        if not demand:
            return
        shares = [self._share(draft, lambda works: len(_weekends_of(works))) for draft in drafts]
        for draft, left in zip(drafts, _fair(shares, demand), strict=True):
            touched = frozenset(_weekends_of(draft.fixed.works))
            if draft.works_weekends:
                draft.groups.append(
                    Groups(
                        name="weekends",
                        of=draft.view.weekends,
                        touched=touched,
                        at_most=left,
                        cost_above=price,
                    )
                )

    def _wanted(self, duty: int) -> int:
        shift = self._frame.shifts[duty]
        return max(0, shift.headcount - self._frame.present(shift))

    def _minutes(self, duty: int) -> int:
        kind = self._frame.kinds[self._frame.kind_of[duty]]
        return (kind.end - kind.start) // MINUTE - kind.break_minutes

    def _share(self, draft: Draft, measure: Callable[[Sequence[Work]], int]) -> Share:
        first, last = draft.view.first_day, draft.view.last_day
        contract = draft.person.contract
        weekly = contract.weekly_minutes if contract is not None else None
        return Share(
            before=measure([w for w in draft.fixed.works if first - LOOKS_BACK_DAYS <= w.day < first]),
            fixed=measure([w for w in draft.fixed.works if first <= w.day <= last]),
            weight=FULL_TIME_MINUTES if weekly is None else max(weekly, 60),
        )

    def _amounts(self, view: View, name: str, measure: Callable[[Work], int]) -> Amounts:
        """What each duty counts, zeros left out; one object for all people of a zone."""
        key = (name, view.timezone)
        found = self._of_zone.get(key)
        if found is None:
            of_kind = [measure(work) for work in view.works]
            found = self._of_zone[key] = {
                duty: of_kind[kind] for duty, kind in enumerate(self._frame.kind_of) if of_kind[kind]
            }
        return found


def _fair(shares: Iterable[Share], demand: int) -> list[int]:
    """What each may have of what is left to share out, rounded up, none less than nothing."""
    shares = list(shares)
    weight = sum(share.weight for share in shares)
    everything = demand + sum(share.before + share.fixed for share in shares)
    return [max(0, -(-everything * share.weight // weight) - share.before - share.fixed) for share in shares]


def _night_of(view: View) -> Callable[[Work], int]:
    """Counts the nights of a piece of work on a calendar."""
    days = view.calendar

    def nights(work: Work) -> int:
        return sum(
            min(work.end, days.midnight(day) + NIGHT_ENDS) - max(work.start, days.midnight(day)) >= HOUR
            for day, _ in work.parts
        )

    return nights


def _nights_of(view: View) -> Callable[[Sequence[Work]], int]:
    night = _night_of(view)
    return lambda works: sum(map(night, works))


def _weekends_of(works: Iterable[Work]) -> set[int]:
    return {week_of(day) for work in works for day, _ in work.parts if day % 7 in (6, 0)}
