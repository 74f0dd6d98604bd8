"""Import of a hundred thousand shifts with their assignments, against putting the same rows in raw."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import attrs
import pytest

from adapters.sql import SqlDatabase, upgrade
from tests.benchmarks import most_memory
from tests.benchmarks.import_file import write_import_file
from tests.benchmarks.table import Section
from tests.benchmarks.timing import seconds, times
from tests.benchmarks.year_plan import Size

PLANNING = Path(sys.executable).parent / "planning"
SHORT, LONG = Size(103, people_a_site=11), Size(1_012, people_a_site=11)
_ROWS_AT_ONCE = 1_000
"""As many as the import takes at once."""


@attrs.frozen
class Imported:
    """One file imported by the real command: how long it took, and the most memory that it held."""

    database: Path
    shifts: int
    assignments: int
    seconds: float
    megabytes: float


@pytest.mark.timeout(900)
def test_import_of_many_shifts(report: Callable[[Section], None], tmp_path: Path) -> None:
    short = imported(SHORT, tmp_path / "short")
    long = imported(LONG, tmp_path / "long")
    raw, rows = raw_copy(long.database, tmp_path / "raw.db")

    lines = [
        [name, f"{one.shifts:,}", f"{one.assignments:,}", f"{one.seconds:.1f} s", f"{one.megabytes:.0f} MB"]
        for name, one in (("`planning import`", short), ("`planning import`", long))
    ]
    lines.append(["raw `executemany`", f"{long.shifts:,}", f"{long.assignments:,}", f"{raw:.1f} s", ""])
    remark = (
        f"The whole command on a JSON file into a new SQLite file, against {rows:,} rows, all that the import"
        f" wrote, put into the same tables {_ROWS_AT_ONCE:,} at a time: {times(long.seconds, raw)} times"
        f" (aim: at most 6). Memory of the long file: {times(long.megabytes, short.megabytes)} times that of"
        " the short one (aim: the same)."
    )
    header = ("what", "shifts", "assignments", "time", "peak memory")
    report(Section("Import", header, lines, (remark,)))

    assert long.shifts >= 100_000
    assert counted(long.database) == (long.shifts, long.assignments)
    assert counted(tmp_path / "raw.db") == (long.shifts, long.assignments)


def imported(size: Size, folder: Path) -> Imported:
    """A plan of that size imported into a database of its own."""
    folder.mkdir()
    source, database = folder / "plan.json", folder / "plan.db"
    shifts, assignments = write_import_file(source, size)
    environment = {**os.environ, "PLANNING_DATABASE_URL": f"sqlite:///{database}"}
    command = [sys.executable, most_memory.__file__, str(PLANNING), "import", str(source)]
    start = perf_counter()
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    taken = perf_counter() - start
    return Imported(database, shifts, assignments, taken, int(done.stdout) / 1024)


def raw_copy(source: Path, target: Path) -> tuple[float, int]:
    """How long it takes to put every row of one database into another, and how many rows those are."""
    database = SqlDatabase(f"sqlite:///{target}")
    upgrade(database)
    database.close()
    with sqlite3.connect(source) as known:
        names = known.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        tables = {name: known.execute(f"SELECT * FROM {name}").fetchall() for (name,) in names}  # noqa: S608 - our own tables
    connection = sqlite3.connect(target, isolation_level=None)
    for setting in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = OFF"):
        connection.execute(f"PRAGMA {setting}")
    wanted = {name: rows for name, rows in tables.items() if rows and name != "alembic_version"}
    taken = seconds(lambda: put(connection, wanted))
    connection.close()
    return taken, sum(map(len, wanted.values()))


def put(connection: sqlite3.Connection, tables: dict[str, list[tuple[object, ...]]]) -> None:
    """All rows in one transaction."""
    connection.execute("BEGIN IMMEDIATE")
    for name, rows in tables.items():
        places = ", ".join("?" * len(rows[0]))
        statement = f"INSERT INTO {name} VALUES ({places})"  # noqa: S608 - our own tables
        for first in range(0, len(rows), _ROWS_AT_ONCE):
            connection.executemany(statement, rows[first : first + _ROWS_AT_ONCE])
    connection.execute("COMMIT")


def counted(database: Path) -> tuple[int, int]:
    """How many shifts and assignments are stored."""
    with sqlite3.connect(database) as connection:
        shifts, assignments = (
            connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]  # noqa: S608 - our own tables
            for name in ("shift", "assignment")
        )
    return shifts, assignments
