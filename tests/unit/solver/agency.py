"""A staffing agency for tests of auto-assign: as many people, roles and weeks as a test asks for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from planning_core.domain.kinds import Entity
from planning_core.domain.people import Collaborator, Contract
from planning_core.domain.plan import Plan
from planning_core.domain.reference import Mission, Role, Site
from planning_core.domain.work import Shift

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
ROLES = ("steward", "technician", "host")
HOURS = ((6, 14), (9, 17), (14, 22))
WEEKLY = (2100, 2100, 1440)


def reference() -> Iterator[Entity]:
    """Roles, a site and a mission that allows them all."""
    for role in ROLES:
        yield Role(id=role, name=role)
    yield Site(id="hall", name="Hall", timezone="Europe/Paris")
    yield Mission(
        id="fair",
        name="Fair",
        starts_at=datetime(2025, 1, 1, tzinfo=UTC),
        ends_at=datetime(2029, 1, 1, tzinfo=UTC),
        site_ids=("hall",),
        role_ids=ROLES,
    )


def person(number: int, **fields: object) -> Collaborator:
    """One person: each role is held by two in three, every third works part time."""
    values: dict[str, object] = {
        "id": f"person-{number:03}",
        "name": f"Person {number}",
        "role_ids": tuple(role for index, role in enumerate(ROLES) if (number + index) % 3),
        "contract": Contract(weekly_minutes=WEEKLY[number % 3]),
    }
    return Collaborator(**{**values, **fields})  # type: ignore[arg-type] # fields by name, of any type


def shift(day: int, turn: int = 0, **fields: object) -> Shift:
    """The shift of a day, counted from the first Monday, and a turn: early, day or late."""
    first, last = HOURS[turn]
    values: dict[str, object] = {
        "id": f"shift-{day:03}-{turn}",
        "mission_id": "fair",
        "site_id": "hall",
        "role_id": ROLES[turn],
        "starts_at": MONDAY + timedelta(days=day, hours=first),
        "ends_at": MONDAY + timedelta(days=day, hours=last),
        "break_minutes": 30,
    }
    return Shift(**{**values, **fields})  # type: ignore[arg-type] # fields by name, of any type


def agency(*, people: int, days: int, headcount: int = 1) -> Plan:
    """A plan with three shifts a day and nobody on them."""
    shifts = [shift(day, turn, headcount=headcount) for day in range(days) for turn in range(3)]
    return Plan(
        [*reference(), *(person(number) for number in range(people)), *shifts], timezone="Europe/Paris"
    )
