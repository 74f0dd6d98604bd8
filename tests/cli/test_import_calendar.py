"""`planning import` of iCalendar: absences come in once, follow their events, and go with them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.command import Desk, Said, plan_file
from tests.unit.files.test_calendar_reader import PARIS, ZOE, calendar

DAY = "UID:1@hr|DTSTART;VALUE=DATE:20250303|DTEND;VALUE=DATE:20250306|CATEGORIES:Leave|SUMMARY:Skiing"


@pytest.fixture
def staffed(desk: Desk) -> Desk:
    """A desk with two people: Zoé, known by an address, who lives by Lisbon's clocks, and another."""
    content = plan_file(shifts=0)
    content["collaborators"][0] |= {"email": "Zoe@Example.org", "timezone": "Europe/Lisbon"}
    assert desk.run("import", desk.write("plan.json", content)).code == 0
    return desk


def take(desk: Desk, *events: str, **options: Any) -> Said:
    """Import a calendar of these events."""
    person = ("--person", options["person"]) if "person" in options else ()
    return desk.run("import", desk.write("absences.ics", calendar(*events)), "--json", *person)


def counts(said: Said) -> tuple[int, int, int, int, int]:
    found = said.json["counts"]["availability"]
    return tuple(found[name] for name in ("read", "created", "updated", "unchanged", "refused"))


def absences(desk: Desk) -> list[tuple[str, str, str, str | None]]:
    """Whose, kind, first and last of each, by beginning."""
    rows = desk.run("export", "availability", "--format", "json").json["availability"]
    return sorted(
        (r["collaborator"], r["kind"], r["starts_at"] or r["valid_from"], r["ends_at"] or r["valid_until"])
        for r in rows
    )


def test_absence_comes_in_once_and_follows_its_event(staffed: Desk) -> None:
    first = take(staffed, f"{DAY}|{ZOE}")
    again = take(staffed, f"{DAY}|{ZOE}")
    was = absences(staffed)
    moved = take(staffed, f"{DAY}|{ZOE}".replace("20250306", "20250308"))
    now = absences(staffed)
    cancelled = take(staffed, f"{DAY}|{ZOE}|STATUS:CANCELLED")
    once_more = take(staffed, f"{DAY}|{ZOE}|STATUS:CANCELLED")

    assert [counts(one) for one in (first, again, moved, cancelled, once_more)] == [
        (1, 1, 0, 0, 0), (1, 0, 0, 1, 0), (1, 0, 1, 0, 0), (1, 0, 1, 0, 0), (1, 0, 0, 1, 0),
    ]  # fmt: skip
    assert was == [("p0", "leave", "2025-03-03T00:00:00Z", "2025-03-06T00:00:00Z")]
    assert now == [("p0", "leave", "2025-03-03T00:00:00Z", "2025-03-08T00:00:00Z")]
    assert absences(staffed) == []


def test_whole_days_are_those_of_the_persons_clocks(staffed: Desk) -> None:
    take(staffed, DAY, person="Person 1")
    take(staffed, DAY, person="zoe@example.org")
    weekly = "UID:2|DTSTART;VALUE=DATE:20250303|RRULE:FREQ=WEEKLY"
    take(staffed, weekly, person="p1")

    assert absences(staffed) == [
        ("p0", "leave", "2025-03-03T00:00:00Z", "2025-03-06T00:00:00Z"),
        ("p1", "leave", "2025-03-02T23:00:00Z", "2025-03-05T23:00:00Z"),
        ("p1", "unavailable", "2025-03-03", None),
    ]
    rows = staffed.run("export", "availability", "--format", "json").json["availability"]
    assert {row["timezone"] for row in rows if row["weekdays"]} == {"Europe/Paris"}


def test_dates_that_a_series_has_no_more_go(staffed: Desk) -> None:
    series = f"UID:3|{PARIS}20250303T080000|DURATION:PT1H|RRULE:FREQ=MONTHLY;COUNT=4"

    first = take(staffed, series, person="p0")
    fewer = take(staffed, series.replace("COUNT=4", "COUNT=2"), person="p0")
    left = absences(staffed)
    weekly = take(staffed, series.replace("FREQ=MONTHLY;COUNT=4", "FREQ=WEEKLY"), person="p0")

    assert [counts(one) for one in (first, fewer, weekly)] == [
        (4, 4, 0, 0, 0), (2, 0, 2, 2, 0), (1, 1, 2, 0, 0),
    ]  # fmt: skip
    assert [one[2] for one in left] == ["2025-03-03T07:00:00Z", "2025-04-03T06:00:00Z"]
    assert absences(staffed) == [("p0", "unavailable", "2025-03-03", None)]


def test_what_was_entered_by_hand_stays_and_is_not_doubled(staffed: Desk) -> None:
    by_hand = {
        "collaborator": "p0", "kind": "leave", "reason": "mine",
        "starts_at": "2025-03-03T00:00:00Z", "ends_at": "2025-03-06T00:00:00Z",
    }  # fmt: skip
    staffed.run("import", staffed.write("more.json", {"availability": [by_hand]}))

    same = take(staffed, DAY, person="p0")
    cancelled = take(staffed, f"{DAY}|STATUS:CANCELLED", person="p0")

    assert (counts(same), counts(cancelled)) == ((1, 0, 0, 1, 0), (1, 0, 0, 1, 0))
    assert len(absences(staffed)) == 1


