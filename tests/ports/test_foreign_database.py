"""A database that another program made is refused with a sentence and left as it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from adapters.sql import SqlDatabase, schema_state, upgrade
from planning_core.errors import Unavailable

ADDRESS_BOOK = "CREATE TABLE contact (name TEXT)"
OTHER_ALEMBIC = (
    ADDRESS_BOOK,
    "CREATE TABLE alembic_version (version_num TEXT)",
    "INSERT INTO alembic_version VALUES ('a1')",
)


def made(path: Path, *statements: str) -> Path:
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)
    return path


def said_of(url: str, act: Callable[[SqlDatabase], object]) -> str:
    """What an act on a database is refused with."""
    database = SqlDatabase(url)
    try:
        with pytest.raises(Unavailable) as refused:
            act(database)
    finally:
        database.close()
    return str(refused.value)


@pytest.mark.one_database("a file")
@pytest.mark.parametrize("act", [upgrade, schema_state, SqlDatabase.ping])
@pytest.mark.parametrize("statements", [(ADDRESS_BOOK,), OTHER_ALEMBIC, ("CREATE TABLE site (id TEXT)",)])
def test_file_of_another_program_is_refused_and_keeps_its_bytes(
    tmp_path: Path, statements: tuple[str, ...], act: Callable[[SqlDatabase], object]
) -> None:
    file = made(tmp_path / "other.db", *statements)
    before = file.read_bytes()

    said = said_of(f"sqlite:///{file}", act)

    assert "another program made its tables" in said
    assert (file.read_bytes() == before, [one.name for one in tmp_path.iterdir()]) == (True, ["other.db"])


@pytest.mark.one_database("a file")
def test_empty_file_and_one_counted_by_sqlite_become_ours(tmp_path: Path) -> None:
    empty = tmp_path / "empty.db"
    empty.touch()
    bare = made(tmp_path / "bare.db", "CREATE TABLE a (x)", "ANALYZE", "DROP TABLE a")
    found = []
    for file in (empty, bare):
        database = SqlDatabase(f"sqlite:///{file}")
        upgrade(database)
        found.append(schema_state(database).up_to_date)
        database.close()

    assert found == [True, True]


@contextmanager
def schema(postgres: SqlDatabase, name: str, *statements: str) -> Iterator[str]:
    """The address of a schema of its own in the PostgreSQL database of the tests."""
    with postgres.engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {name}")
        connection.exec_driver_sql(f"SET LOCAL search_path TO {name}")
        for statement in statements:
            connection.exec_driver_sql(statement)
    url = postgres.url.update_query_dict({"options": f"-csearch_path={name}"})
    try:
        yield url.render_as_string(hide_password=False)
    finally:
        with postgres.engine.begin() as connection:
            connection.exec_driver_sql(f"DROP SCHEMA {name} CASCADE")


def tables(postgres: SqlDatabase, name: str) -> list[str]:
    with postgres.engine.connect() as connection:
        return sorted(sa.inspect(connection).get_table_names(name))


@pytest.mark.one_database("PostgreSQL")
@pytest.mark.parametrize(
    ("statements", "named"),
    [
        (("CREATE TABLE site (id text)", ADDRESS_BOOK), "(site)"),
        (OTHER_ALEMBIC, "(alembic_version)"),
    ],
)
def test_schema_where_another_program_has_our_names_is_refused(
    postgres: SqlDatabase, statements: tuple[str, ...], named: str
) -> None:
    with schema(postgres, "foreign_names", *statements) as url:
        before = tables(postgres, "foreign_names")

        said = [said_of(url, act) for act in (upgrade, schema_state)]

        assert [one for one in said if named not in one or "schema of its own" not in one] == []
        assert tables(postgres, "foreign_names") == before


@pytest.mark.one_database("PostgreSQL")
def test_schema_is_shared_with_tables_of_other_names(postgres: SqlDatabase) -> None:
    with schema(postgres, "shared_names", ADDRESS_BOOK) as url:
        database = SqlDatabase(url)
        upgrade(database)
        state = schema_state(database)
        database.close()

        assert (state.up_to_date, "contact" in tables(postgres, "shared_names")) == (True, True)
