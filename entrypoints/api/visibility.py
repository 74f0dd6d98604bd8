"""What a member may read: their own published shifts and assignments, their own availability."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from planning_core.domain.kinds import Entity
from planning_core.domain.people import Availability
from planning_core.domain.principal import AccessRole, Principal
from planning_core.domain.work import Assignment, Shift, ShiftStatus
from planning_core.errors import Forbidden
from planning_core.ports.plan_store import Query
from planning_core.ports.unit_of_work import UnitOfWork

OWN = frozenset({"shift", "assignment", "availability"})
"""Kinds of which a member sees what is theirs."""


def narrowed(query: Query, principal: Principal) -> Query:
    """The query kept to what the caller may read. Raises Forbidden where that is nothing."""
    if principal.may(AccessRole.VIEWER):
        return query
    require_readable(query.kind, principal)
    where = {**query.where, "collaborator_id": (principal.collaborator_id or "",)}
    if query.kind == "shift":
        where["status"] = (ShiftStatus.PUBLISHED.value,)
    return attrs.evolve(query, where=where)


def require_readable(kind: str, principal: Principal) -> None:
    """Raise Forbidden where the caller may read nothing of a kind."""
    if not principal.may(AccessRole.VIEWER) and kind not in OWN:
        raise Forbidden(f"read {kind}", AccessRole.VIEWER.value)


def readable(entities: Sequence[Entity], principal: Principal, uow: UnitOfWork) -> list[Entity]:
    """Those of these entities that the caller may read."""
    if principal.may(AccessRole.VIEWER):
        return list(entities)
    own = principal.collaborator_id
    assignments = [e for e in entities if isinstance(e, Assignment)]
    shifts = uow.plan.get_many("shift", {a.shift_id for a in assignments}) if assignments else {}
    staffed = _staffed([e.id for e in entities if isinstance(e, Shift)], own, uow)
    return [e for e in entities if _is_own(e, own, shifts, staffed)]


def _staffed(shift_ids: list[str], own: str | None, uow: UnitOfWork) -> set[str]:
    """Those of these shifts that the person works on."""
    found = uow.plan.assignments_of_shifts(shift_ids) if shift_ids else []
    return {a.shift_id for a in found if isinstance(a, Assignment) and a.active and a.collaborator_id == own}


def _is_own(entity: Entity, own: str | None, shifts: dict[str, Entity], staffed: set[str]) -> bool:
    if isinstance(entity, Availability):
        return entity.collaborator_id == own
    if isinstance(entity, Shift):
        return entity.status is ShiftStatus.PUBLISHED and entity.id in staffed
    if isinstance(entity, Assignment):
        shift = shifts.get(entity.shift_id)
        return (
            entity.collaborator_id == own
            and entity.active
            and isinstance(shift, Shift)
            and shift.status is ShiftStatus.PUBLISHED
        )
    return False
