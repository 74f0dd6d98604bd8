"""Events of a calendar read as absences: whose, of which kind, and at which times."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import Any

import attrs
from icalendar import Event
from icalendar.prop import vBroken

from adapters.files.calendar_lines import Component
from adapters.files.calendar_times import ZONE, Moment, Series, UnreadableTime, moment

_DAY = timedelta(days=1)
_LEAVE = frozenset(
    (
        "leave",
        "vacation",
        "vacations",
        "holiday",
        "holidays",
        "congé",
        "congés",
        "conge",
        "conges",
        "vacances",
    )
)
_ABSENCE = frozenset(("absence", "absent", "unavailable", "indisponible", "out of office"))
_TZID = re.compile(
    r"^((?:DTSTART|DTEND|RECURRENCE-ID|EXDATE|RDATE)(?:;[^:\r\n]*?)?);TZID=", re.IGNORECASE | re.MULTILINE
)
_MOST_EXCEPTIONS = 5000


@attrs.frozen(kw_only=True)
class Row:
    """One time of an event, or (`at` None) that there is none: the columns of an import and whose it is."""

    line: int
    at: str | None
    people: tuple[str, ...]
    values: Mapping[str, Any]


@attrs.frozen(kw_only=True)
class AbsenceEvent:
    """One VEVENT. `gone` where it is cancelled, or leaves its time free and is called no absence."""

    line: int
    uid: str
    sequence: int
    people: tuple[str, ...]
    kind: str
    reason: str | None
    gone: bool
    instead_of: Moment | None
    series: Series | None

    @classmethod
    def read(cls, component: Component, zones: Mapping[str, tzinfo], *, cancelled: bool) -> AbsenceEvent:
        """The event of a component. Raises UnreadableTime, or ValueError for what is no event."""
        event = _parsed(component.text)
        read = _Properties(event, zones)
        categories = read.categories()
        named = bool(categories & (_LEAVE | _ABSENCE)) or read.text("X-MICROSOFT-CDO-BUSYSTATUS") == "OOF"
        free = read.text("TRANSP").upper() == "TRANSPARENT" and not named
        gone = cancelled or free or read.text("STATUS").upper() == "CANCELLED"
        private = read.text("CLASS").upper() in ("PRIVATE", "CONFIDENTIAL")
        instead_of = read.moment("RECURRENCE-ID")
        if instead_of is not None and "RANGE" in event["RECURRENCE-ID"].params:
            raise UnreadableTime("series_not_read", "RECURRENCE-ID", "RANGE=THISANDFUTURE")
        uid = read.text("UID")
        return cls(
            line=component.line,
            uid=uid,
            sequence=int(read.one("SEQUENCE") or 0),
            people=read.people(),
            kind="leave" if categories & _LEAVE else "unavailable",
            reason=None if private else read.text("SUMMARY") or None,
            gone=gone,
            instead_of=instead_of,
            series=None if gone and uid and read.one("DTSTART") is None else read.series(),
        )


def _parsed(text: str) -> Any:
    """The event of a text. Raises ValueError for what is none, whatever the library stumbles over."""
    try:
        event: Any = Event.from_ical(_TZID.sub(rf"\1;{ZONE}=", text))
    except (AttributeError, TypeError, LookupError, ArithmeticError) as error:
        raise ValueError(f"{type(error).__name__}: {error}") from None
    problem = next((problem for name, problem in event.errors if name is None), None)
    if problem is not None:
        raise ValueError(problem)
    return event


def rows_of(events: Sequence[AbsenceEvent]) -> list[Row]:
    """The rows of the events of one UID: the series, and those that stand instead of one of its times."""
    masters = sorted((e for e in events if e.instead_of is None), key=lambda e: (e.sequence, e.line))
    instead = sorted(
        ((e.sequence, e.line, e.instead_of, e) for e in events if e.instead_of is not None),
        key=lambda one: one[:2],
    )
    if not masters:
        raise UnreadableTime("exception_without_series", "RECURRENCE-ID", instead[0][2].key)
    master = masters[-1]
    if master.gone or master.series is None:
        return [_none(master)]
    replaced = {_on_clocks(master.series, when): (when, event) for _, _, when, event in instead}
    series = attrs.evolve(master.series, without=master.series.without | replaced.keys())
    rows = list(_times(master, series))
    for when, event in replaced.values():
        if not event.gone and event.series is not None:
            single = attrs.evolve(event.series, rule=None, more=(), without=frozenset())
            rows += [attrs.evolve(row, at=f"instead of {when.key}") for row in _times(event, single)]
    return rows or [_none(master)]


def _none(event: AbsenceEvent) -> Row:
    return Row(line=event.line, at=None, people=event.people, values={"kind": event.kind})


def _times(event: AbsenceEvent, series: Series) -> Iterator[Row]:
    said = {"kind": event.kind, "reason": event.reason}
    if series.is_weekly():
        start = series.start
        weekly = {
            "weekdays": list(series.weekdays()),
            "start_time": start.wall.time(),
            "end_time": (start.wall + series.length).time(),
            "timezone": start.zone,
        }
        for first, last in series.spans():
            values = {**said, **weekly, "valid_from": first, "valid_until": last}
            yield Row(line=event.line, at=f"from {first}", people=event.people, values=values)
        return
    for start in series.times():
        end = start.at(start.wall + series.length)
        values = {**said, "starts_at": start.instant(), "ends_at": end.instant()}
        yield Row(line=event.line, at=start.key, people=event.people, values=values)


def _on_clocks(series: Series, other: Moment) -> datetime:
    """A moment on the clocks of the series; a date alone is the time of that day."""
    if other.whole_day and not series.start.whole_day:
        return datetime.combine(other.wall.date(), series.start.wall.time())
    if series.start.whole_day and not other.whole_day:
        return datetime.combine(other.wall.date(), datetime.min.time())
    return series.start.read_on_these(other)


@attrs.frozen
class _Properties:
    """The properties of an event, by what an absence needs of them."""

    event: Any
    zones: Mapping[str, tzinfo]

    def one(self, name: str) -> Any:
        """A property that may stand once. Raises UnreadableTime for one that stands twice or is broken."""
        found = self.event.get(name)
        if isinstance(found, list):
            raise UnreadableTime("stands_twice", name, found[0])
        if isinstance(found, vBroken):
            raise UnreadableTime("property_not_read", name, found)
        return found

    def text(self, name: str) -> str:
        """A text, "" where there is none; of several the first."""
        found = self.event.get(name, "")
        return str(found[0] if isinstance(found, list) else found).strip()

    def moment(self, name: str) -> Moment | None:
        """A date or date-time."""
        found = self.one(name)
        return None if found is None else moment(name, found.dt, found.params, self.zones)

    def moments(self, name: str) -> list[Moment]:
        """The dates of EXDATE or RDATE."""
        given = self.event.get(name, [])
        found: list[Moment] = []
        for one in given if isinstance(given, list) else [given]:
            if isinstance(one, vBroken):
                raise UnreadableTime("property_not_read", name, one)
            for each in one.dts:
                if isinstance(each.dt, tuple):
                    raise UnreadableTime("property_not_read", name, "PERIOD")
                found.append(moment(name, each.dt, one.params, self.zones))
        if len(found) > _MOST_EXCEPTIONS:
            raise UnreadableTime("series_too_long", name, len(found), most=_MOST_EXCEPTIONS)
        return found

    def series(self) -> Series:
        """When the event is."""
        start = self.moment("DTSTART")
        if start is None:
            raise UnreadableTime("required", "DTSTART", "")
        rule = self.one("RRULE")
        series = Series(start=start, length=self._length(start), rule=rule, more=tuple(self.moments("RDATE")))
        without = frozenset(_on_clocks(series, one) for one in self.moments("EXDATE"))
        return attrs.evolve(series, without=without)

    def _length(self, start: Moment) -> timedelta:
        end = self.moment("DTEND")
        if end is not None:
            return start.read_on_these(end) - start.wall
        lasts = self.one("DURATION")
        if lasts is not None:
            if not isinstance(lasts.dt, timedelta):
                raise UnreadableTime("property_not_read", "DURATION", lasts.dt)
            return lasts.dt
        return _DAY if start.whole_day else timedelta()

    def categories(self) -> set[str]:
        """The categories, in small letters."""
        given = self.event.get("CATEGORIES", [])
        lists = given if isinstance(given, list) else [given]
        return {str(one).strip().lower() for each in lists for one in getattr(each, "cats", ())}

    def people(self) -> tuple[str, ...]:
        """The addresses of those who attend."""
        given = self.event.get("ATTENDEE", [])
        found = dict[str, None]()
        for one in given if isinstance(given, list) else [given]:
            address = str(one)
            if not isinstance(one, vBroken) and one.params.get("PARTSTAT", "").upper() != "DECLINED":
                found[address[7:] if address.lower().startswith("mailto:") else address] = None
        return tuple(name for name in found if name)
