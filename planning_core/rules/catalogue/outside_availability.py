"""Work inside the hours that people said they could work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planning_core.domain.people import AvailabilityKind
from planning_core.domain.reference import Severity
from planning_core.domain.time import day_label
from planning_core.rules.base import Finding, Parameters, Rule, single, text
from planning_core.rules.examples import Example, Said
from planning_core.rules.findings import person_finding
from planning_core.rules.subjects import PersonTimeline, Span, Work, whole_minutes

_CAN = (AvailabilityKind.AVAILABLE, AvailabilityKind.PREFERRED)


class OutsideAvailability(Rule):
    """On a local day for which availability was declared, work lies outside it.

    Preferred time counts as available time, but alone declares nothing; a wish for one template's
    shifts is neither.
    """

    code = "outside_availability"
    severity = Severity.SOFT
    description = text(
        en="The person declared availability for that day and the shift is not wholly inside it.",
        fr="La personne a déclaré ses disponibilités ce jour-là et le shift n'y tient pas entièrement.",
    )
    sentences = single(
        en="On {day:date}, {person} works {found:duration} outside the availability that they declared.",
        fr="Le {day:date}, {person} travaille {found:duration} en dehors de ses disponibilités déclarées.",
    )

    accepted = (
        Example(
            title="inside the hours declared",
            work=("Mon 09:00-12:00",),
            said=(Said("available", "Mon 08:00-12:00"),),
        ),
        Example(
            title="a day of which nothing was said",
            work=("Tue 09:00-12:00",),
            said=(Said("available", "Mon 08:00-12:00"),),
        ),
        Example(
            title="a night inside two declarations that touch",
            work=("Mon 22:00-02:00",),
            said=(Said("available", "Mon 18:00-00:00"), Said("available", "Tue 00:00-06:00")),
        ),
        Example(
            title="preferred time next to available time",
            work=("Mon 09:00-14:00",),
            said=(Said("available", "Mon 08:00-12:00"), Said("preferred", "Mon 12:00-16:00")),
        ),
    )
    refused = (
        Example(
            title="an hour past the hours declared",
            work=("Mon 09:00-13:00",),
            said=(Said("available", "Mon 08:00-12:00"),),
        ),
        Example(
            title="available in the mornings of the week",
            work=("w2 Thu 13:00-17:00",),
            said=(Said("available", "Mon-Fri 08:00-12:00", weekly=True),),
        ),
    )

    def person(self, timeline: PersonTimeline, parameters: Parameters) -> Iterator[Finding]:
        """One finding per assignment and local day."""
        if not timeline.speaks_of((AvailabilityKind.AVAILABLE,)):
            return
        days = timeline.calendar
        for work in timeline.works:
            for day in range(work.day, work.last_day + 1):
                low, high = days.midnight(day), days.midnight(day + 1)
                spans = [s for s in timeline.spans(_CAN, low, high) if s.entry.template_id is None]
                if any(span.entry.kind is AvailabilityKind.AVAILABLE for span in spans):
                    start, end = max(low, work.start), min(high, work.end)
                    outside = _outside(start, end, spans)
                    if outside:
                        yield self._outside(timeline, work, day, (start, end), outside)

    def _outside(
        self, timeline: PersonTimeline, work: Work, day: int, window: tuple[int, int], outside: int
    ) -> Finding:
        return person_finding(
            timeline,
            (work,),
            subject=(work.id, day_label(day)),
            details={
                "found": whole_minutes(outside),
                "limit": 0,
                "unit": "minutes",
                "day": day_label(day),
            },
            window=window,
            excess=outside,
        )


def _outside(start: int, end: int, spans: Sequence[Span]) -> int:
    """How much of `[start, end)` no span covers; spans come in time order."""
    outside, reached = 0, start
    for span in spans:
        if span.start >= end:
            break
        outside += max(0, span.start - reached)
        reached = max(reached, span.end)
    return outside + max(0, end - reached)
