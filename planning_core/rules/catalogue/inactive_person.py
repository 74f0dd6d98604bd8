"""People who no longer work here are given no work."""

from __future__ import annotations

from collections.abc import Iterator

from planning_core.domain.reference import Severity
from planning_core.domain.time import day_label
from planning_core.rules.base import Finding, Parameters, Rule, single, text
from planning_core.rules.examples import Example
from planning_core.rules.findings import person_finding
from planning_core.rules.subjects import PersonTimeline


class InactivePerson(Rule):
    """An active assignment of a person who is not active (`Collaborator.active`)."""

    code = "inactive_person"
    severity = Severity.HARD
    description = text(
        en="Someone who is no longer active (Collaborator.active) is on a shift.",
        fr="Une personne qui n'est plus active (Collaborator.active) est sur un shift.",
    )
    sentences = single(
        en="{person} is no longer active but is on the shift of {day:date}.",
        fr="{person} n'est plus en activité mais figure sur le shift du {day:date}.",
    )

    accepted = (Example(title="an active person", work=("Mon 08:00-12:00",)),)
    refused = (Example(title="an inactive person", work=("Mon 08:00-12:00",), active=False),)

    def person(self, timeline: PersonTimeline, parameters: Parameters) -> Iterator[Finding]:
        """One finding per assignment."""
        if timeline.collaborator.active:
            return
        for work in timeline.works:
            yield person_finding(
                timeline,
                (work,),
                subject=(work.id,),
                details={"found": 1, "limit": 0, "unit": "shifts", "day": day_label(work.day)},
                window=(work.start, work.end),
                excess=1,
            )
