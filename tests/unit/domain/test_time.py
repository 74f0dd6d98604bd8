"""Windows, wall clocks and calendars."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest

from planning_core.domain.time import (
    HOUR,
    Calendar,
    Window,
    day_label,
    instant,
    micros,
    to_utc,
    wall_to_instant,
    week_label,
    week_of,
    zone,
)
from planning_core.errors import InvalidInput

MONDAY = datetime(2025, 3, 3, tzinfo=UTC)


def at(hours: float) -> datetime:
    return MONDAY + timedelta(hours=hours)


def test_windows_that_touch_do_not_overlap() -> None:
    first, second = Window(at(8), at(12)), Window(at(12), at(16))

    assert (first.overlaps(second), second.overlaps(first)) == (False, False)
    assert first.overlaps(Window(at(11), at(13)))


@pytest.mark.parametrize(("start", "end"), [(at(12), at(12)), (at(12), at(8))])
def test_window_without_length_is_refused(start: datetime, end: datetime) -> None:
    with pytest.raises(InvalidInput) as raised:
        Window(start, end)

    assert [fault.reason for fault in raised.value.faults] == ["end_not_after_start"]


def test_instant_with_an_offset_is_kept_in_utc() -> None:
    given = datetime(2025, 3, 3, 9, tzinfo=timezone(timedelta(hours=5, minutes=45)))

    found = to_utc(given)

    assert (found.isoformat(), found.tzinfo) == ("2025-03-03T03:15:00+00:00", UTC)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (datetime(2025, 3, 3, 9), "naive_instant"),  # noqa: DTZ001 - without a zone on purpose
        (datetime(1899, 12, 31, tzinfo=UTC), "instant_out_of_range"),
        (datetime(2200, 1, 1, tzinfo=UTC), "instant_out_of_range"),
        (datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=1))), "instant_out_of_range"),
        ("2025-03-03", "not_an_instant"),
    ],
)
def test_instant_that_nobody_can_place_is_refused(value: datetime, reason: str) -> None:
    with pytest.raises(InvalidInput) as raised:
        to_utc(value)

    assert [fault.reason for fault in raised.value.faults] == [reason]


@pytest.mark.parametrize("name", ["Europe/Atlantis", "", "../etc/passwd", "europe/paris"])
def test_unknown_zone_is_refused(name: str) -> None:
    with pytest.raises(InvalidInput) as raised:
        zone(name)

    assert [fault.reason for fault in raised.value.faults] == ["unknown_timezone"]


@pytest.mark.parametrize(
    ("timezone_name", "day", "wall", "expected"),
    [
        ("Europe/Paris", date(2025, 3, 30), time(2, 30), "2025-03-30T01:00:00+00:00"),
        ("Europe/Paris", date(2025, 10, 26), time(2, 30), "2025-10-26T00:30:00+00:00"),
        ("Australia/Lord_Howe", date(2025, 10, 5), time(2, 15), "2025-10-04T15:30:00+00:00"),
        ("Africa/Cairo", date(2025, 4, 25), time(0, 0), "2025-04-24T22:00:00+00:00"),
        ("America/Havana", date(2025, 11, 2), time(0, 30), "2025-11-02T04:30:00+00:00"),
        ("Pacific/Apia", date(2011, 12, 30), time(9, 0), "2011-12-30T10:00:00+00:00"),
    ],
)
def test_wall_time_that_is_skipped_or_repeated_takes_the_first_instant(
    timezone_name: str, day: date, wall: time, expected: str
) -> None:
    assert wall_to_instant(day, wall, timezone_name).isoformat() == expected


@pytest.mark.parametrize(
    ("timezone_name", "day", "hours"),
    [
        ("Europe/Paris", date(2025, 3, 30), 23),
        ("Europe/Paris", date(2025, 10, 26), 25),
        ("Australia/Lord_Howe", date(2025, 4, 6), 24.5),
        ("Australia/Lord_Howe", date(2025, 10, 5), 23.5),
        ("Africa/Cairo", date(2025, 4, 25), 23),
        ("Africa/Cairo", date(2025, 10, 30), 25),
        ("Pacific/Apia", date(2011, 12, 30), 0),
        ("Asia/Kathmandu", date(2025, 3, 30), 24),
    ],
)
def test_day_lasts_as_long_as_it_really_does(timezone_name: str, day: date, hours: float) -> None:
    days = Calendar(timezone_name)

    length = days.midnight(day.toordinal() + 1) - days.midnight(day.toordinal())

    assert length == hours * HOUR


def test_week_of_a_clock_change_is_an_hour_short() -> None:
    start, end = Calendar("Europe/Paris").week_window(week_of(date(2025, 3, 30).toordinal()))

    assert (end - start) / HOUR == 167


@pytest.mark.parametrize(
    ("day", "label"),
    [
        (date(2024, 12, 30), "2025-W01"),
        (date(2025, 3, 3), "2025-W10"),
        (date(2020, 12, 31), "2020-W53"),
        (date(2027, 1, 3), "2026-W53"),
    ],
)
def test_weeks_are_iso_weeks(day: date, label: str) -> None:
    assert (week_label(week_of(day.toordinal())), day_label(day.toordinal())) == (label, day.isoformat())


def test_micros_and_instant_undo_each_other_to_the_microsecond() -> None:
    given = datetime(2025, 3, 30, 1, 59, 59, 999_999, tzinfo=UTC)

    assert instant(micros(given)) == given


def test_widened_window_stays_within_what_can_be_said() -> None:
    window = Window(datetime(1900, 1, 2, tzinfo=UTC), datetime(2199, 12, 31, tzinfo=UTC))

    wide = window.widened(timedelta(days=10))

    assert (wide.start.year, wide.end.year) == (1900, 2199)
