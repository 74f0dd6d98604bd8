"""Random tiny plans of one person for tests of encodings: every roster can be tried."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

import attrs
from hypothesis import strategies as st

from planning_core.domain.history import RuleSetting
from planning_core.domain.job import AutoAssignRequest
from planning_core.domain.kinds import Entity
from planning_core.domain.people import Availability, AvailabilityKind, Collaborator, Contract, HeldSkill
from planning_core.domain.plan import Plan
from planning_core.domain.reference import Blackout, Role, Severity, Site
from planning_core.domain.work import Assignment, Shift, ShiftTemplate
from planning_core.ports.solver import Seats
from planning_core.rules.registry import RuleBook, rule_book
from tests.unit.rules.random_work import PLACES

SLOT = timedelta(minutes=15)
DAYS = 10
TEMPLATES = ("early", "late", "night")
SITES = ("hall", "stage")
ROLES = ("agent", "guide")


@attrs.frozen
class Tiny:
    """One person's plan, what to fill of it, and the rules in force."""

    seats: Seats
    rules: RuleBook


@st.composite
def tiny_plans(draw: st.DrawFn, most: int = 7, fixed: int = 4, *, minima: bool = False) -> Tiny:
    """Ann with a contract, skills, a history and fixed work; a few shifts that want somebody.

    With `minima` her contract has some, and they are hard.
    """
    timezone, origin = draw(st.sampled_from(PLACES))
    start = origin + timedelta(days=3)
    shifts = [draw(_shifts(f"open-{n}", start, 0, DAYS)) for n in range(draw(st.integers(1, most)))]
    held = [draw(_shifts(f"held-{n}", start, -8, DAYS + 6)) for n in range(draw(st.integers(0, fixed)))]
    assignments = [
        Assignment(id=f"old-{n}", shift_id=one.id, collaborator_id="ann", role_id=one.role_id)
        for n, one in enumerate(held)
    ]
    entities = [
        *_places(timezone),
        draw(_people(start, minima)),
        *draw(_said(start)),
        *shifts,
        *held,
        *assignments,
    ]
    request = AutoAssignRequest(starts_at=start, ends_at=start + timedelta(days=DAYS))
    return Tiny(
        Seats(plan=Plan(entities, timezone=timezone), shift_ids=[s.id for s in shifts], request=request),
        rule_book(settings=draw(_settings(minima))),
    )


@st.composite
def small_plans(draw: st.DrawFn) -> Tiny:
    """As a tiny plan, of several people at home in several zones, with fixed work that may clash already."""
    timezone, origin = draw(st.sampled_from(PLACES))
    start = origin + timedelta(days=3)
    minima = draw(st.booleans())
    people = [
        attrs.evolve(
            draw(_people(start, minima)),
            id=f"person-{number}",
            timezone=draw(st.sampled_from((None, None, "Asia/Kathmandu", "America/New_York"))),
        )
        for number in range(draw(st.integers(1, 4)))
    ]
    ids = [person.id for person in people]
    shifts = [draw(_shifts(f"open-{n}", start, 0, DAYS)) for n in range(draw(st.integers(1, 14)))]
    held = [draw(_shifts(f"held-{n}", start, -20, DAYS + 6)) for n in range(draw(st.integers(0, 8)))]
    assignments = [
        Assignment(
            id=f"old-{n}", shift_id=one.id, collaborator_id=draw(st.sampled_from(ids)), role_id=one.role_id
        )
        for n, one in enumerate(held)
    ]
    said = [
        attrs.evolve(one, collaborator_id=draw(st.sampled_from(ids)))
        if isinstance(one, Availability)
        else one
        for one in draw(_said(start))
    ]
    entities = [*_places(timezone), *people, *said, *shifts, *held, *assignments]
    scope = [one.id for one in (*shifts, *held) if start <= one.starts_at < start + timedelta(days=DAYS)]
    request = AutoAssignRequest(
        starts_at=start,
        ends_at=start + timedelta(days=DAYS),
        seed=draw(st.integers(0, 100)),
        options={"steps": 120},
        time_limit_seconds=3,
    )
    return Tiny(
        Seats(plan=Plan(entities, timezone=timezone), shift_ids=scope, request=request),
        rule_book(settings=draw(_settings(minima))),
    )


def _of_a_person(entity: Entity) -> bool:
    return isinstance(entity, Availability)


def _places(timezone: str) -> list[Entity]:
    bars = {"night": ("early", "late"), "late": ("early",)}
    return [
        *(Site(id=site, name=site, timezone=timezone) for site in SITES),
        Role(id="agent", name="agent"),
        Role(id="guide", name="guide", required_skill_ids=("licence",)),
        *(
            ShiftTemplate(
                id=one,
                name=one,
                mission_id="mission",
                site_id="hall",
                role_id="agent",
                start_time=datetime.min.time(),
                duration_minutes=60,
                not_followed_by=bars.get(one, ()),
            )
            for one in TEMPLATES
        ),
    ]


@st.composite
def _shifts(draw: st.DrawFn, shift_id: str, start: datetime, first: int, last: int) -> Shift:
    """Mostly at the hours that people work, of lengths that they work."""
    day = draw(st.integers(first, last - 1))
    slot = draw(st.sampled_from((0, 8, 24, 32, 48, 60, 80, 88)) | st.integers(0, 95))
    length = draw(
        st.sampled_from((8, 12, 16, 24, 32, 32)) if draw(st.integers(0, 5)) else st.integers(1, 110)
    )
    at = start + timedelta(days=day) + slot * SLOT
    return Shift(
        id=shift_id,
        mission_id="mission",
        template_id=draw(st.sampled_from((None, None, *TEMPLATES))),
        site_id=draw(st.sampled_from(SITES)),
        role_id=draw(st.sampled_from(("agent", "agent", *ROLES))),
        starts_at=at,
        ends_at=at + length * SLOT,
        break_minutes=draw(st.sampled_from((0, 0, 10))),
        required_skill_ids=draw(st.sampled_from(((), (), (), ("first aid",)))),
        headcount=draw(st.integers(0, 2)),
        surplus_weight=draw(st.sampled_from((None, None, 1))),
        soft_capacity=draw(st.sampled_from((None, None, 1, 2))),
    )


