"""An open connection bound to one organization: the only way in which stores reach their rows."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, CursorResult, Row
from sqlalchemy.exc import DataError, IntegrityError

if TYPE_CHECKING:
    from adapters.sql.pipeline import Pipeline

from adapters.sql.statements import (
    Form,
    advisory_lock,
    having_one,
    having_some,
    held_in_order,
    insert_into,
    insert_lists,
    of_own,
    put_into,
    without_some,
)
from planning_core.errors import InvalidInput, PlanningError

Kept = sa.Select[Any] | sa.CompoundSelect[Any]
"""A statement put together once: see `statements`."""
Asked = Callable[[], Sequence[Any]]
Made = Callable[[Form], Kept]
"""What gives a kept statement that looks for values under `among`."""

CHUNK = 500
"""Most values in one IN list; SQLite bounds the variables of a statement."""

HISTORY = "history"
"""What is numbered in the order of commits, audit entries and events, is held under one name: two names
could be taken in two orders."""


class Session:
    """Statements that can only see one organization's rows."""

    def __init__(
        self, connection: Connection, organization_id: str, pipeline: Pipeline | None = None
    ) -> None:
        self._connection, self._pipeline = connection, pipeline
        self.organization_id = organization_id
        self.postgres = connection.dialect.name == "postgresql"
        self.held: dict[str, tuple[Collection[str], Asked]] = {}
        """Of each kind the ids of rows held, and the rows: nobody alters them but this transaction."""

    @property
    def connection(self) -> Connection:
        """The connection, all that was said before done on it."""
        if self._pipeline is not None:
            self._pipeline.begin()
        return self._connection

    def ask(self, statement: Kept, given: Mapping[str, Any]) -> Asked:
        """Have a kept statement run after all before it; its rows, for whoever calls what is answered.

        Where statements go out together it waits for the next one whose rows are called for.
        """
        if self._pipeline is not None:
            return self._pipeline.ask(statement, given)
        rows = self._connection.execute(statement, given).all()
        return lambda: rows

    def tell(
        self,
        statement: sa.Executable,
        rows: Sequence[Mapping[str, Any]],
        columns: tuple[str, ...] | None = None,
    ) -> None:
        """Have a kept statement that answers nothing run for each of some rows, after all before it."""
        if self._pipeline is None:
            self._connection.execute(statement, rows)
            return
        self._pipeline.tell(statement, rows, columns)

    def one_alone(self, column: sa.Column[Any], value: Any) -> Row[Any] | None:
        """This organization's row in which a column holds that value, or None: as it is just now.

        What a transaction that reads sees afterwards may be a later state, where this is the first it asks.
        """
        statement, given = having_one(column), {"own": self.organization_id, "among": value}
        if self._pipeline is not None:
            return next(iter(self._pipeline.ask_alone(statement, given)), None)
        return self._connection.execute(statement, given).first()

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

    def tell_history(
        self,
        statement: sa.Executable,
        row: dict[str, Any],
        columns: tuple[str, ...] | None = None,
        *,
        refused: PlanningError | None = None,
    ) -> None:
        """Have a kept statement run that writes history, which is held from the first of them to the commit.

        On PostgreSQL that is with the commit, unless somebody looks at it before (`settle`): others wait for
        no more than that. `refused` is raised there where it breaks a constraint or a number gets too large.
        """
        if self._pipeline is None:
            self.hold(HISTORY)
            try:
                self.tell(statement, [row], columns)
            except (IntegrityError, DataError) as error:
                raise refused or error from error
            return
        if not self._pipeline.has_last:
            lock = {"number": self._number(HISTORY)}
            self._pipeline.tell_last(advisory_lock(shared=False), [lock], None, None)
        self._pipeline.tell_last(statement, [row], columns, refused)

    def settle(self) -> None:
        """Have history that was told of written before what comes next."""
        if self._pipeline is not None:
            self._pipeline.settle()

    def own_rows(self, table: sa.Table, *columns: Any) -> Sequence[Row[Any]]:
        """Some or all columns of all of this organization's rows."""
        return self.ask_own(table, *columns)()

    def ask_own(self, table: sa.Table, *columns: Any) -> Asked:
        """The same, for whoever calls what is answered: see `ask`."""
        return self.ask(of_own(table, columns), {"own": self.organization_id})

    def having(
        self, column: sa.Column[Any], values: Collection[Any], *columns: sa.ColumnElement[Any]
    ) -> list[Row[Any]]:
        """This organization's rows in which a column holds one of these values; some or all columns of them.

        `rows_among` of a statement that need not be put together anew.
        """
        return self.found_by(partial(having_some, column, columns), values)

    def hold_rows(
        self, column: sa.Column[Any], values: Collection[Any], *columns: sa.ColumnElement[Any]
    ) -> Asked:
        """The same, kept from other writers until the transaction ends, taken in the order of that column.

        They are held by the time at which anything said later is done; see `ask`.
        """
        return self.asking(partial(held_in_order, column, columns or (column,)), sorted(values))

    def delete_having(self, column: sa.Column[Any], values: Collection[Any]) -> None:
        """Take away this organization's rows in which a column holds one of these values."""
        for form, sought in self._sought(values):
            self.tell(without_some(column, form), [{"own": self.organization_id, "among": sought}])

    def found_by(self, made: Made, values: Iterable[Any], **parameters: Any) -> list[Row[Any]]:
        """Every row of a statement made of those in `statements`, asked with these values as `among`."""
        return list(self.asking(made, values, **parameters)())

    def asking(self, made: Made, values: Iterable[Any], **parameters: Any) -> Asked:
        """The same, for whoever calls what is answered: see `ask`."""
        asked = [
            self.ask(made(form), {"own": self.organization_id, "among": sought, **parameters})
            for form, sought in self._sought(values)
        ]
        return asked[0] if len(asked) == 1 else lambda: [row for one in asked for row in one()]

    def _sought(self, values: Iterable[Any]) -> Iterator[tuple[Form, Any]]:
        """These values as they stand under `among`, in portions, each with the form of its statement."""
        for chunk in chunks(values):
            alone = len(chunk) == 1
            yield Form(self.postgres, alone), chunk[0] if alone else chunk

    def scalar(self, statement: sa.Select[Any]) -> Any:
        """The first column of the first row, or None."""
        return self.connection.execute(statement).scalar()

    def run(
        self,
        statement: sa.Executable,
        parameters: Sequence[Mapping[str, Any]] | Mapping[str, Any] | None = None,
    ) -> CursorResult[Any]:
        """Carry out a statement, once or for each set of parameters."""
        return self.connection.execute(statement, parameters)

    def insert(self, table: sa.Table, rows: Sequence[dict[str, Any]]) -> None:
        """Put rows in, as this organization's."""
        for row in rows:
            row["organization_id"] = self.organization_id
        if rows:
            self.tell(insert_into(table), rows, tuple(rows[0]))

    def insert_words(self, table: sa.Table, rows: Sequence[dict[str, Any]]) -> None:
        """Put rows in whose values are all texts: on PostgreSQL by one statement, however many they are."""
        if not self.postgres:
            self.insert(table, rows)
        elif rows:
            lists = {name: [row[name] for row in rows] for name in rows[0]}
            self.tell(insert_lists(table, tuple(lists)), [{"own": self.organization_id, **lists}])

    def put(
        self,
        table: sa.Table,
        row: dict[str, Any],
        *,
        only_if: Callable[[Any], sa.ColumnElement[bool]] | None = None,
    ) -> None:
        """Put a row in, over the one with the same key if there is one (and `only_if` says so of the new)."""
        statement = put_into(table, tuple(row), only_if, postgres=self.postgres)
        whole = {**row, "organization_id": self.organization_id}
        self.tell(statement, [whole], tuple(whole))

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """A piece of the transaction that is undone alone where a constraint or a value refuses it."""
        if self._pipeline is not None:
            with self._pipeline.piece():
                yield
            return
        piece = self._connection.begin_nested()
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
            self.tell(advisory_lock(shared=shared), [{"number": self._number(name)}])

    def _number(self, name: str) -> int:
        digest = hashlib.blake2b(f"{self.organization_id}\0{name}".encode(), digest_size=8).digest()
        return int.from_bytes(digest, signed=True)


def chunks(values: Iterable[Any]) -> Iterator[list[Any]]:
    """These values without repetitions, in lists that fit into one statement."""
    once = list(dict.fromkeys(values))
    for first in range(0, len(once), CHUNK):
        yield once[first : first + CHUNK]
