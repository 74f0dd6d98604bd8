"""Calendars that people subscribe to: their addresses on the wire, and the feed itself (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Protocol

from pydantic import Field

from contracts.fields import Instant
from contracts.outgoing import Outgoing

MEDIA_TYPE = "text/calendar"
_ZONE = (
    "BEGIN:VTIMEZONE",
    "TZID:UTC",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0000",
    "END:STANDARD",
    "END:VTIMEZONE",
)
LINE_OCTETS = 75
"""Of a line of a feed without its end; a longer one goes on in the next, behind a space."""


class CalendarOut(Outgoing):
    """The calendar of one person, without its secret."""

    collaborator_id: str
    user_id: str = Field(description="Who made the address.")
    created_at: Instant
    last_used_at: Instant | None = Field(description="When it was fetched last, to the minute; null: never.")


class CalendarAnswer(Outgoing):
    """A person's calendar; null: they have no address."""

    calendar: CalendarOut | None


class CalendarMade(Outgoing):
    """A person's new calendar with its address, which is told once: a repeated request gets null."""

    calendar: CalendarOut
    path: str | None = Field(description="The address on this server; whoever has it reads the calendar.")


class Event(Protocol):
    """Work that a feed shows."""

    @property
    def id(self) -> str: ...
    @property
    def number(self) -> int: ...
    @property
    def told_at(self) -> datetime: ...
    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...
    @property
    def confirmed(self) -> bool: ...
    @property
    def role(self) -> str: ...
    @property
    def mission(self) -> str: ...
    @property
    def site(self) -> str: ...
    @property
    def note(self) -> str | None: ...


def feed(name: str, events: Iterable[Event]) -> bytes:
    """An iCalendar feed of a person of that name. The same events make the same bytes.

    Instants are in UTC: work is one window each, never a series, so no zone's rules have a part in it.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Planning PRO//Calendar 1//EN",
        "CALSCALE:GREGORIAN",
        f"NAME:{_text(name)}",
        f"X-WR-CALNAME:{_text(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
    ]
    for event in events:
        lines += _event(event)
    if lines[-1] != "END:VEVENT":
        lines += _ZONE  # a calendar of nothing at all is none
    lines.append("END:VCALENDAR")
    return "".join(f"{piece}\r\n" for line in lines for piece in _folded(line)).encode()


def _event(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(event.id)}"
    yield f"DTSTAMP:{_instant(event.told_at)}"
    yield f"LAST-MODIFIED:{_instant(event.told_at)}"
    yield f"SEQUENCE:{event.number}"
    yield f"DTSTART:{_instant(event.starts_at)}"
    yield f"DTEND:{_instant(event.ends_at)}"
    yield f"SUMMARY:{_text(', '.join(one for one in (event.role, event.mission) if one))}"
    yield f"LOCATION:{_text(event.site)}"
    if event.note:
        yield f"DESCRIPTION:{_text(event.note)}"
    yield f"STATUS:{'CONFIRMED' if event.confirmed else 'TENTATIVE'}"
    yield "END:VEVENT"


def _instant(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(value: str) -> str:
    r"""A text as a value; line breaks of any kind become `\n`, other control characters go.

    >>> _text("Gate 3; back, left")
    'Gate 3\\; back\\, left'
    """
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    lines = escaped.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return "".join(one for one in lines if one == "\t" or (one >= " " and one != "\x7f"))


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of 75 octets at most, no character cut in two."""
    piece: list[str] = []
    size = 0
    for character in line:
        octets = len(character.encode())
        if size + octets > LINE_OCTETS:
            yield "".join(piece)
            piece, size = [" "], 1
        piece.append(character)
        size += octets
    yield "".join(piece)
