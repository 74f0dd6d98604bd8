"""Entities to store: one of each kind with no field left at its default, and small ones with the least."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import attrs

from planning_core.domain.change import Edit
from planning_core.domain.kinds import Entity, kind_of
from planning_core.domain.people import Availability, Collaborator, Contract, HeldSkill, Recurrence
from planning_core.domain.reference import Blackout, Mission, Role, Severity, Site, Skill, Team
from planning_core.domain.work import Assignment, Override, Shift, ShiftTemplate
from planning_core.ports.unit_of_work import UnitOfWorkFactory

START = datetime(2026, 3, 2, 8, 0, 0, 123_456, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

CONTRACT = Contract(
    weekly_minutes=2100,
    max_daily_minutes=480,
    max_weekly_minutes=2400,
    min_period_minutes=100,
    max_period_minutes=9000,
    max_consecutive_days=5,
    min_consecutive_days=2,
    min_consecutive_days_off=3,
    max_weekends=1,
    max_shifts_per_day=2,
    max_shifts_per_template={"template": 4, 'étrange "%_': 0},
)

FULL: tuple[Entity, ...] = (
    Skill(id="skill", name="Élingage « lourd »", external_ref="S-1", version=7),
    Role(id="role", name="Rigger", required_skill_ids=("skill", "other"), external_ref="R-1", version=2),
    Site(id="site", name="Halle", timezone="Europe/Paris", external_ref="L-1", version=3),
    Team(id="team", name="Nord", colour="#a0B1c2", external_ref="T-1", version=4),
    Mission(
        id="mission",
        name="Salon",
        starts_at=START - 30 * DAY,
        ends_at=START + 300 * DAY,
        site_ids=("site", "site 2"),
        role_ids=("role", "role 2"),
        team_id="team",
        budget_minutes=90_000,
        external_ref="M-1",
        version=5,
    ),
    Collaborator(
        id="person",
        name="Zoé Ünal",
        email="zoe@example.org",
        team_id="team",
        site_ids=("site",),
        role_ids=("role", "role 2"),
        skills=(HeldSkill(skill_id="skill", valid_until=date(2027, 1, 31)), HeldSkill(skill_id="other")),
        timezone="Pacific/Chatham",
        contract=CONTRACT,
        active=False,
        external_ref="P-1",
        version=6,
    ),
    Blackout(
        id="blackout",
        site_id="site",
        starts_at=START,
        ends_at=START + DAY,
        severity=Severity.SOFT,
        reason="Inventory",
        external_ref="B-1",
        version=8,
    ),
    Availability(
        id="window",
        collaborator_id="person",
        kind="undesired",
        starts_at=START,
        ends_at=START + 4 * HOUR,
        weight=30,
        template_id="template",
        reason="School",
        version=9,
    ),
    Availability(
        id="recurring",
        collaborator_id="person",
        kind="available",
        recurrence=Recurrence(
            weekdays=(1, 7),
            start_time=time(22, 30),
            end_time=time(6, 0, 30),
            timezone="Europe/Paris",
            valid_from=date(2026, 1, 1),
            valid_until=date(2026, 12, 31),
        ),
        version=2,
    ),
    ShiftTemplate(
        id="template",
        name="Night",
        mission_id="mission",
        site_id="site",
        role_id="role",
        start_time=time(22, 15),
        duration_minutes=480,
        break_minutes=30,
        weekdays=(1, 3),
        valid_from=date(2026, 1, 1),
        valid_until=date(2026, 6, 30),
        headcount=2,
        soft_capacity=3,
        hard_capacity=4,
        required_skill_ids=("skill",),
        team_id="team",
        not_followed_by=("template", "early"),
        external_ref="N-1",
        version=10,
    ),
    Shift(
        id="shift",
        template_id="template",
        mission_id="mission",
        site_id="site",
        role_id="role",
        starts_at=START,
        ends_at=START + 8 * HOUR,
        break_minutes=45,
        status="published",
        headcount=3,
        soft_capacity=4,
        hard_capacity=5,
        required_skill_ids=("skill", "other"),
        shortage_weight=100,
        surplus_weight=7,
        note="Bring gloves",
        external_ref="H-1",
        version=11,
        changed_since_publication=True,
        ever_published=True,
    ),
    Assignment(
        id="assignment",
        shift_id="shift",
        collaborator_id="person",
        role_id="role",
        status="confirmed",
        locked=True,
        source="import",
        override=Override(rules=("min_rest", "absence"), reason="Agreed", user_id="ada"),
        note="First day",
        version=12,
        changed_since_publication=True,
    ),
)


def a_shift(name: str, start: datetime = START, hours: float = 8, **fields: Any) -> Shift:
    """A shift of that id with the least said."""
    places = {"mission_id": "mission", "site_id": "site", "role_id": "role"}
    return Shift(id=name, starts_at=start, ends_at=start + hours * HOUR, **{**places, **fields})


def an_assignment(name: str, shift: str, person: str = "person", **fields: Any) -> Assignment:
    """An assignment of that id with the least said."""
    return Assignment(id=name, shift_id=shift, collaborator_id=person, **{"role_id": "role", **fields})


def creation(entity: Entity) -> Edit:
    """The edit that brings in an entity."""
    return Edit(entity=kind_of(entity), id=entity.id, before=None, after=entity, action="create")


def edit(before: Entity, **fields: Any) -> Edit:
    """The edit that changes fields of an entity and raises its version."""
    after = attrs.evolve(before, **{"version": before.version + 1, **fields})
    return Edit(entity=kind_of(before), id=before.id, before=before, after=after, action="update")


def deletion(entity: Entity) -> Edit:
    """The edit that takes an entity away."""
    return Edit(entity=kind_of(entity), id=entity.id, before=entity, after=None, action="delete")


def store(storage: UnitOfWorkFactory, *entities: Entity) -> None:
    """Store new entities and commit."""
    write(storage, [creation(entity) for entity in entities])


def write(storage: UnitOfWorkFactory, edits: Sequence[Edit]) -> None:
    """Carry out edits and commit."""
    with storage() as work:
        # What the stores are tried with is not always a plan that rules would let pass.
        work.plan.write(edits, overlapping=True)
        work.commit()
