"""People: collaborators, their contract, the skills they hold, and when they can work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

import attrs

from planning_core.domain import checks


def is_optional_date(_: Any, attribute: attrs.Attribute[Any], value: Any) -> None:
    if value is not None and (not isinstance(value, date) or isinstance(value, datetime)):
        raise checks.refuse(attribute.name, value, "not_a_date")


@attrs.frozen(kw_only=True)
class HeldSkill:
    """A skill that a person holds, to the end of the day `valid_until` (None: without end)."""

    skill_id: str = attrs.field(validator=checks.is_id)
    valid_until: date | None = attrs.field(default=None, validator=is_optional_date)


def _per_template(_: Any, attribute: attrs.Attribute[Any], value: Any) -> None:
    if not isinstance(value, Mapping):
        raise checks.refuse(attribute.name, value, "not_a_mapping")
    for template_id, most in value.items():
        if type(template_id) is not str or not template_id or len(template_id) > checks.MAX_ID:
            raise checks.refuse(attribute.name, template_id, "not_an_id")
        if type(most) is not int or not 0 <= most <= 100_000:
            raise checks.refuse(
                f"{attribute.name}.{template_id}", most, "out_of_range", minimum=0, maximum=100_000
            )


@attrs.frozen(kw_only=True)
class Contract:
    """What was agreed with a person; every field is optional (None: nothing agreed).

    `weekly_minutes` is the contractual week (soft); `max_daily_minutes`, `max_weekly_minutes` and
    `max_consecutive_days` tighten the hard caps. Minutes of a period, days, weekends and shifts per
    template are counted over the period that the rules' parameters lay down.
    """

    weekly_minutes: int | None = attrs.field(default=None, validator=checks.optional_whole(0, 10_080))
    max_daily_minutes: int | None = attrs.field(default=None, validator=checks.optional_whole(0, 1_500))
    max_weekly_minutes: int | None = attrs.field(default=None, validator=checks.optional_whole(0, 10_200))
    min_period_minutes: int | None = attrs.field(default=None, validator=checks.optional_whole())
    max_period_minutes: int | None = attrs.field(default=None, validator=checks.optional_whole())
    max_consecutive_days: int | None = attrs.field(default=None, validator=checks.optional_whole(1, 10_000))
    min_consecutive_days: int | None = attrs.field(default=None, validator=checks.optional_whole(1, 10_000))
    min_consecutive_days_off: int | None = attrs.field(
        default=None, validator=checks.optional_whole(1, 10_000)
    )
    max_weekends: int | None = attrs.field(default=None, validator=checks.optional_whole(0, 10_000))
    max_shifts_per_day: int | None = attrs.field(default=None, validator=checks.optional_whole(0, 1_000))
    max_shifts_per_template: Mapping[str, int] = attrs.field(
        factory=dict, validator=_per_template, hash=False
    )

    def __attrs_post_init__(self) -> None:
        for low, high in (
            ("min_period_minutes", "max_period_minutes"),
            ("min_consecutive_days", "max_consecutive_days"),
        ):
            least, most = getattr(self, low), getattr(self, high)
            if least is not None and most is not None and least > most:
                raise checks.refuse(low, least, "above_maximum", maximum=most)


def _skill_tuple(value: Iterable[HeldSkill]) -> tuple[HeldSkill, ...]:
    return checks.unique(value, "skills")


def _held_skills(_: Any, attribute: attrs.Attribute[Any], value: tuple[Any, ...]) -> None:
    for held in value:
        if not isinstance(held, HeldSkill):
            raise checks.refuse(attribute.name, held, "not_a_skill")
    if len({held.skill_id for held in value}) != len(value):
        raise checks.refuse(attribute.name, [held.skill_id for held in value], "repeated")


def _is_contract(_: Any, attribute: attrs.Attribute[Any], value: Any) -> None:
    if value is not None and not isinstance(value, Contract):
        raise checks.refuse(attribute.name, value, "not_a_contract")


@attrs.frozen(kw_only=True)
class Collaborator:
    """A person who can be put to work.

    `site_ids` empty: everywhere. `timezone` None: the organization's. An inactive person takes no new work.
    """

    id: str = attrs.field(validator=checks.is_id)
    name: str = attrs.field(validator=checks.is_name)
    email: str | None = attrs.field(default=None, validator=checks.is_optional_text)
    team_id: str | None = attrs.field(default=None, validator=checks.is_optional_id)
    site_ids: tuple[str, ...] = attrs.field(default=(), converter=checks.text_tuple, validator=checks.are_ids)
    role_ids: tuple[str, ...] = attrs.field(default=(), converter=checks.text_tuple, validator=checks.are_ids)
    skills: tuple[HeldSkill, ...] = attrs.field(default=(), converter=_skill_tuple, validator=_held_skills)
    timezone: str | None = attrs.field(default=None, validator=checks.is_optional_timezone)
    contract: Contract | None = attrs.field(default=None, validator=_is_contract)
    active: bool = attrs.field(default=True, validator=checks.is_flag)
    external_ref: str | None = attrs.field(default=None, validator=checks.is_optional_ref)
    version: int = 1


class AvailabilityKind(StrEnum):
    """What a window of a person's time says."""

    AVAILABLE = "available"
    PREFERRED = "preferred"
    UNDESIRED = "undesired"
    UNAVAILABLE = "unavailable"
    LEAVE = "leave"


