"""Databases that are another program's: told from ours before anything in them is changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from adapters.sql.schema import metadata
from planning_core.errors import Unavailable

_REVISION = "alembic_version"
_MOST_NAMED = 5


def refuse_foreign_file(connection: sqlite3.Connection) -> None:
    """Raise Unavailable for a SQLite file that has tables, none of which this product made.

    It only reads: an empty file, or one whose tables were taken back, may be made ours.
    """
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')").fetchall()
    names = {name for (name,) in rows if not name.startswith("sqlite_")}
    others = names - {_REVISION}
    if others and not (_REVISION in names and others & metadata.tables.keys()):
        raise _foreign(others, "name another file")


def refuse_foreign_schema(connection: Connection, current: str | None, known: Collection[str]) -> None:
    """Raise Unavailable for a PostgreSQL schema where another program has tables of our names, or its
    revisions.

    Other tables beside ours are nobody's harm: one database may serve several programs.
    """
    if current in known:
        return
    there = set(sa.inspect(connection).get_table_names())
    ours = there & metadata.tables.keys()
    advice = "give Planning PRO a database or a schema of its own"
    if current is None and ours:
        raise _foreign(ours, advice)
    if current is not None and len(ours) < len(metadata.tables) // 2:
        raise _foreign({_REVISION}, advice)


def _foreign(names: Collection[str], advice: str) -> Unavailable:
    shown = ", ".join(sorted(names)[:_MOST_NAMED]) + (" …" if len(names) > _MOST_NAMED else "")
    return Unavailable("database", f"another program made its tables ({shown}): {advice}")
