"""The audit trail on a SQL database: rows numbered per organization, each with its hash in the chain."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from pydantic_core import from_json
from sqlalchemy.engine import Row
from sqlalchemy.exc import IntegrityError

from adapters.sql.audit_link import LINKED
from adapters.sql.record_tables import audit_head, planning_change
from adapters.sql.session import HISTORY, Session
from planning_core.domain.audit_chain import ChainLink, StoredEntry, canonical, chain_hash, chain_origin
from planning_core.domain.history import PlanningChange
from planning_core.domain.time import instant
from planning_core.errors import InvalidInput, Unavailable
from planning_core.ports.history import AuditPage, AuditQuery
from planning_core.ports.listing import read_number_cursor

DAMAGED = "the audit trail was altered: run `planning audit verify`"
_MOST_AT_THE_END = 8
"""So many entries of one write are hashed by PostgreSQL itself, which then need not be waited for while other
writers wait; more than that are hashed here, one after another, and put in together."""
_NO_NUMBER = 2**63 - 1
"""Stands for a number that is none; only SQLite stores such a thing."""
_UNKNOWN = ChainLink(0, "")


class SqlAuditLog:
    """Entries under numbers without gaps, the last of them noted in a row of its own."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def append(self, entries: Sequence[PlanningChange]) -> None:
        """Add entries, in their order, each under the next number and with its hash."""
        if not entries:
            return
        if self._session.postgres and len(entries) <= _MOST_AT_THE_END:
            for entry in entries:
                self._session.tell_history(
                    LINKED, self._linked(entry), refused=Unavailable("database", DAMAGED)
                )
            return
        self._session.hold(HISTORY)
        link, rows = self.head(), []
        if link.number > _NO_NUMBER - len(entries):
            raise Unavailable("database", DAMAGED)
        for entry in entries:
            link = ChainLink(link.number + 1, chain_hash(link.hash, entry))
            rows.append(_to_row(entry, link))
        try:
            with self._session.attempt():
                self._session.insert(planning_change, rows)
        except IntegrityError:
            # The numbers are held: only somebody who reached past the product can have taken one.
            raise Unavailable("database", DAMAGED) from None
        self._session.put(audit_head, {"number": link.number, "hash": link.hash})

    def _linked(self, entry: PlanningChange) -> dict[str, Any]:
        row = _to_row(entry, _UNKNOWN)
        del row["number"], row["hash"]
        own = {"own": self._session.organization_id, "origin": self.origin(), "canonical": canonical(entry)}
        return {**row, **own}

    def page(self, query: AuditQuery) -> AuditPage:
        """One page, newest first."""
        self._session.settle()
        columns = planning_change.c
        select = self._session.select(planning_change).order_by(columns.number.desc())
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
            select = select.where(columns.number < read_number_cursor(query.after))
        rows = self._session.rows(select.limit(query.limit + 1))
        shown = rows[: query.limit]
        more = len(rows) > query.limit and bool(shown)
        return AuditPage([_from_row(row) for row in shown], str(shown[-1].number) if more else None)

    def origin(self) -> str:
        """What the first entry's hash builds on."""
        return chain_origin(self._session.organization_id)

    def head(self) -> ChainLink:
        """The newest entry's number and hash as they are noted."""
        self._session.settle()
        row = next(iter(self._session.own_rows(audit_head)), None)
        return ChainLink(0, self.origin()) if row is None else ChainLink(_number(row.number), str(row.hash))

    def newest(self) -> int:
        """The highest number that an entry is stored under, 0 where there is none."""
        self._session.settle()
        highest = self._session.scalar(
            self._session.select(planning_change, sa.func.max(planning_change.c.number))
        )
        return _number(highest or 0)

    def stored(self, after: int | None, until: int | None, limit: int) -> Sequence[StoredEntry]:
        """What is stored under numbers above `after` and up to `until`, by number, readable or not."""
        self._session.settle()
        select = self._session.select(planning_change, *_AS_STORED).order_by(planning_change.c.number)
        if after is not None:
            select = select.where(planning_change.c.number > after)
        if until is not None:
            select = select.where(planning_change.c.number <= until)
        return [self._stored(row) for row in self._session.rows(select.limit(limit))]

    def _stored(self, row: Row[Any]) -> StoredEntry:
        try:
            entry = PlanningChange(
                id=row.id,
                entity=row.entity,
                entity_id=row.entity_id,
                user_id=row.user_id,
                action=row.action,
                before=_record(row.before),
                after=_record(row.after),
                timestamp=self._instant(row.timestamp),
                request_id=row.request_id,
            )
        except (ValueError, OverflowError, InvalidInput):
            entry = None
        return StoredEntry(number=_number(row.number), hash=str(row.hash), id=str(row.id), entry=entry)

    def _instant(self, text: str) -> datetime:
        return datetime.fromisoformat(text).astimezone(UTC) if self._session.postgres else instant(int(text))


# As text: what a database hands over raw is read one row at a time, and an unreadable one spoils no other.
_AS_STORED = [
    sa.cast(column, sa.Text).label(column.name) if column.name in {"before", "after", "timestamp"} else column
    for column in planning_change.c
]


def _record(text: str | None) -> dict[str, Any] | None:
    if text is None:
        return None
    value = from_json(text)
    if not isinstance(value, dict):
        raise ValueError(text)
    return value


def _number(value: Any) -> int:
    return value if isinstance(value, int) else _NO_NUMBER


def _to_row(entry: PlanningChange, link: ChainLink) -> dict[str, Any]:
    return {
        "number": link.number,
        "id": entry.id,
        "entity": entry.entity,
        "entity_id": entry.entity_id,
        "user_id": entry.user_id,
        "action": entry.action,
        "before": entry.before,
        "after": entry.after,
        "timestamp": entry.timestamp,
        "request_id": entry.request_id,
        "hash": link.hash,
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