def to_availability_kind(value: AvailabilityKind | str) -> AvailabilityKind:
    """The member of AvailabilityKind that a word names."""
    return checks.member(AvailabilityKind, value, "kind")


def is_time(_: Any, attribute: attrs.Attribute[Any], value: Any) -> None:
    if not isinstance(value, time):
        raise checks.refuse(attribute.name, value, "not_a_time")
    if value.tzinfo is not None:
        raise checks.refuse(attribute.name, value.isoformat(), "wall_time_with_zone")


@attrs.frozen(kw_only=True)
class Recurrence:
    """A weekly window in local wall time of a zone.

    An `end_time` not after `start_time` lies on the next day; both 00:00 is the whole day. `weekdays`
    are those on which a window starts. `valid_from` and `valid_until` are the first and last such
    dates (None: open).
    """

    weekdays: tuple[int, ...] = attrs.field(converter=checks.weekday_tuple, validator=checks.weekdays)
    start_time: time = attrs.field(validator=is_time)
    end_time: time = attrs.field(validator=is_time)
    timezone: str = attrs.field(validator=checks.is_timezone)
    valid_from: date | None = attrs.field(default=None, validator=is_optional_date)
    valid_until: date | None = attrs.field(default=None, validator=is_optional_date)

    def __attrs_post_init__(self) -> None:
        if self.valid_from and self.valid_until and self.valid_from > self.valid_until:
            raise checks.refuse("valid_until", self.valid_until.isoformat(), "end_not_after_start")


def _is_recurrence(_: Any, attribute: attrs.Attribute[Any], value: Any) -> None:
    if value is not None and not isinstance(value, Recurrence):
        raise checks.refuse(attribute.name, value, "not_a_recurrence")


@attrs.frozen(kw_only=True)
class Availability:
    """When a person can, would like to, would rather not, or cannot work.

    Either one window (`starts_at`, `ends_at`) or a weekly `recurrence`. With `template_id` a wish
    (`preferred`, `undesired`) speaks of the shifts of that template only; `weight` is what breaking
    it costs.
    """

    id: str = attrs.field(validator=checks.is_id)
    collaborator_id: str = attrs.field(validator=checks.is_id)
    kind: AvailabilityKind = attrs.field(converter=to_availability_kind)
    starts_at: datetime | None = attrs.field(default=None, converter=checks.to_optional_start)
    ends_at: datetime | None = attrs.field(default=None, converter=checks.to_optional_end)
    recurrence: Recurrence | None = attrs.field(default=None, validator=_is_recurrence)
    weight: int | None = attrs.field(default=None, validator=checks.optional_whole(0, 1_000_000))
    template_id: str | None = attrs.field(default=None, validator=checks.is_optional_id)
    reason: str | None = attrs.field(default=None, validator=checks.is_optional_text)
    version: int = 1

    def __attrs_post_init__(self) -> None:
        if self.recurrence is None:
            for name in ("starts_at", "ends_at"):
                if getattr(self, name) is None:
                    raise checks.refuse(name, None, "window_or_recurrence")
        elif self.starts_at is not None or self.ends_at is not None:
            raise checks.refuse("recurrence", "window and recurrence", "window_or_recurrence")
        checks.ordered(self.starts_at, self.ends_at)
        if self.template_id is not None and self.kind not in (
            AvailabilityKind.PREFERRED,
            AvailabilityKind.UNDESIRED,
        ):
            raise checks.refuse("template_id", self.template_id, "template_only_for_wishes")
