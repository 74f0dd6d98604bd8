"""What callers may read: of limited ones their part of the plan, of members what is theirs.

A member sees their own availability, and their shifts and assignments as published: that is what they know.
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from planning_core.domain.change import Change, Op
from planning_core.domain.conflict import Conflict
from planning_core.domain.kinds import Entity
from planning_core.domain.people import Availability
from planning_core.domain.principal import AccessRole, Principal
from planning_core.errors import Forbidden, NotFound
from planning_core.memory.plan_listing import list_page
from planning_core.ports.plan_store import Page, Query
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.use_cases import limits
from planning_core.use_cases.conflicts_within import conflicts_within
from planning_core.use_cases.own_plan import published_to, unaltered

OWN = frozenset({"shift", "assignment", "availability"})
"""Kinds of which a member sees what is theirs."""


def page_of(query: Query, principal: Principal, uow: UnitOfWork) -> Page:
    """One page of what the query matches and the caller may read. Raises Forbidden where that is nothing."""
    if principal.may(AccessRole.VIEWER):
        return uow.plan.page(limits.narrowed(query, principal, uow))
    require_readable(query.kind, principal)
    own = principal.collaborator_id or ""
    asked = query.where.get("collaborator_id", (own,))
    where = {**query.where, "collaborator_id": (own,) if own in asked else limits.NOTHING}
    query = attrs.evolve(query, where=where)
    if query.kind == "availability":
        return uow.plan.page(query)
    told = published_to(own, uow)
    tables: dict[str, dict[str, Entity]] = {
        "shift": {i: one.shift for i, one in told.items()},
        "assignment": {a.id: a for one in told.values() for a in one.assignments},
    }
    return list_page(tables, query)


def one_of(kind: str, entity_id: str, principal: Principal, uow: UnitOfWork) -> Entity:
    """The entity of that kind and id as the caller may read it.

    Raises NotFound, for members also where it is not theirs; Forbidden; OutsideLimits.
    """
    require_readable(kind, principal)
    if principal.may(AccessRole.VIEWER):
        found = uow.plan.get(kind, entity_id)
        if found is not None:
            limits.require_entity(found, principal, uow)
    else:
        found = _own(kind, entity_id, principal.collaborator_id or "", uow)
    if found is None:
        raise NotFound(kind, entity_id)
    return found


def _own(kind: str, entity_id: str, own: str, uow: UnitOfWork) -> Entity | None:
    if kind == "availability":
        entry = uow.plan.get(kind, entity_id)
        return entry if isinstance(entry, Availability) and entry.collaborator_id == own else None
    told = published_to(own, uow)
    if kind == "shift":
        return told[entity_id].shift if entity_id in told else None
    return next((a for one in told.values() for a in one.assignments if a.id == entity_id), None)


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


def readable_conflicts(
    conflicts: Iterable[Conflict], principal: Principal, uow: UnitOfWork
) -> list[Conflict]:
    """Those of these conflicts that the caller may read.

    Of a caller with limits: as far as their part of the plan goes. Of a member: about them alone, and about
    nothing but shifts of theirs that stand as they were published.
    """
    if principal.may(AccessRole.VIEWER):
        return list(conflicts_within(conflicts, principal, uow))
    own = principal.collaborator_id or ""
    theirs = [c for c in conflicts if c.collaborator_ids == (own,) and c.shift_ids]
    told = unaltered({one for c in theirs for one in c.shift_ids}, own, uow)
    return [c for c in theirs if told.keys() >= set(c.shift_ids)]
