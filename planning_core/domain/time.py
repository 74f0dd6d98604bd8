"""Instants, half-open windows, and the calendar of a time zone.

Instants are timezone-aware and kept in UTC. Inside, arithmetic runs on whole microseconds since
1970-01-01T00:00Z ("micros"), so that sums are exact. Days are proleptic ordinals as `date.toordinal`
counts them; weeks are ISO weeks numbered from the Monday 0001-01-01.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo, available_timezones

import attrs

from planning_core.errors import Fault, InvalidInput

MINUTE = 60_000_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR
WEEK = 7 * DAY

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_ORDINAL = _EPOCH.toordinal()
_MICROSECOND = timedelta(microseconds=1)
FIRST_INSTANT = datetime(1900, 1, 1, tzinfo=UTC)
LAST_INSTANT = datetime(2200, 1, 1, tzinfo=UTC)


def micros(instant: datetime) -> int:
    """Whole microseconds from the epoch to an aware instant."""
    return (instant - _EPOCH) // _MICROSECOND


def instant(value: int) -> datetime:
    """The UTC instant that many microseconds after the epoch."""
    return _EPOCH + timedelta(microseconds=value)


def to_utc(value: datetime, path: str = "instant") -> datetime:
    """The same instant in UTC; a naive datetime or one outside 1900 to 2200 raises InvalidInput."""
    if not isinstance(value, datetime):
        raise InvalidInput([Fault(path, value, "not_an_instant")])
    if value.tzinfo is None:
        raise InvalidInput([Fault(path, value.isoformat(), "naive_instant")])
    if value.tzinfo is not UTC:
        try:
            value = value.astimezone(UTC)
        except OverflowError:
            raise InvalidInput([Fault(path, value.isoformat(), "instant_out_of_range")]) from None
    if not FIRST_INSTANT <= value < LAST_INSTANT:
        raise InvalidInput([Fault(path, value.isoformat(), "instant_out_of_range")])
    return value


def _start(value: datetime) -> datetime:
    return to_utc(value, "starts_at")


def _end(value: datetime) -> datetime:
    return to_utc(value, "ends_at")


@attrs.frozen(order=True)
class Window:
    """A half-open span of time `[start, end)`; start is before end, both in UTC."""

    start: datetime = attrs.field(converter=_start)
    end: datetime = attrs.field(converter=_end)

    def __attrs_post_init__(self) -> None:
        if self.start >= self.end:
            raise InvalidInput([Fault("ends_at", self.end.isoformat(), "end_not_after_start")])

    def overlaps(self, other: Window) -> bool:
        """Whether both share an instant; windows that touch do not."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Window) -> bool:
        """Whether the other lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end

    def widened(self, reach: timedelta) -> Window:
        """This window with that much more on both sides."""
        return Window(
            max(FIRST_INSTANT, self.start - reach), min(LAST_INSTANT - _MICROSECOND, self.end + reach)
        )

    def hull(self, other: Window) -> Window:
        """The smallest window that holds both."""
        return Window(min(self.start, other.start), max(self.end, other.end))


ALL_TIME = Window(FIRST_INSTANT, LAST_INSTANT - _MICROSECOND)
"""Every instant that the product knows."""


@lru_cache(maxsize=1)
def zone_names() -> frozenset[str]:
    """Every IANA name that this machine knows."""
    return frozenset(available_timezones())


@lru_cache(maxsize=1024)
def zone(name: str) -> ZoneInfo:
    """The IANA zone of that name; an unknown name raises InvalidInput."""
    if name not in zone_names():
        raise InvalidInput([Fault("timezone", name, "unknown_timezone")])
    return ZoneInfo(name)


def wall_to_instant(day: date, wall: time, timezone: str) -> datetime:
    """The UTC instant at which a clock on the wall of that zone shows that time on that day.

    A time that the clock skips (spring) gives the first instant after the gap; one that it shows
    twice (autumn) gives the first of the two.
    """
    tz = zone(timezone)
    local = datetime.combine(day, wall.replace(tzinfo=None, fold=0))
    found = local.replace(tzinfo=tz).astimezone(UTC)
    if found.astimezone(tz).replace(tzinfo=None, fold=0) == local:
        return found
    # In a gap: read with the offset after the jump the time lies before it, with the one before, after it.
    low = micros(local.replace(tzinfo=tz, fold=1).astimezone(UTC))
    high = micros(found)
    before = instant(low).astimezone(tz).utcoffset()
    while high - low > 1:
        middle = (low + high) // 2
        if instant(middle).astimezone(tz).utcoffset() == before:
            low = middle
        else:
            high = middle
    return instant(high)


class LaidOut(NamedTuple):
    """A piece of work in micros, and the local days of its first and last instant.

    `parts` are the local days that it touches, each with the time worked on it (the break is shared out in
    proportion).
    """

    start: int
    end: int
    worked: int
    day: int
    last_day: int
    parts: tuple[tuple[int, int], ...]


_MOST_LAID_OUT = 50_000


class Calendar:
    """Days and weeks of one time zone, with its midnights, its weeks and pieces of work remembered.

    The midnight of a day is its first instant. Where the clock skips midnight that is the first
    instant after the gap, so every instant belongs to exactly one day.
    """

    __slots__ = ("_laid_out", "_midnights", "_weeks", "timezone")

    def __init__(self, timezone: str) -> None:
        zone(timezone)
        self.timezone = timezone
        self._midnights: dict[int, int] = {}
        self._weeks: dict[int, tuple[int, int]] = {}
        self._laid_out: dict[tuple[datetime, datetime, int], LaidOut] = {}

    def midnight(self, day: int) -> int:
        """Micros of the first instant of that day (an ordinal)."""
        known = self._midnights.get(day)
        if known is None:
            known = micros(wall_to_instant(date.fromordinal(day), time(), self.timezone))
            self._midnights[day] = known
        return known

    def day_of(self, value: int) -> int:
        """The ordinal of the local day in which that micros value lies."""
        day = value // DAY + _EPOCH_ORDINAL
        known = self._midnights
        try:
            if known[day] <= value < known[day + 1]:
                return day
        except KeyError:
            pass
        if value < self.midnight(day):
            day -= 1
            while value < self.midnight(day):
                day -= 1
            return day
        while value >= self.midnight(day + 1):
            day += 1
        return day

    def last_day_of(self, start: int, end: int) -> int:
        """The local day of the last instant of `[start, end)`."""
        return self.day_of(end - 1) if end > start else self.day_of(start)

    def week_window(self, week: int) -> tuple[int, int]:
        """First instant of that ISO week and of the next, in micros."""
        known = self._weeks.get(week)
        if known is None:
            first = week * 7 + 1
            known = self._weeks[week] = self.midnight(first), self.midnight(first + 7)
        return known

    def laid_out(self, starts_at: datetime, ends_at: datetime, break_minutes: int) -> LaidOut:
        """How a piece of work lies on the days of this zone.

        The same is asked again and again: of a plan before and after a change, and by the next change.
        """
        key = starts_at, ends_at, break_minutes
        known = self._laid_out.get(key)
        if known is None:
            if len(self._laid_out) >= _MOST_LAID_OUT:
                self._laid_out.clear()
            known = self._laid_out[key] = self._lay_out(micros(starts_at), micros(ends_at), break_minutes)
        return known

    def _lay_out(self, start: int, end: int, break_minutes: int) -> LaidOut:
        worked = end - start - break_minutes * MINUTE
        day = self.day_of(start)
        last = day if end <= self.midnight(day + 1) else self.last_day_of(start, end)
        parts = ((day, worked),) if last == day else self._split(start, end, worked, day, last)
        return LaidOut(start, end, worked, day, last, parts)

    def _split(self, start: int, end: int, worked: int, day: int, last: int) -> tuple[tuple[int, int], ...]:
        """Worked time per local day; rounding goes to the last day, so that the sum is exact."""
        parts: list[tuple[int, int]] = []
        left = worked
        for current in range(day, last):
            span = min(end, self.midnight(current + 1)) - max(start, self.midnight(current))
            if span > 0:
                share = worked * span // (end - start)
                parts.append((current, share))
                left -= share
        parts.append((last, left))
        return tuple(parts)


@lru_cache(maxsize=256)
def calendar(timezone: str) -> Calendar:
    """The one calendar of that zone in this process."""
    return Calendar(timezone)


def week_of(day: int) -> int:
    """The number of the ISO week (Monday to Sunday) that a day's ordinal lies in."""
    return (day - 1) // 7


def whole_weeks(window: Window) -> Window:
    """The window widened to whole ISO weeks in any zone on Earth (a day more on both sides)."""
    days = calendar("UTC")
    first = week_of(days.day_of(micros(window.start)) - 1)
    last = week_of(days.day_of(micros(window.end)) + 1)
    start = instant(days.midnight(first * 7 + 1)) - timedelta(days=1)
    end = instant(days.midnight(last * 7 + 8)) + timedelta(days=1)
    return Window(max(start, FIRST_INSTANT), min(end, LAST_INSTANT - timedelta(microseconds=1)))


def day_label(day: int) -> str:
    """`2025-03-30` for an ordinal."""
    return date.fromordinal(day).isoformat()


def week_label(week: int) -> str:
    """`2025-W13` for a week number."""
    year, number, _ = date.fromordinal(week * 7 + 1).isocalendar()
    return f"{year}-W{number:02d}"
