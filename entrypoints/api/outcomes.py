"""Answers of writes that touch many things: batches, generation, copies, restored versions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from entrypoints.api.calls import Call
from entrypoints.api.rendering import Record
from planning_core.domain.conflict import Conflict
from planning_core.domain.kinds import Entity, kind_of
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.use_cases.decide import Outcome

_FIELDS = {"shift": "shift_ids", "assignment": "assignment_ids", "collaborator": "collaborator_ids"}


def change_items(call: Call, outcome: Outcome, uow: UnitOfWork) -> list[Record]:
    """What each change came to, in their order."""
    entities = [outcome.entity_at(position) for position in range(len(outcome.changes))]
    return items(call, entities, outcome.after, uow)


def edit_items(call: Call, outcome: Outcome, kinds: Iterable[str], uow: UnitOfWork) -> list[Record]:
    """What was really edited of some kinds, each thing once."""
    wanted = set(kinds)
    entities = [e.after or e.before for e in outcome.edits if e.entity in wanted]
    return items(call, [e for e in entities if e is not None], outcome.after, uow)


def items(
    call: Call, entities: Iterable[Entity], conflicts: Iterable[Conflict], uow: UnitOfWork
) -> list[Record]:
    """`{"shift": {...}, "conflicts": [...]}` of each entity, with those of the conflicts that concern it."""
    view = call.view(uow)
    about: dict[str, list[Conflict]] = defaultdict(list)
    for conflict in conflicts:
        for field in _FIELDS.values():
            for entity_id in getattr(conflict, field):
                about[entity_id].append(conflict)
    found = list(entities)
    records = view.by_id({e.id: about.get(e.id, []) for e in found if kind_of(e) in _FIELDS})
    return [{kind_of(e): view.entity(e), "conflicts": records.get(e.id, [])} for e in found]


def outcome_record(call: Call, outcome: Outcome, shown: list[Record], uow: UnitOfWork) -> Record:
    """Items with the conflicts of all that was touched."""
    view = call.view(uow)
    return {
        "items": shown,
        "conflicts": view.conflicts(outcome.conflicts),
        "new_conflicts": view.conflicts(outcome.new_conflicts),
        "resolved_conflicts": view.conflicts(outcome.resolved_conflicts),
    }
