"""The demo's time: its weeks, and the local days and hours of its places."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import attrs

from entrypoints.cli.demo.company import PARIS
from planning_core import Window
from planning_core.domain.time import wall_to_instant


@attrs.frozen
class DemoCalendar:
    """Weeks from Monday `first_day` on; `published` of them stand in publications, the rest are drafts."""

    first_day: date
    weeks: int

    @property
    def published(self) -> int:
        """How many weeks are published: the first half."""
        return self.weeks // 2

    def day(self, week: int, weekday: int = 1) -> date:
        """The day of that week (from 0) and ISO weekday."""
        return self.first_day + timedelta(weeks=week, days=weekday - 1)

    def at(self, week: int, weekday: int, clock: str = "00:00", timezone: str = PARIS) -> datetime:
        """The instant at which clocks of that zone show that time."""
        return wall_to_instant(self.day(week, weekday), time.fromisoformat(clock), timezone)

    def span(self, first: int, end: int, timezone: str = PARIS) -> Window:
        """The weeks `[first, end)` in that zone."""
        return Window(self.at(first, 1, timezone=timezone), self.at(end, 1, timezone=timezone))

    def slack(self, first: int, end: int) -> Window:
        """Those weeks and a day more on both sides: a night of the last day still lies inside."""
        return self.span(first, end).widened(timedelta(days=1))
