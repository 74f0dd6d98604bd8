"""What goes wrong below SQLAlchemy, as the core's errors."""

from __future__ import annotations

import sqlite3

from sqlalchemy import event
from sqlalchemy.engine import Engine, ExceptionContext
from sqlalchemy.exc import DataError, DBAPIError, OperationalError

from planning_core.errors import Contended, Fault, InvalidInput, PlanningError, Unavailable

OUTDATED = "its tables are missing or not those of this version: run `planning db upgrade`"

UNPREPARED = "26000"
"""PostgreSQL's state where it does not know a statement: somebody told it to forget them."""
_GIVEN_UP = frozenset({"40001", "40P01", UNPREPARED})
"""Those after which all of a transaction may be done again: a serialization failure, a deadlock."""

_SQLITE_REASONS = {
    sqlite3.SQLITE_PERM: "access to the database file is denied",
    sqlite3.SQLITE_BUSY: "another process holds the database",
    sqlite3.SQLITE_LOCKED: "another connection holds the database",
    sqlite3.SQLITE_NOMEM: "memory is used up",
    sqlite3.SQLITE_READONLY: "the database file is read-only",
    sqlite3.SQLITE_IOERR: "the disk does not answer",
    sqlite3.SQLITE_CORRUPT: "the database file is damaged",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_CANTOPEN: "the database file cannot be opened",
    sqlite3.SQLITE_NOTADB: "the file is not a database",
}


def translate_errors(engine: Engine) -> None:
    """Have storage that cannot be reached raise Unavailable, and text no database takes InvalidInput."""
    event.listen(engine, "handle_error", _handle)


def _handle(context: ExceptionContext) -> None:
    if context.is_pre_ping:
        return  # an idle connection that broke meanwhile: the pool opens another, if it can
    error = translated(context.original_exception, context.sqlalchemy_exception)
    if error is not None:
        raise error from context.original_exception


def translated(original: BaseException, wrapped: BaseException | None) -> PlanningError | None:
    """The core's error for one of the driver's, or None where it is a fault of the program."""
    if isinstance(original, UnicodeEncodeError):
        return InvalidInput([Fault("text", ascii(original.object)[:80], "control_character")])
    if isinstance(original, sqlite3.Error):
        return _sqlite(original)
    if isinstance(wrapped, DataError) and ("NUL" in str(original) or "\\u0000" in str(original)):
        return InvalidInput([Fault("text", "\x00", "control_character")])
    if type(original).__name__ in {"UndefinedTable", "UndefinedColumn"}:
        return Unavailable("database", OUTDATED)
    if getattr(original, "sqlstate", None) in _GIVEN_UP:
        return Contended("database", _first_line(original))
    if isinstance(wrapped, OperationalError) or (
        isinstance(wrapped, DBAPIError) and wrapped.connection_invalidated
    ):
        return Unavailable("database", _first_line(original))
    return None


def _sqlite(error: sqlite3.Error) -> Unavailable | None:
    # The low byte says what happened, the others how it came about.
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in _SQLITE_REASONS:
        return Unavailable("database", _SQLITE_REASONS[code])
    if str(error).startswith(("no such table", "no such column")) or "has no column named" in str(error):
        return Unavailable("database", OUTDATED)
    return None


def _first_line(error: BaseException) -> str:
    return next(iter(str(error).strip().splitlines()), type(error).__name__)
