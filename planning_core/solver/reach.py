"""How much of a person's time has to be looked at to judge one shift under one rule."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from datetime import timedelta
from operator import attrgetter

from planning_core.domain.plan import Plan
from planning_core.domain.time import calendar, micros, whole_weeks
from planning_core.domain.work import Assignment, Shift
from planning_core.rules.registry import RuleInForce
from planning_core.rules.subjects import Work

Span = tuple[int, int]
"""`[start, end)` in micros."""


_STEPS = (timedelta(0), timedelta(days=3), timedelta(days=14))
"""Reaches are rounded up to one of these or to the longest, so that rules share what is worked out once."""


class Sight:
    """Spans of time around shifts, remembered, and the work that lies in them."""

    def __init__(self, plan: Plan, rules: Iterable[RuleInForce]) -> None:
        self._plan = plan
        self._pieces: dict[tuple[str, str], Work] = {}
        reach = {r.code: r.rule.reach(r.parameters) for r in rules}
        steps = (*_STEPS, max(reach.values(), default=timedelta(0)))
        self._reach = {code: next(step for step in steps if step >= own) for code, own in reach.items()}
        self._spans: dict[tuple[str, timedelta], Span] = {}
        longest = max(
            (shift.ends_at - shift.starts_at for shift in plan.shifts.values()), default=timedelta(0)
        )
        self._longest = longest // timedelta(microseconds=1)

    def span(self, shift: Shift, rule: RuleInForce) -> Span:
        """Whole weeks around a shift, as far as the rule must see."""
        key = (shift.id, self._reach[rule.code])
        span = self._spans.get(key)
        if span is None:
            window = whole_weeks(shift.window.widened(key[1]))
            span = self._spans[key] = (micros(window.start), micros(window.end))
        return span

    def work(self, assignment: Assignment) -> Work:
        """An assignment as the rules see it."""
        timezone = self._plan.timezone_of(assignment.collaborator_id)
        piece = self._pieces.get((assignment.shift_id, timezone))
        if piece is None:
            shift = self._plan.shifts[assignment.shift_id]
            piece = Work(assignment, shift, calendar(timezone))
            self._pieces[assignment.shift_id, timezone] = piece
        return piece.given_to(assignment)

    def seen(self, works: list[Work], span: Span) -> list[Work]:
        """The work that overlaps a span, in time order, of work in time order."""
        low = bisect_left(works, span[0] - self._longest, key=_start)
        high = bisect_left(works, span[1], key=_start)
        return [work for work in works[low:high] if work.end > span[0]]


_start = attrgetter("start")
