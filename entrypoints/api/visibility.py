"""What a member may read: their own shifts and assignments as published, their own availability.

Of a plan that was edited since its publication a member sees what was published, for that is what they know.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import attrs

from planning_core.domain.change import Change, Op
from planning_core.domain.conflict import Conflict
from planning_core.domain.history import PublishedShift
from planning_core.domain.kinds import Entity
from planning_core.domain.people import Availability
from planning_core.domain.principal import AccessRole, Principal
from planning_core.domain.work import Assignment, Shift, ShiftStatus
from planning_core.errors import Forbidden, NotFound
from planning_core.ports.plan_store import Query
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.use_cases import limits
from planning_core.use_cases.conflicts_within import conflicts_within

OWN = frozenset({"shift", "assignment", "availability"})
"""Kinds of which a member sees what is theirs."""


def narrowed(query: Query, principal: Principal, uow: UnitOfWork) -> Query:
    """The query kept to what the caller may read. Raises Forbidden where that is nothing."""
    if principal.may(AccessRole.VIEWER):
        return limits.narrowed(query, principal, uow)
    require_readable(query.kind, principal)
    where = {**query.where, "collaborator_id": (principal.collaborator_id or "",)}
    if query.kind == "shift":
        # What was published and is being worked on again still stands as it was published.
        where["status"] = (ShiftStatus.PUBLISHED.value, ShiftStatus.DRAFT.value)
    return attrs.evolve(query, where=where)


def require_readable(kind: str, principal: Principal) -> None:
    """Raise Forbidden where the caller may read nothing of a kind."""
    if not principal.may(AccessRole.VIEWER) and kind not in OWN:
        raise Forbidden(f"read {kind}", AccessRole.VIEWER.value)


def require_own(changes: Iterable[Change], principal: Principal, uow: UnitOfWork) -> None:
    """Raise NotFound, as for an unknown id, where a member would alter somebody else's availability."""
    if principal.may(AccessRole.VIEWER):
        return
    for change in changes:
        if change.entity != "availability" or change.op is Op.CREATE:
            continue
        current = uow.plan.get("availability", change.id)
        if not isinstance(current, Availability) or current.collaborator_id != principal.collaborator_id:
            raise NotFound("availability", change.id)


def readable(entities: Sequence[Entity], principal: Principal, uow: UnitOfWork) -> list[Entity]:
    """Those of these entities that the caller may read, in the form in which they may read them."""
    if principal.may(AccessRole.VIEWER):
        return list(entities)
    own = principal.collaborator_id or ""
    shift_ids = {e.id for e in entities if isinstance(e, Shift)}
    shift_ids |= {e.shift_id for e in entities if isinstance(e, Assignment)}
    told = {**_unaltered(shift_ids, own, uow)}
    told.update(_held(shift_ids - told.keys(), own, uow))
    shown = (_shown(entity, own, told) for entity in entities)
    return [entity for entity in shown if entity is not None]


def readable_conflicts(
    conflicts: Iterable[Conflict], principal: Principal, uow: UnitOfWork
) -> list[Conflict]:
    """Those of these conflicts that the caller may read.

    Of a caller with limits: as far as their part of the plan goes. Of a member: about them alone, and about
    nothing but shifts of theirs that stand as they were published.
    """
    if principal.may(AccessRole.VIEWER):
        return list(conflicts_within(conflicts, principal, uow))
    found = list(conflicts)
    own = principal.collaborator_id or ""
    theirs = [c for c in found if c.collaborator_ids == (own,) and c.shift_ids]
    told = _unaltered({one for c in theirs for one in c.shift_ids}, own, uow)
    return [c for c in theirs if told.keys() >= set(c.shift_ids)]


def _unaltered(shift_ids: Collection[str], own: str, uow: UnitOfWork) -> dict[str, PublishedShift]:
    """The person's shifts that nobody edited since they were published, with their own assignments."""
    if not shift_ids:
        return {}
    theirs: dict[str, list[Assignment]] = {}
    for one in uow.plan.assignments_of_shifts(shift_ids):
        if isinstance(one, Assignment) and one.collaborator_id == own:
            theirs.setdefault(one.shift_id, []).append(one)
    return {
        shift.id: PublishedShift(shift=shift, assignments=tuple(a for a in theirs[shift.id] if a.active))
        for shift in uow.plan.get_many("shift", list(theirs)).values()
        if isinstance(shift, Shift)
        and shift.status is ShiftStatus.PUBLISHED
        and not shift.changed_since_publication
        and not any(a.changed_since_publication for a in theirs[shift.id])
        and any(a.active for a in theirs[shift.id])
    }


def _held(shift_ids: Collection[str], own: str, uow: UnitOfWork) -> dict[str, PublishedShift]:
    """The person's shifts as the last publication held each, of those that were not cancelled since."""
    shifts = uow.plan.get_many("shift", shift_ids) if shift_ids else {}
    published = {
        s.id
        for s in shifts.values()
        if isinstance(s, Shift) and s.ever_published and s.status is not ShiftStatus.CANCELLED
    }
    latest = uow.publications.last_published(published) if published else {}
    found: dict[str, PublishedShift] = {}
    for number in sorted(set(latest.values())):
        publication = uow.publications.get(number)
        for held in () if publication is None else publication.snapshot:
            theirs = tuple(a for a in held.assignments if a.collaborator_id == own)
            if theirs and latest.get(held.shift.id) == number:
                found[held.shift.id] = attrs.evolve(held, assignments=theirs)
    return found


def _shown(entity: Entity, own: str, told: dict[str, PublishedShift]) -> Entity | None:
    """The entity as the person may read it; None where they may not."""
    if isinstance(entity, Availability):
        return entity if entity.collaborator_id == own else None
    if isinstance(entity, Shift):
        return told[entity.id].shift if entity.id in told else None
    if isinstance(entity, Assignment) and entity.shift_id in told:
        return next((a for a in told[entity.shift_id].assignments if a.id == entity.id), None)
    return None
