"""Four weeks of a company of branches, twenty open seats for each of its people, and the week before."""

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
    Role,
    Shift,
    Site,
    Skill,
)
from planning_core.domain.job import AutoAssignRequest
from tests.benchmarks.year_plan import ZONE, an_id

FIRST_DAY = date(2027, 3, 1)
"""A Monday; the clocks go forward on the last Sunday of these weeks."""

DAYS, BEFORE = 28, 7
HOURS = ((5, 7), (9, 7), (13, 7), (21, 8))  # UTC, and how many
ROLES = 3
SEATS_EACH = 20
WEEKLY = (2_100, 2_100, 1_680, 2_340)


@attrs.frozen
class Branches:
    """So many people, each of one branch: nobody works at two."""

    people: int
    people_a_branch: int = 50
    most_a_shift: int = 4

    @property
    def branches(self) -> int:
        """How many branches that takes."""
        return -(-self.people // self.people_a_branch)

    @property
    def seats(self) -> int:
        """How many open seats there are."""
        return sum(shift.headcount for shift in self.open_shifts())

    def request(self, seconds: int) -> AutoAssignRequest:
        """Fill the four weeks."""
        return AutoAssignRequest(
            starts_at=_instant(0, 0), ends_at=_instant(DAYS, 0), time_limit_seconds=seconds
        )

    def entities(self) -> Iterator[Entity]:
        """All of it, each thing after those that it names."""
        yield Skill(id=an_id(1, 1), name="First aid")
        for role in range(ROLES):
            needed = (an_id(1, 1),) if role == 0 else ()
            yield Role(id=an_id(2, role), name=f"Role {role}", required_skill_ids=needed)
        for branch in range(self.branches):
            yield from self._branch(branch)
        for person in range(self.people):
            yield from self._person(person)
        yield from self.open_shifts()
        yield from self._history()

    def _branch(self, number: int) -> Iterator[Entity]:
        yield Site(id=an_id(3, number), name=f"Branch {number}", timezone=ZONE)
        yield Mission(
            id=an_id(4, number),
            name=f"Mission {number}",
            starts_at=_instant(-BEFORE, 0),
            ends_at=_instant(DAYS + 1, 0),
            site_ids=(an_id(3, number),),
            role_ids=tuple(an_id(2, role) for role in range(ROLES)),
        )

    def _person(self, number: int) -> Iterator[Entity]:
        """Two roles of three; every tenth without the skill in the last week, every fifth on leave a week."""
        until = FIRST_DAY + timedelta(days=21) if number % 10 == 0 else None
        person = an_id(6, number)
        yield Collaborator(
            id=person,
            name=f"Person {number}",
            site_ids=(an_id(3, number // self.people_a_branch),),
            role_ids=tuple(an_id(2, role) for role in range(ROLES) if (number + role) % ROLES),
            skills=(HeldSkill(skill_id=an_id(1, 1), valid_until=until),),
            timezone=ZONE,
            contract=Contract(weekly_minutes=WEEKLY[number % len(WEEKLY)], max_weekly_minutes=2_640),
        )
        week = number % 4
        if number % 5 == 0:
            yield self._said(number, AvailabilityKind.LEAVE, 7 * week, 7 * week + 7)
        if number % 3 == 0:
            yield self._said(number, AvailabilityKind.UNDESIRED, 7 * week + 5, 7 * week + 7)
        if number % 3 == 1:
            yield self._said(number, AvailabilityKind.PREFERRED, 7 * week, 7 * week + 3)

    def _said(self, person: int, kind: AvailabilityKind, first: int, end: int) -> Availability:
        return Availability(
            id=an_id(7, 10 * person + list(AvailabilityKind).index(kind)),
            collaborator_id=an_id(6, person),
            kind=kind,
            starts_at=_instant(first, 0),
            ends_at=_instant(end, 0),
        )

    def open_shifts(self) -> Iterator[Shift]:
        """The shifts of the four weeks; a branch has as many seats as its people take together."""
        for branch in range(self.branches):
            first = branch * self.people_a_branch
            seats = SEATS_EACH * (min(first + self.people_a_branch, self.people) - first)
            places = [
                (day, turn, role)
                for day in range(DAYS)
                for turn in range(len(HOURS))
                for role in range(ROLES)
            ]
            for number, place in enumerate(places):
                wanted = seats * (number + 1) // len(places) - seats * number // len(places)
                for copy, done in enumerate(range(0, wanted, self.most_a_shift)):
                    yield _shift(branch, *place, min(self.most_a_shift, wanted - done), copy)

    def _history(self) -> Iterator[Entity]:
        """Who worked in the week before: four days each, at the same hours of each."""
        for person in range(self.people):
            turn, role = person // 3 % 3, (person + 1) % ROLES
            for day in range(-BEFORE + person % 3, -BEFORE + person % 3 + 4):
                shift = _shift(person // self.people_a_branch, day, turn, role, 1)
                own = attrs.evolve(shift, id=an_id(11, 10 * person + day + BEFORE))
                yield own
                yield Assignment(
                    id=an_id(9, 10 * person + day + BEFORE),
                    shift_id=own.id,
                    collaborator_id=an_id(6, person),
                    role_id=own.role_id,
                    status=AssignmentStatus.CONFIRMED,
                )


def _shift(branch: int, day: int, turn: int, role: int, headcount: int, copy: int = 0) -> Shift:
    hour, length = HOURS[turn]
    start = _instant(day, hour)
    number = (((branch * 100 + day + BEFORE) * len(HOURS) + turn) * ROLES + role) * 100_000 + copy
    return Shift(
        id=an_id(8, number),
        mission_id=an_id(4, branch),
        site_id=an_id(3, branch),
        role_id=an_id(2, role),
        starts_at=start,
        ends_at=start + timedelta(hours=length),
        break_minutes=30,
        headcount=headcount,
    )


def _instant(day: int, hour: int) -> datetime:
    return datetime.combine(FIRST_DAY + timedelta(days=day), time(hour), tzinfo=UTC)
