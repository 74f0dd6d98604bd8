"""A break in every long enough shift."""

from __future__ import annotations

from collections.abc import Iterable

from planning_core.domain.reference import Severity
from planning_core.domain.time import MINUTE, day_label
from planning_core.rules.base import Finding, Parameter, Parameters, Rule, text, variants
from planning_core.rules.examples import Duty, Example
from planning_core.rules.findings import shift_finding
from planning_core.rules.subjects import ShiftStaffing


class MissingBreak(Rule):
    """Worked time, the break taken off, reaches the threshold and the planned break is too short."""

    code = "missing_break"
    severity = Severity.SOFT
    parameters = (
        Parameter("break_minutes", "minutes", 20, minimum=0, maximum=1_440),
        Parameter("threshold_minutes", "minutes", 360, minimum=1, maximum=10_080),
    )
    legal_source = "Code du travail, art. L3121-16 ; directive 2003/88/CE, art. 4"
    description = text(
        en="A shift's worked time reaches the threshold and its planned break is too short.",
        fr="Le temps travaillé d'un shift atteint le seuil et la pause prévue est trop courte.",
    )
    sentences = variants(
        none=text(
            en="The shift of {day:date} has no break; {limit:duration} are needed from"
            " {threshold:duration} of work.",
            fr="Le shift du {day:date} ne prévoit pas de pause ; il en faut {limit:duration}"
            " dès {threshold:duration} de travail.",
        ),
        short=text(
            en="The shift of {day:date} has a break of {found:duration}; {limit:duration} are needed"
            " from {threshold:duration} of work.",
            fr="Le shift du {day:date} prévoit {found:duration} de pause ; il en faut {limit:duration}"
            " dès {threshold:duration} de travail.",
        ),
    )

    accepted = (
        Example(title="six hours with a break", work=(Duty("Mon 08:00-14:20", break_minutes=20),)),
        Example(title="a minute under six hours", work=(Duty("Mon 08:00-13:59", break_minutes=0),)),
    )
    refused = (
        Example(title="six hours without a break", work=(Duty("Mon 08:00-14:00", break_minutes=0),)),
        Example(title="a break too short", work=(Duty("Mon 08:00-16:00", break_minutes=15),)),
    )

    def shift(self, staffing: ShiftStaffing, parameters: Parameters) -> Iterable[Finding]:
        """The shift as it is planned, whoever works it."""
        found, limit = staffing.shift.break_minutes, parameters["break_minutes"]
        threshold = parameters["threshold_minutes"]
        if found >= limit or staffing.worked < threshold * MINUTE:
            return ()
        return (
            shift_finding(
                staffing,
                details={
                    "pattern": "short" if found else "none",
                    "found": found,
                    "limit": limit,
                    "unit": "minutes",
                    "threshold": threshold,
                    "day": day_label(staffing.local_day),
                },
                excess=limit - found,
            ),
        )
