"""Making shifts from templates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta

import attrs

from planning_core.domain import checks
from planning_core.domain.change import create
from planning_core.domain.kinds import Entity
from planning_core.domain.principal import AccessRole, Principal
from planning_core.domain.reference import Mission, Site
from planning_core.domain.time import wall_to_instant, zone
from planning_core.domain.work import Shift, ShiftTemplate
from planning_core.errors import Fault, InvalidInput, NotFound
from planning_core.ports.clock import Clock
from planning_core.ports.ids import IdSource
from planning_core.ports.plan_store import Query
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.use_cases.decide import Outcome
from planning_core.use_cases.limits import narrowed, require_entity
from planning_core.use_cases.write import apply_changes

MAX_DAYS = 731
FIRST_YEAR, LAST_YEAR = 1900, 2199
MAX_SHIFTS = 50_000


@attrs.frozen(kw_only=True)
class GenerateShifts:
    """Shifts of the local days `[first_day, end_day)` from these templates (none named: from all)."""

    first_day: date
    end_day: date
    template_ids: tuple[str, ...] = attrs.field(
        default=(), converter=checks.text_tuple, validator=checks.are_ids
    )

    def __attrs_post_init__(self) -> None:
        for path, day in (("from", self.first_day), ("to", self.end_day)):
            if not FIRST_YEAR < day.year < LAST_YEAR:
                raise checks.refuse(path, day.isoformat(), "instant_out_of_range")
        if self.first_day >= self.end_day:
            raise checks.refuse("to", self.end_day.isoformat(), "end_not_after_start")
        if (self.end_day - self.first_day).days > MAX_DAYS:
            raise checks.refuse("to", self.end_day.isoformat(), "period_too_long", limit=MAX_DAYS)


def generate_shifts(
    command: GenerateShifts,
    *,
    principal: Principal,
    uow: UnitOfWork,
    clock: Clock,
    ids: IdSource,
    request_id: str | None = None,
) -> Outcome:
    """Create the shifts that templates call for and that are not there yet.

    A template's shift of a day is there if a shift of that template starts on that local day of the site,
    cancelled ones included, so that running it twice makes nothing twice and nothing that
    somebody took away comes back. Days outside the mission are left out. Raises Forbidden, OutsideLimits.
    """
    principal.require(AccessRole.PLANNER, "generate shifts")
    # Two at the same moment would each find the other's days free.
    uow.hold_plan(alone=True)
    templates = _templates(command.template_ids, principal, uow)
    changes = []
    for template in templates:
        site = uow.plan.get("site", template.site_id)
        mission = uow.plan.get("mission", template.mission_id)
        if not isinstance(site, Site) or not isinstance(mission, Mission):
            raise NotFound("shift_template", template.id)
        taken = _days_taken(template, site, command, uow)
        for shift in _shifts_of(template, site, mission, command, ids):
            if shift.starts_at.astimezone(zone(site.timezone)).date() not in taken:
                changes.append(create(shift))
        if len(changes) > MAX_SHIFTS:
            raise InvalidInput([Fault("to", command.end_day.isoformat(), "too_many", {"limit": MAX_SHIFTS})])
    return apply_changes(changes, principal=principal, uow=uow, clock=clock, ids=ids, request_id=request_id)


def _templates(template_ids: tuple[str, ...], principal: Principal, uow: UnitOfWork) -> list[ShiftTemplate]:
    """Those named, or all of the caller's part of the plan."""
    if template_ids:
        found = uow.plan.get_many("shift_template", template_ids)
        missing = [
            Fault(f"template_ids.{i}", t, "unknown_reference", {"entity": "shift_template"})
            for i, t in enumerate(template_ids)
            if t not in found
        ]
        if missing:
            raise InvalidInput(missing)
        entities: list[Entity] = [found[t] for t in template_ids]
        for entity in entities:
            require_entity(entity, principal, uow)
    else:
        entities = list(every(narrowed(Query(kind="shift_template", limit=500), principal, uow), uow))
    return [t for t in entities if isinstance(t, ShiftTemplate)]


def every(query: Query, uow: UnitOfWork) -> Iterator[Entity]:
    """All that a query matches, page by page."""
    while True:
        page = uow.plan.page(query)
        yield from page.items
        if page.next is None:
            return
        query = attrs.evolve(query, after=page.next)


def _days_taken(template: ShiftTemplate, site: Site, command: GenerateShifts, uow: UnitOfWork) -> set[date]:
    """Local days of the site on which a shift of the template starts already."""
    query = Query(
        kind="shift",
        where={"template_id": (template.id,)},
        ends_after=wall_to_instant(command.first_day, time(), site.timezone),
        starts_before=wall_to_instant(command.end_day, time(), site.timezone),
        limit=500,
    )
    tz = zone(site.timezone)
    return {s.starts_at.astimezone(tz).date() for s in every(query, uow) if isinstance(s, Shift)}


def _shifts_of(
    template: ShiftTemplate, site: Site, mission: Mission, command: GenerateShifts, ids: IdSource
) -> Iterator[Shift]:
    """A template's shifts on the days of the command, inside the mission's window."""
    first = max(command.first_day, template.valid_from or command.first_day)
    last = min(command.end_day - timedelta(days=1), template.valid_until or command.end_day)
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        day = date.fromordinal(ordinal)
        if day.isoweekday() not in template.weekdays:
            continue
        start = wall_to_instant(day, template.start_time, site.timezone)
        end = start + timedelta(minutes=template.duration_minutes)
        if start < mission.starts_at or end > mission.ends_at:
            continue
        yield Shift(
            id=ids.new_id(),
            template_id=template.id,
            mission_id=template.mission_id,
            site_id=template.site_id,
            role_id=template.role_id,
            starts_at=start,
            ends_at=end,
            break_minutes=template.break_minutes,
            headcount=template.headcount,
            soft_capacity=template.soft_capacity,
            hard_capacity=template.hard_capacity,
            required_skill_ids=template.required_skill_ids,
        )
