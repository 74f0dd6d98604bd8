"""Four whole weeks of a company of 500 people and 10,000 shifts, as a planner would see them."""

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
    Mission,
    Role,
    Shift,
    Site,
    Team,
)
from tests.benchmarks.year_plan import ZONE, an_id

FIRST_DAY = date(2027, 2, 1)
"""A Monday on which a month of exactly four weeks begins."""

WEEKS, WORKDAYS = 4, 5
SITES, ROLES, TEAMS = 10, 8, 8
START_HOURS = (5, 7, 9, 12, 14)  # UTC
COLOURS = ("#2a6fdb", "#7a4bc2", "#c0392b", "#c77700", "#2e7d4f", "#00798c", "#9c2f6f", "#5b6470")
OPEN_EVERY = 25
"""Every so many shifts nobody is on."""


@attrs.frozen
class MonthPlan:
    """What the plan holds: each person has a shift on five days of each week."""

    people: int = 500

    @property
    def shifts(self) -> int:
        """How many shifts."""
        return self.people * WEEKS * WORKDAYS

    def entities(self) -> Iterator[Entity]:
        """All of it, each thing after those that it names."""
        yield from self._reference()
        yield from self.work()
        yield from (self._assignment(number) for number in range(self.shifts) if number % OPEN_EVERY)

    def work(self) -> Iterator[Shift]:
        """The shifts alone."""
        return (self._shift(number) for number in range(self.shifts))

    def person_of(self, shift: Shift) -> int:
        """The number of the person for whom a shift was made."""
        return int(shift.id[-12:]) % self.people

    def _reference(self) -> Iterator[Entity]:
        roles, sites = [an_id(2, n) for n in range(ROLES)], [an_id(3, n) for n in range(SITES)]
        yield from (Role(id=one, name=f"Role {n + 1}") for n, one in enumerate(roles))
        yield from (Site(id=one, name=f"Hall {n + 1}", timezone=ZONE) for n, one in enumerate(sites))
        for n, colour in enumerate(COLOURS[:TEAMS]):
            yield Team(id=an_id(11, n), name=f"Team {n + 1}", colour=colour)
        for site in range(SITES):
            yield Mission(
                id=an_id(4, site),
                name=f"Mission {site + 1}",
                starts_at=_instant(-1, 0),
                ends_at=_instant(WEEKS * 7 + 1, 0),
                site_ids=(an_id(3, site),),
                role_ids=roles,
                team_id=an_id(11, site % TEAMS),
            )
        for person in range(self.people):
            yield Collaborator(
                id=an_id(6, person),
                name=f"Person {person:03d}",
                team_id=an_id(11, person % TEAMS),
                role_ids=roles,
                contract=Contract(weekly_minutes=2_100),
            )
            yield Availability(
                id=an_id(7, person),
                collaborator_id=an_id(6, person),
                kind=AvailabilityKind.LEAVE,
                starts_at=_instant(person % WEEKS * 7 + 5, 0),
                ends_at=_instant(person % WEEKS * 7 + 7, 0),
            )

    def _shift(self, number: int) -> Shift:
        person, turn = number % self.people, number // self.people
        week, weekday = divmod(turn, WORKDAYS)
        start = _instant(week * 7 + weekday, START_HOURS[(person + week) % len(START_HOURS)])
        return Shift(
            id=an_id(8, number),
            mission_id=an_id(4, person % SITES),
            site_id=an_id(3, person % SITES),
            role_id=an_id(2, person % ROLES),
            starts_at=start,
            ends_at=start + timedelta(hours=7 + person % 2),
            break_minutes=30,
            headcount=1,
        )

    def _assignment(self, number: int) -> Assignment:
        person = number % self.people
        return Assignment(
            id=an_id(9, number),
            shift_id=an_id(8, number),
            collaborator_id=an_id(6, person),
            role_id=an_id(2, person % ROLES),
            status=AssignmentStatus.CONFIRMED,
        )


def _instant(day: int, hour: int) -> datetime:
    return datetime.combine(FIRST_DAY + timedelta(days=day), time(hour), tzinfo=UTC)
