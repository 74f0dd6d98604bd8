"""Migrations on both databases: there, back and there again, one by one, with rows in the tables."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import attrs
import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from adapters.sql import SqlDatabase, upgrade
from adapters.sql.migrate import MIGRATIONS, downgrade
from adapters.sql.plan_tables import assignment
from adapters.sql.schema import metadata
from adapters.sql.unit_of_work import WRITES
from planning_core import Assignment
from planning_core.domain.history import PublishedShift
from tests.conftest import SQL
from tests.ports.plan_data import FULL, HOUR, START, a_shift, an_assignment, creation
from tests.ports.record_data import PUBLICATION

REVISIONS = [one.revision for one in ScriptDirectory(str(MIGRATIONS)).walk_revisions()][::-1]


@pytest.fixture(params=SQL)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlDatabase]:
    """A database of its own without any table."""
    if request.param == "sqlite":
        database = SqlDatabase(f"sqlite:///{tmp_path / 'plan.db'}")
        yield database
        database.close()
        return
    server: SqlDatabase = request.getfixturevalue("postgres")
    name = f"migrated_{uuid4().hex}"
    _at_once(server, f"CREATE DATABASE {name} TEMPLATE template0")
    database = SqlDatabase(server.url.set(database=name).render_as_string(hide_password=False))
    yield database
    database.close()
    _at_once(server, f"DROP DATABASE {name}")


def _at_once(server: SqlDatabase, statement: str) -> None:
    """Carry out what no transaction takes."""
    with server.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(statement)


def shape(database: SqlDatabase) -> dict[str, Any]:
    """Tables with their columns, indexes and constraints, and all that runs by itself."""
    kinds: tuple[str, ...] = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1",
        "SELECT conname FROM pg_constraint WHERE contype = 'x' ORDER BY 1",
    )
    if database.is_sqlite:
        kinds = ("SELECT name || sql FROM sqlite_master WHERE type = 'trigger' ORDER BY 1",)
    with database.engine.connect() as connection:
        look = sa.inspect(connection)
        tables = {
            name: (
                sorted((c["name"], str(c["type"]), c["nullable"]) for c in look.get_columns(name)),
                sorted(str(index["name"]) for index in look.get_indexes(name)),
            )
            for name in look.get_table_names()
        }
        return {**tables, "own": [connection.exec_driver_sql(kind).scalars().all() for kind in kinds]}


def test_every_migration_goes_back_and_comes_again(empty: SqlDatabase) -> None:
    before = ["base", *REVISIONS]
    for earlier, revision in zip(before, REVISIONS, strict=False):
        upgrade(empty, revision)
        there = shape(empty)

        downgrade(empty, earlier)
        back = shape(empty)
        upgrade(empty, revision)

        assert shape(empty) == there
        assert back != there


def test_head_has_the_tables_that_the_code_declares(empty: SqlDatabase) -> None:
    upgrade(empty)

    with empty.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_plan_outlives_going_back_and_coming_again(empty: SqlDatabase) -> None:
    upgrade(empty)
    with empty.unit_of_work() as work:
        work.plan.write([creation(entity) for entity in FULL], overlapping=True)
        work.commit()

    downgrade(empty, REVISIONS[0])
    upgrade(empty)

    with empty.unit_of_work(writes=False) as work:
        assert [work.plan.get(creation(e).entity, e.id) for e in FULL] == list(FULL)


def test_fence_marks_what_stands_over_other_work_already(empty: SqlDatabase) -> None:
    upgrade(empty)
    off = a_shift("off", START + HOUR, status="cancelled")
    shifts = [
        a_shift("one", START),
        a_shift("two", START + 2 * HOUR),
        a_shift("three", START + 8 * HOUR),
        off,
    ]
    works: list[Assignment] = [an_assignment(shift.id, shift.id) for shift in shifts]
    with empty.unit_of_work() as work:
        work.plan.write([*map(creation, shifts), *map(creation, works)], overlapping=True)
        work.commit()

    downgrade(empty, "0005_audit_sinks")
    upgrade(empty)

    columns = assignment.c
    with empty.engine.connect() as connection:
        rows = connection.execute(sa.select(columns.id, columns.cancelled, columns.stands_over)).all()
    assert sorted(map(tuple, rows)) == [
        ("off", True, False),
        ("one", False, False),
        ("three", False, True),
        ("two", False, True),
    ]


def test_what_is_published_to_people_is_found_in_publications_that_stand(empty: SqlDatabase) -> None:
    upgrade(empty)
    held = PublishedShift(shift=a_shift("one", START), assignments=(an_assignment("one", "one"),))
    gone = attrs.evolve(held, shift=a_shift("two", START + 8 * HOUR))
    publications = [
        attrs.evolve(PUBLICATION, id="1", number=1, snapshot=(held, gone), removed_shift_ids=()),
        attrs.evolve(PUBLICATION, id="2", number=2, snapshot=(), removed_shift_ids=("two",)),
    ]
    with empty.unit_of_work() as work:
        for publication in publications:
            work.publications.add(publication)
        work.commit()
    person = held.assignments[0].collaborator_id

    downgrade(empty, "0010_limits_of_sessions")
    upgrade(empty)

    with empty.unit_of_work(writes=False) as work:
        assert work.publications.published_to(person) == {"one": 1}
        assert work.publications.up_to(2) == publications


def test_migration_that_fails_leaves_the_tables_as_they_were(empty: SqlDatabase) -> None:
    upgrade(empty, "0005_audit_sinks")
    before = shape(empty)
    with empty.engine.connect().execution_options(**{WRITES: True}) as connection:
        connection.exec_driver_sql("ALTER TABLE assignment ADD COLUMN stands_over boolean")
        connection.commit()
    in_the_way = shape(empty)

    with pytest.raises(Exception, match="stands_over"):
        upgrade(empty)

    assert shape(empty) == in_the_way != before
