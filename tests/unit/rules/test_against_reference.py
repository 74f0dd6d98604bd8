"""Rules against slow ones, written apart: time is cut into slots of a quarter of an hour and counted."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import combinations
from zoneinfo import ZoneInfo

from hypothesis import given

from tests.unit.rules.random_work import SLOT, Spell, findings_of, places, plan_of, spells

Place = tuple[str, datetime]
EDGE = 15 * 96
REST, DAY = 44, 96


def busy_slots(work: Sequence[Spell]) -> set[int]:
    return {slot for first, length, _ in work for slot in range(first, first + length)}


def local_day(place: Place, slot: int) -> date:
    timezone, origin = place
    return (origin + slot * SLOT).astimezone(ZoneInfo(timezone)).date()


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def stretches(slots: set[int]) -> list[tuple[int, int]]:
    """Maximal runs of neighbouring slots, as (first, one past the last)."""
    starts = sorted(slot for slot in slots if slot - 1 not in slots)
    ends = sorted(slot + 1 for slot in slots if slot + 1 not in slots)
    return list(zip(starts, ends, strict=True))


def worked_by_day(place: Place, work: Sequence[Spell]) -> dict[date, Fraction]:
    """Minutes, each slot of a spell bearing its share of the break."""
    found: defaultdict[date, Fraction] = defaultdict(Fraction)
    for first, length, pause in work:
        for slot in range(first, first + length):
            found[local_day(place, slot)] += Fraction(15 * length - pause, length)
    return dict(found)


@given(places, spells())
def test_double_booking_finds_every_pair_that_shares_a_slot(place: Place, work: list[Spell]) -> None:
    expected = {
        tuple(sorted((str(a), str(b)))): 15 * len(busy_slots([work[a]]) & busy_slots([work[b]]))
        for a, b in combinations(range(len(work)), 2)
        if busy_slots([work[a]]) & busy_slots([work[b]])
    }

    found = findings_of("double_booking", plan_of(place, work))

    assert {c.subject: c.details["found"] for c in found} == expected
    assert len(found) == len(expected)


def at_fault(place: Place, work: Sequence[Spell], a: Spell, b: Spell) -> bool:
    """Whether two spells, the second starting no earlier, stretch too far without a long rest between."""
    start, end = a[0], b[0] + b[1]
    free = set(range(start, b[0])) - busy_slots(work)
    if any(high - low >= REST for low, high in stretches(free)):
        return False
    if b[0] >= start + DAY:
        nearer = [first for first, _, _ in work if start + DAY <= first < b[0]]
        before = [low for low, high in stretches(free) if high == b[0]]
        return not nearer and before != [] and before[0] < start + DAY
    other_day = local_day(place, start) != local_day(place, b[0])
    return end - start >= DAY or (other_day and end - start > DAY - REST)


def short_rests(place: Place, work: Sequence[Spell]) -> set[tuple[int, int]]:
    """First and last slot boundary of each rest that is too short; of a block where there is none."""
    busy = busy_slots(work)
    found = set()
    for a in work:
        for b in [b for b in work if b[0] >= a[0] and at_fault(place, work, a, b)]:
            rests = stretches(set(range(a[0], b[0])) - busy)
            found |= set(rests or [block for block in stretches(busy) if block[0] <= a[0] < block[1]])
    return found


@given(places, spells(longest=110))
def test_min_rest_finds_each_short_rest_once(place: Place, work: list[Spell]) -> None:
    origin = place[1]
    expected = sorted((origin + a * SLOT, origin + b * SLOT) for a, b in short_rests(place, work))

    found = findings_of("min_rest", plan_of(place, work))

    assert sorted((c.starts_at, c.ends_at) for c in found) == expected


@given(places, spells(longest=80))
def test_weekly_rest_finds_weeks_without_a_long_rest_inside(place: Place, work: list[Spell]) -> None:
    busy = busy_slots(work)
    free = set(range(min(busy) - EDGE, max(busy) + EDGE)) - busy
    expected = {monday(local_day(place, slot)) for slot in busy}
    for start, end in stretches(free):
        inside = Counter(monday(local_day(place, slot)) for slot in range(start, end))
        if end - start >= 140:
            expected -= {week for week, slots in inside.items() if slots >= 96}

    found = findings_of("weekly_rest", plan_of(place, work))

    labels = {"{}-W{:02d}".format(*week.isocalendar()[:2]) for week in expected}
    assert {c.details["week"] for c in found} == labels
    assert [c for c in found if not 0 <= c.details["found"] < c.details["limit"]] == []


@given(places, spells())
def test_consecutive_days_finds_the_runs_of_days_with_a_busy_slot(place: Place, work: list[Spell]) -> None:
    days = {local_day(place, slot).toordinal() for slot in busy_slots(work)}
    expected = [(first, last - 1) for first, last in stretches(days) if last - first > 6]

    found = findings_of("consecutive_days", plan_of(place, work))

    runs = [(c.details["first_day"], c.details["last_day"]) for c in found]
    assert runs == [
        (date.fromordinal(first).isoformat(), date.fromordinal(last).isoformat()) for first, last in expected
    ]


@given(places, spells())
def test_daily_hours_add_up_the_slots_of_a_day(place: Place, work: list[Spell]) -> None:
    minutes = worked_by_day(place, work)
    expected = {day.isoformat() for day, worked in minutes.items() if worked > 600}

    found = findings_of("daily_hours", plan_of(place, work))

    assert {c.details["day"] for c in found} == expected


@given(places, spells())
def test_weekly_hours_add_up_the_slots_of_a_week(place: Place, work: list[Spell]) -> None:
    weeks: defaultdict[str, Fraction] = defaultdict(Fraction)
    for day, worked in worked_by_day(place, work).items():
        weeks["{}-W{:02d}".format(*day.isocalendar()[:2])] += worked
    expected = {week for week, worked in weeks.items() if worked > 2880}

    found = findings_of("weekly_hours", plan_of(place, work))

    assert {c.details["week"] for c in found} == expected
