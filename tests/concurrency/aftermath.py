"""What must hold of a plan after any storm of writes."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import attrs

from planning_core import Assignment, Conflict, Entity, Plan, PlanningChange, Shift, check
from planning_core.domain.kinds import KINDS, kind_of
from planning_core.domain.record import to_record
from planning_core.ports.conflict_store import ConflictQuery
from planning_core.ports.history import AuditQuery
from planning_core.ports.plan_store import Query
from planning_core.ports.unit_of_work import UnitOfWork, UnitOfWorkFactory
from planning_core.use_cases.generate import every

Key = tuple[str, str]
Record = dict[str, Any]


@attrs.frozen(kw_only=True)
class Aftermath:
    """What stands, what a full check finds, and what the audit trail tells of it."""

    stored: dict[Key, Record]
    told: dict[Key, Record]
    gaps: list[str]
    standing: list[Conflict]
    checked: list[Conflict]
    publications: list[int]

    @property
    def hard(self) -> Counter[str]:
        """Hard conflicts that nobody overrode, by rule."""
        return Counter(one.rule for one in self.checked if one.blocks)

    @property
    def unexplained(self) -> list[Key]:
        """Rows that the audit trail tells otherwise, or not at all."""
        return sorted(
            key for key in self.stored.keys() | self.told.keys() if self.stored.get(key) != self.told.get(key)
        )


def aftermath(storage: UnitOfWorkFactory) -> Aftermath:
    """The plan as it lies there."""
    with storage(writes=False) as uow:
        entities = [e for kind in KINDS for e in every(Query(kind=kind, limit=500), uow)]
        told, gaps = _replayed(_audit(uow))
        newest = uow.publications.newest(None, 10_000)
        return Aftermath(
            stored={(kind_of(e), e.id): _record(e) for e in entities},
            told=told,
            gaps=gaps,
            standing=uow.conflicts.find(ConflictQuery()),
            checked=check(Plan(entities, timezone=uow.rules.timezone())),
            publications=sorted(p.number for p in newest),
        )


def _audit(uow: UnitOfWork) -> list[PlanningChange]:
    """Every entry about entities, oldest first."""
    found: list[PlanningChange] = []
    query = AuditQuery(limit=1000, entities=tuple(KINDS))
    while True:
        page = uow.audit.page(query)
        found += page.items
        if page.next is None:
            return found[::-1]
        query = attrs.evolve(query, after=page.next)


def _replayed(entries: list[PlanningChange]) -> tuple[dict[Key, Record], list[str]]:
    """The rows that entries come to, and each entry that does not go on where the one before it ended."""
    rows: dict[Key, Record] = {}
    gaps = []
    for entry in entries:
        key = entry.entity, entry.entity_id
        before, after = _plain(entry.before), _plain(entry.after)
        if before != rows.get(key):
            gaps.append(f"{entry.action} of {key} starts from {before}, not {rows.get(key)}")
        if after is None:
            rows.pop(key, None)
            continue
        wanted = 1 if before is None else before["version"] + 1
        # What a published version held comes back under a version of its own.
        if after["version"] != wanted and entry.action != "restore":
            gaps.append(f"{entry.action} of {key} makes version {after['version']}, not {wanted}")
        rows[key] = after
    return rows, gaps


def _plain(record: Any) -> Record | None:
    if record is None:
        return None
    # Marks of what changed since a publication are no edits: they are not audited.
    return {name: value for name, value in record.items() if name != "changed_since_publication"}


def _record(entity: Entity) -> Record:
    record = json.loads(json.dumps(to_record(entity)))
    plain = _plain(record)
    assert plain is not None
    return plain


def doubly_booked(entities: list[Entity]) -> list[tuple[str, str]]:
    """Pairs of active assignments of one person that overlap, found without any rule."""
    shifts = {e.id: e for e in entities if isinstance(e, Shift) and e.status.value != "cancelled"}
    active = [e for e in entities if isinstance(e, Assignment) and e.active and e.shift_id in shifts]
    return [
        (a.id, b.id)
        for a in active
        for b in active
        if a.id < b.id
        and a.collaborator_id == b.collaborator_id
        and shifts[a.shift_id].window.overlaps(shifts[b.shift_id].window)
    ]
