"""A database: its engine, and units of work in it."""

from __future__ import annotations

import sqlite3
import time
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from pydantic_core import from_json
from sqlalchemy import event
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError

from adapters.sql.errors import translate_errors
from adapters.sql.foreign import refuse_foreign_file
from adapters.sql.lost_connections import keep_only_the_living
from adapters.sql.turns import Turns
from adapters.sql.types import dump_json
from adapters.sql.unit_of_work import WRITES, SqlUnitOfWork
from planning_core.errors import Fault, InvalidInput, Unavailable
from planning_core.ports.unit_of_work import UnitOfWorkFactory

POOL_SIZE, POOL_OVERFLOW = 20, 30
WAIT_SECONDS = 30.0
TRY_AGAIN_SECONDS = 0.002
ORGANIZATION = "main"


class SqlDatabase:
    """A SQLite file (`sqlite:///plan.db`) or a PostgreSQL database (`postgresql://…`).

    Nothing is opened before it is used. A transaction waits `wait_seconds` for another one in its way,
    then raises Unavailable. Raises InvalidInput for an address of another kind, Unavailable where the
    driver is not installed or the file's folder cannot be made.
    """

    def __init__(self, url: str, *, wait_seconds: float = WAIT_SECONDS) -> None:
        self.url = _read_url(url)
        open_engine = _sqlite_engine if self.is_sqlite else _postgres_engine
        self.engine = open_engine(self.url, wait_seconds)
        self._turns = Turns(wait_seconds) if self.is_sqlite else None
        translate_errors(self.engine)

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a file of the embedded database."""
        return self.url.get_backend_name() == "sqlite"

    def units_of_work(self, organization_id: str = ORGANIZATION) -> UnitOfWorkFactory:
        """What opens units of work bound to that organization."""
        return partial(self.unit_of_work, organization_id)

    def unit_of_work(self, organization_id: str = ORGANIZATION, *, writes: bool = True) -> SqlUnitOfWork:
        """A unit of work of that organization, not yet entered."""
        return SqlUnitOfWork(self.engine, organization_id, writes=writes, turns=self._turns)

    def ping(self) -> None:
        """Raise Unavailable unless the database answers."""
        with self.engine.connect() as connection:
            connection.execute(sa.select(1))

    def close(self) -> None:
        """Close every idle connection."""
        self.engine.dispose()


def _read_url(text: str) -> URL:
    try:
        url = make_url(text)
    except ArgumentError:
        raise InvalidInput([Fault("database_url", "…", "not_a_database_url")]) from None
    if url.drivername in {"postgres", "postgresql"}:
        url = url.set(drivername="postgresql+psycopg")
    in_memory = url.drivername == "sqlite" and url.database in {None, "", ":memory:"}
    if in_memory or url.drivername not in {"sqlite", "postgresql+psycopg"}:
        shown = url.render_as_string(hide_password=True)
        raise InvalidInput([Fault("database_url", shown, "not_a_database_url")])
    return url


def _postgres_engine(url: URL, wait_seconds: float) -> Engine:
    try:
        engine = sa.create_engine(
            url,
            pool_size=POOL_SIZE,
            max_overflow=POOL_OVERFLOW,
            json_serializer=dump_json,
            json_deserializer=from_json,
            connect_args={
                "connect_timeout": 10,
                # Statements are prepared by our own pipeline; the driver would deallocate all there are.
                "prepare_threshold": None,
                "options": f"{_options(url)}-c timezone=utc -c lock_timeout={wait_seconds * 1000:.0f}",
            },
        )
    except ImportError:
        raise Unavailable("database", "the driver psycopg is not installed") from None
    keep_only_the_living(engine)
    return engine


def _options(url: URL) -> str:
    """What the address asks of the server, such as a schema: `?options=-csearch_path=planning`."""
    given = url.query.get("options", "")
    return f"{given if isinstance(given, str) else ' '.join(given)} "


def _sqlite_engine(url: URL, wait_seconds: float) -> Engine:
    folder = Path(url.database or "").absolute().parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unavailable("database", f"the folder {folder} cannot be made: {error.strerror}") from None
    engine = sa.create_engine(
        url,
        pool_size=POOL_SIZE,
        max_overflow=POOL_OVERFLOW,
        json_serializer=dump_json,
        json_deserializer=from_json,
        connect_args={"timeout": wait_seconds, "check_same_thread": False},
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", partial(_begin, wait_seconds))
    return engine


def _prepare(connection: Any, _: Any) -> None:
    # Left to itself the driver begins a transaction only at the first write: what was read
    # before it may be stale by then.
    connection.isolation_level = None
    try:
        refuse_foreign_file(connection)
    except Unavailable:
        connection.close()
        raise
    for setting in (
        "journal_mode = WAL",
        "synchronous = NORMAL",
        "foreign_keys = ON",
        "temp_store = MEMORY",
        "cache_size = -32000",
    ):
        connection.execute(f"PRAGMA {setting}").close()


def _begin(wait_seconds: float, connection: Connection) -> None:
    if not connection.get_execution_options().get(WRITES, False):
        connection.exec_driver_sql("BEGIN")
        return
    if not _begun(connection.connection.driver_connection, time.monotonic() + wait_seconds):
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # once more, to fail as any statement does


def _begun(driver: Any, until: float) -> bool:
    """Whether a transaction that writes could begin before that moment; others write till then.

    SQLite's own waiting tries ten times a second at last: a process that writes without a pause goes by it.
    """
    waits = driver.execute("PRAGMA busy_timeout").fetchone()[0]
    driver.execute("PRAGMA busy_timeout = 0").close()
    try:
        while True:
            try:
                driver.execute("BEGIN IMMEDIATE").close()
                return True
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() >= until:
                    return False
            time.sleep(TRY_AGAIN_SECONDS)
    finally:
        driver.execute(f"PRAGMA busy_timeout = {waits}").close()
