"""Nobody works in two places at once."""

from __future__ import annotations

from collections.abc import Iterator

from planning_core.domain.reference import Severity
from planning_core.domain.time import day_label
from planning_core.rules.base import Finding, Parameters, Rule, single, text
from planning_core.rules.examples import Example
from planning_core.rules.findings import person_finding
from planning_core.rules.subjects import PersonTimeline, Work, whole_minutes


class DoubleBooking(Rule):
    """Two active assignments of one person overlap: every such pair is a finding."""

    code = "double_booking"
    severity = Severity.HARD
    severity_fixed = True
    overridable = False
    always_active = True
    description = text(
        en="Two active assignments of one person overlap.",
        fr="Deux affectations actives d'une même personne se chevauchent.",
    )
    sentences = single(
        en="{person} is on two shifts at once on {day:date}: they overlap by {found:duration}.",
        fr="{person} est sur deux shifts à la fois le {day:date} : ils ont {found:duration} en commun.",
    )

    accepted = (
        Example(title="two shifts that touch", work=("Mon 08:00-12:00", "Mon 12:00-16:00")),
        Example(title="two shifts of one day, apart", work=("Mon 08:00-12:00", "Mon 13:00-17:00")),
    )
    refused = (
        Example(title="an hour in common", work=("Mon 08:00-12:00", "Mon 11:00-15:00")),
        Example(title="one inside the other", work=("Mon 08:00-14:00", "Mon 09:00-10:00")),
        Example(title="the same window twice", work=("Mon 08:00-12:00", "Mon 08:00-12:00")),
    )

    def person(self, timeline: PersonTimeline, parameters: Parameters) -> Iterator[Finding]:
        """Sweep in time order, keeping what is still running: the cost is the pairs found."""
        running: list[Work] = []
        for work in timeline.works:
            if running:
                running = [earlier for earlier in running if earlier.end > work.start]
                for earlier in running:
                    yield self._overlap(timeline, earlier, work)
            running.append(work)

    def _overlap(self, timeline: PersonTimeline, earlier: Work, later: Work) -> Finding:
        start, end = later.start, min(earlier.end, later.end)
        return person_finding(
            timeline,
            (earlier, later),
            # By id, not by time: moving one past the other does not make another pair of them.
            subject=tuple(sorted((earlier.id, later.id))),
            details={
                "found": whole_minutes(end - start),
                "limit": 0,
                "unit": "minutes",
                "day": day_label(timeline.calendar.day_of(start)),
            },
            window=(start, end),
            excess=end - start,
        )
