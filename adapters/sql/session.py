"""An open connection bound to one organization: the only way in which stores reach their rows."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, CursorResult, Row
from sqlalchemy.exc import IntegrityError

from planning_core.errors import InvalidInput

CHUNK = 500
"""Most values in one IN list; SQLite bounds the variables of a statement."""

HISTORY = "history"
"""What is numbered in the order of commits, audit entries and events, is held under one name: two names
could be taken in two orders."""


class Session:
    """Statements that can only see one organization's rows."""

    def __init__(self, connection: Connection, organization_id: str) -> None:
        self.connection, self.organization_id = connection, organization_id
        self.postgres = connection.dialect.name == "postgresql"

    def own(self, table: sa.FromClause) -> sa.ColumnElement[bool]:
        """The condition that keeps a table to this organization."""
        return table.c.organization_id == self.organization_id

    def select(self, table: sa.Table, *columns: Any) -> sa.Select[Any]:
        """A query of some or all columns of this organization's rows."""
        return sa.select(*(columns or (table,))).where(self.own(table))

    def update(self, table: sa.Table) -> sa.Update:
        """An update of this organization's rows."""
        return sa.update(table).where(self.own(table))

    def delete(self, table: sa.Table) -> sa.Delete:
        """A deletion of this organization's rows."""
        return sa.delete(table).where(self.own(table))

    def rows(self, statement: sa.Select[Any]) -> Sequence[Row[Any]]:
        """Every row that a query finds."""
        return self.connection.execute(statement).all()

    def portions(self, statement: sa.Select[Any], size: int) -> Iterator[Sequence[Row[Any]]]:
        """The rows that a query finds, so many at a time: what is made of a portion outlives its rows."""
        return self.connection.execute(statement).partitions(size)

    def rows_among(
        self, statement: sa.Select[Any], column: sa.ColumnElement[Any], values: Collection[Any]
    ) -> list[Row[Any]]:
        """Every row of a query whose column holds one of these values."""
        found: list[Row[Any]] = []
        for chunk in chunks(values):
            found += self.rows(statement.where(column.in_(chunk)))
        return found

    def scalar(self, statement: sa.Select[Any]) -> Any:
        """The first column of the first row, or None."""
        return self.connection.execute(statement).scalar()

    def run(
        self, statement: sa.Executable, parameters: Sequence[Mapping[str, Any]] | None = None
    ) -> CursorResult[Any]:
        """Carry out a statement, once or for each set of parameters."""
        return self.connection.execute(statement, parameters)

    def insert(self, table: sa.Table, rows: Sequence[dict[str, Any]]) -> None:
        """Put rows in, as this organization's."""
        for row in rows:
            row["organization_id"] = self.organization_id
        if rows:
            self.connection.execute(table.insert(), rows)

    def put(
        self,
        table: sa.Table,
        row: dict[str, Any],
        *,
        only_if: Callable[[Any], sa.ColumnElement[bool]] | None = None,
    ) -> None:
        """Put a row in, over the one with the same key if there is one (and `only_if` says so of the new)."""
        insert = postgresql.insert if self.postgres else sqlite.insert
        key = [column.name for column in table.primary_key]
        statement = insert(table).values(organization_id=self.organization_id, **row)
        rest = {name: statement.excluded[name] for name in row if name not in key}
        where = None if only_if is None else only_if(statement.excluded)
        self.connection.execute(statement.on_conflict_do_update(index_elements=key, set_=rest, where=where))

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """A piece of the transaction that is undone alone where a constraint or a value refuses it."""
        piece = self.connection.begin_nested()
        try:
            yield
        except (IntegrityError, InvalidInput):
            piece.rollback()
            raise
        # Any other error ends the unit of work; the database may have undone it all already.
        piece.commit()

    def hold(self, name: str, *, shared: bool = False) -> None:
        """Keep others of this organization from what that name stands for until the transaction ends.

        `shared` lets those in who share it too. On SQLite a transaction that writes holds everything already.
        """
        if self.postgres:
            digest = hashlib.blake2b(f"{self.organization_id}\0{name}".encode(), digest_size=8).digest()
            number = int.from_bytes(digest, signed=True)
            take = sa.func.pg_advisory_xact_lock_shared if shared else sa.func.pg_advisory_xact_lock
            self.connection.execute(sa.select(take(number)))


def chunks(values: Collection[Any]) -> Iterator[list[Any]]:
    """These values without repetitions, in lists that fit into one statement."""
    once = list(dict.fromkeys(values))
    for first in range(0, len(once), CHUNK):
        yield once[first : first + CHUNK]
