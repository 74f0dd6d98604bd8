"""How much one may work in a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from planning_core.domain.people import Contract
from planning_core.domain.reference import Severity
from planning_core.domain.time import MINUTE, day_label
from planning_core.rules.base import Finding, Parameter, Parameters, Rule, single, text
from planning_core.rules.examples import Example
from planning_core.rules.findings import person_finding
from planning_core.rules.subjects import PersonTimeline, whole_minutes


class DailyHours(Rule):
    """Worked time of one local day, breaks off, over the cap; a contract may tighten it."""

    code = "daily_hours"
    severity = Severity.HARD
    severity_fixed = True
    parameters = (Parameter("max_minutes", "minutes", 600, minimum=0, maximum=1_500),)
    legal_source = "Code du travail, art. L3121-18"
    description = text(
        en="Time worked in one day, breaks off, over the cap of the law or of the contract.",
        fr="Temps travaillé en un jour, pauses déduites, au-delà du plafond de la loi ou du contrat.",
    )
    sentences = single(
        en="{person} works {found:duration} on {day:date}; the daily maximum is {limit:duration}.",
        fr="{person} travaille {found:duration} le {day:date} ;"
        " le maximum quotidien est de {limit:duration}.",
    )

    accepted = (
        Example(title="ten hours and a break", work=("Mon 08:00-18:20",)),
        Example(title="a night shared between two days", work=("Mon 19:00-07:00",)),
    )
    refused = (
        Example(title="a minute over ten hours", work=("Mon 08:00-18:21",)),
        Example(title="two shifts of one day", work=("Mon 08:00-13:30", "Mon 15:00-20:00")),
        Example(
            title="over the contract's own cap",
            work=("Mon 08:00-16:00",),
            contract=Contract(max_daily_minutes=420),
        ),
    )

    def reach(self, parameters: Parameters) -> timedelta:
        """The local day."""
        return timedelta(days=2)

    def person(self, timeline: PersonTimeline, parameters: Parameters) -> Iterator[Finding]:
        """One finding per local day."""
        minutes = parameters["max_minutes"]
        contract = timeline.collaborator.contract
        if contract is not None and contract.max_daily_minutes is not None:
            minutes = min(minutes, contract.max_daily_minutes)
        limit = minutes * MINUTE
        for day, worked in timeline.worked_by_day.items():
            if worked > limit:
                start, end = timeline.calendar.midnight(day), timeline.calendar.midnight(day + 1)
                yield person_finding(
                    timeline,
                    timeline.works_in(start, end),
                    subject=(timeline.id, day_label(day)),
                    details={
                        "found": whole_minutes(worked),
                        "limit": minutes,
                        "unit": "minutes",
                        "day": day_label(day),
                    },
                    window=(start, end),
                    excess=worked - limit,
                )
