"""Nobody works while on leave or unavailable."""

from __future__ import annotations

from collections.abc import Iterator

from planning_core.domain.people import AvailabilityKind
from planning_core.domain.reference import Severity
from planning_core.domain.time import day_label
from planning_core.rules.base import Finding, Parameters, Rule, text, variants
from planning_core.rules.examples import Example, Said
from planning_core.rules.findings import person_finding
from planning_core.rules.subjects import PersonTimeline, Span, Work, whole_minutes

_AWAY = (AvailabilityKind.LEAVE, AvailabilityKind.UNAVAILABLE)


class Absence(Rule):
    """An active assignment overlaps leave or unavailability: one finding per assignment and entry."""

    code = "absence"
    severity = Severity.HARD
    description = text(
        en="A shift overlaps a leave or an unavailability of the person.",
        fr="Un shift chevauche un congé ou une indisponibilité de la personne.",
    )
    sentences = variants(
        leave=text(
            en="{person} is on leave for {found:duration} of the shift of {day:date}.",
            fr="{person} est en congé pendant {found:duration} du shift du {day:date}.",
        ),
        unavailable=text(
            en="{person} is unavailable for {found:duration} of the shift of {day:date}.",
            fr="{person} est indisponible pendant {found:duration} du shift du {day:date}.",
        ),
    )

    accepted = (
        Example(
            title="leave that ends as the shift begins",
            work=("Mon 12:00-16:00",),
            said=(Said("leave", "Mon 08:00-12:00"),),
        ),
        Example(
            title="unavailable every Wednesday, working on Thursday",
            work=("Thu 08:00-12:00",),
            said=(Said("unavailable", "Wed 00:00-00:00", weekly=True),),
        ),
    )
    refused = (
        Example(
            title="a day of leave",
            work=("Mon 08:00-12:00",),
            said=(Said("leave", "Mon 00:00-00:00"),),
        ),
        Example(
            title="unavailable every Wednesday afternoon",
            work=("w2 Wed 10:00-14:00",),
            said=(Said("unavailable", "Wed 13:00-18:00", weekly=True),),
        ),
    )

    def person(self, timeline: PersonTimeline, parameters: Parameters) -> Iterator[Finding]:
        """Occurrences of one weekly entry that meet the same assignment are taken together."""
        met: dict[tuple[str, str], list[tuple[Work, Span]]] = {}
        for work, span in timeline.clashes(_AWAY):
            met.setdefault((work.id, span.entry.id), []).append((work, span))
        for subject, clashes in met.items():
            work, span = clashes[0]
            overlaps = [(max(w.start, s.start), min(w.end, s.end)) for w, s in clashes]
            found = sum(end - start for start, end in overlaps)
            yield person_finding(
                timeline,
                (work,),
                subject=subject,
                details={
                    "pattern": span.entry.kind.value,
                    "found": whole_minutes(found),
                    "limit": 0,
                    "unit": "minutes",
                    "day": day_label(work.day),
                    "availability_id": span.entry.id,
                },
                window=(overlaps[0][0], overlaps[-1][1]),
                excess=found,
            )
