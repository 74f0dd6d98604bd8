"""When an event of a calendar is: its zone, and its times one by one or week by week."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import islice
from typing import Any

import attrs
from dateutil import rrule
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from planning_core.domain.time import wall_to_instant, zone, zone_names

ZONE = "X-TZID"
"""Under this name TZID is kept, so that zones are found here and not in what other files have said."""
MOST_TIMES = 1000
_LONGEST = timedelta(days=366 * 30)
_DAY = timedelta(days=1)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_FREQUENCIES = {
    "DAILY": rrule.DAILY,
    "WEEKLY": rrule.WEEKLY,
    "MONTHLY": rrule.MONTHLY,
    "YEARLY": rrule.YEARLY,
}
_PARTS = {
    "BYMONTH": "bymonth", "BYMONTHDAY": "bymonthday", "BYYEARDAY": "byyearday", "BYWEEKNO": "byweekno",
    "BYSETPOS": "bysetpos",
}  # fmt: skip


class UnreadableTime(Exception):
    """A time, or a series, that is not taken in: the reason's word, the property and what stands there."""

    def __init__(self, reason: str, name: str, value: object, **limits: object) -> None:
        self.reason, self.name, self.value, self.limits = reason, name, str(value), limits
        super().__init__(reason)


@attrs.frozen
class Moment:
    """A time on the clocks of a zone: an IANA name, rules of the file's own, or (None) the reader's."""

    wall: datetime
    zone: str | tzinfo | None
    whole_day: bool

    @property
    def key(self) -> str:
        """What tells this time of an event from the others."""
        if self.zone is None:
            return self.wall.date().isoformat() if self.whole_day else self.wall.isoformat()
        return _utc(self.wall, self.zone).isoformat()

    def instant(self) -> datetime:
        """The instant, or the time without a zone where that is the reader's."""
        return self.wall if self.zone is None else _utc(self.wall, self.zone)

    def at(self, wall: datetime) -> Moment:
        """Another time on the same clocks."""
        return attrs.evolve(self, wall=wall)

    def read_on_these(self, other: Moment) -> datetime:
        """What these clocks show at another moment."""
        if self.zone is None or other.zone is None or self.zone == other.zone:
            return other.wall
        own = zone(self.zone) if isinstance(self.zone, str) else self.zone
        return _utc(other.wall, other.zone).astimezone(own).replace(tzinfo=None)


def _utc(wall: datetime, of: str | tzinfo) -> datetime:
    if isinstance(of, str):
        return wall_to_instant(wall.date(), wall.time(), of)
    return wall.replace(tzinfo=of).astimezone(UTC)


def moment(name: str, given: Any, params: Mapping[str, Any], own_zones: Mapping[str, tzinfo]) -> Moment:
    """The moment of a date or datetime as it was read. Raises UnreadableTime for an unknown zone."""
    if not isinstance(given, datetime):
        if not isinstance(given, date):
            raise UnreadableTime("not_an_instant", name, given)
        return Moment(datetime.combine(given, time()), None, True)
    if given.tzinfo is not None:
        return Moment(given.astimezone(UTC).replace(tzinfo=None), "UTC", False)
    asked = params.get(ZONE)
    if asked is None:
        return Moment(given, None, False)
    found = _zone_named(str(asked)) or own_zones.get(str(asked)) or _zone_at_end(str(asked))
    if found is None:
        raise UnreadableTime("unknown_timezone", name, asked)
    return Moment(given, found, False)


def _zone_named(name: str) -> str | None:
    """The IANA name of a zone: its own, or that of one of Windows."""
    return name if name in zone_names() else WINDOWS_TO_OLSON.get(name)


def _zone_at_end(name: str) -> str | None:
    """The zone that a name with a maker's prefix ends with."""
    parts = name.split("/")
    return next((n for count in (3, 2, 1) if (n := "/".join(parts[-count:])) in zone_names()), None)


