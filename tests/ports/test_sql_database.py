"""A SQL database: its tables, and what it says when it cannot be reached."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.dialects import postgresql

from adapters.sql import SqlDatabase, needs_upgrade, schema_state, upgrade
from adapters.sql.migrate import downgrade
from adapters.sql.schema import metadata
from planning_core.domain.reference import Skill
from planning_core.errors import InvalidInput, Unavailable
from planning_core.ports.unit_of_work import UnitOfWorkFactory
from tests.ports.plan_data import HOUR, START, a_shift, an_assignment, creation, store


def opened(path: Path, wait_seconds: float = 0.05) -> SqlDatabase:
    return SqlDatabase(f"sqlite:///{path}", wait_seconds=wait_seconds)


@pytest.fixture
def file(tmp_path: Path, migrated_file: Path) -> Path:
    """A SQLite file with this version's tables."""
    return Path(shutil.copy(migrated_file, tmp_path / "plan.db"))


def test_migrations_make_the_tables_that_the_code_declares(database: SqlDatabase) -> None:
    with database.engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), metadata)

    assert found == []


@pytest.mark.one_database("a file")
def test_downgrade_to_base_leaves_nothing(tmp_path: Path) -> None:
    database = opened(tmp_path / "plan.db")
    upgrade(database)

    downgrade(database)

    with database.engine.connect() as connection:
        tables = sa.inspect(connection).get_table_names()
        revisions = connection.execute(sa.text("SELECT version_num FROM alembic_version")).all()
    database.close()
    assert (tables, revisions) == (["alembic_version"], [])


@pytest.mark.one_database("a file")
def test_new_file_needs_an_upgrade_and_then_no_other(tmp_path: Path) -> None:
    database = opened(tmp_path / "folder" / "of its own" / "plan.db")
    before = needs_upgrade(database)

    upgrade(database)
    upgrade(database)

    state = schema_state(database)
    database.close()
    assert (before, state.up_to_date, state.current) == (True, True, state.wanted)


@pytest.mark.one_database("a file")
def test_database_of_a_newer_version_is_left_alone(file: Path) -> None:
    database = opened(file)
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999_future'")
    connection.close()

    with pytest.raises(Unavailable, match="newer version"):
        upgrade(database)

    database.close()
    assert needs_upgrade(database)


@pytest.mark.storeless("what is declared")
def test_every_table_says_whose_its_rows_are() -> None:
    without = [name for name, table in metadata.tables.items() if "organization_id" not in table.c]

    assert without == []


@pytest.mark.one_database("a file")
def test_database_without_tables_says_what_to_run(tmp_path: Path) -> None:
    database = opened(tmp_path / "plan.db")

    with database.unit_of_work() as work, pytest.raises(Unavailable, match="planning db upgrade"):
        work.plan.get("skill", "a")

    database.close()


@pytest.mark.one_database("a file")
def test_file_held_by_another_writer_is_unavailable(file: Path) -> None:
    database, other = opened(file), opened(file)

    with database.unit_of_work():
        with pytest.raises(Unavailable, match="another process holds the database"), other.unit_of_work():
            pass
        with pytest.raises(Unavailable, match="other writers of this process"), database.unit_of_work():
            pass
        with database.unit_of_work(writes=False) as reading:
            found = reading.plan.get("skill", "none")
    store(database.unit_of_work, Skill(id="after", name="x"))

    assert found is None
    database.close()
    other.close()


@pytest.mark.one_database("a file")
def test_writer_waits_for_the_one_before_it(file: Path) -> None:
    database = opened(file, wait_seconds=30)
    inside = threading.Event()

    def write_late() -> None:
        inside.wait()
        store(database.unit_of_work, Skill(id="second", name="x"))

    late = threading.Thread(target=write_late)
    late.start()
    with database.unit_of_work() as work:
        inside.set()
        late.join(0.1)
        work.plan.write([creation(Skill(id="first", name="x"))])
        work.commit()
    late.join()

    with database.unit_of_work(writes=False) as work:
        assert set(work.plan.get_many("skill", ["first", "second"])) == {"first", "second"}
    database.close()


