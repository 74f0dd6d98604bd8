"""The lines of an iCalendar file, put together into its events and zones, each with the line it begins on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import attrs

from adapters.files.opening import open_text, wrong_encoding
from planning_core.errors import Fault, InvalidInput

MOST_CHARACTERS = 1 << 25
"""A calendar is held in memory as long as it is read; this is that of a company for decades."""
MOST_OF_COMPONENT = 1 << 20
_UID = re.compile(r"^UID(?:;[^:\r\n]*)?:([^\r\n]*)", re.IGNORECASE | re.MULTILINE)
_KEPT = ("VEVENT", "VTIMEZONE")


@attrs.frozen
class Component:
    """An event or a zone as it stands: its lines, unfolded, without the alarms within."""

    name: str
    line: int
    text: str

    @property
    def uid(self) -> str:
        """The UID of an event, "" where it has none."""
        found = _UID.search(self.text)
        return found[1].strip() if found else ""


@attrs.frozen
class CalendarText:
    """What an iCalendar file holds: properties of the calendar by name, its zones and its events."""

    properties: dict[str, str]
    zones: tuple[Component, ...]
    events: tuple[Component, ...]


def read_calendar(path: Path, encoding: str) -> CalendarText:
    """The content of the file. Raises InvalidInput with the line where it is no calendar or breaks off."""
    return _Reading(path).content(_unfolded(path, encoding))


def _unfolded(path: Path, encoding: str) -> Iterator[tuple[int, str]]:
    """Each content line with the number of its first line: one that begins with a space goes on."""
    read, held, begun = 0, list[str](), 1
    with open_text(path, encoding) as file:
        try:
            for number, raw in enumerate(file, start=1):
                read += len(raw)
                if read > MOST_CHARACTERS:
                    limits = {"most": MOST_CHARACTERS >> 20}
                    raise InvalidInput([Fault(f"{path}:{number}", str(path), "calendar_too_large", limits)])
                line = raw.rstrip("\r\n")
                if line[:1] in (" ", "\t"):
                    held.append(line[1:])
                    continue
                if held:
                    yield begun, "".join(held)
                held, begun = [line], number
        except UnicodeError:
            raise wrong_encoding(path, encoding) from None
    if held:
        yield begun, "".join(held)


class _Reading:
    """Puts components together, line by line."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._open: list[tuple[str, int]] = []
        self._lines: list[str] = []
        self._length = 0
        self._properties: dict[str, str] = {}
        self._found: list[Component] = []
        self._calendars = 0

    def content(self, lines: Iterator[tuple[int, str]]) -> CalendarText:
        number = 1
        for number, line in lines:
            if line.strip():
                self._take(number, line)
        if self._open:
            raise self._fault(self._open[-1][1], "cut_off_calendar", component=self._open[-1][0])
        if not self._calendars:
            raise self._fault(1, "no_calendar")
        zones, events = (tuple(c for c in self._found if c.name == name) for name in reversed(_KEPT))
        return CalendarText(self._properties, zones, events)

    def _take(self, number: int, line: str) -> None:
        name, _, value = line.partition(":")
        name, value = name.strip().upper(), value.strip().upper()
        if name == "BEGIN":
            self._begin(number, value)
        elif not self._open:
            raise self._fault(number, "no_calendar")
        elif name == "END":
            self._end(number, value)
        elif len(self._open) == 1:
            self._properties.setdefault(name.partition(";")[0], value)
        elif self._kept():
            self._add(number, line)

    def _begin(self, number: int, value: str) -> None:
        if (value == "VCALENDAR") == bool(self._open) or len(self._open) > 5:
            raise self._fault(number, "no_calendar")
        self._calendars += value == "VCALENDAR"
        self._open.append((value, number))
        if len(self._open) == 2:
            self._lines, self._length = [], 0
        if self._kept():
            self._add(number, f"BEGIN:{value}")

    def _end(self, number: int, value: str) -> None:
        name, begun = self._open[-1]
        if value != name:
            raise self._fault(number, "cut_off_calendar", component=name)
        if self._kept():
            self._add(number, f"END:{value}")
        self._open.pop()
        if len(self._open) == 1 and name in _KEPT:
            self._found.append(Component(name, begun, "\r\n".join(self._lines) + "\r\n"))

    def _kept(self) -> bool:
        """Whether the present line is kept: of a zone all, of an event what is its own."""
        outer = self._open[1][0] if len(self._open) > 1 else ""
        return outer == "VTIMEZONE" or (outer == "VEVENT" and len(self._open) == 2)

    def _add(self, number: int, line: str) -> None:
        self._length += len(line)
        if self._length > MOST_OF_COMPONENT:
            raise self._fault(number, "calendar_too_large", most=MOST_OF_COMPONENT >> 20)
        self._lines.append(line)

    def _fault(self, number: int, reason: str, **limits: object) -> InvalidInput:
        return InvalidInput([Fault(f"{self._path}:{number}", str(self._path), reason, limits)])
