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
from sqlalchemy.exc import DBAPIError

from adapters.sql.errors import UNPREPARED, translated
from adapters.sql.prepared import Prepared, prepared, prepared_text

_PREPARED = "planning_prepared"
"""Under which a connection's own notes say which statements it knows."""
_FINE: Final = frozenset({ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK})
_WRITING = prepared_text("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")
_READING = prepared_text("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
_COMMIT = prepared_text("COMMIT")
_ROLLBACK = prepared_text("ROLLBACK")


class Answer:
    """What a statement came to, or will have come to once somebody looks."""

    __slots__ = ("_pipeline", "_statement", "result")

    def __init__(self, pipeline: Pipeline, statement: Prepared) -> None:
        self._pipeline, self._statement = pipeline, statement
        self.result: PGresult | None = None

    def rows(self) -> list[Any]:
        """Every row; sends what waits where this is among it."""
        if self.result is None:
            self._pipeline.send()
        if self.result is None:
            raise RuntimeError("the statement was let go of before it was sent")
        return self._statement.rows(self.result)


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
        self._known: set[bytes] = connection.info.setdefault(_PREPARED, set())
        self._waiting: list[tuple[Prepared, list[bytes | None], Answer]] = []
        self._savepoints = 0

    def add(self, statement: Prepared, given: Mapping[str, Any]) -> Answer:
        """Have a statement run after all before it; when, nobody need care who does not look at its answer."""
        if not self._waiting and self._driver.transaction_status == TransactionStatus.IDLE:
            self._put(self._begin, {})
        return self._put(statement, given)

    def ask(self, statement: sa.Executable, given: Mapping[str, Any]) -> Callable[[], list[Any]]:
        """Have a kept statement run after all before it; what gives its rows."""
        return self.add(prepared(statement), given).rows

    def tell(
        self, statement: sa.Executable, rows: Iterable[Mapping[str, Any]], columns: tuple[str, ...] | None
    ) -> None:
        """Have a kept statement run for each of some rows, after all before it."""
        form = prepared(statement, columns)
        for row in rows:
            self.add(form, row)

    def begin(self) -> None:
        """Have all that waits done, in a transaction, for somebody else to go on in it."""
        if not self._waiting and self._driver.transaction_status == TransactionStatus.IDLE:
            self._put(self._begin, {})
        self.send()

    def commit(self) -> None:
        """Send what waits and make all of it so."""
        if self._waiting or self._driver.transaction_status != TransactionStatus.IDLE:
            self._put(_COMMIT, {})
            self.send()

    def let_go(self) -> None:
        """Undo all; what waits is never sent."""
        self._waiting.clear()
        broken = self._driver.status != ConnStatus.OK
        if not broken and self._driver.transaction_status != TransactionStatus.IDLE:
            self._put(_ROLLBACK, {})
            self.send()

    @contextmanager
    def piece(self) -> Iterator[None]:
        """A piece of the transaction that is undone alone where anything in it raises.

        What was said before has been done by then, so that its errors are not taken for the piece's.
        """
        name = self.mark()
        self.send()
        try:
            yield
            self.forget(name)
            self.send()
        except BaseException:
            if self._driver.status == ConnStatus.OK:
                self.undo(name)
            raise

    def mark(self) -> str:
        """Begin a piece of the transaction; its name, for one of the two below."""
        self._savepoints += 1
        name = f"planning_{self._savepoints}"
        self.add(prepared_text(f"SAVEPOINT {name}"), {})
        return name

    def forget(self, name: str) -> None:
        """Make a piece part of the whole."""
        self._savepoints -= 1
        self._put(prepared_text(f"RELEASE SAVEPOINT {name}"), {})

    def undo(self, name: str) -> None:
        """Undo a piece that has begun, and all that waits; what it held is let go of."""
        self._savepoints -= 1
        self._waiting.clear()
        self._put(prepared_text(f"ROLLBACK TO SAVEPOINT {name}"), {})
        self.send()

    def send(self) -> None:
        """Send what waits, and wait for what comes of it."""
        if not self._waiting:
            return
        waiting, self._waiting = self._waiting, []
        try:
            if len(waiting) == 1 and waiting[0][0].name in self._known:
                ((statement, values, answer),) = waiting
                answer.result = self._driver.exec_prepared(statement.name, values)  # type: ignore[arg-type] # None is NULL
                self._check(answer.result, statement)
            else:
                failed = self._send_all(waiting)
                if failed is not None:
                    self._check(*failed)
        except psycopg.Error as error:
            self._raise(error, waiting[-1][0])

    def _put(self, statement: Prepared, given: Mapping[str, Any]) -> Answer:
        try:
            values = statement.encode(given)
        except (UnicodeEncodeError, psycopg.DataError) as error:
            self._raise(error, statement)
        answer = Answer(self, statement)
        self._waiting.append((statement, values, answer))
        return answer

    def _send_all(
        self, waiting: list[tuple[Prepared, list[bytes | None], Answer]]
    ) -> tuple[PGresult, Prepared] | None:
        """Send statements, new ones to be prepared first; the first that failed."""
        driver, expected = self._driver, list[tuple[Prepared, Answer | None]]()
        driver.enter_pipeline_mode()
        try:
            new = set[bytes]()
            for statement, values, answer in waiting:
                if statement.name not in self._known and statement.name not in new:
                    new.add(statement.name)
                    driver.send_prepare(statement.name, statement.sql)
                    expected.append((statement, None))
                driver.send_query_prepared(statement.name, values)
                expected.append((statement, answer))
            driver.pipeline_sync()
            return self._receive(expected)
        finally:
            if driver.status == ConnStatus.OK:
                driver.exit_pipeline_mode()

    def _receive(self, expected: list[tuple[Prepared, Answer | None]]) -> tuple[PGresult, Prepared] | None:
        """Hand out what comes, up to the end of the pipeline; the first result that is an error."""
        driver = self._driver
        poll = select.poll()
        poll.register(driver.socket, select.POLLIN | select.POLLOUT)
        while driver.flush():
            poll.poll()
            driver.consume_input()
        poll.modify(driver.socket, select.POLLIN)
        failed: tuple[PGresult, Prepared] | None = None
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
            statement, answer = next(results)
            if result.status not in _FINE:
                failed = failed or (result, statement)
            elif answer is None:
                self._known.add(statement.name)
            else:
                answer.result = result

    def _check(self, result: PGresult, statement: Prepared) -> None:
        if result.status not in _FINE:
            raise error_from_result(result, encoding="utf-8")

    def _raise(self, original: BaseException, statement: Prepared) -> NoReturn:
        """Raise what the same statement would have raised through SQLAlchemy."""
        broken = self._driver.status != ConnStatus.OK
        wrapped: BaseException = original
        if isinstance(original, psycopg.Error):
            wrapped = DBAPIError.instance(
                statement.text, None, original, psycopg.Error, connection_invalidated=broken
            )
        if broken:
            self._connection.invalidate(original)
        if getattr(original, "sqlstate", None) == UNPREPARED:
            self._known.clear()
        raise translated(original, wrapped) or wrapped from original
