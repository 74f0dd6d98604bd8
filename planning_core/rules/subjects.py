"""The two things that rules look at: a person's timeline and a shift's staffing.

All instants here are micros (see `planning_core.domain.time`), all days ordinals in the person's
home zone, all worked time micros with the breaks taken off.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from datetime import date, time
from functools import cached_property, lru_cache
from operator import attrgetter

import attrs

from planning_core.domain.people import Availability, AvailabilityKind, Collaborator, Recurrence
from planning_core.domain.plan import Plan
from planning_core.domain.time import (
    MINUTE,
    Calendar,
    calendar,
    micros,
    wall_to_instant,
    week_of,
)
from planning_core.domain.work import Assignment, Shift, ShiftStatus


class Work:
    """One active assignment as the rules see it, laid out as `LaidOut` says."""

    __slots__ = ("assignment", "day", "end", "last_day", "parts", "shift", "start", "worked")

    def __init__(self, assignment: Assignment, shift: Shift, days: Calendar) -> None:
        self.assignment = assignment
        self.shift = shift
        self.start, self.end, self.worked, self.day, self.last_day, self.parts = days.laid_out(
            shift.starts_at, shift.ends_at, shift.break_minutes
        )

    @property
    def id(self) -> str:
        """The assignment's id."""
        return self.assignment.id

    def given_to(self, assignment: Assignment) -> Work:
        """The same piece of work for another assignment to its shift, of somebody in the same zone."""
        other = Work.__new__(Work)
        other.assignment, other.shift = assignment, self.shift
        other.start, other.end, other.worked = self.start, self.end, self.worked
        other.day, other.last_day, other.parts = self.day, self.last_day, self.parts
        return other


@attrs.frozen
class Span:
    """A window `[start, end)` in micros that an availability entry speaks of."""

    start: int
    end: int
    entry: Availability


@attrs.frozen
class Block:
    """Work without a pause in it: overlapping and touching pieces taken together, `[start, end)`."""

    start: int
    end: int
    first: Work
    last: Work


class PersonTimeline:
    """One person's active work in time order, with what rules need worked out once."""

    def __init__(self, plan: Plan, collaborator: Collaborator) -> None:
        self.plan = plan
        self.collaborator = collaborator
        self.calendar = days = calendar(collaborator.timezone or plan.timezone)
        shifts = plan.shifts
        works = []
        for assignment in plan.assignments_of(collaborator.id):
            shift = shifts.get(assignment.shift_id)
            if assignment.active and shift is not None and shift.status is not ShiftStatus.CANCELLED:
                works.append(Work(assignment, shift, days))
        works.sort(key=in_time)
        self.works: Sequence[Work] = works

    @classmethod
    def of_works(cls, plan: Plan, collaborator: Collaborator, works: Sequence[Work]) -> PersonTimeline:
        """The timeline of somebody whose work, in time order, was worked out before."""
        timeline = cls.__new__(cls)
        timeline.plan = plan
        timeline.collaborator = collaborator
        timeline.calendar = calendar(collaborator.timezone or plan.timezone)
        timeline.works = works
        return timeline

    @property
    def id(self) -> str:
        """The collaborator's id."""
        return self.collaborator.id

    @cached_property
    def worked_by_day(self) -> dict[int, int]:
        """Time worked on each local day with work, in day order."""
        found: dict[int, int] = {}
        for work in self.works:
            for day, worked in work.parts:
                found[day] = found.get(day, 0) + worked
        return dict(sorted(found.items())) if len(found) > 1 else found

    @cached_property
    def worked_by_week(self) -> dict[int, int]:
        """Time worked in each ISO week with work, in week order."""
        found: dict[int, int] = {}
        for day, worked in self.worked_by_day.items():
            week = week_of(day)
            found[week] = found.get(week, 0) + worked
        return found

    @cached_property
    def days(self) -> Sequence[int]:
        """Local days with work, in order."""
        return list(self.worked_by_day)

    @cached_property
    def works_by_start_day(self) -> dict[int, list[Work]]:
        """Work by the local day on which it starts, in time order."""
        found: dict[int, list[Work]] = {}
        for work in self.works:
            found.setdefault(work.day, []).append(work)
        return found

    @cached_property
    def blocks(self) -> Sequence[Block]:
        """Work with overlaps and touching pieces merged, in time order, so that every gap is real."""
        found: list[Block] = []
        for work in self.works:
            if found and work.start <= found[-1].end:
                block = found[-1]
                if work.end > block.end:
                    found[-1] = Block(block.start, work.end, block.first, work)
            else:
                found.append(Block(work.start, work.end, work, work))
        return found

    @cached_property
    def runs(self) -> Sequence[tuple[int, int]]:
        """Maximal runs of local days with work as (first day, last day)."""
        found: list[tuple[int, int]] = []
        for day in self.days:
            if found and found[-1][1] == day - 1:
                found[-1] = (found[-1][0], day)
            else:
                found.append((day, day))
        return found

    @cached_property
    def known_days(self) -> tuple[int, int] | None:
        """First and last local day that the plan claims to know wholly, or None: no such claim."""
        known = self.plan.known
        if known is None:
            return None
        return self.calendar.day_of(micros(known.start)), self.calendar.day_of(micros(known.end) - 1)

    @cached_property
    def _starts(self) -> Sequence[int]:
        return [work.start for work in self.works]

    @cached_property
    def _longest(self) -> int:
        return max((work.end - work.start for work in self.works), default=0)

    def works_in(self, start: int, end: int) -> Sequence[Work]:
        """Work that overlaps `[start, end)`, in time order."""
        low = bisect_right(self._starts, start - self._longest)
        high = bisect_left(self._starts, end)
        return [work for work in self.works[low:high] if work.end > start]

    def works_on(self, first_day: int, last_day: int) -> Sequence[Work]:
        """Work that touches the local days from first to last, in time order."""
        low, high = self.calendar.midnight(first_day), self.calendar.midnight(last_day + 1)
        return self.works_in(low, high)

    @cached_property
    def _entries(self) -> Sequence[Availability]:
        return self.plan.availability_of(self.id)

    def speaks_of(self, kinds: Collection[AvailabilityKind]) -> bool:
        """Whether anything of these kinds is said of this person at all."""
        return any(entry.kind in kinds for entry in self._entries)

    def clashes(self, kinds: Collection[AvailabilityKind]) -> Iterator[tuple[Work, Span]]:
        """Each piece of work with each span of these kinds that it overlaps, by span, in time order."""
        if self.works and self.speaks_of(kinds):
            last = max(work.end for work in self.works)
            for span in self.spans(kinds, self.works[0].start, last):
                for work in self.works_in(span.start, span.end):
                    yield work, span

    def spans(self, kinds: Collection[AvailabilityKind], start: int, end: int) -> Sequence[Span]:
        """Availability of these kinds that overlaps `[start, end)`, recurrences worked out, in time order."""
        found: list[Span] = []
        for entry in self._entries:
            if entry.kind not in kinds:
                continue
            for low, high in windows_said(entry, start, end):
                if low < end and high > start:
                    found.append(Span(low, high, entry))
        found.sort(key=lambda span: (span.start, span.end, span.entry.id))
        return found


