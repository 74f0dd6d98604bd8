"""Which two pieces of work one person does not hold together."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from planning_core.domain.people import Contract
from planning_core.domain.reference import Severity
from planning_core.domain.time import DAY, MINUTE
from planning_core.rules.subjects import Work
from planning_core.solver.encode.draft import Draft
from planning_core.solver.encode.frame import Frame, View, piece_of
from planning_core.solver.problem import Exclusions


@attrs.frozen
class Terms:
    """What of a person's terms decides about pairs; None: no such limit. All in micros."""

    timezone: str
    rest: int | None
    spread: int | None
    daily: int | None
    one_a_day: bool
    successions: bool


class Pairs:
    """Encodes `double_booking`, `succession`, `min_rest`, the spread of a day (`shift_length`), the cap of a
    day (`daily_hours`) and one shift a day (`contract_pattern`) as exclusions of pairs.

    People of the same terms share one table. `min_rest` is thereby held for two pieces of work; where only
    three or more together leave no rest, the evaluator finds out and the search learns it.
    """

    codes = ("double_booking", "min_rest", "shift_length", "succession")

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._tables: dict[Terms, int] = {}
        self.exclusions: list[Exclusions] = []
        self._beside: dict[tuple[str, Terms], frozenset[int]] = {}
        self._alone: dict[Terms, frozenset[int]] = {}

    def screen(self, draft: Draft) -> None:
        """Bar what a person cannot hold alone, or beside their fixed work."""
        terms = self._terms(draft)
        if terms not in self._alone:
            self._alone[terms] = frozenset(
                kind for kind, work in enumerate(draft.view.works) if _too_much(work, terms)
            )
        draft.barred_kinds |= self._alone[terms]
        for work in draft.fixed.works:
            draft.barred_kinds |= self._excluded_beside(work, terms, draft.view)

    def bind(self, draft: Draft) -> None:
        """Give a person the table of their terms."""
        terms = self._terms(draft)
        if terms not in self._tables:
            self._tables[terms] = len(self.exclusions)
            self.exclusions.append(self._table(terms, draft.view))
        draft.exclusions = self._tables[terms]

    def _terms(self, draft: Draft) -> Terms:
        frame = self._frame
        contract = draft.person.contract
        return Terms(
            timezone=draft.view.timezone,
            rest=self._hard("min_rest", "rest_minutes"),
            spread=self._hard("shift_length", "max_minutes"),
            daily=daily_cap(frame, contract),
            one_a_day="contract_pattern" in frame.rules
            and contract is not None
            and contract.max_shifts_per_day == 1,
            successions=frame.severity("succession") is Severity.HARD,
        )

    def _hard(self, code: str, parameter: str) -> int | None:
        if self._frame.severity(code) is not Severity.HARD:
            return None
        return self._frame.parameter(code, parameter) * MINUTE

    def _table(self, terms: Terms, view: View) -> Exclusions:
        """By kind: itself, as two of one kind overlap, and the later ones that it excludes."""
        return tuple(
            (
                kind,
                *(
                    other
                    for other in self._near(work, terms, view, kind + 1)
                    if self._excludes(work, view.works[other], terms)
                ),
            )
            for kind, work in enumerate(view.works)
        )

    def _excluded_beside(self, fixed: Work, terms: Terms, view: View) -> frozenset[int]:
        """Kinds that somebody with that fixed work does not take."""
        key = (fixed.shift.id, terms)
        found = self._beside.get(key)
        if found is None:
            piece = piece_of(fixed.shift, terms.timezone)
            found = self._beside[key] = frozenset(
                kind
                for kind in self._near(piece, terms, view, 0)
                if self._excludes(*_in_order(piece, view.works[kind]), terms)
            )
        return found

    def _near(self, work: Work, terms: Terms, view: View, first: int) -> Iterable[int]:
        """Kinds, from one on, close enough to a piece of work that the two may exclude each other."""
        margin = max(2 * DAY, terms.rest or 0)
        near = self._frame.kinds_starting(work.start - self._frame.longest - margin, work.end + margin)
        return range(max(first, near.start), near.stop)

    def _excludes(self, work: Work, later: Work, terms: Terms) -> bool:
        """Whether two pieces of work, the second not starting before the first, are not held together."""
        if later.start < work.end:
            return True
        length = later.end - work.start
        if (
            terms.rest is not None
            and later.start - work.end < terms.rest
            and (length >= DAY or (later.day != work.day and length > DAY - terms.rest))
        ):
            return True
        if later.day == work.day:
            if terms.one_a_day or (terms.spread is not None and length > terms.spread):
                return True
        elif later.day == work.day + 1 and terms.successions and self._barred(work, later):
            return True
        return terms.daily is not None and _together(work, later, terms.daily)

    def _barred(self, work: Work, later: Work) -> bool:
        template = self._frame.plan.shift_templates.get(work.shift.template_id or "")
        return template is not None and later.shift.template_id in template.not_followed_by


def daily_cap(frame: Frame, contract: Contract | None) -> int | None:
    """The most that somebody may work on one local day, in micros; None: no cap."""
    if frame.severity("daily_hours") is not Severity.HARD:
        return None
    minutes = frame.parameter("daily_hours", "max_minutes")
    if contract is not None and contract.max_daily_minutes is not None:
        minutes = min(minutes, contract.max_daily_minutes)
    return minutes * MINUTE


def _too_much(work: Work, terms: Terms) -> bool:
    """Whether a piece of work is more than these terms allow by itself."""
    if terms.rest is not None and work.end - work.start >= DAY:
        return True
    return terms.daily is not None and any(worked > terms.daily for _, worked in work.parts)


def _together(work: Work, later: Work, cap: int) -> bool:
    """Whether two pieces of work come to more than a day's cap on a day that they share."""
    if later.day > work.last_day:
        return False
    hours = dict(work.parts)
    return any(hours.get(day, 0) + worked > cap for day, worked in later.parts if day in hours)


def _in_order(one: Work, other: Work) -> tuple[Work, Work]:
    return (one, other) if (one.start, one.end) <= (other.start, other.end) else (other, one)
