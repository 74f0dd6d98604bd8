"""Between reference data and people and their rows: two functions per kind.

A row function gives a row without its organization. Both directions are plain on purpose: a hundred
thousand rows go through them when a plan is loaded.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy.engine import Row

from planning_core.domain.people import Availability, Collaborator, Contract, HeldSkill, Recurrence
from planning_core.domain.record import build, to_record
from planning_core.domain.reference import Blackout, Mission, Role, Site, Skill, Team


def skill_to_row(skill: Skill) -> dict[str, Any]:
    """The row of a skill."""
    return {
        "id": skill.id,
        "name": skill.name,
        "external_ref": skill.external_ref,
        "version": skill.version,
    }


def skill_from_row(row: Row[Any]) -> Skill:
    """The skill of a row."""
    return Skill(id=row.id, name=row.name, external_ref=row.external_ref, version=row.version)


def role_to_row(role: Role) -> dict[str, Any]:
    """The row of a role."""
    return {
        "id": role.id,
        "name": role.name,
        "required_skill_ids": role.required_skill_ids,
        "external_ref": role.external_ref,
        "version": role.version,
    }


def role_from_row(row: Row[Any]) -> Role:
    """The role of a row."""
    return Role(
        id=row.id,
        name=row.name,
        required_skill_ids=tuple(row.required_skill_ids),
        external_ref=row.external_ref,
        version=row.version,
    )


def site_to_row(site: Site) -> dict[str, Any]:
    """The row of a site."""
    return {
        "id": site.id,
        "name": site.name,
        "timezone": site.timezone,
        "external_ref": site.external_ref,
        "version": site.version,
    }


def site_from_row(row: Row[Any]) -> Site:
    """The site of a row."""
    return Site(
        id=row.id,
        name=row.name,
        timezone=row.timezone,
        external_ref=row.external_ref,
        version=row.version,
    )


def team_to_row(team: Team) -> dict[str, Any]:
    """The row of a team."""
    return {
        "id": team.id,
        "name": team.name,
        "colour": team.colour,
        "external_ref": team.external_ref,
        "version": team.version,
    }


def team_from_row(row: Row[Any]) -> Team:
    """The team of a row."""
    return Team(
        id=row.id,
        name=row.name,
        colour=row.colour,
        external_ref=row.external_ref,
        version=row.version,
    )


def mission_to_row(mission: Mission) -> dict[str, Any]:
    """The row of a mission."""
    return {
        "id": mission.id,
        "name": mission.name,
        "starts_at": mission.starts_at,
        "ends_at": mission.ends_at,
        "site_ids": mission.site_ids,
        "role_ids": mission.role_ids,
        "team_id": mission.team_id,
        "budget_minutes": mission.budget_minutes,
        "external_ref": mission.external_ref,
        "version": mission.version,
    }


def mission_from_row(row: Row[Any]) -> Mission:
    """The mission of a row."""
    return Mission(
        id=row.id,
        name=row.name,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        site_ids=tuple(row.site_ids),
        role_ids=tuple(row.role_ids),
        team_id=row.team_id,
        budget_minutes=row.budget_minutes,
        external_ref=row.external_ref,
        version=row.version,
    )


def blackout_to_row(blackout: Blackout) -> dict[str, Any]:
    """The row of a blackout."""
    return {
        "id": blackout.id,
        "site_id": blackout.site_id,
        "starts_at": blackout.starts_at,
        "ends_at": blackout.ends_at,
        "severity": blackout.severity.value,
        "reason": blackout.reason,
        "external_ref": blackout.external_ref,
        "version": blackout.version,
    }


def blackout_from_row(row: Row[Any]) -> Blackout:
    """The blackout of a row."""
    return Blackout(
        id=row.id,
        site_id=row.site_id,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        severity=row.severity,
        reason=row.reason,
        external_ref=row.external_ref,
        version=row.version,
    )


def collaborator_to_row(person: Collaborator) -> dict[str, Any]:
    """The row of a collaborator."""
    return {
        "id": person.id,
        "name": person.name,
        "email": person.email,
        "team_id": person.team_id,
        "site_ids": person.site_ids,
        "role_ids": person.role_ids,
        "skills": [to_record(held) for held in person.skills],
        "timezone": person.timezone,
        "contract": None if person.contract is None else to_record(person.contract),
        "active": person.active,
        "external_ref": person.external_ref,
        "version": person.version,
    }


def collaborator_from_row(row: Row[Any]) -> Collaborator:
    """The collaborator of a row."""
    return Collaborator(
        id=row.id,
        name=row.name,
        email=row.email,
        team_id=row.team_id,
        site_ids=tuple(row.site_ids),
        role_ids=tuple(row.role_ids),
        skills=tuple(build(HeldSkill, held) for held in row.skills),
        timezone=row.timezone,
        contract=None if row.contract is None else Contract(**row.contract),
        active=row.active,
        external_ref=row.external_ref,
        version=row.version,
    )


def availability_to_row(said: Availability) -> dict[str, Any]:
    """The row of an availability."""
    return {
        "id": said.id,
        "collaborator_id": said.collaborator_id,
        "kind": said.kind.value,
        "starts_at": said.starts_at,
        "ends_at": said.ends_at,
        "recurrence": None if said.recurrence is None else to_record(said.recurrence),
        "weight": said.weight,
        "template_id": said.template_id,
        "reason": said.reason,
        "version": said.version,
    }


def availability_from_row(row: Row[Any]) -> Availability:
    """The availability of a row."""
    return Availability(
        id=row.id,
        collaborator_id=row.collaborator_id,
        kind=row.kind,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        recurrence=None if row.recurrence is None else build(Recurrence, row.recurrence),
        weight=row.weight,
        template_id=row.template_id,
        reason=row.reason,
        version=row.version,
    )
