"""Enough people on every shift."""

from __future__ import annotations

from collections.abc import Iterable

from planning_core.domain.reference import Severity
from planning_core.domain.time import day_label
from planning_core.rules.base import Finding, Parameters, Rule, single, text
from planning_core.rules.examples import Duty, Example
from planning_core.rules.findings import shift_finding
from planning_core.rules.subjects import ShiftStaffing


class Understaffed(Rule):
    """Fewer active assignments than the headcount wanted."""

    code = "understaffed"
    severity = Severity.SOFT
    description = text(
        en="Fewer people are on a shift than it asks for.",
        fr="Un shift compte moins de personnes qu'il n'en demande.",
    )
    sentences = single(
        en="The shift of {day:date} lacks {missing:person|people}: it has {found} of {limit}.",
        fr="Il manque {missing:personne|personnes} au shift du {day:date} : {found} sur {limit}.",
    )

    accepted = (
        Example(title="as many as it asks for", work=(Duty("Mon 08:00-12:00", people=2),)),
        Example(title="nobody on a shift that asks for none", work=(Duty("Mon 08:00-12:00", people=0),)),
    )
    refused = (
        Example(title="one missing", work=(Duty("Mon 08:00-12:00", people=1, headcount=2),)),
        Example(title="nobody at all", work=(Duty("Mon 08:00-12:00", people=0, headcount=1),)),
    )

    def shift(self, staffing: ShiftStaffing, parameters: Parameters) -> Iterable[Finding]:
        """At most one finding per shift."""
        limit = staffing.shift.headcount
        found = len(staffing.active)
        if found >= limit:
            return ()
        return (
            shift_finding(
                staffing,
                details={
                    "found": found,
                    "limit": limit,
                    "unit": "people",
                    "missing": limit - found,
                    "day": day_label(staffing.local_day),
                },
                excess=limit - found,
            ),
        )
