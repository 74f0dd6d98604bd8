"""Bringing a database's tables to this version, and telling whether that is needed."""

from __future__ import annotations

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
from adapters.sql.unit_of_work import WRITES
from planning_core.errors import Unavailable

MIGRATIONS = Path(__file__).parent / "migrations"
_UPGRADE_LOCK = 7_340_115_002_231


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
    """Where a database's tables stand. Raises Unavailable."""
    wanted = str(ScriptDirectory.from_config(_config()).get_current_head())
    with database.engine.connect() as connection:
        return SchemaState(MigrationContext.configure(connection).get_current_revision(), wanted)


def needs_upgrade(database: SqlDatabase) -> bool:
    """Whether a database's tables are not those of this version. Raises Unavailable."""
    return not schema_state(database).up_to_date


def upgrade(database: SqlDatabase, revision: str = "head") -> None:
    """Bring a database's tables to this version (or a revision), all or nothing; does nothing where they are.

    Raises Unavailable, also for a database that a newer version has made.
    """
    _migrate(database, "upgrade", revision)


def downgrade(database: SqlDatabase, revision: str = "base") -> None:
    """Take a database's tables back to an earlier revision (`base`: none). Raises Unavailable."""
    _migrate(database, "downgrade", revision)


def _migrate(database: SqlDatabase, direction: str, revision: str) -> None:
    with database.engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_UPGRADE_LOCK)))
        try:
            getattr(command, direction)(_config(connection), revision)
        except CommandError as error:
            raise Unavailable("database", "a newer version of Planning PRO made its tables") from error


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