@pytest.mark.one_database("a file")
def test_full_disk_is_unavailable_and_nothing_is_kept(file: Path) -> None:
    database = opened(file)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")

    with database.unit_of_work() as work, pytest.raises(Unavailable, match="the disk is full"):
        work.plan.write([creation(Skill(id=f"{n:05}", name="x" * 300)) for n in range(2000)])

    with database.unit_of_work(writes=False) as work:
        assert work.plan.get("skill", "00000") is None
    database.close()


@pytest.mark.one_database("a file")
def test_file_that_is_no_database_is_unavailable(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not a database, but long enough to look at" * 100)
    database = opened(path)

    with pytest.raises(Unavailable, match="the file is not a database"):
        database.unit_of_work().__enter__()
    with pytest.raises(Unavailable, match="the file is not a database"):
        database.ping()

    database.close()


@pytest.mark.one_database("a file")
def test_folder_in_the_place_of_the_file_is_unavailable(tmp_path: Path) -> None:
    database = opened(tmp_path)

    with pytest.raises(Unavailable, match="the database file cannot be opened"):
        database.ping()

    database.close()


@pytest.mark.one_database("a file")
def test_folder_that_cannot_be_made_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(Unavailable, match="cannot be made"):
        opened(tmp_path / "file" / "plan.db")


@pytest.mark.storeless("an address")
@pytest.mark.parametrize(
    "url", ["", "plan.db", "sqlite://", "sqlite:///:memory:", "mysql://u:secret@host/db", "sqlite+x:///a"]
)
def test_address_of_no_known_database_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        SqlDatabase(url)

    assert [(fault.path, fault.reason) for fault in caught.value.faults] == [
        ("database_url", "not_a_database_url")
    ]
    assert "secret" not in str(caught.value)


def test_text_that_no_database_takes_is_refused(database: SqlDatabase) -> None:
    with database.unit_of_work(writes=False) as work, pytest.raises(InvalidInput) as caught:
        work.plan.get("skill", "\ud800")

    assert [fault.reason for fault in caught.value.faults] == ["control_character"]


@pytest.mark.one_database("a file")
def test_folder_of_the_file_may_have_any_name(tmp_path: Path) -> None:
    database = opened(tmp_path / "100% naïve ? #1" / "plan.db")

    upgrade(database)

    store(database.unit_of_work, Skill(id="a", name="x"))
    database.close()


@pytest.mark.one_database("a file")
def test_sqlite_file_is_set_up_for_many_readers_and_one_writer(file: Path) -> None:
    database = opened(file, wait_seconds=30)

    with database.engine.connect() as connection:
        names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        settings = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names}

    database.close()
    assert settings == {"journal_mode": "wal", "synchronous": 1, "foreign_keys": 1, "busy_timeout": 30_000}


@pytest.mark.one_database("statements to PostgreSQL go out together, past what counts them here")
def test_neighbourhood_takes_as_many_round_trips_however_much_there_is(file: Path) -> None:
    database = opened(file)
    storage = database.units_of_work("one")
    shifts = [a_shift(f"{n:03}", START + n * HOUR / 60, hours=1 / 60) for n in range(300)]
    store(storage, *shifts[:1], an_assignment("000", "000"))

    few = _statements(database, storage, ["000"])
    store(storage, *shifts[1:], *(an_assignment(one.id, one.id) for one in shifts[1:]))
    many = _statements(database, storage, [one.id for one in shifts])

    database.close()
    assert few == many == 10


def _statements(database: SqlDatabase, storage: UnitOfWorkFactory, shift_ids: list[str]) -> int:
    seen: list[str] = []

    def count(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    with storage(writes=False) as work:
        sa.event.listen(database.engine, "before_cursor_execute", count)
        work.plan.neighbourhood(collaborator_ids=["person"], shift_ids=shift_ids, window=a_shift("x").window)
        sa.event.remove(database.engine, "before_cursor_execute", count)
    return len(seen)


@pytest.mark.storeless("what is declared")
@pytest.mark.parametrize("table", metadata.sorted_tables, ids=lambda table: table.name)
def test_tables_can_be_declared_on_postgresql(table: sa.Table) -> None:
    statement = str(sa.schema.CreateTable(table).compile(dialect=postgresql.dialect()))  # type: ignore[no-untyped-call] # SQLAlchemy leaves it untyped

    assert statement.strip().startswith(f"CREATE TABLE {table.name} (")
