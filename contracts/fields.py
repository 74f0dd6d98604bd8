"""The values that fields on the wire may hold: ids, instants, wall times, bounded texts and numbers.

Errors carry the same stable words that the domain uses (`naive_instant`, `not_an_id`, ...).
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Annotated, Any, TypeAlias

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
)
from pydantic.types import StrictBool, StrictStr
from pydantic_core import PydanticCustomError
from pydantic_core.core_schema import ValidationInfo

from planning_core.domain import checks
from planning_core.domain.time import FIRST_INSTANT, LAST_INSTANT, zone_names

MAX_LIST = 10_000
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\Z")
_INSTANT = re.compile(
    r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?P<offset>[Zz]|[+-]\d\d:?\d\d)?\Z", re.ASCII
)
_DATE = re.compile(r"\d{4}-\d\d-\d\d\Z", re.ASCII)
_WALL = re.compile(r"\d\d:\d\d(?::00)?\Z", re.ASCII)
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\Z")


def fault(reason: str, **limits: Any) -> PydanticCustomError:
    """A validation error under one of the domain's stable words, with the figures its sentence names."""
    return PydanticCustomError(reason, "{reason}", {"reason": reason, **limits})


def _id(value: Any, info: ValidationInfo) -> str:
    """A UUID in lower case; inside a plan that is given whole, any short text."""
    if isinstance(value, str):
        if _UUID.match(value.lower()):
            return value.lower()
        if info.context and info.context.get("free_ids") and 0 < len(value) <= checks.MAX_ID:
            return value
    raise fault("not_an_id")


def _instant(value: Any) -> datetime:
    if isinstance(value, datetime):
        found = value
    else:
        match = _INSTANT.match(value) if isinstance(value, str) else None
        if match is None:
            raise fault("not_an_instant")
        try:
            found = datetime.fromisoformat(value.upper())
        except ValueError:
            raise fault("not_an_instant") from None
    if found.tzinfo is None:
        raise fault("naive_instant")
    if not FIRST_INSTANT <= found < LAST_INSTANT:
        raise fault("instant_out_of_range")
    return found


def _date(value: Any) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and _DATE.match(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise fault("not_a_date")


def _wall(value: Any) -> time:
    if isinstance(value, time):
        return value
    if isinstance(value, str) and _WALL.match(value):
        try:
            return time.fromisoformat(value)
        except ValueError:
            pass
    raise fault("not_a_time")


def _whole(value: Any) -> Any:
    """A JSON number without a fraction; true, false and quoted numbers are none."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**63:
        return int(value)
    if type(value) is not int:
        raise fault("not_a_whole_number")
    return value


def _clean(value: str) -> str:
    if "\x00" in value or any("\ud800" <= c <= "\udfff" for c in value):
        raise fault("control_character")
    return value


def _not_blank(value: str) -> str:
    if not value.strip():
        raise fault("empty")
    return _clean(value)


def _address(value: str) -> str:
    if not _ADDRESS.match(value):
        raise fault("not_an_address")
    return _clean(value)


def _timezone(value: str) -> str:
    if value not in zone_names():
        raise fault("unknown_timezone")
    return value


def _wall_text(value: Any) -> Any:
    return wall_clock(value) if isinstance(value, time) else value


def wall_clock(value: time) -> str:
    """`HH:MM`, with seconds where there are any."""
    return value.isoformat("minutes" if not (value.second or value.microsecond) else "auto")


Id: TypeAlias = Annotated[
    str, BeforeValidator(_id), WithJsonSchema({"type": "string", "format": "uuid", "maxLength": 36})
]
Instant: TypeAlias = Annotated[
    datetime, BeforeValidator(_instant), WithJsonSchema({"type": "string", "format": "date-time"})
]
Day: TypeAlias = Annotated[date, BeforeValidator(_date), WithJsonSchema({"type": "string", "format": "date"})]
WallTime: TypeAlias = Annotated[
    time,
    BeforeValidator(_wall),
    PlainSerializer(wall_clock),
    WithJsonSchema({"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d(:00)?$"}),
]
WallText: TypeAlias = Annotated[str, BeforeValidator(_wall_text)]
Name: TypeAlias = Annotated[
    StrictStr, StringConstraints(min_length=1, max_length=checks.MAX_NAME), AfterValidator(_not_blank)
]
Text: TypeAlias = Annotated[StrictStr, StringConstraints(max_length=checks.MAX_TEXT), AfterValidator(_clean)]
Email: TypeAlias = Annotated[
    StrictStr,
    StringConstraints(max_length=checks.MAX_TEXT),
    AfterValidator(_address),
    Field(json_schema_extra={"pattern": r"^[^@\s]+@[^@\s]+$"}),
]
ExternalRef: TypeAlias = Annotated[
    StrictStr, StringConstraints(min_length=1, max_length=checks.MAX_ID), AfterValidator(_not_blank)
]
Timezone: TypeAlias = Annotated[
    StrictStr,
    StringConstraints(max_length=64),
    AfterValidator(_timezone),
    Field(description="An IANA time zone name", examples=["Europe/Paris"]),
]
Flag: TypeAlias = StrictBool
Whole: TypeAlias = Annotated[int, BeforeValidator(_whole)]
Minutes: TypeAlias = Annotated[Whole, Field(ge=0, le=checks.MAX_MINUTES)]
Weekdays: TypeAlias = Annotated[list[Annotated[Whole, Field(ge=1, le=7)]], Field(min_length=1, max_length=50)]
Ids: TypeAlias = Annotated[list[Id], Field(max_length=MAX_LIST)]
ReadOnly: TypeAlias = Annotated[
    Any, Field(default=None, json_schema_extra={"readOnly": True}, description="Accepted and ignored.")
]
