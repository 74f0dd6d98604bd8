"""Outgoing events on a SQL database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import takewhile

import sqlalchemy as sa

from adapters.sql.record_tables import outgoing_event
from adapters.sql.session import Session
from adapters.sql.statements import insert_into
from planning_core.ports.events import OutgoingEvent

CHANNEL = "planning_events"
"""Where PostgreSQL tells of new events, each with the organization it is of."""

_TELL = sa.select(sa.func.pg_notify(CHANNEL, sa.bindparam("own", type_=sa.String)))
_LAST = (sa.func.max(outgoing_event.c.sequence),)


class SqlEventOutbox:
    """Events under numbers that grow."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, event: OutgoingEvent) -> None:
        """Keep an event with what it speaks of."""
        # Numbers must be seen in the order in which they are given, or a reader would step over one.
        own = self._session.organization_id
        row = {"topic": event.topic, "payload": dict(event.payload), "at": event.at, "organization_id": own}
        self._session.tell_history(insert_into(outgoing_event), row, tuple(row))
        if self._session.postgres:
            # Heard by every process that listens, once the transaction is committed.
            self._session.tell_history(_TELL, {"own": own})

    def after(self, sequence: int, limit: int) -> Sequence[OutgoingEvent]:
        """Events that follow that sequence number, in order."""
        self._session.settle()
        column = outgoing_event.c.sequence
        select = self._session.select(outgoing_event).where(column > sequence).order_by(column).limit(limit)
        return [
            OutgoingEvent(topic=row.topic, payload=row.payload, at=row.at, sequence=row.sequence)
            for row in self._session.rows(select)
        ]

    def last_sequence(self) -> int:
        """The sequence number of the newest event, 0 where there is none."""
        self._session.settle()
        ((last,),) = self._session.own_rows(outgoing_event, *_LAST)
        return int(last or 0)

    def oldest_before(self, instant: datetime) -> bool:
        """Whether the oldest event, not being the newest, is from before an instant."""
        self._session.settle()
        return bool(self._oldest(instant, 1))

    def forget(self, before: datetime, limit: int) -> int:
        """Drop the oldest events, up to the first that is not from before that instant; how many."""
        self._session.settle()
        old = self._oldest(before, limit)
        if old:
            gone = self._session.delete(outgoing_event).where(outgoing_event.c.sequence <= old[-1])
            self._session.run(gone)
        return len(old)

    def _oldest(self, before: datetime, limit: int) -> list[int]:
        columns = outgoing_event.c
        select = self._session.select(outgoing_event, columns.sequence, columns.at).order_by(columns.sequence)
        rows = self._session.rows(select.limit(limit + 1))
        shown = rows[:limit] if len(rows) > limit else rows[:-1]  # the newest stays
        return [row.sequence for row in takewhile(lambda row: row.at < before, shown)]
