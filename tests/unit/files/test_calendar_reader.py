"""Absences of iCalendar files: whose, when on whose clocks, series, exceptions, and what is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from adapters.files.calendar_reader import CalendarFile
from adapters.files.opening import DEFAULT_ENCODING
from planning_core.domain.importing import RawRow
from planning_core.errors import InvalidInput

ZOE = "ATTENDEE:mailto:zoe@example.org"


def calendar(*events: str, zones: str = "", method: str = "") -> str:
    """A calendar of these events, each its lines parted by bars."""
    bodies = (f"BEGIN:VEVENT|{event}|END:VEVENT" for event in events)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", method, zones, *bodies, "END:VCALENDAR"]
    return "\r\n".join(line for line in "|".join(lines).split("|") if line) + "\r\n"


def rows(folder: Path, text: str, person: str | None = "p0") -> list[RawRow]:
    path = folder / "a.ics"
    path.write_text(text, encoding="utf-8", newline="")
    return list(CalendarFile(path, DEFAULT_ENCODING, person).rows("availability"))


def windows(found: list[RawRow]) -> list[tuple[Any, Any]]:
    """The beginnings and ends: instants in UTC, local times as they are."""

    def told(value: datetime) -> str:
        return f"{value:%m-%d %H:%M}" if value.tzinfo is None else f"{value.astimezone(UTC):%m-%d %H:%MZ}"

    return [(told(row.values["starts_at"]), told(row.values["ends_at"])) for row in found]


def faults(found: list[RawRow]) -> list[tuple[int, str, str]]:
    """Line, property and reason of each fault."""
    return [(row.place.line, fault.path, fault.reason) for row in found for fault in row.faults]


PARIS = "DTSTART;TZID=Europe/Paris:"


@pytest.mark.parametrize(
    ("event", "window"),
    [
        ("DTSTART;VALUE=DATE:20260302|DTEND;VALUE=DATE:20260305", ("03-02 00:00", "03-05 00:00")),
        ("DTSTART;VALUE=DATE:20260302", ("03-02 00:00", "03-03 00:00")),
        ("DTSTART:20260302T080000|DURATION:PT2H", ("03-02 08:00", "03-02 10:00")),
        ("DTSTART:20260302T080000Z|DTEND:20260302T100000Z", ("03-02 08:00Z", "03-02 10:00Z")),
        (f"{PARIS}20260328T080000|DTEND;TZID=Europe/Paris:20260329T080000", ("03-28 07:00Z", "03-29 06:00Z")),
        (f"{PARIS}20260329T023000|DTEND;TZID=Europe/Paris:20260329T040000", ("03-29 01:00Z", "03-29 02:00Z")),
        (f"{PARIS}20261025T023000|DURATION:PT30M", ("10-25 00:30Z", "10-25 02:00Z")),
        (
            "DTSTART;TZID=Romance Standard Time:20260702T080000|DURATION:PT1H",
            ("07-02 06:00Z", "07-02 07:00Z"),
        ),
        (
            "DTSTART;TZID=/mozilla.org/20050126_1/America/New_York:20260702T080000|DURATION:PT1H",
            ("07-02 12:00Z", "07-02 13:00Z"),
        ),
        (
            f"{PARIS}20260702T080000|DTEND;TZID=America/New_York:20260702T080000",
            ("07-02 06:00Z", "07-02 12:00Z"),
        ),
    ],
)
def test_event_is_a_window_on_its_clocks(tmp_path: Path, event: str, window: tuple[str, str]) -> None:
    found = rows(tmp_path, calendar(f"UID:1|{event}"))

    assert (faults(found), windows(found)) == ([], [window])


CUSTOM = (
    "BEGIN:VTIMEZONE|TZID:Ours|BEGIN:STANDARD|DTSTART:19701025T030000|TZOFFSETFROM:+0300|TZOFFSETTO:+0200|"
    "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10|END:STANDARD|BEGIN:DAYLIGHT|DTSTART:19700329T030000|"
    "TZOFFSETFROM:+0200|TZOFFSETTO:+0300|RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3|END:DAYLIGHT|END:VTIMEZONE"
)


def test_zone_that_only_the_file_knows_is_read_from_it(tmp_path: Path) -> None:
    event = "UID:1|DTSTART;TZID=Ours:20260328T080000|DURATION:PT1H|RRULE:FREQ=DAILY;COUNT=2"
    text = calendar(event, zones=CUSTOM)

    assert windows(rows(tmp_path, text)) == [
        ("03-28 06:00Z", "03-28 07:00Z"), ("03-29 05:00Z", "03-29 06:00Z"),
    ]  # fmt: skip
    assert faults(rows(tmp_path, calendar(event))) == [(3, "DTSTART", "unknown_timezone")]
    assert faults(rows(tmp_path, calendar(event, zones=CUSTOM.replace("YEARLY", "SECONDLY")))) == [
        (18, "DTSTART", "unknown_timezone")
    ]


def weekly(found: list[RawRow]) -> list[tuple[Any, ...]]:
    names = ("weekdays", "start_time", "end_time", "timezone", "valid_from", "valid_until")
    return [tuple(row.values[name] for name in names) for row in found]


def test_weekly_series_is_kept_as_one_even_without_an_end(tmp_path: Path) -> None:
    start = f"UID:1|{PARIS}20260302T220000|DURATION:PT8H|RRULE:FREQ=WEEKLY"
    night = (time(22), time(6), "Europe/Paris", date(2026, 3, 2))

    endless = rows(tmp_path, calendar(start + ";BYDAY=MO,WE"))
    counted = rows(tmp_path, calendar(start + ";COUNT=3"))
    until = rows(tmp_path, calendar(start + ";UNTIL=20260323T205959Z"))
    daily = rows(tmp_path, calendar("UID:1|DTSTART;VALUE=DATE:20260302|RRULE:FREQ=DAILY;UNTIL=20260305"))

    assert weekly(endless) == [([1, 3], *night, None)]
    assert weekly(counted) == [([1], *night, date(2026, 3, 16))]
    assert weekly(until) == [([1], *night, date(2026, 3, 22))]
    assert weekly(daily) == [
        ([1, 2, 3, 4, 5, 6, 7], time(0), time(0), None, date(2026, 3, 2), date(2026, 3, 5))
    ]


def test_exceptions_part_a_weekly_series(tmp_path: Path) -> None:
    series = (
        f"UID:1|{PARIS}20260302T080000|DURATION:PT1H|RRULE:FREQ=WEEKLY|"
        "EXDATE;TZID=Europe/Paris:20260309T080000|EXDATE:20260310T080000Z"
    )
    moved = f"UID:1|RECURRENCE-ID:20260323T070000Z|{PARIS}20260324T100000|DURATION:PT1H"
    dropped = "UID:1|RECURRENCE-ID;TZID=Europe/Paris:20260330T080000|STATUS:CANCELLED"

    found = rows(tmp_path, calendar(moved, series, dropped))

    assert [(row[-2], row[-1]) for row in weekly(found[:3])] == [
        (date(2026, 3, 2), date(2026, 3, 8)),
        (date(2026, 3, 10), date(2026, 3, 22)),
        (date(2026, 3, 31), None),
    ]
    assert windows(found[3:]) == [("03-24 09:00Z", "03-24 10:00Z")]
    assert {row.given["event"].times for row in found} == {
        frozenset(
            {"from 2026-03-02", "from 2026-03-10", "from 2026-03-31", "instead of 2026-03-23T07:00:00+00:00"}
        )
    }


def test_other_series_are_counted_out_on_the_clocks_of_their_zone(tmp_path: Path) -> None:
    monthly = (
        f"UID:1|{PARIS}20260227T080000|DURATION:PT1H|RRULE:FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20260430T000000Z"
    )
    every_other = (
        f"UID:2|{PARIS}20260323T080000|DURATION:PT1H|RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=3|"
        "EXDATE;TZID=Europe/Paris:20260420T080000|RDATE;TZID=Europe/Paris:20260501T090000"
    )

    assert windows(rows(tmp_path, calendar(monthly))) == [
        ("02-27 07:00Z", "02-27 08:00Z"), ("03-27 07:00Z", "03-27 08:00Z"), ("04-24 06:00Z", "04-24 07:00Z"),
    ]  # fmt: skip
    assert windows(rows(tmp_path, calendar(every_other))) == [
        ("03-23 07:00Z", "03-23 08:00Z"), ("04-06 06:00Z", "04-06 07:00Z"), ("05-01 07:00Z", "05-01 08:00Z"),
    ]  # fmt: skip


def said(found: list[RawRow]) -> list[tuple[str, str, str | None]]:
    return [(row.values["collaborator"], row.values["kind"], row.values.get("reason")) for row in found]


def test_event_is_of_those_who_attend_and_of_the_kind_of_its_categories(tmp_path: Path) -> None:
    when = "DTSTART;VALUE=DATE:20260302"
    events = (
        f"UID:1|{when}|{ZOE}|ATTENDEE;PARTSTAT=DECLINED:mailto:ann@example.org|ATTENDEE:MAILTO:Ben@example.org",
        f"UID:2|{when}|{ZOE}|CATEGORIES:Hr,Congés|SUMMARY:Été\\, Nice",
        f"UID:3|{when}|{ZOE}|CLASS:PRIVATE|SUMMARY:Surgery",
        f"UID:4|{when}|SUMMARY:Zoé",
    )

    found = rows(tmp_path, calendar(*events), None)

    assert said([row for row in found if not row.faults]) == [
        ("zoe@example.org", "unavailable", None),
        ("Ben@example.org", "unavailable", None),
        ("zoe@example.org", "leave", "Été, Nice"),
        ("zoe@example.org", "unavailable", None),
    ]
    assert faults(found) == [(24, "ATTENDEE", "nobody_named")]
    assert said(rows(tmp_path, calendar(events[3]))) == [("p0", "unavailable", "Zoé")]


@pytest.mark.parametrize(
    ("event", "method"),
    [
        ("STATUS:CANCELLED", ""),
        ("TRANSP:TRANSPARENT|SUMMARY:Birthday", ""),
        ("SUMMARY:Leave", "METHOD:CANCEL"),
        ("SUMMARY:Free|RRULE:FREQ=YEARLY|TRANSP:TRANSPARENT", ""),
    ],
)
def test_cancelled_and_free_events_are_no_absence(tmp_path: Path, event: str, method: str) -> None:
    text = calendar(f"UID:1|DTSTART;VALUE=DATE:20260302|{event}", method=method)

    (row,) = rows(tmp_path, text)

    assert (row.faults, row.given["event"].at, row.given["event"].times) == ((), None, frozenset())


def test_free_event_that_is_called_leave_is_one(tmp_path: Path) -> None:
    event = "UID:1|DTSTART;VALUE=DATE:20260302|TRANSP:TRANSPARENT|"
    text = calendar(
        event + "CATEGORIES:Vacation", (event + "X-MICROSOFT-CDO-BUSYSTATUS:OOF").replace(":1|", ":2|")
    )

    assert [row.values["kind"] for row in rows(tmp_path, text)] == ["leave", "unavailable"]


def test_newest_of_several_states_of_an_event_counts(tmp_path: Path) -> None:
    old, new = (f"UID:1|SEQUENCE:{n}|DTSTART;VALUE=DATE:2026030{n}" for n in (1, 2))

    assert windows(rows(tmp_path, calendar(new, old))) == [("03-02 00:00", "03-03 00:00")]


DAY = "UID:1|DTSTART;VALUE=DATE:20260302"


@pytest.mark.parametrize(
    ("event", "fault"),
    [
        ("UID:1|SUMMARY:x", ("DTSTART", "required")),
        ("UID:1|DTSTART:2026-03-02", ("DTSTART", "property_not_read")),
        ("UID:1|DTSTART:20261332T080000Z", ("DTSTART", "property_not_read")),
        (f"{DAY}|DTSTART;VALUE=DATE:20260303", ("DTSTART", "stands_twice")),
        (f"{DAY}|DURATION:2 days", ("DURATION", "property_not_read")),
        (f"{DAY}|RRULE:FREQ=MONTHLY", ("RRULE", "endless_series")),
        (f"{DAY}|RRULE:FREQ=DAILY;INTERVAL=2;COUNT=1001", ("RRULE", "series_too_long")),
        (f"{DAY}|RRULE:FREQ=SECONDLY;COUNT=3", ("RRULE", "series_not_read")),
        (f"{DAY}|RRULE:FREQ=DAILY;INTERVAL=0;COUNT=3", ("RRULE", "series_not_read")),
        (f"{DAY}|RRULE:FREQ=MONTHLY;BYMONTHDAY=99;COUNT=3|RDATE:x", ("RDATE", "property_not_read")),
        (f"{DAY}|RRULE:FREQ=MONTHLY;BYDAY=XX;COUNT=3", ("RRULE", "property_not_read")),
        (f"{DAY}|RRULE:FREQ=DAILY;COUNT=2|RRULE:FREQ=DAILY;COUNT=3", ("RRULE", "stands_twice")),
        (f"{DAY}|RECURRENCE-ID:20260302T080000Z", ("RECURRENCE-ID", "exception_without_series")),
        (f"{DAY}|RECURRENCE-ID;RANGE=THISANDFUTURE:20260302T080000Z", ("RECURRENCE-ID", "series_not_read")),
        (f"{DAY}|nonsense", ("", "malformed_event")),
    ],
)
def test_event_that_cannot_be_read_is_refused_with_its_line(
    tmp_path: Path, event: str, fault: tuple[str, str]
) -> None:
    found = rows(tmp_path, calendar("UID:0|DTSTART;VALUE=DATE:20260302", event))

    assert (len(found), faults(found)) == (2, [(7, *fault)])


def test_rule_that_never_comes_true_ends_at_once(tmp_path: Path) -> None:
    event = f"{DAY}|RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=3"

    assert [row.given["event"].at for row in rows(tmp_path, calendar(event))] == [None]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("", 1, "no_calendar"),
        ("ref,name\na,b\n", 1, "no_calendar"),
        ("BEGIN:VEVENT\nEND:VEVENT\n", 1, "no_calendar"),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\n", 2, "cut_off_calendar"),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nEND:VCALENDAR\n", 4, "cut_off_calendar"),
        (calendar(DAY, zones="BEGIN:VTIMEZONE|TZID:A|nonsense|END:VTIMEZONE"), 3, "malformed_zone"),
    ],
)
def test_file_that_is_no_whole_calendar_is_refused(tmp_path: Path, text: str, line: int, reason: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        rows(tmp_path, text)

    (fault,) = refused.value.faults
    assert (fault.path, fault.reason) == (f"{tmp_path / 'a.ics'}:{line}", reason)


def test_alarms_folded_lines_and_other_components_do_not_disturb(tmp_path: Path) -> None:
    event = f"{DAY}|SUMMARY:Con|  gé|BEGIN:VALARM|SUMMARY:Ring|END:VALARM"
    text = calendar(event).replace("BEGIN:VEVENT", "BEGIN:VTODO\r\nUID:9\r\nEND:VTODO\r\nBEGIN:VEVENT")

    assert [row.values["reason"] for row in rows(tmp_path, text)] == ["Con gé"]


def test_instants_are_kept_within_the_days_of_the_calendar(tmp_path: Path) -> None:
    found = rows(tmp_path, calendar("UID:1|DTSTART:00010101T000000Z|DURATION:P99999D"))

    assert found[0].values["starts_at"] == datetime(1, 1, 1, tzinfo=UTC)
