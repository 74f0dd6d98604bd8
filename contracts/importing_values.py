"""What the cells of an import file mean: texts of a CSV cell or values of JSON, to a field's value.

Each function raises ValueFault where it cannot read the value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any

from planning_core.domain.importing import LocalTime

Parse = Callable[[Any], Any]

_LIST_MARKS = re.compile(r"[|;\n]")


class ValueFault(Exception):
    """A value that cannot be read: the reason's word and the figures of its sentence."""

    def __init__(self, reason: str, path: str = "", **limits: Any) -> None:
        self.reason, self.path, self.limits = reason, path, limits
        super().__init__(reason)


def text(value: Any) -> str:
    """A text; the spaces around it do not count. A number stands for its digits."""
    if type(value) is str:
        return value.strip()
    if type(value) is int:
        return str(value)
    raise ValueFault("date_for_text" if isinstance(value, date | time) else "not_text")


def whole(value: Any) -> int:
    """A whole number."""
    if type(value) is int:
        return value
    if type(value) is str:
        try:
            return int(value)
        except ValueError:
            pass
    raise ValueFault("not_a_whole_number")


def instant(value: Any) -> datetime | LocalTime:
    """An instant in RFC 3339; one without an offset is refused when the entity is made.

    A workbook's date and time is that of the clocks where the row is at home.
    """
    if isinstance(value, datetime):
        return LocalTime(value) if value.tzinfo is None else value
    if type(value) is date:
        return LocalTime(datetime.combine(value, time()))
    if type(value) is str:
        try:
            return datetime.fromisoformat(value.strip())
        except ValueError:
            pass
    raise ValueFault("not_an_instant")


def day(value: Any) -> date:
    """A date: 2025-03-30, or 30/03/2025; a workbook's has no time of day."""
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    if type(value) is date:
        return value
    if type(value) is str:
        found = value.strip()
        try:
            if len(found) == 10 and found[2] == found[5] == "/":
                return date(int(found[6:]), int(found[3:5]), int(found[:2]))
            return date.fromisoformat(found)
        except ValueError:
            pass
    raise ValueFault("not_a_date")


def wall_time(value: Any) -> time:
    """A time of day: 08:30, 08h30 or 8h."""
    if type(value) is time:
        return value
    if type(value) is str:
        found = value.strip().lower().replace("h", ":")
        hours, _, rest = found.partition(":")
        try:
            return time.fromisoformat(f"{hours:0>2}:{rest or '00'}")
        except ValueError:
            pass
    raise ValueFault("not_a_time")


_FLAGS = {
    **dict.fromkeys(("true", "yes", "oui", "vrai", "1", "x"), True),
    **dict.fromkeys(("false", "no", "non", "faux", "0"), False),
}


def flag(value: Any) -> bool:
    """Yes or no, in French or English."""
    if type(value) is bool:
        return value
    found = _FLAGS.get(value.strip().lower()) if type(value) is str else None
    if found is None:
        raise ValueFault("not_a_flag")
    return found


def texts(value: Any) -> tuple[str, ...]:
    """A list of texts; in one cell they are parted by vertical bars."""
    if type(value) is str:
        return tuple(part for one in _LIST_MARKS.split(value) if (part := one.strip()))
    if type(value) is list:
        return tuple(text(one) for one in value)
    raise ValueFault("not_a_list")


_DAYS = {
    name: number
    for number, names in enumerate(
        (
            ("lundi", "lun", "monday", "mon"),
            ("mardi", "mar", "tuesday", "tue"),
            ("mercredi", "mer", "wednesday", "wed"),
            ("jeudi", "jeu", "thursday", "thu"),
            ("vendredi", "ven", "friday", "fri"),
            ("samedi", "sam", "saturday", "sat"),
            ("dimanche", "dim", "sunday", "sun"),
        ),
        start=1,
    )
    for name in names
}


def weekdays(value: Any) -> tuple[int, ...]:
    """Weekdays by ISO number (1 Monday to 7 Sunday) or by name."""
    found: list[Any] = value if type(value) is list else list(texts(value))
    return tuple(_DAYS.get(one.lower()) or whole(one) if type(one) is str else whole(one) for one in found)


def word(meanings: Mapping[str, str]) -> Parse:
    """One word of a list, under the names that people give it."""

    def parse(value: Any) -> str:
        found = text(value)
        return meanings.get(found.lower(), found)

    return parse


def held_skills(value: Any) -> tuple[tuple[str, date | None], ...]:
    """Skills with the last day on which each is held: `forklift:2026-05-31|first aid`, or objects in JSON."""
    return tuple(_held_skill(one) for one in (texts(value) if type(value) is str else _list(value)))


def _held_skill(value: Any) -> tuple[str, date | None]:
    if isinstance(value, dict):
        _known(value, ("skill", "valid_until"))
        until = value.get("valid_until")
        return text(value.get("skill")), None if until in (None, "") else day(until)
    name, mark, until = text(value).rpartition(":")
    return (name.strip(), day(until)) if mark else (until, None)


def counts(value: Any) -> dict[str, int]:
    """Figures by name: `A=14|B=3`, or an object in JSON."""
    if isinstance(value, dict):
        return {text(name): whole(count) for name, count in value.items()}
    found = {}
    for one in texts(value):
        name, mark, count = one.rpartition("=")
        if not mark:
            raise ValueFault("not_a_mapping")
        found[name.strip()] = whole(count)
    return found


def nested(parsers: Mapping[str, Parse]) -> Parse:
    """A JSON object with these keys, each read in its own way; null stays None."""

    def parse(value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise ValueFault("not_a_mapping")
        _known(value, tuple(parsers))
        found = {}
        for name, one in value.items():
            try:
                found[name] = None if one is None else parsers[name](one)
            except ValueFault as fault:
                path = f"{name}.{fault.path}" if fault.path else name
                raise ValueFault(fault.reason, path, **fault.limits) from None
        return found

    return parse


def _known(value: dict[str, Any], names: tuple[str, ...]) -> None:
    for name in value:
        if name not in names:
            raise ValueFault("unknown_field", str(name))


def _list(value: Any) -> list[Any]:
    if type(value) is not list:
        raise ValueFault("not_a_list")
    return value
