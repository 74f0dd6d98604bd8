"""Copying a period's shifts onto another."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import attrs

from planning_core.domain import checks
from planning_core.domain.change import Change, create
from planning_core.domain.principal import AccessRole, Principal
from planning_core.domain.reference import Site
from planning_core.domain.time import Window, wall_to_instant, zone
from planning_core.domain.work import Assignment, AssignmentStatus, Shift, ShiftStatus, Source
from planning_core.ports.clock import Clock
from planning_core.ports.ids import IdSource
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.use_cases.decide import Outcome
from planning_core.use_cases.limits import scope_of
from planning_core.use_cases.write import apply_changes


@attrs.frozen(kw_only=True)
class CopyShifts:
    """Shifts that start in `[starts_at, ends_at)`, copied so that its first instant falls on `onto`."""

    starts_at: datetime = attrs.field(converter=checks.to_start)
    ends_at: datetime = attrs.field(converter=checks.to_end)
    onto: datetime = attrs.field(converter=checks.to_instant)
    with_assignments: bool = False
    site_ids: tuple[str, ...] = attrs.field(default=(), converter=checks.text_tuple, validator=checks.are_ids)
    mission_ids: tuple[str, ...] = attrs.field(
        default=(), converter=checks.text_tuple, validator=checks.are_ids
    )

    def __attrs_post_init__(self) -> None:
        checks.ordered(self.starts_at, self.ends_at, "to")


def copy_shifts(
    command: CopyShifts,
    *,
    principal: Principal,
    uow: UnitOfWork,
    clock: Clock,
    ids: IdSource,
    request_id: str | None = None,
) -> Outcome:
    """Copy shifts that are not cancelled as drafts, by whole local days, so that the time on the wall stays.

    With assignments, those that are not rejected come along as proposed ones, unlocked and without their
    overrides. The copy is one decision: a new hard conflict refuses all of it. A caller with limits copies
    their own part. Raises Forbidden, OutsideLimits for sites or missions of others, HardConflicts.
    """
    principal.require(AccessRole.PLANNER, "copy shifts")
    uow.hold_plan(alone=True)
    sites, missions = scope_of(command.site_ids, command.mission_ids, principal, uow)
    entities = uow.plan.period(
        Window(command.starts_at, command.ends_at), site_ids=sites, mission_ids=missions
    )
    shifts = [e for e in entities if isinstance(e, Shift) and e.status is not ShiftStatus.CANCELLED]
    places = uow.plan.get_many("site", {s.site_id for s in shifts})
    copies: dict[str, Shift] = {}
    for shift in sorted(shifts, key=lambda s: (s.starts_at, s.id)):
        site = places.get(shift.site_id)
        copies[shift.id] = _moved(shift, command, site.timezone if isinstance(site, Site) else "UTC", ids)
    changes: list[Change] = [create(copy) for copy in copies.values()]
    if command.with_assignments:
        changes += [
            create(_assigned(e, copies[e.shift_id].id, ids))
            for e in entities
            if isinstance(e, Assignment) and e.active and e.shift_id in copies
        ]
    return apply_changes(changes, principal=principal, uow=uow, clock=clock, ids=ids, request_id=request_id)


def _moved(shift: Shift, command: CopyShifts, timezone: str, ids: IdSource) -> Shift:
    """A draft copy of a shift, moved by the days between the two periods in the site's zone."""
    tz = zone(timezone)
    days = (command.onto.astimezone(tz).date() - command.starts_at.astimezone(tz).date()).days
    local = shift.starts_at.astimezone(tz)
    start = wall_to_instant(local.date() + timedelta(days=days), local.time(), timezone)
    return attrs.evolve(
        shift,
        id=ids.new_id(),
        starts_at=start.astimezone(UTC),
        ends_at=start + (shift.ends_at - shift.starts_at),
        status=ShiftStatus.DRAFT,
        external_ref=None,
        version=1,
        changed_since_publication=False,
        ever_published=False,
    )


def _assigned(assignment: Assignment, shift_id: str, ids: IdSource) -> Assignment:
    return Assignment(
        id=ids.new_id(),
        shift_id=shift_id,
        collaborator_id=assignment.collaborator_id,
        role_id=assignment.role_id,
        status=AssignmentStatus.PROPOSED,
        source=Source.MANUAL,
        note=assignment.note,
    )
