"""How much one may work over many weeks, on average."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

from planning_core.domain.reference import Severity
from planning_core.domain.time import MINUTE, week_label
from planning_core.rules.base import Finding, Parameter, Parameters, Rule, single, text
from planning_core.rules.examples import Example
from planning_core.rules.findings import person_finding
from planning_core.rules.subjects import PersonTimeline, whole_minutes


class AverageWeeklyHours(Rule):
    """The mean of consecutive ISO weeks over the cap.

    Every window over the cap is a finding of its own, named by its last week, so that what is found
    does not depend on how far one looks.
    """

    code = "average_weekly_hours"
    severity = Severity.HARD
    severity_fixed = True
    parameters = (
        Parameter("max_minutes", "minutes", 2_640, minimum=0, maximum=10_080),
        Parameter("weeks", "weeks", 12, minimum=1, maximum=104),
    )
    legal_source = "Code du travail, art. L3121-22 ; directive 2003/88/CE, art. 6 et 16"
    description = text(
        en="The mean worked time of consecutive weeks is over the cap.",
        fr="La durée hebdomadaire moyenne travaillée sur des semaines consécutives dépasse le plafond.",
    )
    sentences = single(
        en="{person} works {found:duration} a week on average from {week_from:week} to {week_to:week};"
        " the maximum is {limit:duration}.",
        fr="{person} travaille {found:duration} par semaine en moyenne de la {week_from:week}"
        " à la {week_to:week} ; le maximum est de {limit:duration}.",
    )

    accepted = (
        Example(title="44 hours in each of twelve weeks", work=("w1-w12 Mon-Fri 08:00-17:08",)),
        Example(
            title="eleven weeks of 45 hours, then one of 30",
            work=("w1-w11 Mon-Fri 08:00-17:20", "w12 Mon-Thu 09:00-16:50"),
        ),
    )
    refused = (
        Example(title="45 hours in each of twelve weeks", work=("w1-w12 Mon-Fri 08:00-17:20",)),
        Example(
            title="one heavy week, averaged over two",
            work=("w1 Mon-Fri 08:00-17:20", "w2 Mon-Fri 09:00-17:00"),
            parameters={"weeks": 2, "max_minutes": 2_460},
        ),
    )

    def reach(self, parameters: Parameters) -> timedelta:
        """Every window that holds a changed week."""
        return timedelta(weeks=parameters["weeks"] + 1)

    def person(self, timeline: PersonTimeline, parameters: Parameters) -> Iterator[Finding]:
        """One finding per window over the cap, named by its last week."""
        weeks = parameters["weeks"]
        cap = parameters["max_minutes"] * MINUTE
        worked = timeline.worked_by_week
        if not worked or max(worked.values()) <= cap:
            return
        for first, total in _totals(worked, weeks):
            if total > cap * weeks:
                yield self._over(timeline, first, total, weeks, cap)

    def _over(self, timeline: PersonTimeline, first: int, total: int, weeks: int, cap: int) -> Finding:
        days = timeline.calendar
        window = days.week_window(first)[0], days.week_window(first + weeks - 1)[1]
        return person_finding(
            timeline,
            timeline.works_in(*window),
            subject=(timeline.id, week_label(first + weeks - 1)),
            details={
                "found": whole_minutes(-(-total // weeks)),
                "limit": cap // MINUTE,
                "unit": "minutes",
                "weeks": weeks,
                "week_from": week_label(first),
                "week_to": week_label(first + weeks - 1),
            },
            window=window,
            excess=total - cap * weeks,
        )


def _totals(worked: Mapping[int, int], weeks: int) -> Iterator[tuple[int, int]]:
    """The first week and the worked time of every window that holds a week with work, in order."""
    total = 0
    for last in range(min(worked), max(worked) + weeks):
        total += worked.get(last, 0) - worked.get(last - weeks, 0)
        yield last - weeks + 1, total
