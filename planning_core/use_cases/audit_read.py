"""The audit trail as a caller may read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import attrs

from planning_core.domain.history import PlanningChange
from planning_core.domain.principal import AccessRole, Principal
from planning_core.domain.work import Shift
from planning_core.ports.history import AuditPage, AuditQuery
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.use_cases.limits import Part, part_of
from planning_core.use_cases.reasons import whose_reasons

OF_ALL = frozenset({"skill", "role", "site", "team", "mission", "collaborator", "availability", "rule"})
"""Things that callers with limits see too, so they see who altered them."""

_MOST_PAGES = 20

Side = Mapping[str, Any] | None


def read_audit(query: AuditQuery, *, principal: Principal, uow: UnitOfWork) -> AuditPage:
    """One page, newest first, without the reasons of absences that the caller may not know.

    A caller with limits reads what concerns their part of the plan and what is of the whole organization, of
    each entry the sides that do; entries about assignments whose shift is gone are left out. Their page may
    hold fewer entries than asked for though more follow. Raises Forbidden, InvalidInput for a broken `after`.
    """
    principal.require(AccessRole.VIEWER, "read audit")
    part = part_of(principal, uow)
    if part is None:
        page = uow.audit.page(query)
        return AuditPage(_without_reasons(page.items, principal, uow), page.next)
    found: list[PlanningChange] = []
    for _ in range(_MOST_PAGES):
        page = uow.audit.page(attrs.evolve(query, limit=query.limit - len(found)))
        found += _within(page.items, part, uow)
        query = attrs.evolve(query, after=page.next)
        if page.next is None or len(found) >= query.limit:
            break
    return AuditPage(_without_reasons(found, principal, uow), query.after)


def _without_reasons(
    entries: Sequence[PlanningChange], principal: Principal, uow: UnitOfWork
) -> list[PlanningChange]:
    absences = [one for one in entries if one.entity == "availability"]
    people = {side["collaborator_id"] for one in absences for side in _sides(one)}
    known = whose_reasons(people, principal, uow) if people else set()

    def told(side: Side) -> Side:
        if side is None or side["collaborator_id"] in known:
            return side
        return {**side, "reason": None}

    return [
        attrs.evolve(one, before=told(one.before), after=told(one.after))
        if one.entity == "availability"
        else one
        for one in entries
    ]


def _sides(entry: PlanningChange) -> Iterable[Mapping[str, Any]]:
    return [side for side in (entry.before, entry.after) if side is not None]


def _within(entries: Sequence[PlanningChange], part: Part, uow: UnitOfWork) -> list[PlanningChange]:
    """The entries with the sides that are of that part; those of which none is left out."""
    on = {side["shift_id"] for one in entries if one.entity == "assignment" for side in _sides(one)}
    stored = uow.plan.get_many("shift", on)
    shifts = {i for i, shift in stored.items() if isinstance(shift, Shift) and part.holds(shift)}

    def seen(entry: PlanningChange, side: Side) -> Side:
        return side if side is not None and _is_of(entry.entity, side, part, shifts) else None

    found = []
    for entry in entries:
        if entry.entity in OF_ALL:
            found.append(entry)
            continue
        before, after = seen(entry, entry.before), seen(entry, entry.after)
        if before is not None or after is not None:
            found.append(attrs.evolve(entry, before=before, after=after))
    return found


def _is_of(kind: str, side: Mapping[str, Any], part: Part, shifts: set[str]) -> bool:
    if kind in ("shift", "shift_template"):
        return part.has(side["site_id"], side["mission_id"])
    if kind == "assignment":
        return side["shift_id"] in shifts
    if kind == "blackout":
        return not part.limits.excludes_site(side["site_id"])
    if kind == "publication" and "site_ids" in side:
        return part.speaks_of(side["site_ids"], side["mission_ids"])
    return False
