"""Worked time against what was agreed with the person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from planning_core.domain.people import Contract
from planning_core.domain.reference import Severity
from planning_core.domain.time import MINUTE, week_label
from planning_core.rules.base import Finding, Parameters, Rule, text, variants
from planning_core.rules.examples import Example
from planning_core.rules.findings import person_finding
from planning_core.rules.periods import PERIOD, by_period
from planning_core.rules.subjects import PersonTimeline, whole_minutes


class ContractHours(Rule):
    """A week over the contractual week, or a period over the contract's cap for a period."""

    code = "contract_hours"
    severity = Severity.SOFT
    parameters = PERIOD
    description = text(
        en="Time worked over the contract's own week, or over its cap for a period of weeks.",
        fr="Temps travaillé au-delà de la semaine du contrat, ou de son plafond sur une période de semaines.",
    )
    sentences = variants(
        week=text(
            en="{person} works {found:duration} in {week:week}; the contract says {limit:duration}.",
            fr="{person} travaille {found:duration} en {week:week} ; son contrat prévoit {limit:duration}.",
        ),
        period=text(
            en="{person} works {found:duration} from {week:week} to {week_to:week};"
            " the contract allows {limit:duration}.",
            fr="{person} travaille {found:duration} de la {week:week} à la {week_to:week} ;"
            " son contrat permet {limit:duration}.",
        ),
    )

    accepted = (
        Example(
            title="the contractual week to the minute",
            work=("Mon-Fri 09:00-16:20",),
            contract=Contract(weekly_minutes=2_100),
        ),
        Example(
            title="two periods, each within its cap",
            work=("w4-w5 Mon-Fri 09:00-16:20",),
            contract=Contract(max_period_minutes=2_100),
        ),
    )
    refused = (
        Example(
            title="a longer week than agreed",
            work=("Mon-Fri 09:00-17:00",),
            contract=Contract(weekly_minutes=2_100),
        ),
        Example(
            title="a period over its cap",
            work=("w1-w4 Mon-Fri 09:00-16:20",),
            contract=Contract(max_period_minutes=8_000),
        ),
    )

    def reach(self, parameters: Parameters) -> timedelta:
        """The whole period."""
        return timedelta(weeks=parameters["period_weeks"] + 1)

    def binds_auto_assign(self, details: Mapping[str, Any]) -> bool:
        """The cap of a period; a week over the contract's own is overtime, which a planner may want."""
        return str(details["pattern"]) == "period"

    def person(self, timeline: PersonTimeline, parameters: Parameters) -> Iterator[Finding]:
        """Weeks first, then periods."""
        contract = timeline.collaborator.contract
        if contract is None:
            return
        if contract.weekly_minutes is not None:
            for week, worked in timeline.worked_by_week.items():
                if worked > contract.weekly_minutes * MINUTE:
                    yield self._over(timeline, "week", week, 1, worked, contract.weekly_minutes)
        if contract.max_period_minutes is not None:
            weeks = parameters["period_weeks"]
            for week, worked in by_period(timeline.worked_by_week, parameters).items():
                if worked > contract.max_period_minutes * MINUTE:
                    yield self._over(timeline, "period", week, weeks, worked, contract.max_period_minutes)

    def _over(
        self, timeline: PersonTimeline, pattern: str, first: int, weeks: int, worked: int, minutes: int
    ) -> Finding:
        days = timeline.calendar
        window = days.week_window(first)[0], days.week_window(first + weeks - 1)[1]
        details = {
            "pattern": pattern,
            "found": whole_minutes(worked),
            "limit": minutes,
            "unit": "minutes",
            "week": week_label(first),
        }
        if pattern == "period":
            details["week_to"] = week_label(first + weeks - 1)
        return person_finding(
            timeline,
            timeline.works_in(*window),
            subject=(timeline.id, pattern, week_label(first)),
            details=details,
            window=window,
            excess=worked - minutes * MINUTE,
        )
