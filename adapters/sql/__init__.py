"""Storage on a SQL database: SQLite in a file, or PostgreSQL."""

from adapters.sql.database import SqlDatabase
from adapters.sql.file_backup import Backup, Held, back_up, restore
from adapters.sql.migrate import SchemaState, needs_upgrade, schema_state, upgrade
from adapters.sql.notices import EventNotices

__all__ = [
    "Backup",
    "EventNotices",
    "Held",
    "SchemaState",
    "SqlDatabase",
    "back_up",
    "needs_upgrade",
    "restore",
    "schema_state",
    "upgrade",
]
