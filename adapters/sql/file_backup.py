"""Copies of a SQLite database, made while it is written to, and put back."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import attrs
from alembic.script import ScriptDirectory

from adapters.sql.errors import translated
from adapters.sql.migrate import MIGRATIONS
from adapters.sql.restored import make_ready, opened
from planning_core.errors import Fault, InvalidInput, Unavailable

PAGES = 2_000
"""Pages copied between two words on the progress: 8 MB."""
_LOCKED = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_DAMAGED = {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}

Told = Callable[[int, int], None]


@attrs.frozen
class Backup:
    """A backup: its file, how large it is, and the revision of its tables."""

    file: Path
    size: int
    revision: str


class Held(Exception):
    """Another process has the database open."""


def back_up(database: Path, target: Path, *, told: Told) -> Backup:
    """Copy the database as it stands now into a new file; writers go on meanwhile.

    `told` hears how many pages are copied, and of how many. The copy is checked before it gets its name.
    Raises InvalidInput where the file exists or cannot be written, Unavailable where storage fails.
    """
    if target.exists():
        raise _fault(target, "file_exists")
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    with _translated(), _new_file(part):
        with closing(opened(database)) as source, closing(opened(part)) as copy:
            # A snapshot that is held: without it, every write of others would begin the copy anew.
            source.execute("BEGIN")
            source.execute("SELECT count(*) FROM sqlite_master").fetchall()
            _copy(source, copy, told)
            copy.execute("PRAGMA journal_mode = DELETE")
            problem = _damage(copy)
            revision = _revision(copy)
        if problem is not None:
            raise Unavailable("database", f"the database file is damaged: {problem}")
        _persist(part)
        try:
            os.link(part, target)
        except FileExistsError:
            raise _fault(target, "file_exists") from None
    return Backup(target, target.stat().st_size, revision or "")


def restore(
    source: Path, database: Path, *, keep_as: Path, at: datetime, told: Told, serving: bool = False
) -> Path | None:
    """Put a backup in the place of the database; where the earlier one is kept (None: there was none).

    The backup is checked, and brought to this version's tables, before anything is touched. Either all of it
    is put back or nothing, in one step for whoever reads. `at` is now. `serving`: others may have the
    database open; their writers wait. Raises InvalidInput for a file that is no backup, damaged, or of a
    newer version; Held; Unavailable.
    """
    if not source.is_file():
        raise InvalidInput([Fault("", None, "no_such_file", {"file": source})])
    _check(source)
    existed = database.exists()
    if keep_as.exists():
        raise _fault(keep_as, "file_exists")
    with _translated():
        if existed and _is_damaged(database):
            _put_aside(database, keep_as)
        with closing(opened(database, make=True) if serving else _held(database)) as target:
            if existed and not keep_as.exists():
                with closing(opened(keep_as, make=True)) as kept:
                    target.backup(kept)
                keep_as.chmod(0o600)
            part = database.with_name(f".{database.name}.{os.getpid()}.part")
            with _new_file(part):
                make_ready(source, part, after=target, at=at)
                with closing(opened(part)) as copy:
                    _copy(copy, target, told)
        database.chmod(0o600 if not existed else database.stat().st_mode & 0o777)
    return keep_as if existed else None


def _copy(source: sqlite3.Connection, target: sqlite3.Connection, told: Told) -> None:
    source.backup(target, pages=PAGES, progress=lambda _, left, total: told(total - left, total))


def _check(source: Path) -> None:
    try:
        with closing(opened(source)) as backup:
            problem, revision = _damage(backup), _revision(backup)
    except sqlite3.Error as error:
        raise _fault(source, "not_a_backup", problem=str(error)) from None
    if problem is not None:
        raise _fault(source, "not_a_backup", problem=problem)
    if revision is None:
        raise _fault(source, "not_a_backup", problem="no tables of Planning PRO")
    known = {script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}
    if revision not in known:
        raise _fault(source, "backup_of_newer_version", revision=revision)


def _damage(connection: sqlite3.Connection) -> str | None:
    """What is wrong inside a file, or None."""
    (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if found != "ok":
        return str(found)
    dangling = connection.execute("PRAGMA foreign_key_check").fetchone()
    return None if dangling is None else f"a row of {dangling[0]} refers to one of {dangling[2]} that is gone"


def _revision(connection: sqlite3.Connection) -> str | None:
    """The revision of a file's tables, None where they are not ours."""
    tables = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone() if tables else None
    return None if row is None else str(row[0])


def _held(database: Path) -> sqlite3.Connection:
    """The database, opened so that nobody else can open it until it is closed. Raises Held."""
    connection = opened(database, make=True)
    try:
        # The lock that is taken next is kept. Leaving the write-ahead log takes it away from
        # everybody, which fails where somebody has the file open, however idle.
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA journal_mode = DELETE").fetchone()
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
    except sqlite3.OperationalError as error:
        connection.close()
        if error.sqlite_errorcode & 0xFF in _LOCKED:
            raise Held from None
        raise
    return connection


def _is_damaged(database: Path) -> bool:
    try:
        with closing(opened(database)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGED:
            return True
        raise
    return False


def _put_aside(database: Path, keep_as: Path) -> None:
    """Move a file that nobody can open any more, and what belongs to it, out of the way."""
    for ending in ("", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            Path(f"{database}{ending}").rename(f"{keep_as}{ending}")


@contextmanager
def _new_file(part: Path) -> Iterator[None]:
    """An empty file for its owner alone, gone in the end with what SQLite puts beside it."""
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        shown = part.with_name(part.name.removeprefix(".").rsplit(".", 2)[0])
        raise _fault(shown, "unwritable_file", problem=error.strerror) from None
    try:
        yield
    finally:
        for ending in ("", "-journal", "-wal", "-shm"):
            Path(f"{part}{ending}").unlink(missing_ok=True)


def _persist(file: Path) -> None:
    with file.open("rb") as content:
        os.fsync(content.fileno())


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise translated(error, None) or error from error
    except OSError as error:
        raise Unavailable("database", error.strerror or str(error)) from None


def _fault(where: Path, reason: str, **limits: Any) -> InvalidInput:
    return InvalidInput([Fault(str(where), None, reason, limits)])
