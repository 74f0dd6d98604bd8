"""People work at the sites that they are meant for."""

from __future__ import annotations

from collections.abc import Iterator

from planning_core.domain.reference import Severity
from planning_core.domain.time import day_label
from planning_core.rules.base import Finding, Parameters, Rule, single, text
from planning_core.rules.examples import Duty, Example
from planning_core.rules.findings import person_finding
from planning_core.rules.subjects import PersonTimeline


class SiteMismatch(Rule):
    """The person's sites (`Collaborator.site_ids`, none: all) do not hold the shift's."""

    code = "site_mismatch"
    severity = Severity.HARD
    description = text(
        en="The shift's site is not one of those where the person works (Collaborator.site_ids; none: all).",
        fr="Le site du shift n'est pas l'un de ceux où la personne travaille (Collaborator.site_ids ;"
        " aucun : tous).",
    )
    sentences = single(
        en="{person} does not work at {site_id:name}, where the shift of {day:date} takes place.",
        fr="{person} ne travaille pas sur {site_id:name}, où se tient le shift du {day:date}.",
    )

    accepted = (
        Example(title="no site named: everywhere", work=(Duty("Mon 08:00-12:00", site="stage"),)),
        Example(title="one of the person's sites", work=("Mon 08:00-12:00",), sites=("hall",)),
    )
    refused = (
        Example(
            title="another site",
            work=(Duty("Mon 08:00-12:00", site="stage"),),
            sites=("hall",),
        ),
    )

    def person(self, timeline: PersonTimeline, parameters: Parameters) -> Iterator[Finding]:
        """One finding per assignment."""
        sites = timeline.collaborator.site_ids
        if not sites:
            return
        for work in timeline.works:
            if work.shift.site_id not in sites:
                yield person_finding(
                    timeline,
                    (work,),
                    subject=(work.id,),
                    details={
                        "found": 1,
                        "limit": 0,
                        "unit": "shifts",
                        "day": day_label(work.day),
                        "site_id": work.shift.site_id,
                    },
                    window=(work.start, work.end),
                    excess=1,
                )
