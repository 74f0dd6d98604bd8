"""Never more people on a shift than it can hold."""

from __future__ import annotations

from collections.abc import Iterable

from planning_core.domain.reference import Severity
from planning_core.domain.time import day_label
from planning_core.rules.base import Finding, Parameters, Rule, single, text
from planning_core.rules.examples import Duty, Example
from planning_core.rules.findings import shift_finding
from planning_core.rules.subjects import ShiftStaffing


class HardCapacity(Rule):
    """More active assignments than the shift's hard capacity."""

    code = "hard_capacity"
    severity = Severity.HARD
    description = text(
        en="More people are on a shift than its hard capacity.",
        fr="Un shift compte plus de personnes que sa capacité maximale.",
    )
    sentences = single(
        en="{found:person is|people are} on the shift of {day:date}; it holds {limit} at most.",
        fr="{found:personne est affectée|personnes sont affectées} au shift du {day:date}"
        " ; il en accueille {limit} au plus.",
    )

    accepted = (
        Example(title="as many as it holds", work=(Duty("Mon 08:00-12:00", people=2, hard_capacity=2),)),
        Example(title="no capacity set", work=(Duty("Mon 08:00-12:00", people=3, headcount=1),)),
    )
    refused = (
        Example(
            title="one too many",
            work=(Duty("Mon 08:00-12:00", people=2, headcount=1, hard_capacity=1),),
        ),
    )

    def shift(self, staffing: ShiftStaffing, parameters: Parameters) -> Iterable[Finding]:
        """At most one finding per shift."""
        limit = staffing.shift.hard_capacity
        found = len(staffing.active)
        if limit is None or found <= limit:
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
