"""What holds of time in every zone, on any day."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning_core.domain.time import DAY, HOUR, calendar, instant, micros, wall_to_instant
from planning_core.domain.work import Assignment, Shift
from planning_core.rules.subjects import Work

ZONES = (
    "Europe/Paris",
    "America/New_York",
    "Australia/Lord_Howe",
    "America/Sao_Paulo",
    "America/Havana",
    "Africa/Cairo",
    "Asia/Kathmandu",
    "Pacific/Apia",
)
zones = st.sampled_from(ZONES)
instants = st.datetimes(datetime(1995, 1, 1), datetime(2037, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - the strategy wants them so
MICROSECOND = timedelta(microseconds=1)


def shift(start: datetime, end: datetime, break_minutes: int = 0) -> Shift:
    return Shift(
        id="shift",
        mission_id="mission",
        site_id="site",
        role_id="role",
        starts_at=start,
        ends_at=end,
        break_minutes=break_minutes,
    )


def work(timezone: str, of: Shift) -> Work:
    return Work(
        Assignment(id="a", shift_id=of.id, collaborator_id="ann", role_id="role"), of, calendar(timezone)
    )


@given(zones, instants)
def test_every_instant_lies_in_the_day_that_the_wall_shows(timezone: str, moment: datetime) -> None:
    found = calendar(timezone).day_of(micros(moment))

    assert date.fromordinal(found) == moment.astimezone(ZoneInfo(timezone)).date()


@given(zones, instants)
def test_every_instant_lies_between_the_midnights_of_its_day(timezone: str, moment: datetime) -> None:
    days = calendar(timezone)
    day = days.day_of(micros(moment))

    assert days.midnight(day) <= micros(moment) < days.midnight(day + 1)


@given(zones, st.dates(date(1995, 1, 1), date(2037, 12, 31)), st.times())
def test_wall_time_is_shown_or_is_the_first_instant_after_a_gap(timezone: str, day: date, wall: time) -> None:
    wanted = datetime.combine(day, wall)

    found = wall_to_instant(day, wall, timezone)

    shown = found.astimezone(ZoneInfo(timezone)).replace(tzinfo=None)
    before = (found - MICROSECOND).astimezone(ZoneInfo(timezone)).replace(tzinfo=None)
    assert shown == wanted or before < wanted < shown


@given(zones, instants, st.integers(1, 4 * 24 * 60), st.data())
def test_parts_of_work_add_up_to_what_is_worked(
    timezone: str, start: datetime, minutes: int, data: st.DataObject
) -> None:
    pause = data.draw(st.integers(0, minutes - 1))

    found = work(timezone, shift(start, start + timedelta(minutes=minutes), pause))

    assert sum(worked for _, worked in found.parts) == found.worked == (minutes - pause) * HOUR // 60
    assert [day for day, _ in found.parts] == sorted({day for day, _ in found.parts})
    assert (found.parts[0][0], found.parts[-1][0]) == (found.day, found.last_day)


@given(zones, instants, st.integers(1, 4 * 24 * 60))
def test_parts_of_work_without_a_break_are_the_hours_of_each_day(
    timezone: str, start: datetime, minutes: int
) -> None:
    end = start + timedelta(minutes=minutes)

    found = work(timezone, shift(start, end))

    days = calendar(timezone)
    for day, worked in found.parts:
        low, high = max(days.midnight(day), micros(start)), min(days.midnight(day + 1), micros(end))
        assert worked == high - low


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2025, 3, 29), 7), (date(2025, 10, 25), 9), (date(2025, 6, 7), 8)]
)
def test_night_counts_the_hours_that_really_pass(day: date, hours: int) -> None:
    start = wall_to_instant(day, time(22), "Europe/Paris")
    end = wall_to_instant(day + timedelta(days=1), time(6), "Europe/Paris")

    found = work("Europe/Paris", shift(start, end))

    assert (found.worked, found.parts) == (
        hours * HOUR,
        ((day.toordinal(), 2 * HOUR), (day.toordinal() + 1, (hours - 2) * HOUR)),
    )


def test_break_is_shared_in_proportion_when_work_crosses_midnight() -> None:
    start = datetime(2025, 3, 3, 21, tzinfo=UTC)

    found = work("UTC", shift(start, start + timedelta(hours=9), 60))

    assert [worked * 9 / HOUR for _, worked in found.parts] == pytest.approx([3 * 8, 6 * 8])
    assert found.worked == 8 * HOUR


@given(zones, instants)
def test_day_that_is_skipped_holds_nothing(timezone: str, moment: datetime) -> None:
    days = calendar(timezone)
    day = days.day_of(micros(moment))

    lengths = [days.midnight(d + 1) - days.midnight(d) for d in range(day - 1, day + 2)]

    assert [length for length in lengths if not 0 <= length <= DAY + 24 * HOUR] == []
    assert instant(days.midnight(day)) <= moment
