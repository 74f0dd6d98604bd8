"""Carrying out edits on the plan's tables, many of one kind in one statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from adapters.sql.fence import Fence
from adapters.sql.new_assignments import insert_assignments
from adapters.sql.plan_rows import TO_ROW
from adapters.sql.plan_tables import PLAN_TABLES, shift
from adapters.sql.session import Session
from adapters.sql.spans import widen_span
from planning_core.domain.change import Edit
from planning_core.domain.kinds import KINDS
from planning_core.domain.time import Window
from planning_core.errors import Fault, InvalidInput, NotFound, StaleVersion

SPANNED = frozenset({"availability", "blackout", "mission", "shift"})


def carry_out(session: Session, edits: Sequence[Edit], *, overlapping: bool) -> None:
    """Alter the stored plan by edits. Raises as PlanStore.write does."""
    session.held.clear()
    fence = Fence(session, edits, tolerant=overlapping)
    fence.lift()
    by_kind: dict[str, list[Edit]] = {kind: [] for kind in KINDS}
    for edit in edits:
        by_kind[edit.entity].append(edit)
    # Shifts come before assignments, whose rows hold their shift's window.
    for kind, of_kind in by_kind.items():
        for batch in _batches(of_kind):
            _carry_out_batch(session, kind, batch, fence)
        if kind in SPANNED:
            _note_spans(session, kind, of_kind)
    fence.close()


def _batches(edits: Sequence[Edit]) -> Iterator[list[Edit]]:
    """Runs of edits that do the same to different entities."""
    batch: list[Edit] = []
    ids: set[str] = set()
    for edit in edits:
        if batch and (_operation(edit) != _operation(batch[0]) or edit.id in ids):
            yield batch
            batch, ids = [], set()
        batch.append(edit)
        ids.add(edit.id)
    if batch:
        yield batch


def _operation(edit: Edit) -> tuple[bool, bool]:
    return edit.before is None, edit.after is None


def _carry_out_batch(session: Session, kind: str, edits: list[Edit], fence: Fence) -> None:
    table = PLAN_TABLES[kind]
    if edits[0].before is not None:
        _check_versions(session, table, edits)
    if edits[0].after is None:
        session.delete_having(table.c.id, [edit.id for edit in edits])
        return
    placed_by_database = _places_itself(session, kind, edits, fence)
    rows = [TO_ROW[kind](edit.after) for edit in edits]
    if kind == "assignment" and not placed_by_database:
        _place(session, rows)
    if kind == "assignment" and edits[0].before is None:
        fence.mark_new(rows)
    try:
        with fence.refusing():
            if placed_by_database:
                insert_assignments(session, rows)
            elif edits[0].before is None:
                session.insert(table, rows)
            else:
                _update(session, table, rows)
    except IntegrityError:
        if placed_by_database:
            _place(session, rows)  # where there is no such shift
        _refuse_repetition(session, table, edits)
        raise


def _places_itself(session: Session, kind: str, edits: list[Edit], fence: Fence) -> bool:
    """Whether the database itself takes over the windows of new assignments from their shifts."""
    new = kind == "assignment" and edits[0].before is None
    return new and session.postgres and not fence.asks_for_windows


def _check_versions(session: Session, table: sa.Table, edits: list[Edit]) -> None:
    ids = [edit.id for edit in edits]
    held = session.hold_rows(table.c.id, ids, table.c.id, table.c.version)()
    stored = {row.id: row.version for row in held}
    for edit in edits:
        current = stored.get(edit.id, 0)
        if edit.before is not None and edit.before.version != current:
            raise StaleVersion(edit.entity, edit.id, edit.before.version, current)


def _place(session: Session, rows: list[dict[str, Any]]) -> None:
    """Give assignments the windows of their shifts. Raises NotFound."""
    columns = shift.c.id, shift.c.starts_at, shift.c.ends_at, shift.c.status
    found = session.having(shift.c.id, {row["shift_id"] for row in rows}, *columns)
    shifts = {row.id: row for row in found}
    for row in rows:
        if row["shift_id"] not in shifts:
            raise NotFound("shift", row["shift_id"])
        of_shift = shifts[row["shift_id"]]
        row["starts_at"], row["ends_at"] = of_shift.starts_at, of_shift.ends_at
        row["cancelled"] = of_shift.status == "cancelled"


def _update(session: Session, table: sa.Table, rows: list[dict[str, Any]]) -> None:
    for row in rows:
        row["edited_id"] = row.pop("id")
    session.run(session.update(table).where(table.c.id == sa.bindparam("edited_id")), rows)


def _window(entity: Any) -> Window | None:
    if entity is None or entity.starts_at is None:
        return None
    return Window(entity.starts_at, entity.ends_at)


def _note_spans(session: Session, kind: str, edits: list[Edit]) -> None:
    windows = [window for edit in edits if (window := _window(edit.after)) is not None]
    if windows:
        widen_span(session, kind, windows)


def _refuse_repetition(session: Session, table: sa.Table, edits: list[Edit]) -> None:
    """Raise InvalidInput for the first of these edits that repeats an external reference or an id."""
    refs = [ref for edit in edits if (ref := getattr(edit.after, "external_ref", None)) is not None]
    if refs:
        query = session.select(table, table.c.id, table.c.external_ref)
        owners = {row.external_ref: row.id for row in session.rows_among(query, table.c.external_ref, refs)}
        for edit in edits:
            before = getattr(edit.before, "external_ref", None)
            after = getattr(edit.after, "external_ref", None)
            if before != after and owners.get(before) == edit.id:
                del owners[before]
            if after is not None and owners.setdefault(after, edit.id) != edit.id:
                raise InvalidInput([Fault("external_ref", after, "repeated")])
    known = session.rows_among(session.select(table, table.c.id), table.c.id, [edit.id for edit in edits])
    if edits[0].before is None and known:
        raise InvalidInput([Fault("id", known[0].id, "repeated")])