in_time = attrgetter("start", "end", "assignment.id")
"""The order of work on a timeline."""


def windows_said(entry: Availability, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Windows that an entry speaks of and that may overlap `[start, end)`, its recurrence laid out."""
    if entry.recurrence is not None:
        yield from _occurrences(entry.recurrence, start, end)
    elif entry.starts_at is not None and entry.ends_at is not None:
        yield micros(entry.starts_at), micros(entry.ends_at)


def _occurrences(recurrence: Recurrence, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Windows of a weekly recurrence that may overlap `[start, end)`."""
    days = calendar(recurrence.timezone)
    overnight = recurrence.end_time <= recurrence.start_time
    first = days.day_of(start) - 1
    last = days.day_of(end)
    if recurrence.valid_from is not None:
        first = max(first, recurrence.valid_from.toordinal())
    if recurrence.valid_until is not None:
        last = min(last, recurrence.valid_until.toordinal())
    for day in range(first, last + 1):
        if (day - 1) % 7 + 1 in recurrence.weekdays:
            low = _wall(day, recurrence.start_time, recurrence.timezone)
            high = _wall(day + 1 if overnight else day, recurrence.end_time, recurrence.timezone)
            if low < high:
                yield low, high


@lru_cache(maxsize=65_536)
def _wall(day: int, wall: time, timezone: str) -> int:
    return micros(wall_to_instant(date.fromordinal(day), wall, timezone))


class ShiftStaffing:
    """One shift that is not cancelled, and the active assignments to it."""

    __slots__ = ("active", "end", "plan", "shift", "start")

    def __init__(self, plan: Plan, shift: Shift) -> None:
        self.plan = plan
        self.shift = shift
        self.start = micros(shift.starts_at)
        self.end = micros(shift.ends_at)
        self.active: Sequence[Assignment] = [a for a in plan.assignments_on(shift.id) if a.active]

    @property
    def local_day(self) -> int:
        """The local day, at the shift's site, on which it starts."""
        site = self.plan.sites.get(self.shift.site_id)
        return calendar(site.timezone if site else self.plan.timezone).day_of(self.start)

    @property
    def worked(self) -> int:
        """What one person works on it, the break taken off, in micros."""
        return self.end - self.start - self.shift.break_minutes * MINUTE


def whole_minutes(value: int) -> int:
    """Micros as minutes, rounded up, so that a figure over a limit never reads as the limit."""
    return -(-value // MINUTE)