@attrs.frozen(kw_only=True)
class Series:
    """When an event is: its first time, how long each lasts, its rule (RRULE) and what departs from it."""

    start: Moment
    length: timedelta
    rule: Mapping[str, list[Any]] | None
    more: tuple[Moment, ...] = ()
    without: frozenset[datetime] = frozenset()

    def is_weekly(self) -> bool:
        """Whether the rule says weekdays and no more, so that it can be kept as such, even without an end."""
        if self.rule is None or self.more or not (timedelta() < self.length <= _DAY):
            return False
        by = {name for name in self.rule if name.startswith("BY")}
        days = [str(one) for one in self.rule.get("BYDAY", ())]
        return (
            self._frequency() in ("DAILY", "WEEKLY")
            and self._whole("INTERVAL", 1) == 1
            and by <= {"BYDAY"}
            and all(day in _WEEKDAYS for day in days)
            and not isinstance(self.start.zone, tzinfo)
        )

    def weekdays(self) -> tuple[int, ...]:
        """The weekdays (1 Monday to 7) of a weekly series."""
        rule = self.rule or {}
        days = [_WEEKDAYS.index(str(one)) + 1 for one in rule.get("BYDAY", ())]
        every = (1, 2, 3, 4, 5, 6, 7) if self._frequency() == "DAILY" else (self.start.wall.isoweekday(),)
        return tuple(sorted(set(days))) or every

    def spans(self) -> Iterator[tuple[date, date | None]]:
        """First and last day of each stretch of a weekly series that no exception interrupts."""
        first, last = self.start.wall.date(), self._last_day()
        days = {wall.date() for wall in self.without}
        out = sorted(day for day in days if day >= first and day.isoweekday() in self.weekdays())
        if len(out) > MOST_TIMES:
            raise UnreadableTime("series_too_long", "EXDATE", len(out), most=MOST_TIMES)
        for day in (*out, None):
            until = last if day is None else day - _DAY
            if last is not None and until is not None:
                until = min(until, last)
            if self._has_a_day(first, until):
                yield first, until
            if day is not None:
                first = day + _DAY

    def times(self) -> list[Moment]:
        """Each time that the series begins. Raises UnreadableTime for one without an end, or too many."""
        walls = set(self._walls()) if self.rule is not None else {self.start.wall}
        walls.update(self.start.read_on_these(one) for one in self.more)
        return [self.start.at(wall) for wall in sorted(walls - self.without)]

    def _walls(self) -> list[datetime]:
        rule = self.rule or {}
        if "UNTIL" not in rule and "COUNT" not in rule:
            raise UnreadableTime("endless_series", "RRULE", self._shown())
        try:
            found = list(islice(self._repeated(), self._whole("COUNT", MOST_TIMES + 1)))
        except (TypeError, ValueError):
            raise UnreadableTime("series_not_read", "RRULE", self._shown()) from None
        if len(found) > MOST_TIMES:
            raise UnreadableTime("series_too_long", "RRULE", self._shown(), most=MOST_TIMES)
        return found

    def _last_day(self) -> date | None:
        rule = self.rule or {}
        if "COUNT" in rule:
            return max(self._walls()).date() if self._whole("COUNT", 1) else None
        until = self._until()
        if until is None:
            return None
        day = until.date()
        return day if until >= datetime.combine(day, self.start.wall.time()) else day - _DAY

    def _has_a_day(self, first: date, last: date | None) -> bool:
        days = 7 if last is None else min((last - first).days + 1, 7)
        wanted = self.weekdays()
        return any((first + n * _DAY).isoweekday() in wanted for n in range(days))

    def _repeated(self) -> rrule.rrule:
        """The rule on the clocks of its zone: never counted by `rrule`, and never without an end."""
        rule = self.rule or {}
        interval = self._whole("INTERVAL", 1)
        unknown = {n for n in rule if n.startswith("BY")} - {*_PARTS, "BYDAY"}
        if interval < 1 or unknown or self._frequency() not in _FREQUENCIES:
            raise UnreadableTime("series_not_read", "RRULE", self._shown())
        horizon = self.start.wall + _LONGEST
        parts = {_PARTS[name]: list(map(int, value)) for name, value in rule.items() if name in _PARTS}
        days = [_weekday(str(one)) for one in rule.get("BYDAY", ())]
        week = str((rule.get("WKST") or ["MO"])[0])
        if None in days or week not in _WEEKDAYS:
            raise UnreadableTime("series_not_read", "RRULE", self._shown())
        until = self._until()
        return rrule.rrule(
            _FREQUENCIES[self._frequency()],
            dtstart=self.start.wall,
            interval=interval,
            until=horizon if until is None else min(until, horizon),
            wkst=_WEEKDAYS.index(week),
            byweekday=days or None,
            **parts,
        )

    def _until(self) -> datetime | None:
        """The last moment of the rule, on the clocks of the series."""
        given = ((self.rule or {}).get("UNTIL") or [None])[0]
        if given is None:
            return None
        if not isinstance(given, datetime):
            return datetime.combine(given, time.max)
        if given.tzinfo is None:
            return given
        if self.start.zone is None:
            return given.replace(tzinfo=None)
        utc = Moment(given.astimezone(UTC).replace(tzinfo=None), "UTC", False)
        return self.start.read_on_these(utc)

    def _frequency(self) -> str:
        return str(((self.rule or {}).get("FREQ") or [""])[0]).upper()

    def _whole(self, name: str, default: int) -> int:
        return int(((self.rule or {}).get(name) or [default])[0])

    def _shown(self) -> str:
        return ";".join(f"{name}={','.join(map(str, v))}" for name, v in (self.rule or {}).items())[:100]


def _weekday(given: str) -> Any:
    """`MO`, or `-1FR`: the last Friday; None for what is none."""
    number, day = given[:-2], given[-2:]
    if day not in _WEEKDAYS:
        return None
    known = rrule.weekday(_WEEKDAYS.index(day))
    try:
        return known(int(number)) if number else known
    except ValueError:
        return None
