"""Clocks that tell the time they are told."""

from __future__ import annotations

from datetime import datetime, timedelta

from planning_core.domain.time import to_utc


class FixedClock:
    """Stands still until it is moved.

    >>> from datetime import UTC
    >>> clock = FixedClock(datetime(2026, 3, 2, 8, tzinfo=UTC))
    >>> clock.advance(timedelta(hours=1))
    >>> clock.now().isoformat()
    '2026-03-02T09:00:00+00:00'
    """

    def __init__(self, instant: datetime) -> None:
        self._instant = to_utc(instant)

    def now(self) -> datetime:
        """The instant it was set to, in UTC."""
        return self._instant

    def advance(self, by: timedelta) -> None:
        """Move on by that much."""
        self._instant = to_utc(self._instant + by)


class TickingClock:
    """Moves on by one step each time that it is read, so that no two readings are the same."""

    def __init__(self, instant: datetime, step: timedelta = timedelta(seconds=1)) -> None:
        self._next, self._step = to_utc(instant), step

    def now(self) -> datetime:
        """The next instant, in UTC."""
        instant = self._next
        self._next = to_utc(instant + self._step)
        return instant
