"""The checks that entities run on themselves when they are made.

Each is an attrs validator or converter that raises InvalidInput with the field's name as path.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from enum import Enum
from typing import Any, TypeVar

import attrs

from planning_core.domain.time import to_utc, zone
from planning_core.errors import Fault, InvalidInput

E = TypeVar("E", bound=Enum)
Validator = Callable[[Any, "attrs.Attribute[Any]", Any], None]

MAX_TEXT = 4000
MAX_NAME = 300
MAX_ID = 200
MAX_MINUTES = 60 * 24 * 366 * 10


def refuse(path: str, value: Any, reason: str, **limits: Any) -> InvalidInput:
    """One fault, ready to raise."""
    return InvalidInput([Fault(path, value, reason, limits)])


def is_id(_: Any, attribute: attrs.Attribute[Any], value: Any) -> None:
    """A non-empty string of at most 200 printable characters."""
    if type(value) is not str or not value or len(value) > MAX_ID or not value.isprintable():
        raise refuse(attribute.name, value, "not_an_id")


def is_optional_id(instance: Any, attribute: attrs.Attribute[Any], value: Any) -> None:
    """None or an id."""
    if value is not None:
        is_id(instance, attribute, value)


def are_ids(instance: Any, attribute: attrs.Attribute[Any], value: tuple[Any, ...]) -> None:
    """A tuple of ids."""
    for item in value:
        is_id(instance, attribute, item)


def is_name(_: Any, attribute: attrs.Attribute[Any], value: Any) -> None:
    """Text of 1 to 300 characters that are not all blank."""
    if not isinstance(value, str):
        raise refuse(attribute.name, value, "not_text")
    if not value.strip():
        raise refuse(attribute.name, value, "empty")
    if len(value) > MAX_NAME:
        raise refuse(attribute.name, value[:40] + "…", "too_long", limit=MAX_NAME, found=len(value))
    storable(attribute.name, value)


def is_optional_text(_: Any, attribute: attrs.Attribute[Any], value: Any) -> None:
    """None or text of at most 4,000 characters."""
    if value is None:
        return
    if not isinstance(value, str):
        raise refuse(attribute.name, value, "not_text")
    if len(value) > MAX_TEXT:
        raise refuse(attribute.name, value[:40] + "…", "too_long", limit=MAX_TEXT, found=len(value))
    storable(attribute.name, value)


def is_optional_ref(instance: Any, attribute: attrs.Attribute[Any], value: Any) -> None:
    """None or an external reference: 1 to 200 characters, not all blank."""
    if value is None:
        return
    if not isinstance(value, str):
        raise refuse(attribute.name, value, "not_text")
    if not value.strip():
        raise refuse(attribute.name, value, "empty")
    if len(value) > MAX_ID:
        raise refuse(attribute.name, value[:40] + "…", "too_long", limit=MAX_ID, found=len(value))
    storable(attribute.name, value)


def storable(path: str, value: str) -> None:
    """Raise InvalidInput for text that storage cannot hold: NUL, lone surrogates."""
    if "\x00" in value:
        raise refuse(path, value, "control_character")
    if not value.isascii() and any("\ud800" <= c <= "\udfff" for c in value):
        raise refuse(path, ascii(value), "control_character")


def whole(minimum: int = 0, maximum: int = MAX_MINUTES) -> Validator:
    """A whole number within the two limits, both included."""

    def check(_: Any, attribute: attrs.Attribute[Any], value: Any) -> None:
        if type(value) is not int:
            raise refuse(attribute.name, value, "not_a_whole_number")
        if not minimum <= value <= maximum:
            raise refuse(attribute.name, value, "out_of_range", minimum=minimum, maximum=maximum)

    return check


def optional_whole(minimum: int = 0, maximum: int = MAX_MINUTES) -> Validator:
    """None or a whole number within the two limits."""
    check = whole(minimum, maximum)

    def optional(instance: Any, attribute: attrs.Attribute[Any], value: Any) -> None:
        if value is not None:
            check(instance, attribute, value)

    return optional


def is_flag(_: Any, attribute: attrs.Attribute[Any], value: Any) -> None:
    """True or False."""
    if type(value) is not bool:
        raise refuse(attribute.name, value, "not_a_flag")


def is_timezone(_: Any, attribute: attrs.Attribute[Any], value: Any) -> None:
    """An IANA zone name."""
    try:
        zone(value)
    except (InvalidInput, TypeError):
        raise refuse(attribute.name, value, "unknown_timezone") from None


def is_optional_timezone(instance: Any, attribute: attrs.Attribute[Any], value: Any) -> None:
    """None or an IANA zone name."""
    if value is not None:
        is_timezone(instance, attribute, value)


def member(kind: type[E], value: Any, path: str) -> E:
    """The member of that enumeration, from itself or from its value."""
    if type(value) is kind:
        return value
    try:
        return kind(value)
    except ValueError:
        allowed = ", ".join(str(one.value) for one in kind)
        raise refuse(path, value, "not_allowed", allowed=allowed) from None


def to_instant(value: datetime) -> datetime:
    """An aware instant, in UTC."""
    return to_utc(value)


def to_optional_instant(value: datetime | None) -> datetime | None:
    """None or an aware instant, in UTC."""
    return None if value is None else to_utc(value)


def to_start(value: datetime) -> datetime:
    """The instant at which something starts, in UTC."""
    return to_utc(value, "starts_at")


def to_end(value: datetime) -> datetime:
    """The instant at which something ends, in UTC."""
    return to_utc(value, "ends_at")


def to_optional_start(value: datetime | None) -> datetime | None:
    """None or the instant at which something starts."""
    return None if value is None else to_utc(value, "starts_at")


def to_optional_end(value: datetime | None) -> datetime | None:
    """None or the instant at which something ends."""
    return None if value is None else to_utc(value, "ends_at")


def text_tuple(value: Iterable[str]) -> tuple[str, ...]:
    """Ids or words without repetitions, in the order given."""
    return unique(value, "list")


def weekday_tuple(value: Iterable[int]) -> tuple[int, ...]:
    """Weekday numbers without repetitions, in the order given."""
    return unique(value, "weekdays")


def unique(value: Any, path: str) -> tuple[Any, ...]:
    """A tuple without repetitions, in the order given."""
    if type(value) is tuple and len(value) < 2:
        return value
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise refuse(path, value, "not_a_list")
    return tuple(dict.fromkeys(value))


def ordered(starts_at: datetime | None, ends_at: datetime | None, path: str = "ends_at") -> None:
    """Raise InvalidInput unless start is before end."""
    if starts_at is not None and ends_at is not None and starts_at >= ends_at:
        raise refuse(path, ends_at.isoformat(), "end_not_after_start")


def weekdays(_: Any, attribute: attrs.Attribute[Any], value: tuple[Any, ...]) -> None:
    """ISO weekday numbers, 1 Monday to 7 Sunday, at least one."""
    if not value:
        raise refuse(attribute.name, list(value), "empty")
    for day in value:
        if type(day) is not int or not 1 <= day <= 7:
            raise refuse(attribute.name, day, "out_of_range", minimum=1, maximum=7)
