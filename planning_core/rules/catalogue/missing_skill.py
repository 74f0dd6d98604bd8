"""The skills that a shift or its role takes."""

from __future__ import annotations

from collections.abc import Iterator

from planning_core.domain.people import HeldSkill
from planning_core.domain.reference import Severity
from planning_core.domain.time import day_label
from planning_core.rules.base import Finding, Parameters, Rule, text, variants
from planning_core.rules.examples import Duty, Example
from planning_core.rules.findings import person_finding
from planning_core.rules.subjects import PersonTimeline, Work


class MissingSkill(Rule):
    """A person lacks a required skill, or no longer holds it on the last local day of the shift."""

    code = "missing_skill"
    severity = Severity.HARD
    description = text(
        en="The person lacks a skill that the shift or its role requires,"
        " or it expires before the shift ends.",
        fr="La personne n'a pas une compétence que le shift ou son rôle exige, ou celle-ci expire avant la"
        " fin du shift.",
    )
    sentences = variants(
        missing=text(
            en="{person} does not hold {skill_id:name}, which the shift of {day:date} requires.",
            fr="{person} n'a pas la compétence {skill_id:name}, exigée par le shift du {day:date}.",
        ),
        expired=text(
            en="{person} holds {skill_id:name} until {valid_until:date} only;"
            " the shift of {day:date} requires it.",
            fr="{person} n'a la compétence {skill_id:name} que jusqu'au {valid_until:date} ;"
            " le shift du {day:date} l'exige.",
        ),
    )

    accepted = (
        Example(
            title="a skill that the shift requires is held",
            work=(Duty("Mon 08:00-12:00", skills=("first aid",)),),
            skills={"first aid": None},
        ),
        Example(
            title="a skill that expires at the end of that day",
            work=(Duty("Mon 08:00-12:00", skills=("first aid",)),),
            skills={"first aid": "Mon"},
        ),
    )
    refused = (
        Example(
            title="a skill that the shift requires is lacking",
            work=(Duty("Mon 08:00-12:00", skills=("first aid",)),),
        ),
        Example(
            title="a skill that the role requires is lacking",
            work=("Mon 08:00-12:00",),
            role_skills=("licence",),
        ),
        Example(
            title="a skill that expires at midnight, in the middle of the shift",
            work=(Duty("Mon 22:00-02:00", skills=("first aid",)),),
            skills={"first aid": "Mon"},
        ),
    )

    def person(self, timeline: PersonTimeline, parameters: Parameters) -> Iterator[Finding]:
        """One finding per assignment and skill."""
        held: dict[str, HeldSkill] | None = None
        roles = timeline.plan.roles
        for work in timeline.works:
            shift = work.shift
            role = roles.get(shift.role_id)
            required = shift.required_skill_ids
            if role is not None and role.required_skill_ids:
                required = tuple(dict.fromkeys((*required, *role.required_skill_ids)))
            if not required:
                continue
            if held is None:
                held = {skill.skill_id: skill for skill in timeline.collaborator.skills}
            for skill_id in required:
                skill = held.get(skill_id)
                if skill is None or _expired(skill, work):
                    yield self._lacking(timeline, work, skill_id, skill)

    def _lacking(
        self, timeline: PersonTimeline, work: Work, skill_id: str, skill: HeldSkill | None
    ) -> Finding:
        details = {
            "pattern": "missing",
            "found": 0,
            "limit": 1,
            "unit": "skills",
            "day": day_label(work.day),
            "skill_id": skill_id,
        }
        if skill is not None and skill.valid_until is not None:
            details |= {"pattern": "expired", "valid_until": skill.valid_until.isoformat()}
        return person_finding(
            timeline,
            (work,),
            subject=(work.id, skill_id),
            details=details,
            window=(work.start, work.end),
            excess=1,
        )


def _expired(skill: HeldSkill, work: Work) -> bool:
    return skill.valid_until is not None and work.last_day > skill.valid_until.toordinal()
