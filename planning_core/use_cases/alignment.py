"""What an entity must agree with: the things it names exist and fit each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from planning_core.domain.kinds import Entity, kind_of
from planning_core.domain.people import Collaborator
from planning_core.domain.reference import Mission
from planning_core.domain.work import Assignment, Shift, ShiftTemplate
from planning_core.errors import Fault, InvalidInput

REFERENCES: Mapping[str, Mapping[str, str]] = {
    "skill": {},
    "role": {"required_skill_ids": "skill"},
    "site": {},
    "team": {},
    "mission": {"site_ids": "site", "role_ids": "role", "team_id": "team"},
    "collaborator": {"team_id": "team", "site_ids": "site", "role_ids": "role"},
    "blackout": {"site_id": "site"},
    "availability": {"collaborator_id": "collaborator", "template_id": "shift_template"},
    "shift_template": {
        "mission_id": "mission",
        "site_id": "site",
        "role_id": "role",
        "required_skill_ids": "skill",
        "team_id": "team",
        "not_followed_by": "shift_template",
    },
    "shift": {
        "template_id": "shift_template",
        "mission_id": "mission",
        "site_id": "site",
        "role_id": "role",
        "required_skill_ids": "skill",
    },
    "assignment": {"shift_id": "shift", "collaborator_id": "collaborator", "role_id": "role"},
}
"""The fields of each kind that name other entities, and of which kind (a collaborator's skills and the
templates of their contract are named in nested values)."""


class Lookup(Protocol):
    """Whatever can tell an entity by kind and id."""

    def get(self, kind: str, entity_id: str) -> Entity | None:
        """The entity, or None."""
        ...


def references(entity: Entity) -> Iterable[tuple[str, str, str]]:
    """Every (field, kind, id) that an entity names."""
    for field, kind in REFERENCES[kind_of(entity)].items():
        value: Any = getattr(entity, field)
        if isinstance(value, str):
            yield field, kind, value
        elif value:
            for index, one in enumerate(value):
                yield f"{field}.{index}", kind, one
    if isinstance(entity, Collaborator):
        for index, held in enumerate(entity.skills):
            yield f"skills.{index}.skill_id", "skill", held.skill_id
        if entity.contract is not None:
            for template_id in entity.contract.max_shifts_per_template:
                yield f"contract.max_shifts_per_template.{template_id}", "shift_template", template_id


def check_alignment(entity: Entity, known: Lookup, *, trusted: bool = False) -> None:
    """Raise InvalidInput with every fault: unknown references, and what does not fit the mission.

    An active assignment to a cancelled shift does not fit either, unless it is `trusted` to stand elsewhere.
    """
    faults = [
        Fault(field, ref, "unknown_reference", {"entity": kind})
        for field, kind, ref in references(entity)
        if known.get(kind, ref) is None and not (kind == kind_of(entity) and ref == entity.id)
    ]
    if not faults and isinstance(entity, Shift | ShiftTemplate):
        faults = list(_mission_faults(entity, known))
    if not faults and isinstance(entity, Assignment) and not trusted:
        shift = known.get("shift", entity.shift_id)
        if isinstance(shift, Shift) and shift.status.value == "cancelled" and entity.active:
            faults = [Fault("shift_id", entity.shift_id, "shift_cancelled")]
    if faults:
        raise InvalidInput(faults)


def _mission_faults(entity: Shift | ShiftTemplate, known: Lookup) -> Iterable[Fault]:
    mission = known.get("mission", entity.mission_id)
    if not isinstance(mission, Mission):
        return
    if entity.site_id not in mission.site_ids:
        yield Fault("site_id", entity.site_id, "site_not_of_mission", {"mission": mission.name})
    if entity.role_id not in mission.role_ids:
        yield Fault("role_id", entity.role_id, "role_not_of_mission", {"mission": mission.name})
    if isinstance(entity, Shift):
        limits = {"start": mission.starts_at.isoformat(), "end": mission.ends_at.isoformat()}
        if entity.starts_at < mission.starts_at:
            yield Fault("starts_at", entity.starts_at.isoformat(), "outside_mission", limits)
        if entity.ends_at > mission.ends_at:
            yield Fault("ends_at", entity.ends_at.isoformat(), "outside_mission", limits)
