"""Entities as plain records: what the audit trail, snapshots and stores keep.

A record is a dict of JSON values under the wire's field names. Instants are RFC 3339 in UTC, dates
`YYYY-MM-DD`, wall times `HH:MM` (with seconds where there are any).
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from enum import Enum
from functools import cache
from typing import Any, cast

import attrs

from planning_core.domain.history import Publication, PublishedShift, RuleSetting
from planning_core.domain.kinds import KINDS, Entity

Encode = Callable[[Any], Any]


def to_record(entity: Any) -> dict[str, Any]:
    """The record of an attrs entity, its nested values included."""
    record: dict[str, Any] = {}
    for name in _names(cast(Any, type(entity))):
        value = getattr(entity, name)
        record[name] = value if value.__class__ in _PLAIN else encode(value)
    return record


_PLAIN = frozenset({str, int, float, bool, type(None)})


def encode(value: Any) -> Any:
    """One value as JSON can hold it."""
    if value.__class__ in _PLAIN:
        return value
    for cls, form in _FORMS:
        if isinstance(value, cls):
            return form(value)
    return to_record(value) if attrs.has(type(value)) else value


def _instant_text(value: datetime) -> str:
    return value.isoformat().replace("+00:00", "Z")


def _time_text(value: time) -> str:
    return value.isoformat("minutes" if not (value.second or value.microsecond) else "auto")


def _list(value: tuple[Any, ...] | list[Any]) -> list[Any]:
    return [item if item.__class__ in _PLAIN else encode(item) for item in value]


_FORMS: tuple[tuple[type[Any] | tuple[type[Any], ...], Encode], ...] = (
    (datetime, _instant_text),
    ((tuple, list), _list),
    (Enum, lambda value: value.value),
    (date, date.isoformat),
    (time, _time_text),
    (Mapping, lambda value: {key: encode(item) for key, item in value.items()}),
)
"""How values of each class are put, the most frequent first (an instant is a date too: it comes before)."""


def from_record(kind: str, record: Mapping[str, Any]) -> Entity:
    """The entity of that kind that a record of `to_record` holds; unknown fields are left out.

    Raises InvalidInput where the record holds values that no such entity takes.
    """
    return cast(Entity, build(KINDS[kind], record))


def build(cls: type[Any], record: Mapping[str, Any]) -> Any:
    """An instance of an attrs class from its record."""
    decoders = _decoders(cast(Any, cls))
    return cls(**{name: decoders[name](value) for name, value in record.items() if name in decoders})


@cache
def _names(cls: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in attrs.fields(cls))


@cache
def _decoders(cls: type[Any]) -> dict[str, Encode]:
    hints = typing.get_type_hints(cls)
    return {name: _decoder(hints[name]) for name in _names(cast(Any, cls))}


def _decoder(hint: Any) -> Encode:
    """How a field of that annotated type is read back from JSON."""
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        inner = [arg for arg in typing.get_args(hint) if arg is not type(None)]
        decode = _decoder(inner[0])
        return lambda value: None if value is None else decode(value)
    if typing.get_origin(hint) is tuple:
        decode_item = _decoder(typing.get_args(hint)[0])
        return lambda value: tuple(decode_item(item) for item in value)
    if hint is datetime:
        return _instant
    if hint is date:
        return lambda value: date.fromisoformat(value) if isinstance(value, str) else value
    if hint is time:
        return lambda value: time.fromisoformat(value) if isinstance(value, str) else value
    if isinstance(hint, type) and attrs.has(hint):
        return lambda value: value if isinstance(value, hint) else build(hint, value)
    return lambda value: value


def _instant(value: Any) -> Any:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def publication_from_record(record: Mapping[str, Any]) -> Publication:
    """A publication with its snapshot, from its record."""
    return cast(Publication, build(Publication, record))


def snapshot_from_record(records: list[Mapping[str, Any]]) -> tuple[PublishedShift, ...]:
    """The published shifts that a stored snapshot holds."""
    return tuple(build(PublishedShift, record) for record in records)


def rule_setting_from_record(record: Mapping[str, Any]) -> RuleSetting:
    """A rule's setting, from its record."""
    return cast(RuleSetting, build(RuleSetting, record))
