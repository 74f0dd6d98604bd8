"""What is stored already of the things that rows of an import mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

import attrs

from planning_core.domain.importing import ImportItem
from planning_core.domain.kinds import Entity
from planning_core.domain.work import Assignment
from planning_core.ports.history import AuditQuery
from planning_core.ports.plan_store import Query
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.use_cases.generate import every
from planning_core.use_cases.import_calendar import is_of_event
from planning_core.use_cases.import_entities import Fields, natural_key

_AT_ONCE = 1000


def by_ref(kind: str, items: Iterable[tuple[int, ImportItem]], uow: UnitOfWork) -> dict[str, Entity]:
    """The stored entities that carry the external references of these rows, by reference.

    What has no reference is found by its id, which an export calls it by.
    """
    refs = {ref for _, item in items if isinstance(ref := item.data.get("external_ref"), str)}
    found = uow.plan.by_external_ref(kind, refs)
    by_id = uow.plan.get_many(kind, refs - found.keys()) if len(found) < len(refs) else {}
    unnamed = {i: one for i, one in by_id.items() if getattr(one, "external_ref", None) is None}
    return {**found, **unnamed}


def stored_by_key(
    kind: str, rows: Iterable[Fields], stored: Mapping[str, Entity], uow: UnitOfWork
) -> dict[object, Entity]:
    """What is stored by natural key; `stored` are those by external reference.

    Of several assignments of one person to one shift an active one is meant, of availability that says the
    same what was entered by hand, not what came from a calendar.
    """
    if kind == "assignment":
        shifts = {row["shift_id"] for row in rows}
        found = [a for a in uow.plan.assignments_of_shifts(shifts) if isinstance(a, Assignment)]
        found.sort(key=lambda a: (a.active, a.id))
        return {natural_key(a): a for a in found}
    if kind == "availability":
        people = sorted({row["collaborator_id"] for row in rows})
        query = Query(kind=kind, where={"collaborator_id": tuple(people)}, limit=_AT_ONCE)
        said = sorted(every(query, uow), key=is_of_event, reverse=True) if people else []
        return {natural_key(e): e for e in said}
    return dict(stored.items())


def written_since(
    since: datetime, kind: str, ids: tuple[str, ...], request_id: str, uow: UnitOfWork
) -> set[str]:
    """Which of these entities that request has written since then."""
    query = AuditQuery(entities=(kind,), entity_ids=ids, since=since, limit=_AT_ONCE)
    found: set[str] = set()
    while True:
        page = uow.audit.page(query)
        found.update(entry.entity_id for entry in page.items if entry.request_id == request_id)
        if page.next is None:
            return found
        query = attrs.evolve(query, after=page.next)
