"""The audit trail on a SQL database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.engine import Row

from adapters.sql.record_tables import planning_change
from adapters.sql.session import Session
from planning_core.domain.history import PlanningChange
from planning_core.ports.history import AuditPage, AuditQuery
from planning_core.ports.listing import read_number_cursor


class SqlAuditLog:
    """Entries under numbers that grow."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def append(self, entries: Sequence[PlanningChange]) -> None:
        """Add entries, in their order."""
        self._session.insert(planning_change, [_to_row(entry) for entry in entries])

    def page(self, query: AuditQuery) -> AuditPage:
        """One page, newest first."""
        columns = planning_change.c
        select = self._session.select(planning_change).order_by(columns.sequence.desc())
        for column, values in (
            (columns.entity, query.entities),
            (columns.entity_id, query.entity_ids),
            (columns.user_id, query.user_ids),
            (columns.action, query.actions),
        ):
            if values:
                select = select.where(column.in_(values))
        if query.since is not None:
            select = select.where(columns.timestamp >= query.since)
        if query.until is not None:
            select = select.where(columns.timestamp < query.until)
        if query.after is not None:
            select = select.where(columns.sequence < read_number_cursor(query.after))
        rows = self._session.rows(select.limit(query.limit + 1))
        shown = rows[: query.limit]
        more = len(rows) > query.limit and bool(shown)
        return AuditPage([_from_row(row) for row in shown], str(shown[-1].sequence) if more else None)


def _to_row(entry: PlanningChange) -> dict[str, Any]:
    return {
        "id": entry.id,
        "entity": entry.entity,
        "entity_id": entry.entity_id,
        "user_id": entry.user_id,
        "action": entry.action,
        "before": entry.before,
        "after": entry.after,
        "timestamp": entry.timestamp,
        "request_id": entry.request_id,
    }


def _from_row(row: Row[Any]) -> PlanningChange:
    return PlanningChange(
        id=row.id,
        entity=row.entity,
        entity_id=row.entity_id,
        user_id=row.user_id,
        action=row.action,
        before=row.before,
        after=row.after,
        timestamp=row.timestamp,
        request_id=row.request_id,
    )
