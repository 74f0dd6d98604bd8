"""A backup made ready to stand in the place of another database that pages and servers know."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from adapters.sql.database import SqlDatabase
from adapters.sql.migrate import upgrade
from planning_core.domain.time import micros

WAIT_SECONDS = 5.0
AHEAD = 1_000_000
"""By how much the numbers of events go on past all that were given: nobody has seen the new ones."""


def opened(file: Path, *, make: bool = False) -> sqlite3.Connection:
    """A SQLite file, without transactions of its own accord."""
    address = f"{file.absolute().as_uri()}?mode={'rwc' if make else 'rw'}"
    return sqlite3.connect(address, uri=True, isolation_level=None, timeout=WAIT_SECONDS)


def make_ready(source: Path, part: Path, *, after: sqlite3.Connection, at: datetime) -> None:
    """Copy a backup into an empty file, with this version's tables, and have it tell that all is new.

    What is known of the plan is known by the number of its newest event: by servers, which keep answers, and
    by browsers, which keep pages. So an event is added whose number was given neither there nor here.
    """
    with closing(opened(source)) as backup, closing(opened(part)) as copy:
        backup.backup(copy)
    database = SqlDatabase(f"sqlite:///{part}")
    try:
        upgrade(database)
    finally:
        database.close()
    with closing(opened(part)) as copy:
        number = max(_newest(after), _newest(copy)) + AHEAD
        _tell(copy, number, _organizations(after) | _organizations(copy), micros(at))
        copy.execute("PRAGMA journal_mode = DELETE").fetchone()


def _tell(copy: sqlite3.Connection, number: int, organizations: set[str], at: int) -> None:
    copy.execute("BEGIN")
    copy.executemany(
        "INSERT INTO outgoing_event (sequence, organization_id, topic, payload, at) "
        "VALUES (?, ?, 'plan.reset', '{}', ?)",
        [(number + place, one, at) for place, one in enumerate(sorted(organizations))],
    )
    copy.execute("COMMIT")


def _newest(database: sqlite3.Connection) -> int:
    if not _has_events(database):
        return 0
    (number,) = database.execute("SELECT max(sequence) FROM outgoing_event").fetchone()
    return int(number or 0)


def _organizations(database: sqlite3.Connection) -> set[str]:
    if not _has_events(database):
        return set()
    return {row[0] for row in database.execute("SELECT DISTINCT organization_id FROM outgoing_event")}


def _has_events(database: sqlite3.Connection) -> bool:
    found = database.execute("SELECT 1 FROM sqlite_master WHERE name = 'outgoing_event'").fetchone()
    return found is not None
