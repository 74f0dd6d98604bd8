"""Time in which people would rather not work."""

from __future__ import annotations

from collections.abc import Iterator

from planning_core.domain.people import AvailabilityKind
from planning_core.domain.reference import Severity
from planning_core.domain.time import day_label
from planning_core.rules.base import Finding, Parameters, Rule, text, variants
from planning_core.rules.examples import Duty, Example, Said
from planning_core.rules.findings import person_finding
from planning_core.rules.subjects import PersonTimeline, Span, Work, whole_minutes

_NOT = (AvailabilityKind.UNDESIRED,)


class UndesiredTime(Rule):
    """An active assignment overlaps undesired time: one finding per assignment and entry.

    An entry with a template speaks of that template's shifts alone.
    """

    code = "undesired_time"
    severity = Severity.SOFT
    description = text(
        en="A shift overlaps time in which the person would rather not work.",
        fr="Un shift chevauche un moment où la personne préfère ne pas travailler.",
    )
    sentences = variants(
        time=text(
            en="{person} would rather not work during {found:duration} of the shift of {day:date}.",
            fr="{person} préfère ne pas travailler pendant {found:duration} du shift du {day:date}.",
        ),
        template=text(
            en="{person} would rather not work {template_id:name} on {day:date}.",
            fr="{person} préfère ne pas être en {template_id:name} le {day:date}.",
        ),
    )

    accepted = (
        Example(
            title="undesired time that ends as the shift begins",
            work=("Mon 12:00-16:00",),
            said=(Said("undesired", "Mon 08:00-12:00"),),
        ),
        Example(
            title="a wish against another template",
            work=(Duty("Mon 09:00-13:00", template="early"),),
            said=(Said("undesired", "Mon 00:00-00:00", template="night"),),
            templates={"early": (), "night": ()},
        ),
    )
    refused = (
        Example(
            title="every Monday evening",
            work=("w3 Mon 16:00-20:00",),
            said=(Said("undesired", "Mon 18:00-22:00", weekly=True),),
        ),
        Example(
            title="a wish against this template",
            work=(Duty("Mon 09:00-13:00", template="early"),),
            said=(Said("undesired", "Mon 00:00-00:00", template="early", weight=3),),
            templates={"early": ()},
        ),
    )

    def person(self, timeline: PersonTimeline, parameters: Parameters) -> Iterator[Finding]:
        """Occurrences of one weekly entry that meet the same assignment are taken together."""
        met: dict[tuple[str, str], list[tuple[Work, Span]]] = {}
        for work, span in timeline.clashes(_NOT):
            if span.entry.template_id in (None, work.shift.template_id):
                met.setdefault((work.id, span.entry.id), []).append((work, span))
        for subject, clashes in met.items():
            yield self._met(timeline, subject, clashes)

    def _met(
        self, timeline: PersonTimeline, subject: tuple[str, str], clashes: list[tuple[Work, Span]]
    ) -> Finding:
        work, entry = clashes[0][0], clashes[0][1].entry
        overlaps = [(max(w.start, s.start), min(w.end, s.end)) for w, s in clashes]
        found = sum(end - start for start, end in overlaps)
        details: dict[str, object] = {
            "pattern": "time" if entry.template_id is None else "template",
            "found": whole_minutes(found),
            "limit": 0,
            "unit": "minutes",
            "day": day_label(work.day),
            "availability_id": entry.id,
        }
        if entry.weight is not None:
            details["weight"] = entry.weight
        if entry.template_id is not None:
            details["template_id"] = entry.template_id
        return person_finding(
            timeline,
            (work,),
            subject=subject,
            details=details,
            window=(overlaps[0][0], overlaps[-1][1]),
            excess=found,
        )
