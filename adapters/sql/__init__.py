"""Storage on a SQL database: SQLite in a file, or PostgreSQL."""

from adapters.sql.database import SqlDatabase
from adapters.sql.migrate import SchemaState, needs_upgrade, schema_state, upgrade

__all__ = ["SchemaState", "SqlDatabase", "needs_upgrade", "schema_state", "upgrade"]
