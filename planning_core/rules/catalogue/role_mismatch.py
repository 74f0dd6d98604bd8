"""People work in the shift's role, and only in one that they hold."""

from __future__ import annotations

from collections.abc import Iterator

from planning_core.domain.reference import Severity
from planning_core.domain.time import day_label
from planning_core.rules.base import Finding, Parameters, Rule, text, variants
from planning_core.rules.examples import Duty, Example
from planning_core.rules.findings import person_finding
from planning_core.rules.subjects import PersonTimeline, Work


class RoleMismatch(Rule):
    """The assignment's role is not the shift's, or the person does not hold it."""

    code = "role_mismatch"
    severity = Severity.HARD
    description = text(
        en="The assignment's role is not the shift's, or the person does not hold it.",
        fr="Le rôle de l'affectation n'est pas celui du shift, ou la personne ne le tient pas.",
    )
    sentences = variants(
        other_role=text(
            en="{person} is assigned as {role_id:name} to the shift of {day:date},"
            " which asks for {shift_role_id:name}.",
            fr="{person} tient le rôle {role_id:name} sur le shift du {day:date},"
            " qui demande {shift_role_id:name}.",
        ),
        not_held=text(
            en="{person} does not hold the role {role_id:name} of the shift of {day:date}.",
            fr="{person} ne tient pas le rôle {role_id:name} du shift du {day:date}.",
        ),
    )

    accepted = (
        Example(title="the role that the person holds", work=("Mon 08:00-12:00",)),
        Example(
            title="one of two roles held",
            work=(Duty("Mon 08:00-12:00", role="steward"),),
            roles=("agent", "steward"),
        ),
    )
    refused = (
        Example(title="a role not held", work=(Duty("Mon 08:00-12:00", role="steward"),)),
        Example(
            title="a role held that is not the shift's",
            work=(Duty("Mon 08:00-12:00", role="steward", as_role="agent"),),
        ),
    )

    def person(self, timeline: PersonTimeline, parameters: Parameters) -> Iterator[Finding]:
        """Both faults are told apart, and may stand together."""
        held = timeline.collaborator.role_ids
        for work in timeline.works:
            role = work.assignment.role_id
            if role != work.shift.role_id:
                yield self._found(timeline, work, "other_role")
            if role not in held:
                yield self._found(timeline, work, "not_held")

    def _found(self, timeline: PersonTimeline, work: Work, pattern: str) -> Finding:
        return person_finding(
            timeline,
            (work,),
            subject=(work.id, pattern),
            details={
                "pattern": pattern,
                "found": 1,
                "limit": 0,
                "unit": "shifts",
                "day": day_label(work.day),
                "role_id": work.assignment.role_id,
                "shift_role_id": work.shift.role_id,
            },
            window=(work.start, work.end),
            excess=1,
        )
