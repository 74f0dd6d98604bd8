"""How many days in a row one may work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from planning_core.domain.people import Contract
from planning_core.domain.reference import Severity
from planning_core.domain.time import day_label
from planning_core.rules.base import Finding, Parameter, Parameters, Rule, single, text
from planning_core.rules.examples import Example
from planning_core.rules.findings import person_finding
from planning_core.rules.subjects import PersonTimeline


class ConsecutiveDays(Rule):
    """A run of local days with work is longer than the cap; a contract may tighten it."""

    code = "consecutive_days"
    severity = Severity.HARD
    severity_fixed = True
    parameters = (Parameter("max_days", "days", 6, minimum=1, maximum=366),)
    legal_source = "Code du travail, art. L3132-1"
    description = text(
        en="Too many days in a row with work.",
        fr="Trop de jours travaillés d'affilée.",
    )
    sentences = single(
        en="{person} works {found:day|days} in a row, from {first_day:date} to {last_day:date};"
        " the maximum is {limit}.",
        fr="{person} travaille {found:jour|jours} d'affilée, du {first_day:date} au {last_day:date} ;"
        " le maximum est de {limit}.",
    )

    accepted = (
        Example(title="six days", work=("Mon-Sat 09:00-14:00",)),
        Example(
            title="a day off in between",
            work=("Wed-Sun 09:00-14:00", "w2 Tue-Fri 09:00-14:00"),
        ),
    )
    refused = (
        Example(
            title="seven days from Wednesday to Tuesday",
            work=("Wed-Sun 09:00-14:00", "w2 Mon-Tue 09:00-14:00"),
        ),
        Example(
            title="over the contract's own cap",
            work=("Mon-Fri 09:00-14:00",),
            contract=Contract(max_consecutive_days=4),
        ),
    )

    def reach(self, parameters: Parameters) -> timedelta:
        """Far enough that a run reads the same from wherever one looks."""
        return timedelta(days=max(84, parameters["max_days"] + 2))

    def person(self, timeline: PersonTimeline, parameters: Parameters) -> Iterator[Finding]:
        """One finding per run."""
        limit = parameters["max_days"]
        contract = timeline.collaborator.contract
        if contract is not None and contract.max_consecutive_days is not None:
            limit = min(limit, contract.max_consecutive_days)
        for first, last in timeline.runs:
            found = last - first + 1
            if found > limit:
                days = timeline.calendar
                yield person_finding(
                    timeline,
                    timeline.works_on(first, last),
                    subject=(timeline.id,),
                    details={
                        "found": found,
                        "limit": limit,
                        "unit": "days",
                        "first_day": day_label(first),
                        "last_day": day_label(last),
                    },
                    window=(days.midnight(first), days.midnight(last + 1)),
                    excess=found - limit,
                )