@st.composite
def _people(draw: st.DrawFn, start: datetime, minima: bool) -> Collaborator:
    until = start.date() + timedelta(days=draw(st.integers(0, DAYS)))
    return Collaborator(
        id="ann",
        name="Ann",
        role_ids=draw(st.sampled_from((("agent",), ROLES, ROLES, ROLES))),
        site_ids=draw(st.sampled_from(((), (), (), ("hall",)))),
        skills=draw(_skills(until)),
        contract=draw(_contracts(minima) if minima else st.none() | _contracts(minima)),
    )


@st.composite
def _skills(draw: st.DrawFn, until: date) -> tuple[HeldSkill, ...]:
    return tuple(
        HeldSkill(skill_id=skill, valid_until=draw(st.sampled_from((None, until))))
        for skill in ("licence", "first aid")
        if draw(st.integers(0, 3))
    )


@st.composite
def _contracts(draw: st.DrawFn, minima: bool) -> Contract:
    limits: dict[str, st.SearchStrategy[Any]] = {
        "weekly_minutes": st.integers(300, 2400),
        "max_daily_minutes": st.integers(200, 900),
        "max_weekly_minutes": st.integers(400, 3000),
        "max_period_minutes": st.integers(400, 4000),
        "max_consecutive_days": st.integers(1, 5),
        "max_weekends": st.integers(0, 2),
        "max_shifts_per_day": st.integers(0, 2),
        "max_shifts_per_template": st.dictionaries(st.sampled_from(TEMPLATES), st.integers(0, 2)),
    }
    if minima:
        limits |= {
            "min_consecutive_days": st.integers(1, 3),
            "min_consecutive_days_off": st.integers(1, 3),
            "min_period_minutes": st.integers(100, 1500),
        }
        del limits["max_consecutive_days"], limits["max_period_minutes"]
    some = {name for name in limits if not draw(st.integers(0, 2))}
    return Contract(**{name: draw(limits[name]) for name in sorted(some)})


@st.composite
def _said(draw: st.DrawFn, start: datetime) -> list[Entity]:
    found: list[Entity] = []
    for number in range(draw(st.integers(0, 3))):
        first = start + timedelta(hours=draw(st.integers(-12, DAYS * 24)))
        kind = draw(st.sampled_from(AvailabilityKind))
        wish = kind in (AvailabilityKind.PREFERRED, AvailabilityKind.UNDESIRED)
        found.append(
            Availability(
                id=f"said-{number}",
                collaborator_id="ann",
                kind=kind,
                starts_at=first,
                ends_at=first + timedelta(hours=draw(st.integers(1, 60))),
                template_id=draw(st.sampled_from((None, "early"))) if wish else None,
            )
        )
    if draw(st.integers(0, 3)) == 0:
        found.append(
            Blackout(id="closed", site_id="hall", starts_at=start, ends_at=start + timedelta(days=2))
        )
    return found


FREE_SEVERITIES = (
    "absence",
    "contract_hours",
    "missing_skill",
    "outside_availability",
    "role_mismatch",
    "site_mismatch",
    "undesired_time",
)
PARAMETERS: dict[tuple[str, str], st.SearchStrategy[int]] = {
    ("min_rest", "rest_minutes"): st.integers(300, 900),
    ("weekly_rest", "rest_minutes"): st.integers(1200, 4000),
    ("weekly_rest", "in_week_minutes"): st.integers(0, 2000),
    ("daily_hours", "max_minutes"): st.integers(300, 1500),
    ("weekly_hours", "max_minutes"): st.integers(600, 4000),
    ("shift_length", "max_minutes"): st.integers(300, 2000),
    ("average_weekly_hours", "max_minutes"): st.integers(300, 2000),
    ("average_weekly_hours", "weeks"): st.integers(1, 4),
    ("consecutive_days", "max_days"): st.integers(1, 6),
    ("contract_hours", "period_weeks"): st.integers(1, 4),
    ("contract_pattern", "period_weeks"): st.integers(1, 4),
    ("contract_pattern", "period_offset_weeks"): st.integers(0, 3),
}


@st.composite
def _settings(draw: st.DrawFn, minima: bool) -> Sequence[RuleSetting]:
    """Some rules off, some heavier or lighter than usual, some with other figures."""
    changed: dict[str, dict[str, Any]] = {}
    for (code, name), values in PARAMETERS.items():
        if not draw(st.integers(0, 2)):
            changed.setdefault(code, {}).setdefault("parameters", {})[name] = draw(values)
    for code in FREE_SEVERITIES:
        if not draw(st.integers(0, 3)):
            changed.setdefault(code, {})["severity"] = draw(st.sampled_from(Severity))
    for code in ("min_rest", "weekly_rest", "daily_hours", "shift_length", "weekly_hours"):
        if not draw(st.integers(0, 3)):
            changed.setdefault(code, {})["active"] = False
    if minima:
        changed.setdefault("contract_pattern", {})["severity"] = Severity.HARD
    return [RuleSetting(id=code, **values) for code, values in sorted(changed.items())]
