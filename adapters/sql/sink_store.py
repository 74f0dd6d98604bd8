"""States of audit sinks and their dead letters on a SQL database."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import attrs
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from adapters.sql.record_tables import audit_dead_letter, audit_sink
from adapters.sql.session import Session
from planning_core.ports.sinks import DeadLetter, SinkState

_STATE = [field.name for field in attrs.fields(SinkState)]
_LETTER = [field.name for field in attrs.fields(DeadLetter)]


class SqlSinkStore:
    """A row for each sink, which whoever feeds it claims; a row for each dead letter."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def states(self) -> list[SinkState]:
        """Every sink that was ever fed, by name."""
        rows = self._session.rows(self._session.select(audit_sink).order_by(audit_sink.c.name))
        return [SinkState(**{name: getattr(row, name) for name in _STATE}) for row in rows]

    def claim(self, name: str, holder: str, now: datetime, until: datetime) -> SinkState | None:
        """Take a sink for one feeder; None while another one holds it."""
        self._make(name)
        columns = audit_sink.c
        free = sa.or_(
            columns.claimed_until.is_(None),
            columns.claimed_until <= now,
            columns.claimed_until > until,
            columns.claimed_by == holder,
        )
        claim = self._session.update(audit_sink).where(columns.name == name, free)
        if not self._session.run(claim.values(claimed_by=holder, claimed_until=until)).rowcount:
            return None
        return next(state for state in self.states() if state.name == name)

    def keep(self, state: SinkState, holder: str) -> bool:
        """Store a state if that feeder holds the sink still; whether it did."""
        columns = audit_sink.c
        mine = self._session.update(audit_sink).where(
            columns.name == state.name, columns.claimed_by == holder
        )
        return bool(self._session.run(mine.values(attrs.asdict(state))).rowcount)

    def bury(self, letter: DeadLetter) -> None:
        """Keep a dead letter, in the place of an earlier one of that entry."""
        self._session.put(audit_dead_letter, attrs.asdict(letter))

    def letters(self, sinks: Collection[str], after: int, limit: int) -> list[DeadLetter]:
        """Dead letters of these sinks (empty: all) for entries above that number, by number and sink."""
        columns = audit_dead_letter.c
        select = self._session.select(audit_dead_letter).where(columns.number > after)
        if sinks:
            select = select.where(columns.sink.in_(sinks))
        rows = self._session.rows(select.order_by(columns.number, columns.sink).limit(limit))
        return [DeadLetter(**{name: getattr(row, name) for name in _LETTER}) for row in rows]

    def unbury(self, sink: str, number: int) -> None:
        """Drop a dead letter, if there is one."""
        columns = audit_dead_letter.c
        one = self._session.delete(audit_dead_letter).where(columns.sink == sink, columns.number == number)
        self._session.run(one)

    def _make(self, name: str) -> None:
        insert = postgresql.insert if self._session.postgres else sqlite.insert
        fresh = {**attrs.asdict(SinkState(name=name)), "organization_id": self._session.organization_id}
        self._session.run(insert(audit_sink).values(fresh).on_conflict_do_nothing())
