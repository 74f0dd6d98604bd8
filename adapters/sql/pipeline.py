"""Many statements in one round trip to PostgreSQL, each run after the one before it.

What need not be known yet waits until something must be: what a transaction asks for, holds and writes goes
out together, and the server sees it in the order in which it was said.
"""

from __future__ import annotations

import select
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final, NoReturn

import psycopg
import sqlalchemy as sa
from psycopg.errors import error_from_result
from psycopg.pq import ConnStatus, ExecStatus, TransactionStatus
from psycopg.pq.abc import PGconn, PGresult
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError

from adapters.sql.errors import UNPREPARED, translated
from adapters.sql.prepared import Prepared, prepared, prepared_text
from planning_core.errors import PlanningError

_PREPARED = "planning_prepared"
"""Under which a connection's own notes say which statements it knows."""
_FINE: Final = frozenset({ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK})
_WRITING = prepared_text("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")
_READING = prepared_text("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
_PLAN_ONCE = b"SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off"
"""For kept statements: each finds its rows by an index, planned while tables are small too."""
_PLAN_EACH = prepared_text(
    "SELECT set_config('plan_cache_mode', 'auto', true), set_config('enable_seqscan', 'on', true)"
)
_COMMIT = prepared_text("COMMIT")
_ROLLBACK = prepared_text("ROLLBACK")


class Said:
    """A statement with its values, and what it came to once it was sent."""

    __slots__ = ("_pipeline", "refused", "result", "statement", "values")

    def __init__(
        self,
        pipeline: Pipeline,
        statement: Prepared,
        values: list[bytes | None],
        refused: PlanningError | None,
    ) -> None:
        self._pipeline, self.statement, self.values, self.refused = pipeline, statement, values, refused
        self.result: PGresult | None = None

    def rows(self) -> list[Any]:
        """Every row; sends what waits where this is among it."""
        if self.result is None:
            self._pipeline.send()
        if self.result is None:
            raise RuntimeError("the statement was let go of before it was sent")
        return self.statement.rows(self.result)


class Pipeline:
    """A connection's transaction, begun with the first statement; statements that wait to be sent.

    A reader's sees one state of the data from its first statement on. Errors are those that the same
    statement would raise through SQLAlchemy, at the latest when the transaction is committed.
    """

    def __init__(self, connection: Connection, *, writes: bool) -> None:
        self._connection = connection
        self._begin = _WRITING if writes else _READING
        driver: Any = connection.connection.driver_connection
        self._driver: PGconn = driver.pgconn
        if _PREPARED not in connection.info:
            self._driver.exec_(_PLAN_ONCE)
        self._known: set[bytes] = connection.info.setdefault(_PREPARED, set())
        self._waiting: list[Said] = []
        self._last: list[Said] = []
        self._pieces: list[tuple[Said, int]] = []
        self._plans_each = False

    def ask(self, statement: sa.Executable, given: Mapping[str, Any]) -> Callable[[], list[Any]]:
        """Have a kept statement run after all before it; what gives its rows."""
        return self._add(prepared(statement), given).rows

    def ask_alone(self, statement: sa.Executable, given: Mapping[str, Any]) -> list[Any]:
        """The rows of a statement that begins no transaction where it comes first in one that reads."""
        if self._begin is _WRITING or self._waiting or not self._idle:
            return self.ask(statement, given)()
        said = self._said(prepared(statement), given)
        self._waiting.append(said)
        return said.rows()

    def tell(
        self, statement: sa.Executable, rows: Iterable[Mapping[str, Any]], columns: tuple[str, ...] | None
    ) -> None:
        """Have a kept statement run for each of some rows, after all before it."""
        form = prepared(statement, columns)
        for row in rows:
            self._add(form, row)

    def tell_last(
        self,
        statement: sa.Executable,
        rows: Iterable[Mapping[str, Any]],
        columns: tuple[str, ...] | None,
        refused: PlanningError | None,
    ) -> None:
        """The same, but after all else, with the commit.

        `refused` is raised where it breaks a constraint or a column cannot hold what it comes to.
        """
        form = prepared(statement, columns)
        self._last += [self._said(form, row, refused) for row in rows]

    @property
    def has_last(self) -> bool:
        """Whether anything is kept for the end."""
        return bool(self._last)

    def settle(self) -> None:
        """Let what was kept for the end run after what waits, for somebody who will look at it."""
        if self._last:
            self._begun()
            self._waiting += self._last
            self._last = []

    def begin(self) -> None:
        """Have all that waits done, in a transaction, for somebody else to go on in it.

        What is put together anew is planned for its values, what is prepared once for any values.
        """
        self._begun()
        if not self._plans_each:
            self._put(_PLAN_EACH)
            self._plans_each = True
        self.send()

    def commit(self) -> None:
        """Send what waits and make all of it so."""
        self._plans_each = False
        self.settle()
        if self._waiting or not self._idle:
            self._put(_COMMIT)
            self.send()

    def let_go(self) -> None:
        """Undo all; what waits is never sent."""
        self._waiting, self._last, self._pieces, self._plans_each = [], [], [], False
        broken = self._driver.status != ConnStatus.OK
        if not broken and not self._idle:
            self._put(_ROLLBACK)
            self.send()

    @contextmanager
    def piece(self) -> Iterator[None]:
        """A piece of the transaction that is undone alone where anything in it raises.

        What was said before goes out with it. Where that fails the piece has not begun, and all is undone.
        """
        self.mark()
        try:
            yield
            self._put(self._release())
            self.send()
        except BaseException:
            if self._driver.status == ConnStatus.OK:
                self.undo()
            raise
        self._pieces.pop()

    def mark(self) -> None:
        """Begin a piece of the transaction, within the one that has begun if there is one."""
        self._begun()
        self._put(prepared_text(f"SAVEPOINT planning_{len(self._pieces) + 1}"))
        self._pieces.append((self._waiting[-1], len(self._last)))

    def keep(self) -> None:
        """Make the piece that began last part of the whole."""
        self._put(self._release())
        self._pieces.pop()

    def undo(self) -> None:
        """Undo the piece that began last, with what waits of it; what it held is let go of."""
        begun, before = self._pieces[-1]
        if begun in self._waiting:  # nothing of it was sent
            del self._waiting[self._waiting.index(begun) :]
        elif begun.result is not None:
            self._waiting, self._plans_each = [], False
            self._put(prepared_text(f"ROLLBACK TO SAVEPOINT planning_{len(self._pieces)}"))
            self.send()
        self._pieces.pop()
        del self._last[before:]

    def send(self) -> None:
        """Send what waits, and wait for what comes of it."""
        if not self._waiting:
            return
        waiting, self._waiting = self._waiting, []
        said = waiting[-1]
        try:
            if len(waiting) == 1 and said.statement.name in self._known:
                values: Any = said.values
                said.result = self._driver.exec_prepared(said.statement.name, values)
                failed = said if said.result.status not in _FINE else None
            else:
                failed = self._send_all(waiting)
        except psycopg.Error as error:
            self._raise(error, said)
        if failed is not None and failed.result is not None:
            self._raise(error_from_result(failed.result, encoding="utf-8"), failed)

    @property
    def _idle(self) -> bool:
        """Whether no transaction has begun."""
        return self._driver.transaction_status == TransactionStatus.IDLE

    def _release(self) -> Prepared:
        return prepared_text(f"RELEASE SAVEPOINT planning_{len(self._pieces)}")

    def _begun(self) -> None:
        if not self._waiting and self._idle:
            self._put(self._begin)

    def _add(self, statement: Prepared, given: Mapping[str, Any]) -> Said:
        self._begun()
        said = self._said(statement, given)
        self._waiting.append(said)
        return said

    def _put(self, statement: Prepared) -> None:
        self._waiting.append(Said(self, statement, [], None))

    def _said(
        self, statement: Prepared, given: Mapping[str, Any], refused: PlanningError | None = None
    ) -> Said:
        said = Said(self, statement, [], refused)
        try:
            said.values = statement.encode(given)
        except (UnicodeEncodeError, psycopg.DataError) as error:
            self._raise(error, said)
        return said

    def _send_all(self, waiting: list[Said]) -> Said | None:
        """Send statements, new ones to be prepared first; the first that failed."""
        driver, expected = self._driver, list[tuple[Said, bool]]()
        driver.enter_pipeline_mode()
        try:
            new = set[bytes]()
            for said in waiting:
                name = said.statement.name
                if name not in self._known and name not in new:
                    new.add(name)
                    driver.send_prepare(name, said.statement.sql)
                    expected.append((said, True))
                driver.send_query_prepared(name, said.values)
                expected.append((said, False))
            driver.pipeline_sync()
            return self._receive(expected)
        finally:
            if driver.status == ConnStatus.OK:
                driver.exit_pipeline_mode()

    def _receive(self, expected: list[tuple[Said, bool]]) -> Said | None:
        """Hand out what comes, up to the end of the pipeline; the first statement that failed."""
        driver = self._driver
        poll = select.poll()
        poll.register(driver.socket, select.POLLIN | select.POLLOUT)
        while driver.flush():
            poll.poll()
            driver.consume_input()
        poll.modify(driver.socket, select.POLLIN)
        failed: Said | None = None
        results = iter(expected)
        while True:
            while driver.is_busy():
                poll.poll()
                driver.consume_input()
            result = driver.get_result()
            if result is None:  # what follows a statement's results
                if driver.status != ConnStatus.OK:
                    raise psycopg.OperationalError("the connection is lost")
                continue
            if result.status == ExecStatus.PIPELINE_SYNC:
                return failed
            said, preparing = next(results)
            if result.status not in _FINE:
                if failed is None:
                    failed, said.result = said, result
            elif preparing:
                self._known.add(said.statement.name)
            else:
                said.result = result

    def _raise(self, original: BaseException, said: Said) -> NoReturn:
        """Raise what the same statement would have raised through SQLAlchemy."""
        broken = self._driver.status != ConnStatus.OK
        wrapped: BaseException = original
        if isinstance(original, psycopg.Error):
            wrapped = DBAPIError.instance(
                said.statement.text, None, original, psycopg.Error, connection_invalidated=broken
            )
        if broken:
            self._connection.invalidate(original)
        if getattr(original, "sqlstate", None) == UNPREPARED:
            self._known.clear()
        if said.refused is not None and isinstance(wrapped, IntegrityError | DataError):
            raise said.refused from original
        raise translated(original, wrapped) or wrapped from original
