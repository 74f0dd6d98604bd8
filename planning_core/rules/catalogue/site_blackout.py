"""A site that takes no work for a while."""

from __future__ import annotations

from collections.abc import Iterable

from planning_core.domain.reference import Severity
from planning_core.domain.time import day_label, micros
from planning_core.rules.base import Finding, Parameters, Rule, single, text
from planning_core.rules.examples import Duty, Example
from planning_core.rules.findings import shift_finding
from planning_core.rules.subjects import ShiftStaffing, whole_minutes


class SiteBlackout(Rule):
    """A shift overlaps a blackout of its site; the blackout says how much that weighs."""

    code = "site_blackout"
    severity = Severity.HARD
    description = text(
        en="A shift overlaps a window in which its site takes no work; hard or soft as that window says.",
        fr="Un shift chevauche une fermeture de son site ; dure ou souple selon la fermeture.",
    )
    sentences = single(
        en="{site_id:name} takes no work during {found:duration} of the shift of {day:date}.",
        fr="{site_id:name} n'accueille aucun travail pendant {found:duration} du shift du {day:date}.",
    )

    accepted = (
        Example(
            title="a blackout that ends as the shift begins",
            work=("Mon 12:00-16:00",),
            blackouts={"Mon 06:00-12:00": "hard"},
        ),
        Example(
            title="a blackout of another site",
            work=(Duty("Mon 08:00-12:00", site="stage"),),
            blackouts={"Mon 00:00-00:00": "hard"},
        ),
    )
    refused = (
        Example(
            title="the site is closed that day",
            work=("Mon 08:00-12:00",),
            blackouts={"Mon 00:00-00:00": "hard"},
        ),
        Example(
            title="a soft blackout, reported as a soft conflict",
            work=("Mon 08:00-12:00",),
            blackouts={"Mon 11:00-13:00": "soft"},
        ),
    )

    def shift(self, staffing: ShiftStaffing, parameters: Parameters) -> Iterable[Finding]:
        """One finding per blackout."""
        blackouts = staffing.plan.blackouts_of(staffing.shift.site_id)
        if not blackouts:
            return ()
        found = []
        for blackout in blackouts:
            start = max(staffing.start, micros(blackout.starts_at))
            end = min(staffing.end, micros(blackout.ends_at))
            if start < end:
                found.append(
                    shift_finding(
                        staffing,
                        subject=(staffing.shift.id, blackout.id),
                        details={
                            "found": whole_minutes(end - start),
                            "limit": 0,
                            "unit": "minutes",
                            "day": day_label(staffing.local_day),
                            "site_id": staffing.shift.site_id,
                            "blackout_id": blackout.id,
                        },
                        window=(start, end),
                        excess=end - start,
                        severity=blackout.severity,
                    )
                )
        return found
