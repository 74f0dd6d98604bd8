"""Nobody at Acme works on a Friday."""

from collections.abc import Iterator

from planning_core.domain.reference import Severity
from planning_core.domain.time import day_label
from planning_core.rules import Finding, Parameters, PersonTimeline, Rule, person_finding, single, text


class NoFridays(Rule):
    """Work that starts on a Friday of the person's calendar."""

    code = "no_fridays"
    severity = Severity.SOFT
    description = text(en="Someone works on a Friday.", fr="Quelqu'un travaille un vendredi.")
    sentences = single(
        en="{person} works on {day:date}, and Fridays are off.",
        fr="{person} travaille le {day:date}, or le vendredi est chômé.",
    )

    def person(self, timeline: PersonTimeline, parameters: Parameters) -> Iterator[Finding]:
        """One finding per assignment."""
        for work in timeline.works:
            if work.day % 7 == 5:
                yield person_finding(
                    timeline,
                    [work],
                    subject=(work.id,),
                    details={"found": 1, "limit": 0, "unit": "shifts", "day": day_label(work.day)},
                    window=(work.start, work.end),
                    excess=1,
                )
