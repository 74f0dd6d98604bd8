"""Periods of whole ISO weeks, over which contracts count."""

from __future__ import annotations

from collections.abc import Mapping

from planning_core.rules.base import Parameter, Parameters

PERIOD = (
    Parameter("period_weeks", "weeks", 4, minimum=1, maximum=520),
    Parameter("period_offset_weeks", "weeks", 0, minimum=0, maximum=519),
)
"""How long a period is, and by how many weeks its start is put off."""


def first_week(week: int, parameters: Parameters) -> int:
    """The week with which the period of a week begins: those where (number - offset) divides evenly."""
    return week - (week - parameters["period_offset_weeks"]) % parameters["period_weeks"]


def by_period(by_week: Mapping[int, int], parameters: Parameters) -> dict[int, int]:
    """Figures of weeks added up by the first week of their period, in order."""
    found: dict[int, int] = {}
    for week, figure in by_week.items():
        first = first_week(week, parameters)
        found[first] = found.get(first, 0) + figure
    return found
