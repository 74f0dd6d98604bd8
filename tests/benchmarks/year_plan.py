"""A year of an organization of any size, for measurements: sites whose people work in three shifts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import attrs

from planning_core import (
    Assignment,
    AssignmentStatus,
    Availability,
    AvailabilityKind,
    Collaborator,
    Contract,
    Entity,
    HeldSkill,
    Mission,
    Recurrence,
    Role,
    Shift,
    ShiftTemplate,
    Site,
    Skill,
)

FIRST_DAY = date(2025, 1, 6)
ZONE = "Europe/Paris"
START_HOURS = (5, 12, 20)  # UTC
HOURS = 8


def an_id(kind: int, number: int) -> str:
    """The id of the thing of that kind and number."""
    return f"00000000-0000-7000-{kind:04x}-{number:012d}"


@attrs.frozen
class Size:
    """How large: each person works two days a week, for all of those weeks but two of leave."""

    people: int
    weeks: int = 52
    people_a_site: int = 20

    @property
    def sites(self) -> int:
        """How many sites that takes."""
        return -(-self.people // self.people_a_site)

    @property
    def assignments(self) -> int:
        """How many assignments there are."""
        return self.people * 2 * (self.weeks - 2)


def reference(size: Size) -> Iterator[Entity]:
    """Everything but shifts and assignments."""
    yield Skill(id=an_id(1, 1), name="First aid", external_ref="SKILL")
    yield Role(id=an_id(2, 1), name="Steward", required_skill_ids=(an_id(1, 1),), external_ref="ROLE")
    for site in range(size.sites):
        yield from _site(site, size)
    for person in range(size.people):
        yield from _person(person, size)


def _site(number: int, size: Size) -> Iterator[Entity]:
    yield Site(id=an_id(3, number), name=f"Site {number}", timezone=ZONE, external_ref=f"SITE-{number}")
    yield Mission(
        id=an_id(4, number),
        name=f"Mission {number}",
        starts_at=_instant(0, 0),
        ends_at=_instant(size.weeks * 7 + 1, 0),
        site_ids=(an_id(3, number),),
        role_ids=(an_id(2, 1),),
        external_ref=f"MISSION-{number}",
    )
    for kind, hour in enumerate(START_HOURS):
        nights, early = kind == 2, an_id(5, number * 3)
        yield ShiftTemplate(
            id=an_id(5, number * 3 + kind),
            name=f"Template {number}.{kind}",
            mission_id=an_id(4, number),
            site_id=an_id(3, number),
            role_id=an_id(2, 1),
            start_time=time(hour),
            duration_minutes=HOURS * 60,
            break_minutes=30,
            not_followed_by=(early,) if nights else (),
            external_ref=f"TEMPLATE-{number}-{kind}",
        )


def _person(number: int, size: Size) -> Iterator[Entity]:
    person = an_id(6, number)
    yield Collaborator(
        id=person,
        name=f"Person {number}",
        site_ids=(an_id(3, number // size.people_a_site),),
        role_ids=(an_id(2, 1),),
        skills=(HeldSkill(skill_id=an_id(1, 1), valid_until=date(2027, 1, 1)),),
        timezone=ZONE,
        contract=Contract(weekly_minutes=2_100, max_weekly_minutes=2_640, max_weekends=3),
        external_ref=f"PERSON-{number}",
    )
    for entry, week in enumerate(_weeks_off(number, size)):
        yield Availability(
            id=an_id(7, number * 10 + entry),
            collaborator_id=person,
            kind=AvailabilityKind.LEAVE,
            starts_at=_instant(week * 7, 0),
            ends_at=_instant(week * 7 + 6, 0),
        )
    if number % 4 == 0:
        yield Availability(
            id=an_id(7, number * 10 + 9),
            collaborator_id=person,
            kind=AvailabilityKind.UNDESIRED,
            recurrence=Recurrence(weekdays=(7,), start_time=time(), end_time=time(), timezone=ZONE),
            weight=5,
        )


def work(size: Size) -> Iterator[tuple[Shift, list[Assignment]]]:
    """Every shift with the people on it, in order of time, site by site."""
    for site in range(size.sites):
        for day in range(size.weeks * 7):
            for kind in range(len(START_HOURS)):
                yield _shift(site, day, kind, size)


def _shift(site: int, day: int, kind: int, size: Size) -> tuple[Shift, list[Assignment]]:
    number = (site * size.weeks * 7 + day) * len(START_HOURS) + kind
    start = _instant(day, START_HOURS[kind])
    shift = Shift(
        id=an_id(8, number),
        template_id=an_id(5, site * 3 + kind),
        mission_id=an_id(4, site),
        site_id=an_id(3, site),
        role_id=an_id(2, 1),
        starts_at=start,
        ends_at=start + timedelta(hours=HOURS),
        break_minutes=30,
        headcount=2,
        soft_capacity=4,
        hard_capacity=6,
        external_ref=f"SHIFT-{number}",
    )
    first, last = site * size.people_a_site, min((site + 1) * size.people_a_site, size.people)
    people = [person for person in range(first, last) if _works(person, day, kind, size)]
    return shift, [
        Assignment(
            id=an_id(9, number * 10 + place),
            shift_id=shift.id,
            collaborator_id=an_id(6, person),
            role_id=an_id(2, 1),
            status=AssignmentStatus.CONFIRMED,
        )
        for place, person in enumerate(people)
    ]


def _works(person: int, day: int, kind: int, size: Size) -> bool:
    """Two days in a row each week, the kind of shift and the days moving on from week to week."""
    week, weekday = divmod(day, 7)
    if week in _weeks_off(person, size) or (person + week) % len(START_HOURS) != kind:
        return False
    return weekday - (person * 3 + week) % 5 in (0, 1)


def _weeks_off(person: int, size: Size) -> tuple[int, int]:
    return person % size.weeks, (person + size.weeks // 2) % size.weeks


def _instant(day: int, hour: int) -> datetime:
    return datetime.combine(FIRST_DAY + timedelta(days=day), time(hour), tzinfo=UTC)


def entities(size: Size) -> Iterator[Entity]:
    """All of it, each thing after those that it names."""
    yield from reference(size)
    staffed = list(work(size))
    yield from (shift for shift, _ in staffed)
    yield from (assignment for _, assignments in staffed for assignment in assignments)
