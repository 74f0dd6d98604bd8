"""Judging people for one seat, by what auto-assign judges by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from planning_core.domain.conflict import Conflict
from planning_core.domain.job import AutoAssignRequest
from planning_core.domain.plan import Plan
from planning_core.domain.time import MINUTE, calendar, micros, week_of, whole_weeks
from planning_core.domain.work import Shift
from planning_core.rules.registry import RuleBook
from planning_core.rules.subjects import PersonTimeline
from planning_core.solver.filling import terms_of
from planning_core.solver.judge import Judge, weight_of
from planning_core.solver.ranking import Ranking
from planning_core.solver.trial import without_trial
from planning_core.solver.working_plan import WorkingPlan

AROUND = timedelta(days=14)
"""Load is counted over the whole weeks that lie within this of the shift."""


class PlanSeatJudge:
    """Judges on a working copy of a plan; one after the other, the plan as it was before each."""

    def __init__(self, plan: Plan, rules: RuleBook, shift: Shift) -> None:
        self._shift = shift
        self._plan = WorkingPlan.of(plan)
        self._judge = Judge(self._plan, rules)
        period = whole_weeks(shift.window.widened(AROUND))
        self._ranking = Ranking(
            self._judge, AutoAssignRequest(starts_at=period.start, ends_at=period.end, seed=0)
        )

    def brings(self, person_id: str) -> Sequence[Conflict]:
        """Every conflict, hard or soft, that a new assignment of that person would bring about."""
        return [without_trial(one) for one in self._judge.brings(person_id, self._shift)]

    def score(self, person_id: str, soft: Sequence[Conflict]) -> tuple[float, Mapping[str, Any]]:
        """How well the person suits the seat with these soft conflicts (higher is better), and its terms."""
        score = self._ranking.score(person_id, self._shift, sum(weight_of(one) for one in soft))
        return score.total, terms_of(score)

    def minutes_in_week(self, person_id: str) -> int:
        """What the person works already in the ISO week, at home, in which the shift starts."""
        works = self._judge.works_of(person_id)
        timeline = PersonTimeline.of_works(self._plan, self._plan.collaborators[person_id], works)
        days = calendar(self._plan.timezone_of(person_id))
        week = week_of(days.day_of(micros(self._shift.starts_at)))
        return timeline.worked_by_week.get(week, 0) // MINUTE
