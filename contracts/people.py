"""Collaborators and their contracts on the wire."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import ConfigDict, Field

from contracts.conflicts import ConflictOut
from contracts.fields import (
    MAX_LIST,
    Day,
    Email,
    ExternalRef,
    Flag,
    Id,
    Ids,
    Minutes,
    Name,
    ReadOnly,
    Timezone,
    Whole,
)
from contracts.incoming import EntityIn, Valued
from contracts.outgoing import Listing, Outgoing
from planning_core.domain.people import Contract, HeldSkill

Days = Annotated[Whole, Field(ge=1, le=10_000)]

COLLABORATOR_EXAMPLE: dict[str, Any] = {
    "name": "Alice Martin",
    "email": "alice@example.org",
    "external_ref": "HR-1042",
    "role_ids": ["019a8e5c-0000-7000-8000-000000000003"],
    "skills": [{"skill_id": "019a8e5c-0000-7000-8000-000000000004", "valid_until": "2027-06-30"}],
    "timezone": "Europe/Paris",
    "contract": {"weekly_minutes": 2100, "max_consecutive_days": 5},
}


class HeldSkillIn(Valued):
    """A skill that a person holds, to the end of a day."""

    makes: ClassVar[type[Any]] = HeldSkill

    skill_id: Id
    valid_until: Day | None = None


class HeldSkillOut(Outgoing):
    """A skill that a person holds, to the end of a day (null: without end)."""

    skill_id: str
    valid_until: Day | None


class ContractIn(Valued):
    """What was agreed with a person; null: nothing agreed."""

    makes: ClassVar[type[Any]] = Contract

    weekly_minutes: Annotated[Whole, Field(ge=0, le=10_080)] | None = None
    max_daily_minutes: Annotated[Whole, Field(ge=0, le=1_500)] | None = None
    max_weekly_minutes: Annotated[Whole, Field(ge=0, le=10_200)] | None = None
    min_period_minutes: Minutes | None = None
    max_period_minutes: Minutes | None = None
    max_consecutive_days: Days | None = None
    min_consecutive_days: Days | None = None
    min_consecutive_days_off: Days | None = None
    max_weekends: Annotated[Whole, Field(ge=0, le=10_000)] | None = None
    max_shifts_per_day: Annotated[Whole, Field(ge=0, le=1_000)] | None = None
    max_shifts_per_template: dict[Id, Annotated[Whole, Field(ge=0, le=100_000)]] | None = Field(
        default={}, max_length=MAX_LIST, description="Most shifts in a period, by template id."
    )


class ContractOut(Outgoing):
    """What was agreed with a person; null: nothing agreed."""

    weekly_minutes: int | None
    max_daily_minutes: int | None
    max_weekly_minutes: int | None
    min_period_minutes: int | None
    max_period_minutes: int | None
    max_consecutive_days: int | None
    min_consecutive_days: int | None
    min_consecutive_days_off: int | None
    max_weekends: int | None
    max_shifts_per_day: int | None
    max_shifts_per_template: dict[str, int]


class CollaboratorIn(EntityIn):
    """A person to create, or what an existing one shall become."""

    model_config = ConfigDict(json_schema_extra={"examples": [COLLABORATOR_EXAMPLE]})
    entity: ClassVar[str] = "collaborator"

    id: ReadOnly
    name: Name
    email: Email | None = None
    external_ref: ExternalRef | None = None
    team_id: Id | None = None
    site_ids: Ids | None = Field(default=[], description="Where the person works; empty: everywhere.")
    role_ids: Ids | None = Field(default=[])
    skills: Annotated[list[HeldSkillIn], Field(max_length=MAX_LIST)] | None = Field(default=[])
    timezone: Timezone | None = Field(default=None, description="null: the organization's.")
    contract: ContractIn | None = None
    active: Flag | None = True
    version: ReadOnly


class CollaboratorOut(Outgoing):
    """A person who can be put to work."""

    id: str
    name: str
    email: str | None
    external_ref: str | None
    team_id: str | None
    site_ids: list[str]
    role_ids: list[str]
    skills: list[HeldSkillOut]
    timezone: str | None
    contract: ContractOut | None
    active: bool
    version: int


class CollaboratorAnswer(Outgoing):
    """A person and the conflicts that concern them."""

    collaborator: CollaboratorOut
    conflicts: list[ConflictOut]


class CollaboratorPage(Listing):
    """One page of people."""

    items: list[CollaboratorAnswer]
