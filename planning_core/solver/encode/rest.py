"""The long rest of every week with work."""

from __future__ import annotations

from planning_core.domain.reference import Severity
from planning_core.domain.time import DAY, MINUTE, week_of
from planning_core.rules.subjects import PersonTimeline
from planning_core.solver.encode.draft import Draft
from planning_core.solver.encode.frame import Frame
from planning_core.solver.problem import FreeStretch


class Rest:
    """Encodes `weekly_rest`: a free stretch in each week that duties touch, and in those beside them.

    A week whose rest is too short already by fixed work is left to the evaluator.
    """

    codes = ("weekly_rest",)

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def bind(self, draft: Draft) -> None:
        """Hold a person to their weekly rest."""
        weeks = draft.view.minutes_by_week
        if not weeks or self._frame.severity("weekly_rest") is not Severity.HARD:
            return
        minutes = self._frame.parameter("weekly_rest", "rest_minutes")
        inside = self._frame.parameter("weekly_rest", "in_week_minutes")
        short = _short_weeks(draft.fixed, self._frame) if draft.fixed.works else frozenset()
        for week in range(min(weeks) - 1, max(weeks) + 2):
            if week in short or (week not in weeks and week not in draft.fixed.worked_by_week):
                continue
            start, end = draft.view.calendar.week_window(week)
            draft.free.append(
                FreeStretch(
                    name="weekly_rest",
                    start=start // MINUTE,
                    end=end // MINUTE,
                    minutes=minutes,
                    inside=inside,
                )
            )


def _short_weeks(fixed: PersonTimeline, frame: Frame) -> frozenset[int]:
    """Weeks in which fixed work leaves too little rest already."""
    rule = frame.rules["weekly_rest"]
    days = fixed.calendar
    return frozenset(
        week_of(days.day_of(finding.start + DAY // 2)) for finding in rule.rule.person(fixed, rule.parameters)
    )
