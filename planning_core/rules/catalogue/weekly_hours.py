"""How much one may work in a week."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from planning_core.domain.people import Contract
from planning_core.domain.reference import Severity
from planning_core.domain.time import MINUTE, week_label
from planning_core.rules.base import Finding, Parameter, Parameters, Rule, single, text
from planning_core.rules.examples import Example
from planning_core.rules.findings import person_finding
from planning_core.rules.subjects import PersonTimeline, whole_minutes


class WeeklyHours(Rule):
    """Worked time of one ISO week, breaks off, over the cap; a contract may tighten it."""

    code = "weekly_hours"
    severity = Severity.HARD
    severity_fixed = True
    parameters = (Parameter("max_minutes", "minutes", 2_880, minimum=0, maximum=10_200),)
    legal_source = "Code du travail, art. L3121-20"
    description = text(
        en="Time worked in one week, breaks off, over the cap of the law or of the contract.",
        fr="Temps travaillé en une semaine, pauses déduites, au-delà du plafond de la loi ou du contrat.",
    )
    sentences = single(
        en="{person} works {found:duration} in {week:week}; the weekly maximum is {limit:duration}.",
        fr="{person} travaille {found:duration} en {week:week} ;"
        " le maximum hebdomadaire est de {limit:duration}.",
    )

    accepted = (
        Example(title="48 hours to the minute", work=("Mon-Sat 08:00-16:20",)),
        Example(title="a Sunday night that belongs half to the next week", work=("Sun 20:00-04:00",)),
    )
    refused = (
        Example(title="five minutes too many", work=("Mon-Fri 08:00-16:20", "Sat 08:00-16:25")),
        Example(
            title="over the contract's own cap",
            work=("Mon-Fri 09:00-17:00",),
            contract=Contract(max_weekly_minutes=2_100),
        ),
    )

    def reach(self, parameters: Parameters) -> timedelta:
        """The ISO week."""
        return timedelta(weeks=1, days=1)

    def person(self, timeline: PersonTimeline, parameters: Parameters) -> Iterator[Finding]:
        """One finding per ISO week."""
        minutes = parameters["max_minutes"]
        contract = timeline.collaborator.contract
        if contract is not None and contract.max_weekly_minutes is not None:
            minutes = min(minutes, contract.max_weekly_minutes)
        limit = minutes * MINUTE
        for week, worked in timeline.worked_by_week.items():
            if worked > limit:
                window = timeline.calendar.week_window(week)
                yield person_finding(
                    timeline,
                    timeline.works_in(*window),
                    subject=(timeline.id, week_label(week)),
                    details={
                        "found": whole_minutes(worked),
                        "limit": minutes,
                        "unit": "minutes",
                        "week": week_label(week),
                    },
                    window=window,
                    excess=worked - limit,
                )
