"""How long a shift, and a day from its first start to its last end, may be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from planning_core.domain.reference import Severity
from planning_core.domain.time import MINUTE, day_label
from planning_core.rules.base import Finding, Parameter, Parameters, Rule, text, variants
from planning_core.rules.examples import Duty, Example
from planning_core.rules.findings import person_finding, shift_finding
from planning_core.rules.subjects import PersonTimeline, ShiftStaffing, whole_minutes


class ShiftLength(Rule):
    """A shift is too long, or the spread of the shifts that a person starts on one local day.

    A day with one too long shift among several has both: taking that shift away brings nothing to light.
    """

    code = "shift_length"
    severity = Severity.HARD
    severity_fixed = True
    parameters = (Parameter("max_minutes", "minutes", 780, minimum=1, maximum=10_080),)
    legal_source = "Code du travail, art. L3131-1 (24 h moins 11 h de repos)"
    description = text(
        en="A shift, or a day from its first start to its last end, is longer than the maximum.",
        fr="Un shift, ou l'amplitude d'une journée du premier début à la dernière fin, dépasse le maximum.",
    )
    sentences = variants(
        shift=text(
            en="The shift of {day:date} lasts {found:duration}; the maximum is {limit:duration}.",
            fr="Le shift du {day:date} dure {found:duration} ; le maximum est de {limit:duration}.",
        ),
        spread=text(
            en="{person}'s day of {day:date} spreads over {found:duration}; the maximum is {limit:duration}.",
            fr="{person} a une amplitude de {found:duration} le {day:date} ;"
            " le maximum est de {limit:duration}.",
        ),
    )

    accepted = (
        Example(title="thirteen hours", work=(Duty("Mon 08:00-21:00", break_minutes=180),)),
        Example(title="a day spread over thirteen hours", work=("Mon 08:00-12:00", "Mon 17:00-21:00")),
    )
    refused = (
        Example(
            title="a shift of thirteen and a half hours",
            work=(Duty("Mon 08:00-21:30", break_minutes=240),),
        ),
        Example(
            title="a day spread over thirteen and a half hours",
            work=("Mon 08:00-12:00", "Mon 17:30-21:30"),
        ),
    )

    def reach(self, parameters: Parameters) -> timedelta:
        """The local day."""
        return timedelta(days=2)

    def shift(self, staffing: ShiftStaffing, parameters: Parameters) -> Iterable[Finding]:
        """The shift by itself, whoever works it."""
        length = staffing.end - staffing.start
        limit = parameters["max_minutes"] * MINUTE
        if length <= limit:
            return ()
        return (
            shift_finding(
                staffing,
                details=_details("shift", length, limit, staffing.local_day),
                excess=length - limit,
            ),
        )

    def person(self, timeline: PersonTimeline, parameters: Parameters) -> Iterator[Finding]:
        """The spread of each local day on which several shifts start."""
        limit = parameters["max_minutes"] * MINUTE
        if len(timeline.works) == len(timeline.works_by_start_day):
            return
        for day, works in timeline.works_by_start_day.items():
            if len(works) < 2:
                continue
            start, end = works[0].start, max(work.end for work in works)
            if end - start > limit:
                yield person_finding(
                    timeline,
                    works,
                    subject=(timeline.id, day_label(day)),
                    details=_details("spread", end - start, limit, day),
                    window=(start, end),
                    excess=end - start - limit,
                )


def _details(pattern: str, length: int, limit: int, day: int) -> dict[str, object]:
    return {
        "pattern": pattern,
        "found": whole_minutes(length),
        "limit": limit // MINUTE,
        "unit": "minutes",
        "day": day_label(day),
    }
