"""Work: shift templates, shifts, and the assignments of people to them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

import attrs

from planning_core.domain import checks
from planning_core.domain.people import is_optional_date, is_time
from planning_core.domain.time import Window

MAX_PEOPLE = 10_000
MAX_WEIGHT = 1_000_000_000


class ShiftStatus(StrEnum):
    """Where a shift stands on its way to the people who work it."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


def to_shift_status(value: ShiftStatus | str) -> ShiftStatus:
    """The member of ShiftStatus that a word names."""
    return checks.member(ShiftStatus, value, "status")


class AssignmentStatus(StrEnum):
    """Proposed and confirmed count for every rule; rejected counts for none."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


def to_assignment_status(value: AssignmentStatus | str) -> AssignmentStatus:
    """The member of AssignmentStatus that a word names."""
    return checks.member(AssignmentStatus, value, "status")


class Source(StrEnum):
    """Who made an assignment."""

    MANUAL = "manual"
    AUTO = "auto"
    IMPORT = "import"


def to_source(value: Source | str) -> Source:
    """The member of Source that a word names."""
    return checks.member(Source, value, "source")


def _capacities(headcount: int, soft: int | None, hard: int | None) -> None:
    if hard is not None and headcount > hard:
        raise checks.refuse("headcount", headcount, "above_hard_capacity", maximum=hard)
    if hard is not None and soft is not None and soft > hard:
        raise checks.refuse("soft_capacity", soft, "above_hard_capacity", maximum=hard)


@attrs.frozen(kw_only=True)
class ShiftTemplate:
    """A recipe for shifts, in local wall time of its site.

    `weekdays` are ISO numbers; `not_followed_by` names the templates that a person must not work on
    the next day.
    """

    id: str = attrs.field(validator=checks.is_id)
    name: str = attrs.field(validator=checks.is_name)
    mission_id: str = attrs.field(validator=checks.is_id)
    site_id: str = attrs.field(validator=checks.is_id)
    role_id: str = attrs.field(validator=checks.is_id)
    start_time: time = attrs.field(validator=is_time)
    duration_minutes: int = attrs.field(validator=checks.whole(1, 10_080))
    break_minutes: int = attrs.field(default=0, validator=checks.whole(0, 10_080))
    weekdays: tuple[int, ...] = attrs.field(
        default=(1, 2, 3, 4, 5, 6, 7),
        converter=checks.weekday_tuple,
        validator=checks.weekdays,
    )
    valid_from: date | None = attrs.field(default=None, validator=is_optional_date)
    valid_until: date | None = attrs.field(default=None, validator=is_optional_date)
    headcount: int = attrs.field(default=1, validator=checks.whole(0, MAX_PEOPLE))
    soft_capacity: int | None = attrs.field(default=None, validator=checks.optional_whole(0, MAX_PEOPLE))
    hard_capacity: int | None = attrs.field(default=None, validator=checks.optional_whole(0, MAX_PEOPLE))
    required_skill_ids: tuple[str, ...] = attrs.field(
        default=(), converter=checks.text_tuple, validator=checks.are_ids
    )
    team_id: str | None = attrs.field(default=None, validator=checks.is_optional_id)
    not_followed_by: tuple[str, ...] = attrs.field(
        default=(), converter=checks.text_tuple, validator=checks.are_ids
    )
    external_ref: str | None = attrs.field(default=None, validator=checks.is_optional_ref)
    version: int = 1

    def __attrs_post_init__(self) -> None:
        if self.break_minutes >= self.duration_minutes:
            raise checks.refuse(
                "break_minutes", self.break_minutes, "break_not_shorter", maximum=self.duration_minutes - 1
            )
        if self.valid_from and self.valid_until and self.valid_from > self.valid_until:
            raise checks.refuse("valid_until", self.valid_until.isoformat(), "end_not_after_start")
        _capacities(self.headcount, self.soft_capacity, self.hard_capacity)


@attrs.frozen(kw_only=True)
class Shift:
    """One concrete piece of work in a half-open window, with a demand for people.

    `shortage_weight` and `surplus_weight` are what auto-assign pays for each person missing or too
    many. `ever_published` says that people may have been told of it: it can be cancelled, never removed.
    `changed_since_publication` says that the shift or its assignments were edited after the
    publication that last held it.
    """

    id: str = attrs.field(validator=checks.is_id)
    template_id: str | None = attrs.field(default=None, validator=checks.is_optional_id)
    mission_id: str = attrs.field(validator=checks.is_id)
    site_id: str = attrs.field(validator=checks.is_id)
    role_id: str = attrs.field(validator=checks.is_id)
    starts_at: datetime = attrs.field(converter=checks.to_start)
    ends_at: datetime = attrs.field(converter=checks.to_end)
    break_minutes: int = attrs.field(default=0, validator=checks.whole(0, MAX_WEIGHT))
    status: ShiftStatus = attrs.field(default=ShiftStatus.DRAFT, converter=to_shift_status)
    headcount: int = attrs.field(default=1, validator=checks.whole(0, MAX_PEOPLE))
    soft_capacity: int | None = attrs.field(default=None, validator=checks.optional_whole(0, MAX_PEOPLE))
    hard_capacity: int | None = attrs.field(default=None, validator=checks.optional_whole(0, MAX_PEOPLE))
    required_skill_ids: tuple[str, ...] = attrs.field(
        default=(), converter=checks.text_tuple, validator=checks.are_ids
    )
    shortage_weight: int | None = attrs.field(default=None, validator=checks.optional_whole(0, MAX_WEIGHT))
    surplus_weight: int | None = attrs.field(default=None, validator=checks.optional_whole(0, MAX_WEIGHT))
    note: str | None = attrs.field(default=None, validator=checks.is_optional_text)
    external_ref: str | None = attrs.field(default=None, validator=checks.is_optional_ref)
    version: int = 1
    changed_since_publication: bool = False
    ever_published: bool = False

    def __attrs_post_init__(self) -> None:
        length = self.ends_at - self.starts_at
        if length <= timedelta(0):
            raise checks.refuse("ends_at", self.ends_at.isoformat(), "end_not_after_start")
        if self.break_minutes and timedelta(minutes=self.break_minutes) >= length:
            raise checks.refuse(
                "break_minutes",
                self.break_minutes,
                "break_not_shorter",
                maximum=max(0, (length - timedelta(microseconds=1)) // timedelta(minutes=1)),
            )
        _capacities(self.headcount, self.soft_capacity, self.hard_capacity)

    @property
    def window(self) -> Window:
        """When the shift runs."""
        return Window(self.starts_at, self.ends_at)


def _reason(_: Any, attribute: attrs.Attribute[Any], value: Any) -> None:
    if not isinstance(value, str) or not value.strip():
        raise checks.refuse("override.reason", value, "empty")
    if len(value) > checks.MAX_TEXT:
        raise checks.refuse("override.reason", value[:40] + "…", "too_long", limit=checks.MAX_TEXT)
    checks.storable("override.reason", value)


@attrs.frozen(kw_only=True)
class Override:
    """A planner's word, with a reason, that these rules' hard conflicts on an assignment may stand."""

    rules: tuple[str, ...] = attrs.field(converter=checks.text_tuple)
    reason: str = attrs.field(validator=_reason)
    user_id: str | None = None

    def __attrs_post_init__(self) -> None:
        if not self.rules:
            raise checks.refuse("override.rules", [], "empty")


def _is_override(_: Any, attribute: attrs.Attribute[Any], value: Any) -> None:
    if value is not None and not isinstance(value, Override):
        raise checks.refuse(attribute.name, value, "not_an_override")


@attrs.frozen(kw_only=True)
class Assignment:
    """One person on one shift, in a role."""

    id: str = attrs.field(validator=checks.is_id)
    shift_id: str = attrs.field(validator=checks.is_id)
    collaborator_id: str = attrs.field(validator=checks.is_id)
    role_id: str = attrs.field(validator=checks.is_id)
    status: AssignmentStatus = attrs.field(default=AssignmentStatus.PROPOSED, converter=to_assignment_status)
    locked: bool = attrs.field(default=False, validator=checks.is_flag)
    source: Source = attrs.field(default=Source.MANUAL, converter=to_source)
    override: Override | None = attrs.field(default=None, validator=_is_override)
    note: str | None = attrs.field(default=None, validator=checks.is_optional_text)
    version: int = 1
    changed_since_publication: bool = False

    @property
    def active(self) -> bool:
        """Whether it counts for the rules (as long as its shift is not cancelled)."""
        return self.status is not AssignmentStatus.REJECTED

    @property
    def gives_way(self) -> bool:
        """Whether a new run may replace it: an earlier one proposed it, nobody confirmed or locked it."""
        return self.source is Source.AUTO and self.status is AssignmentStatus.PROPOSED and not self.locked
