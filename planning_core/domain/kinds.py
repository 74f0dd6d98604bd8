"""The kinds of entity that a change can speak of, and which of them state facts."""

from __future__ import annotations

from typing import TypeAlias

from planning_core.domain.history import RuleSetting
from planning_core.domain.people import Availability, Collaborator
from planning_core.domain.reference import Blackout, Mission, Role, Site, Skill, Team
from planning_core.domain.work import Assignment, Shift, ShiftTemplate

Entity: TypeAlias = (
    Skill
    | Role
    | Site
    | Team
    | Mission
    | Blackout
    | Collaborator
    | Availability
    | ShiftTemplate
    | Shift
    | Assignment
)

KINDS: dict[str, type[Entity]] = {
    "skill": Skill,
    "role": Role,
    "site": Site,
    "team": Team,
    "mission": Mission,
    "collaborator": Collaborator,
    "blackout": Blackout,
    "availability": Availability,
    "shift_template": ShiftTemplate,
    "shift": Shift,
    "assignment": Assignment,
}
"""Every kind by its name on the wire, in an order in which each follows those it refers to."""

KIND_OF: dict[type[object], str] = {**{cls: name for name, cls in KINDS.items()}, RuleSetting: "rule"}

DECISIONS = frozenset({"shift_template", "shift", "assignment"})
"""Kinds that somebody decides on: a new hard conflict refuses them. All others state facts."""


def kind_of(entity: object) -> str:
    """The name of an entity's kind."""
    return KIND_OF[type(entity)]
