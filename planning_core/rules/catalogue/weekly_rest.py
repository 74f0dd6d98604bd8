"""A long rest in every week with work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from planning_core.domain.reference import Severity
from planning_core.domain.time import MINUTE, WEEK, week_label, week_of
from planning_core.rules.base import Finding, Parameter, Parameters, Rule, single, text
from planning_core.rules.examples import Example
from planning_core.rules.findings import person_finding
from planning_core.rules.subjects import PersonTimeline


class WeeklyRest(Rule):
    """A week with work holds an uninterrupted rest, enough of which lies inside the week.

    `found` is the longest rest that touches the week, no more of it counted outside the week than the
    minimum leaves there (35 h less 24 h: eleven).
    """

    code = "weekly_rest"
    severity = Severity.HARD
    severity_fixed = True
    parameters = (
        Parameter("rest_minutes", "minutes", 2_100, minimum=1, maximum=10_080),
        Parameter("in_week_minutes", "minutes", 1_440, minimum=0, maximum=10_080),
    )
    legal_source = "Code du travail, art. L3132-2 ; directive 2003/88/CE, art. 5"
    description = text(
        en="Weekly rest: each week with work holds one uninterrupted rest of the minimum length,"
        " at least 24 hours of it inside the week.",
        fr="Repos hebdomadaire : chaque semaine travaillée comporte un repos ininterrompu de la durée"
        " minimale, dont au moins 24 heures dans la semaine.",
    )
    sentences = single(
        en="In {week:week}, {person} has no more than {found:duration} of rest in one piece;"
        " the weekly minimum is {limit:duration}.",
        fr="En {week:week}, {person} n'a pas plus de {found:duration} de repos d'un seul tenant ;"
        " le minimum hebdomadaire est de {limit:duration}.",
    )

    accepted = (
        Example(title="a weekend off", work=("w1-w2 Mon-Fri 09:00-17:00",)),
        Example(
            title="a Wednesday off and a night on each side",
            work=("Mon-Tue 09:00-16:00", "Thu-Sun 09:00-16:00", "w2 Mon 09:00-16:00"),
        ),
    )
    refused = (
        Example(
            title="from Saturday 22:00 to Monday 06:00",
            work=("Mon-Sat 14:00-22:00", "w2 Mon 06:00-14:00"),
        ),
        Example(
            title="a rest of 38 hours, only 20 of them in the week",
            work=(
                "Mon-Wed 14:00-20:00",
                "Fri-Sat 06:00-12:00",
                "Sun 00:00-04:00",
                "w2 Mon 18:00-22:00",
            ),
        ),
    )

    def reach(self, parameters: Parameters) -> timedelta:
        """The weeks around, into which a rest may run."""
        return timedelta(weeks=2)

    def person(self, timeline: PersonTimeline, parameters: Parameters) -> Iterator[Finding]:
        """Mark the weeks that a long enough rest serves; those left are found."""
        rest = parameters["rest_minutes"] * MINUTE
        inside = parameters["in_week_minutes"] * MINUTE
        served: set[int] = set()
        days = timeline.calendar
        for start, end in _rests(timeline):
            if end - start >= rest:
                # Weeks wholly inside a rest hold no work: only the first and the last can matter.
                for week in {week_of(days.day_of(start)), week_of(days.day_of(end - 1))}:
                    low, high = days.week_window(week)
                    if min(end, high) - max(start, low) >= inside:
                        served.add(week)
        for week in timeline.worked_by_week:
            if week not in served:
                yield self._missing(timeline, week, rest, inside)

    def _missing(self, timeline: PersonTimeline, week: int, rest: int, inside: int) -> Finding:
        low, high = timeline.calendar.week_window(week)
        found = 0
        for start, end in _rests(timeline):
            if start < high and end > low:
                counted = min(end, high) - max(start, low) + rest - inside
                found = max(found, min(end - start, counted))
        return person_finding(
            timeline,
            timeline.works_in(low, high),
            subject=(timeline.id, week_label(week)),
            details={
                "found": found // MINUTE,
                "limit": rest // MINUTE,
                "unit": "minutes",
                "week": week_label(week),
            },
            window=(low, high),
            excess=rest - found,
        )


def _rests(timeline: PersonTimeline) -> Iterator[tuple[int, int]]:
    """Every rest; those before the first and after the last work end two weeks out, as if without end."""
    blocks = timeline.blocks
    yield blocks[0].start - 2 * WEEK, blocks[0].start
    for position in range(len(blocks) - 1):
        yield blocks[position].end, blocks[position + 1].start
    yield blocks[-1].end, blocks[-1].end + 2 * WEEK
