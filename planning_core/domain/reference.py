"""The reference data that a plan speaks of: skills, roles, sites, teams, missions, blackouts."""

from __future__ import annotations

import re
from datetime import datetime
from enum import StrEnum
from typing import Any

import attrs

from planning_core.domain import checks
from planning_core.domain.time import Window

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\Z")


class Severity(StrEnum):
    """What a finding does to a decision: a hard one refuses it, a soft one is reported."""

    HARD = "hard"
    SOFT = "soft"


def to_severity(value: Severity | str) -> Severity:
    """The member of Severity that a word names."""
    return checks.member(Severity, value, "severity")


@attrs.frozen(kw_only=True)
class Skill:
    """A qualification that a person can hold."""

    id: str = attrs.field(validator=checks.is_id)
    name: str = attrs.field(validator=checks.is_name)
    external_ref: str | None = attrs.field(default=None, validator=checks.is_optional_ref)
    version: int = 1


@attrs.frozen(kw_only=True)
class Role:
    """What a person does on a shift, and the skills that it takes."""

    id: str = attrs.field(validator=checks.is_id)
    name: str = attrs.field(validator=checks.is_name)
    required_skill_ids: tuple[str, ...] = attrs.field(
        default=(), converter=checks.text_tuple, validator=checks.are_ids
    )
    external_ref: str | None = attrs.field(default=None, validator=checks.is_optional_ref)
    version: int = 1


@attrs.frozen(kw_only=True)
class Site:
    """A place, with its own IANA time zone."""

    id: str = attrs.field(validator=checks.is_id)
    name: str = attrs.field(validator=checks.is_name)
    timezone: str = attrs.field(validator=checks.is_timezone)
    external_ref: str | None = attrs.field(default=None, validator=checks.is_optional_ref)
    version: int = 1


def _is_optional_colour(_: Any, attribute: attrs.Attribute[Any], value: Any) -> None:
    if value is not None and (not isinstance(value, str) or not _COLOUR.match(value)):
        raise checks.refuse(attribute.name, value, "not_a_colour")


@attrs.frozen(kw_only=True)
class Team:
    """A group of people or of work, with a colour `#rrggbb` for the screen."""

    id: str = attrs.field(validator=checks.is_id)
    name: str = attrs.field(validator=checks.is_name)
    colour: str | None = attrs.field(default=None, validator=_is_optional_colour)
    external_ref: str | None = attrs.field(default=None, validator=checks.is_optional_ref)
    version: int = 1


@attrs.frozen(kw_only=True)
class Blackout:
    """A window in which a site takes no work (hard) or should take none (soft)."""

    id: str = attrs.field(validator=checks.is_id)
    site_id: str = attrs.field(validator=checks.is_id)
    starts_at: datetime = attrs.field(converter=checks.to_start)
    ends_at: datetime = attrs.field(converter=checks.to_end)
    severity: Severity = attrs.field(default=Severity.HARD, converter=to_severity)
    reason: str | None = attrs.field(default=None, validator=checks.is_optional_text)
    external_ref: str | None = attrs.field(default=None, validator=checks.is_optional_ref)
    version: int = 1

    def __attrs_post_init__(self) -> None:
        checks.ordered(self.starts_at, self.ends_at)


def _some_ids(instance: Any, attribute: attrs.Attribute[Any], value: tuple[Any, ...]) -> None:
    if not value:
        raise checks.refuse(attribute.name, list(value), "empty")
    checks.are_ids(instance, attribute, value)


@attrs.frozen(kw_only=True)
class Mission:
    """A job for a client or an event: its window, its sites, the roles it may staff.

    `budget_minutes` is the worked time sold, in whole minutes.
    """

    id: str = attrs.field(validator=checks.is_id)
    name: str = attrs.field(validator=checks.is_name)
    starts_at: datetime = attrs.field(converter=checks.to_start)
    ends_at: datetime = attrs.field(converter=checks.to_end)
    site_ids: tuple[str, ...] = attrs.field(converter=checks.text_tuple, validator=_some_ids)
    role_ids: tuple[str, ...] = attrs.field(converter=checks.text_tuple, validator=_some_ids)
    team_id: str | None = attrs.field(default=None, validator=checks.is_optional_id)
    budget_minutes: int | None = attrs.field(default=None, validator=checks.optional_whole())
    external_ref: str | None = attrs.field(default=None, validator=checks.is_optional_ref)
    version: int = 1

    def __attrs_post_init__(self) -> None:
        checks.ordered(self.starts_at, self.ends_at)

    @property
    def window(self) -> Window:
        """When the mission runs."""
        return Window(self.starts_at, self.ends_at)
