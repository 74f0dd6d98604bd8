"""Better not more people on a shift than it was meant for."""

from __future__ import annotations

from collections.abc import Iterable

from planning_core.domain.reference import Severity
from planning_core.domain.time import day_label
from planning_core.rules.base import Finding, Parameters, Rule, single, text
from planning_core.rules.examples import Duty, Example
from planning_core.rules.findings import shift_finding
from planning_core.rules.subjects import ShiftStaffing


class SoftCapacity(Rule):
    """More active assignments than the soft capacity; silent where the hard one is exceeded too."""

    code = "soft_capacity"
    severity = Severity.SOFT
    description = text(
        en="More people are on a shift than its soft capacity.",
        fr="Un shift compte plus de personnes que sa capacité souhaitée.",
    )
    sentences = single(
        en="{found:person is|people are} on the shift of {day:date}, meant for {limit} at most.",
        fr="{found:personne est affectée|personnes sont affectées} au shift du {day:date}"
        ", prévu pour {limit} au plus.",
    )

    accepted = (
        Example(
            title="as many as it is meant for", work=(Duty("Mon 08:00-12:00", people=2, soft_capacity=2),)
        ),
    )
    refused = (
        Example(
            title="one more than it is meant for",
            work=(Duty("Mon 08:00-12:00", people=2, headcount=1, soft_capacity=1, hard_capacity=3),),
        ),
    )

    def shift(self, staffing: ShiftStaffing, parameters: Parameters) -> Iterable[Finding]:
        """At most one finding per shift."""
        shift = staffing.shift
        limit = shift.soft_capacity
        found = len(staffing.active)
        if limit is None or found <= limit:
            return ()
        if shift.hard_capacity is not None and found > shift.hard_capacity:
            return ()
        return (
            shift_finding(
                staffing,
                details={
                    "found": found,
                    "limit": limit,
                    "unit": "people",
                    "day": day_label(staffing.local_day),
                },
                excess=found - limit,
            ),
        )
