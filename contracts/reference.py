"""Reference data on the wire: skills, roles, sites, teams, missions, blackouts."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field, StringConstraints

from contracts.conflicts import ConflictOut
from contracts.fields import MAX_LIST, ExternalRef, Id, Ids, Instant, Minutes, Name, ReadOnly, Text, Timezone
from contracts.incoming import EntityIn
from contracts.outgoing import Listing, Outgoing
from planning_core.domain.reference import Severity

Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]
SomeIds = Annotated[list[Id], Field(min_length=1, max_length=MAX_LIST)]


class SkillIn(EntityIn):
    """A skill to create, or what an existing one shall become."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "Forklift licence"}]})
    entity: ClassVar[str] = "skill"

    id: ReadOnly
    name: Name
    external_ref: ExternalRef | None = None
    version: ReadOnly


class SkillOut(Outgoing):
    """A qualification that a person can hold."""

    id: str
    name: str
    external_ref: str | None
    version: int


class SkillAnswer(Outgoing):
    """A skill and the conflicts that writing it caused."""

    skill: SkillOut
    conflicts: list[ConflictOut]


class SkillPage(Listing):
    """One page of skills."""

    items: list[SkillAnswer]


class RoleIn(EntityIn):
    """A role to create, or what an existing one shall become."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "Sound engineer"}]})
    entity: ClassVar[str] = "role"

    id: ReadOnly
    name: Name
    required_skill_ids: Ids | None = Field(default=[])
    external_ref: ExternalRef | None = None
    version: ReadOnly


class RoleOut(Outgoing):
    """What a person does on a shift, and the skills that it takes."""

    id: str
    name: str
    required_skill_ids: list[str]
    external_ref: str | None
    version: int


class RoleAnswer(Outgoing):
    """A role and the conflicts that writing it caused."""

    role: RoleOut
    conflicts: list[ConflictOut]


class RolePage(Listing):
    """One page of roles."""

    items: list[RoleAnswer]


class SiteIn(EntityIn):
    """A site to create, or what an existing one shall become."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"name": "Grand Hall", "timezone": "Europe/Paris"}]}
    )
    entity: ClassVar[str] = "site"

    id: ReadOnly
    name: Name
    timezone: Timezone
    external_ref: ExternalRef | None = None
    version: ReadOnly


class SiteOut(Outgoing):
    """A place, with its own time zone."""

    id: str
    name: str
    timezone: str
    external_ref: str | None
    version: int


class SiteAnswer(Outgoing):
    """A site and the conflicts that writing it caused."""

    site: SiteOut
    conflicts: list[ConflictOut]


class SitePage(Listing):
    """One page of sites."""

    items: list[SiteAnswer]


class TeamIn(EntityIn):
    """A team to create, or what an existing one shall become."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "Stage crew", "colour": "#3366cc"}]})
    entity: ClassVar[str] = "team"

    id: ReadOnly
    name: Name
    colour: Colour | None = None
    external_ref: ExternalRef | None = None
    version: ReadOnly


class TeamOut(Outgoing):
    """A group of people or of work."""

    id: str
    name: str
    colour: str | None
    external_ref: str | None
    version: int


class TeamAnswer(Outgoing):
    """A team and the conflicts that writing it caused."""

    team: TeamOut
    conflicts: list[ConflictOut]


class TeamPage(Listing):
    """One page of teams."""

    items: list[TeamAnswer]


class MissionIn(EntityIn):
    """A mission to create, or what an existing one shall become."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "name": "Spring fair",
                    "starts_at": "2026-03-01T00:00:00+01:00",
                    "ends_at": "2026-04-01T00:00:00+02:00",
                    "site_ids": ["019a8e5c-0000-7000-8000-000000000002"],
                    "role_ids": ["019a8e5c-0000-7000-8000-000000000003"],
                    "budget_minutes": 120000,
                }
            ]
        }
    )
    entity: ClassVar[str] = "mission"

    id: ReadOnly
    name: Name
    starts_at: Instant
    ends_at: Instant
    site_ids: SomeIds
    role_ids: SomeIds
    team_id: Id | None = None
    budget_minutes: Minutes | None = None
    external_ref: ExternalRef | None = None
    version: ReadOnly


class MissionOut(Outgoing):
    """A job for a client or an event."""

    id: str
    name: str
    starts_at: Instant
    ends_at: Instant
    site_ids: list[str]
    role_ids: list[str]
    team_id: str | None
    budget_minutes: int | None
    external_ref: str | None
    version: int


class MissionAnswer(Outgoing):
    """A mission and the conflicts that writing it caused."""

    mission: MissionOut
    conflicts: list[ConflictOut]


class MissionPage(Listing):
    """One page of missions."""

    items: list[MissionAnswer]


class BlackoutIn(EntityIn):
    """A blackout to create, or what an existing one shall become."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "site_id": "019a8e5c-0000-7000-8000-000000000002",
                    "starts_at": "2026-03-14T00:00:00+01:00",
                    "ends_at": "2026-03-15T00:00:00+01:00",
                    "severity": "hard",
                    "reason": "Fire drill",
                }
            ]
        }
    )
    entity: ClassVar[str] = "blackout"

    id: ReadOnly
    site_id: Id
    starts_at: Instant
    ends_at: Instant
    severity: Severity | None = Severity.HARD
    reason: Text | None = None
    external_ref: ExternalRef | None = None
    version: ReadOnly


class BlackoutOut(Outgoing):
    """A window in which a site takes no work."""

    id: str
    site_id: str
    starts_at: Instant
    ends_at: Instant
    severity: Severity
    reason: str | None
    external_ref: str | None
    version: int


class BlackoutAnswer(Outgoing):
    """A blackout and the conflicts that writing it caused."""

    blackout: BlackoutOut
    conflicts: list[ConflictOut]


class BlackoutPage(Listing):
    """One page of blackouts."""

    items: list[BlackoutAnswer]
