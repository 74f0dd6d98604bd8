"""Carrying out edits on the in-memory tables."""

from __future__ import annotations

from collections.abc import Sequence

from planning_core.domain.change import Edit
from planning_core.domain.kinds import Entity
from planning_core.domain.work import Assignment
from planning_core.errors import Fault, InvalidInput, NotFound, StaleVersion

Tables = dict[str, dict[str, Entity]]


def carry_out(tables: Tables, edits: Sequence[Edit]) -> None:
    """Alter the tables by edits. Raises as PlanStore.write does, and may then have carried out some."""
    refs: dict[str, dict[str, str]] = {}
    for edit in edits:
        table = tables[edit.entity]
        _check_version(table, edit)
        _check_reference(refs, table, edit)
        if edit.after is None:
            del table[edit.id]
        else:
            table[edit.id] = edit.after
    for edit in edits:
        if isinstance(edit.after, Assignment) and edit.after.shift_id not in tables["shift"]:
            raise NotFound("shift", edit.after.shift_id)


def _check_version(table: dict[str, Entity], edit: Edit) -> None:
    stored = table.get(edit.id)
    if edit.before is None:
        if stored is not None:
            raise InvalidInput([Fault("id", edit.id, "repeated")])
        return
    current = 0 if stored is None else stored.version
    if current != edit.before.version:
        raise StaleVersion(edit.entity, edit.id, edit.before.version, current)


def _check_reference(refs: dict[str, dict[str, str]], table: dict[str, Entity], edit: Edit) -> None:
    """Keep external references unique; `refs` holds them by kind, as far as these edits have come."""
    before, after = getattr(edit.before, "external_ref", None), getattr(edit.after, "external_ref", None)
    if before == after:
        return
    if edit.entity not in refs:
        refs[edit.entity] = {
            ref: entity.id for entity in table.values() if (ref := getattr(entity, "external_ref", None))
        }
    owners = refs[edit.entity]
    if before is not None:
        owners.pop(before, None)
    if after is not None and owners.setdefault(after, edit.id) != edit.id:
        raise InvalidInput([Fault("external_ref", after, "repeated")])