OTHER = DAY.replace("1@hr", "2@hr").replace("Skiing", "Fair")


def test_each_of_two_events_at_one_time_keeps_it_when_the_other_is_cancelled(staffed: Desk) -> None:
    first, again, turned = (
        take(staffed, *events, person="p0") for events in ((DAY, OTHER), (DAY, OTHER), (OTHER, DAY))
    )
    one_gone = take(staffed, f"{DAY}|STATUS:CANCELLED", person="p0")
    left = absences(staffed)
    take(staffed, f"{OTHER}|STATUS:CANCELLED", person="p0")

    assert [counts(one) for one in (first, again, turned, one_gone)] == [
        (2, 2, 0, 0, 0), (2, 0, 0, 2, 0), (2, 0, 0, 2, 0), (1, 0, 1, 0, 0),
    ]  # fmt: skip
    assert (len(left), absences(staffed)) == (1, [])


MONTHLY = f"UID:3|{PARIS}20250303T080000|DURATION:PT1H|RRULE:FREQ=MONTHLY;COUNT=3"
SHORT = DAY.replace("20250306", "20250305")
RENAMED = "UID:3|RECURRENCE-ID;TZID=Europe/Paris:20250403T080000|DTSTART;TZID=Europe/Paris:20250403T080000"


@pytest.mark.parametrize(
    ("before", "after", "ends"),
    [
        ([MONTHLY], [MONTHLY, f"{RENAMED}|DURATION:PT1H|SUMMARY:New"], ["03-03", "04-03", "05-03"]),
        (["UID:4|DTSTART:20250303T080000|DURATION:PT1H"], [f"UID:4|{PARIS}20250303T080000|DURATION:PT1H"],
         ["03-03"]),
        ([DAY, OTHER], [f"{DAY}|STATUS:CANCELLED", OTHER], ["03-05"]),
        ([DAY], [OTHER, SHORT], ["03-04", "03-05"]),
    ],
)  # fmt: skip
def test_absence_that_takes_the_time_of_one_that_goes_or_moves_stays(
    staffed: Desk, before: list[str], after: list[str], ends: list[str]
) -> None:
    take(staffed, *before, person="p1")
    said = take(staffed, *after, person="p1")
    once_more = take(staffed, *after, person="p1")

    assert (said.code, [str(one[3])[5:10] for one in absences(staffed)]) == (0, ends)
    assert counts(once_more)[1:3] == (0, 0)


def test_event_that_is_refused_keeps_what_it_had(staffed: Desk) -> None:
    timed = "UID:5|DTSTART:20250303T080000Z|DTEND:20250303T{}0000Z"
    file = staffed.write("a.ics", calendar(timed.format(10).replace("T08", "T11")))
    take(staffed, timed.format("09"), person="p0")

    refused = staffed.run("import", file, "--person", "p0", "--keep-good", "--json")

    assert counts(refused) == (1, 0, 0, 0, 1)
    assert [one[2] for one in absences(staffed)] == ["2025-03-03T08:00:00Z"]


def test_row_of_a_file_and_event_of_a_calendar_do_not_share_what_goes(staffed: Desk) -> None:
    take(staffed, DAY, person="p0")
    exported = staffed.run("export", "availability", "--format", "json").out
    again = staffed.write("more.json", exported)
    cancelled = staffed.write("a.ics", calendar(f"{DAY}|STATUS:CANCELLED"))

    both = staffed.run("import", again, cancelled, "--person", "p0")

    assert (both.code, len(absences(staffed))) == (0, 1)


def test_event_at_fault_refuses_all_with_its_line_and_comes_back_mended(staffed: Desk) -> None:
    file = staffed.write(
        "absences.ics", calendar(f"{DAY}|{ZOE}", f"{DAY}|ATTENDEE:mailto:nobody@x".replace("1@", "2@"))
    )
    rejects = staffed.folder / "again.ics"

    refused = staffed.run("import", file)
    nothing = absences(staffed)
    staffed.run("import", file, "--keep-good", "--rejects", str(rejects))
    rejects.write_text(
        rejects.read_text().replace("nobody@x", "zoe@example.org").replace("20250306", "20250307")
    )
    mended = staffed.run("import", str(rejects))

    assert (refused.code, nothing, mended.code) == (1, [], 0)
    assert f"{file}:11, collaborator « nobody@x »: there is no such collaborator" in refused.out
    assert [one[3] for one in absences(staffed)] == ["2025-03-06T00:00:00Z", "2025-03-07T00:00:00Z"]


def test_no_calendar_is_wrong_use(staffed: Desk) -> None:
    said = staffed.run("import", staffed.write("a.ics", "BEGIN:VCALENDAR\nBEGIN:VEVENT\n"))

    assert (said.code, said.out, "a.ics:2" in said.err, "incomplete" in said.err) == (2, "", True, True)
