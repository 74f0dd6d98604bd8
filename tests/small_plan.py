"""A small organization that tests share: one site in Paris, one mission over 2025, one role, two people."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import attrs

from planning_core import (
    AccessRole,
    Assignment,
    Change,
    Collaborator,
    Entity,
    Mission,
    Outcome,
    Principal,
    Role,
    Shift,
    Site,
    Skill,
    create,
)
from planning_core.memory import CountingIds, FixedClock
from planning_core.ports.ids import IdSource
from planning_core.ports.unit_of_work import UnitOfWorkFactory
from planning_core.use_cases.write import apply_changes

NOW = datetime(2025, 2, 1, 9, 0, tzinfo=UTC)
ADMIN = Principal(user_id="ada", role=AccessRole.ADMIN)
PUBLISHER = Principal(user_id="pia", role=AccessRole.PUBLISHER)
PLANNER = Principal(user_id="paul", role=AccessRole.PLANNER)
VIEWER = Principal(user_id="vera", role=AccessRole.VIEWER)


def an_id(number: int) -> str:
    """A UUID with that number in it."""
    return f"00000000-0000-7000-8000-{number:012d}"


SITE, ROLE, OTHER_ROLE, SKILL, MISSION, ANNA, BEN = (an_id(n) for n in range(1, 8))


def reference_data() -> list[Entity]:
    """The site, roles, skill, mission and people."""
    return [
        Skill(id=SKILL, name="First aid"),
        Role(id=ROLE, name="Steward"),
        Role(id=OTHER_ROLE, name="Sound engineer"),
        Site(id=SITE, name="Hall", timezone="Europe/Paris"),
        Mission(
            id=MISSION,
            name="Fair",
            starts_at=datetime(2025, 1, 1, tzinfo=UTC),
            ends_at=datetime(2026, 1, 1, tzinfo=UTC),
            site_ids=(SITE,),
            role_ids=(ROLE, OTHER_ROLE),
        ),
        Collaborator(id=ANNA, name="Anna", role_ids=(ROLE,), timezone="Europe/Paris"),
        Collaborator(id=BEN, name="Ben", role_ids=(ROLE,), timezone="Europe/Paris"),
    ]


def at(day: int, hour: float = 0.0) -> datetime:
    """That hour (UTC) of that day of March 2025; the 3rd is a Monday."""
    return datetime(2025, 3, 1, tzinfo=UTC) + timedelta(days=day - 1, hours=hour)


def a_shift(number: int, day: int = 3, start: float = 8, end: float = 12, **values: Any) -> Shift:
    """A shift of the mission; hours in UTC."""
    hours = {"starts_at": at(day, start), "ends_at": at(day, end)}
    names = {"mission_id": MISSION, "site_id": SITE, "role_id": ROLE}
    return Shift(id=an_id(1000 + number), **{**names, **hours, **values})


def an_assignment(number: int, shift: Shift, person: str = ANNA, **values: Any) -> Assignment:
    """That person on that shift."""
    names = {"shift_id": shift.id, "collaborator_id": person, "role_id": shift.role_id}
    return Assignment(id=an_id(2000 + number), **{**names, **values})


@attrs.frozen
class Office:
    """An organization on some storage, and somebody who writes to it."""

    unit_of_work: UnitOfWorkFactory
    clock: FixedClock = attrs.field(factory=lambda: FixedClock(NOW))
    ids: IdSource = attrs.field(factory=CountingIds)

    def write(self, *changes: Change, principal: Principal = ADMIN, as_is: bool = False) -> Outcome:
        """Carry out changes in one transaction."""
        with self.unit_of_work() as uow:
            outcome = apply_changes(
                changes, principal=principal, uow=uow, clock=self.clock, ids=self.ids, as_is=as_is
            )
            uow.commit()
            return outcome

    def add(self, *entities: Entity, principal: Principal = ADMIN, as_is: bool = False) -> Outcome:
        """Create entities in one transaction."""
        return self.write(*(create(e) for e in entities), principal=principal, as_is=as_is)

    def get(self, kind: str, entity_id: str) -> Any:
        """What is stored, or None."""
        with self.unit_of_work(writes=False) as uow:
            return uow.plan.get(kind, entity_id)

    @property
    def tools(self) -> dict[str, Any]:
        """Clock and ids, as use cases take them."""
        return {"clock": self.clock, "ids": self.ids}
