"""Bringing a database's tables to this version, and telling whether that is needed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import attrs
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy.engine import Connection

from adapters.sql.database import SqlDatabase
from adapters.sql.foreign import refuse_foreign_schema
from adapters.sql.unit_of_work import WRITES
from planning_core.errors import Unavailable

MIGRATIONS = Path(__file__).parent / "migrations"
_UPGRADE_LOCK = 7_340_115_002_231
WAIT_SECONDS = 30.0
"""How long one waits for another that migrates the same database, and for a table that others hold."""
_AT_ONCE = "500ms"
"""A migration that waits for a table has everybody after it wait too: it steps back after so long."""
_NOT_HAD = "55P03"


@attrs.frozen
class SchemaState:
    """The revision of a database's tables (None: there are none) and the one that this version works with."""

    current: str | None
    wanted: str

    @property
    def up_to_date(self) -> bool:
        """Whether this version can work with the database."""
        return self.current == self.wanted


def schema_state(database: SqlDatabase) -> SchemaState:
    """Where a database's tables stand. Raises Unavailable, also where they are another program's."""
    script = ScriptDirectory.from_config(_config())
    with database.engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
        if not database.is_sqlite:
            refuse_foreign_schema(connection, current, {one.revision for one in script.walk_revisions()})
        return SchemaState(current, str(script.get_current_head()))


def needs_upgrade(database: SqlDatabase) -> bool:
    """Whether a database's tables are not those of this version. Raises Unavailable."""
    return not schema_state(database).up_to_date


def upgrade(database: SqlDatabase, revision: str = "head") -> None:
    """Bring a database's tables to this version (or a revision); does nothing where they are.

    On SQLite all or nothing. On PostgreSQL one migration after the other, so that what is locked for one is
    free before the next, and what one does to many rows goes in portions; cut short, it goes on from there
    the next time. Raises Unavailable, also for a database that a newer version or another program has made.
    """
    schema_state(database)
    _migrate(database, "upgrade", revision)


def downgrade(database: SqlDatabase, revision: str = "base") -> None:
    """Take a database's tables back to an earlier revision (`base`: none). Raises Unavailable."""
    _migrate(database, "downgrade", revision)


def _migrate(database: SqlDatabase, direction: str, revision: str) -> None:
    with database.engine.connect().execution_options(**{WRITES: True}) as connection:
        run = partial(getattr(command, direction), _config(connection), revision)
        try:
            if database.is_sqlite:
                with connection.begin():
                    run()
            else:
                with _alone(connection):
                    _stepping_back(connection, run)
        except CommandError as error:
            raise Unavailable("database", "a newer version of Planning PRO made its tables") from error


@contextmanager
def _alone(connection: Connection) -> Iterator[None]:
    """Holds what only one process holds. Whoever waits asks again and again, in no transaction meanwhile:
    an index that is built beside writers waits for all transactions there are.
    """
    until = time.monotonic() + WAIT_SECONDS
    while not _scalar(connection, sa.func.pg_try_advisory_lock(_UPGRADE_LOCK)):
        if time.monotonic() > until:
            raise Unavailable("database", "another process is changing its tables")
        time.sleep(0.05)
    try:
        yield
    finally:
        if not connection.invalidated:
            connection.rollback()
            _scalar(connection, sa.func.pg_advisory_unlock(_UPGRADE_LOCK))


def _scalar(connection: Connection, function: sa.ColumnElement[bool]) -> bool:
    answer = bool(connection.execute(sa.select(function)).scalar_one())
    connection.commit()
    return answer


def _stepping_back(connection: Connection, run: Callable[[], None]) -> None:
    """Migrate without ever waiting long in the way of others: rather again, from where it was."""
    until = time.monotonic() + WAIT_SECONDS
    connection.exec_driver_sql(f"SET lock_timeout = '{_AT_ONCE}'")
    connection.commit()
    try:
        while True:
            try:
                return run()
            except Unavailable as error:
                if getattr(error.__cause__, "sqlstate", None) != _NOT_HAD or time.monotonic() > until:
                    raise
                connection.rollback()
            time.sleep(0.2)
    finally:
        if not connection.invalidated:
            connection.rollback()
            connection.exec_driver_sql("RESET lock_timeout")
            connection.commit()


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
