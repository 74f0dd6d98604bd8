"""Lists of changes, all or nothing; and their preview, or that of a whole plan."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from pydantic import BeforeValidator, ConfigDict, Field, model_validator

from contracts.assignments import ASSIGNMENT_EXAMPLE, AssignmentAnswer, AssignmentIn
from contracts.availability import AvailabilityAnswer, AvailabilityIn
from contracts.conflicts import ConflictOut
from contracts.fields import Id, Timezone, Whole, fault
from contracts.incoming import EntityIn, Incoming, to_entity
from contracts.outgoing import Outgoing
from contracts.people import CollaboratorAnswer, CollaboratorIn
from contracts.reference import (
    BlackoutAnswer,
    BlackoutIn,
    MissionAnswer,
    MissionIn,
    RoleAnswer,
    RoleIn,
    SiteAnswer,
    SiteIn,
    SkillAnswer,
    SkillIn,
    TeamAnswer,
    TeamIn,
)
from contracts.shifts import SHIFT_EXAMPLE, ShiftAnswer, ShiftIn
from contracts.templates import ShiftTemplateAnswer, ShiftTemplateIn
from planning_core.domain.change import Change, Op
from planning_core.domain.kinds import Entity
from planning_core.errors import InvalidInput

MAX_CHANGES = 10_000
MAX_ENTITIES = 100_000
"""Entities of one kind in a plan that a body gives whole."""

CHANGES_EXAMPLE: dict[str, Any] = {
    "changes": [
        {
            "op": "create",
            "entity": "shift",
            "id": "019a8e5c-0000-7000-8000-000000000011",
            "data": SHIFT_EXAMPLE,
        },
        {"op": "create", "entity": "assignment", "data": ASSIGNMENT_EXAMPLE},
    ]
}


class ChangeIn(Incoming):
    """One change: `create` (with an id of the caller's or none), `update` or `delete`."""

    op: Op
    id: Id | None = Field(default=None, description="May be left out of a `create`.")
    expected_version: Annotated[Whole, Field(ge=1, le=2**31)] | None = Field(
        default=None, description="Refuse the change when the entity has moved on since."
    )

    @model_validator(mode="after")
    def complete(self) -> ChangeIn:
        """An update or a deletion names its entity; a deletion carries no data, all else does."""
        if self.id is None and self.op is not Op.CREATE:
            raise fault("id_needed")
        if (getattr(self, "data", None) is None) != (self.op is Op.DELETE):
            raise fault("data_and_op")
        return self


class ShiftChange(ChangeIn):
    """A change of a shift."""

    entity: Literal["shift"]
    data: ShiftIn | None = None


class AssignmentChange(ChangeIn):
    """A change of an assignment."""

    entity: Literal["assignment"]
    data: AssignmentIn | None = None


class AvailabilityChange(ChangeIn):
    """A change of availability."""

    entity: Literal["availability"]
    data: AvailabilityIn | None = None


class ShiftTemplateChange(ChangeIn):
    """A change of a template."""

    entity: Literal["shift_template"]
    data: ShiftTemplateIn | None = None


class CollaboratorChange(ChangeIn):
    """A change of a person."""

    entity: Literal["collaborator"]
    data: CollaboratorIn | None = None


class MissionChange(ChangeIn):
    """A change of a mission."""

    entity: Literal["mission"]
    data: MissionIn | None = None


class SiteChange(ChangeIn):
    """A change of a site."""

    entity: Literal["site"]
    data: SiteIn | None = None


class RoleChange(ChangeIn):
    """A change of a role."""

    entity: Literal["role"]
    data: RoleIn | None = None


class SkillChange(ChangeIn):
    """A change of a skill."""

    entity: Literal["skill"]
    data: SkillIn | None = None


class TeamChange(ChangeIn):
    """A change of a team."""

    entity: Literal["team"]
    data: TeamIn | None = None


class BlackoutChange(ChangeIn):
    """A change of a blackout."""

    entity: Literal["blackout"]
    data: BlackoutIn | None = None


AnyChange: TypeAlias = Annotated[
    ShiftChange
    | AssignmentChange
    | AvailabilityChange
    | ShiftTemplateChange
    | CollaboratorChange
    | MissionChange
    | SiteChange
    | RoleChange
    | SkillChange
    | TeamChange
    | BlackoutChange,
    Field(discriminator="entity"),
]
AnyAnswer: TypeAlias = (
    ShiftAnswer
    | AssignmentAnswer
    | AvailabilityAnswer
    | ShiftTemplateAnswer
    | CollaboratorAnswer
    | MissionAnswer
    | SiteAnswer
    | RoleAnswer
    | SkillAnswer
    | TeamAnswer
    | BlackoutAnswer
)
Changes: TypeAlias = Annotated[list[AnyChange], Field(min_length=1, max_length=MAX_CHANGES)]


def to_changes(models: list[AnyChange], new_id: Callable[[], str]) -> list[Change]:
    """The domain's changes; faults are named from `changes.<position>` on.

    Raises InvalidInput with the faults of all changes.
    """
    changes: list[Change] = []
    faults = []
    for position, model in enumerate(models):
        entity_id = model.id or new_id()
        try:
            data = None if model.data is None else to_entity(model.data, entity_id)
        except InvalidInput as error:
            faults += [f.under(f"changes.{position}.data") for f in error.faults]
            continue
        changes.append(
            Change(
                op=model.op,
                entity=model.entity,
                id=entity_id,
                data=data,
                expected_version=model.expected_version,
            )
        )
    if faults:
        raise InvalidInput(faults)
    return changes


class BatchIn(Incoming):
    """A list of changes, checked as one plan and written all or not at all."""

    model_config = ConfigDict(json_schema_extra={"examples": [CHANGES_EXAMPLE]})

    changes: Changes


class PlanIn(Incoming):
    """A whole plan: entities by kind, each with its id (any text of up to 200 characters)."""

    kinds: ClassVar[tuple[str, ...]] = (
        "skills",
        "roles",
        "sites",
        "teams",
        "missions",
        "collaborators",
        "blackouts",
        "availability",
        "shift_templates",
        "shifts",
        "assignments",
    )

    timezone: Timezone | None = Field(default=None, description="Of people without one; null: ours.")
    skills: Annotated[list[SkillIn], Field(max_length=MAX_ENTITIES)] = Field(default=[])
    roles: Annotated[list[RoleIn], Field(max_length=MAX_ENTITIES)] = Field(default=[])
    sites: Annotated[list[SiteIn], Field(max_length=MAX_ENTITIES)] = Field(default=[])
    teams: Annotated[list[TeamIn], Field(max_length=MAX_ENTITIES)] = Field(default=[])
    missions: Annotated[list[MissionIn], Field(max_length=MAX_ENTITIES)] = Field(default=[])
    collaborators: Annotated[list[CollaboratorIn], Field(max_length=MAX_ENTITIES)] = Field(default=[])
    blackouts: Annotated[list[BlackoutIn], Field(max_length=MAX_ENTITIES)] = Field(default=[])
    availability: Annotated[list[AvailabilityIn], Field(max_length=MAX_ENTITIES)] = Field(default=[])
    shift_templates: Annotated[list[ShiftTemplateIn], Field(max_length=MAX_ENTITIES)] = Field(default=[])
    shifts: Annotated[list[ShiftIn], Field(max_length=MAX_ENTITIES)] = Field(default=[])
    assignments: Annotated[list[AssignmentIn], Field(max_length=MAX_ENTITIES)] = Field(default=[])


def to_entities(plan: PlanIn, new_id: Callable[[], str]) -> list[Entity]:
    """The entities of a plan; one that carries no id gets one.

    Raises InvalidInput with the faults of all entities, named from `plan` on.
    """
    entities: list[Entity] = []
    faults = []
    for kind in plan.kinds:
        models: list[EntityIn] = getattr(plan, kind)
        for position, model in enumerate(models):
            given = getattr(model, "id", None)
            try:
                entities.append(to_entity(model, new_id() if given is None else given))
            except InvalidInput as error:
                faults += [f.under(f"plan.{kind}.{position}") for f in error.faults]
    if faults:
        raise InvalidInput(faults)
    return entities


def _read_plan(value: Any) -> Any:
    if isinstance(value, dict):
        return PlanIn.model_validate(value, context={"free_ids": True})
    return value


class PreviewIn(Incoming):
    """Either changes on top of the stored plan, or a whole plan."""

    model_config = ConfigDict(json_schema_extra={"examples": [CHANGES_EXAMPLE]})

    changes: Changes | None = None
    plan: Annotated[PlanIn | None, BeforeValidator(_read_plan)] = None

    @model_validator(mode="after")
    def one_of_both(self) -> PreviewIn:
        """Exactly one of the two is given."""
        if (self.changes is None) == (self.plan is None):
            raise fault("changes_or_plan")
        return self


class BatchAnswer(Outgoing):
    """What each change came to, in their order, and the conflicts of all that was touched."""

    items: list[AnyAnswer]
    conflicts: list[ConflictOut]
    new_conflicts: list[ConflictOut]
    resolved_conflicts: list[ConflictOut]


class PreviewAnswer(Outgoing):
    """What the changes would come to; of a whole plan, its shifts and all its conflicts."""

    items: list[AnyAnswer]
    conflicts: list[ConflictOut]
    new_conflicts: list[ConflictOut]
    resolved_conflicts: list[ConflictOut]
    blocking_conflicts: list[ConflictOut] = Field(description="What a write would be refused for.")
    would_be_refused: bool
