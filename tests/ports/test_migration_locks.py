"""Others write on while PostgreSQL's tables are migrated: what keeps them out is held for moments."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any

import attrs
import pytest
import sqlalchemy as sa

from adapters.sql import SqlDatabase, upgrade
from tests.ports.test_migrations import empty

__all__ = ["empty"]

pytestmark = pytest.mark.one_database("a SQLite file has one writer at a time, whatever it does")
on_postgresql = pytest.mark.parametrize("empty", ["postgresql"], indirect=True)

PEOPLE, WORK_EACH = 400, 50
BEFORE = "0005_audit_sinks"
AFTER = "0007_skills_of_shifts"
# Each tenth piece of somebody's work begins before the one before it ends; each fiftieth is cancelled.
FILL = """
INSERT INTO shift (organization_id, id, version, mission_id, site_id, role_id, starts_at, ends_at,
  break_minutes, headcount, required_skill_ids, status, changed_since_publication, ever_published)
SELECT 'main', i::text, 1, 'm', 's', 'r', at, at + interval '8 h',
  30, 1, '["k"]'::jsonb, CASE WHEN i % 50 = 7 THEN 'cancelled' ELSE 'planned' END, false, false
FROM (SELECT i, timestamptz '2026-01-01 00:00Z' + i / CAST(:people AS integer) * interval '1 day'
  - CASE WHEN i / CAST(:people AS integer) % 10 = 5 THEN interval '20 h' ELSE interval '0' END AS at
  FROM generate_series(0, CAST(:people AS integer) * CAST(:work AS integer) - 1) AS i) AS days
"""
STAFF = """
INSERT INTO assignment (organization_id, id, version, shift_id, collaborator_id, role_id, status, locked,
  source, changed_since_publication, starts_at, ends_at)
SELECT 'main', id, 1, id, (id::int % CAST(:people AS integer))::text, 'r', 'confirmed', false,
  'manual', false, starts_at, ends_at FROM shift
"""
ONE_MORE = """
INSERT INTO assignment (organization_id, id, version, shift_id, collaborator_id, role_id, status, locked,
  source, changed_since_publication, starts_at, ends_at)
SELECT 'main', :id, 1, :id, :person, 'r', 'confirmed', false, 'manual', false, at, at + interval '1 h'
FROM (SELECT timestamptz '2027-01-01 00:00Z' + :hour * interval '1 h' AS at) AS later
"""
KEEPS_WRITERS_OUT = """
SELECT count(*) FROM pg_locks WHERE granted AND relation = ANY(:tables)
AND mode IN ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
"""


@attrs.define
class Beside:
    """What others saw meanwhile: writes, the longest wait for one, and the longest that all were kept out."""

    writes: int = 0
    longest_wait: float = 0.0
    longest_closed: float = 0.0
    seconds: float = 0.0
    failures: list[Exception] = attrs.field(factory=list)


def filled(database: SqlDatabase, people: int, work_each: int) -> None:
    """Bring a database with so much work in it to the tables from before the fence."""
    upgrade(database, BEFORE)
    size = {"people": people, "work": work_each}
    with database.engine.begin() as connection:
        connection.execute(sa.text(FILL), size)
        connection.execute(sa.text(STAFF), {"people": people})


@contextmanager
def others_beside(database: SqlDatabase) -> Iterator[Beside]:
    """Somebody who writes all the while, as a program of before does, and somebody who looks at locks."""
    beside, over = Beside(), Event()
    with database.engine.connect() as connection:
        names = "SELECT oid FROM pg_class WHERE relname IN ('shift', 'assignment')"
        tables = list(connection.exec_driver_sql(names).scalars())

    def write() -> None:
        try:
            while not over.is_set():
                begun, number = time.monotonic(), beside.writes
                one = {"id": f"new-{number}", "person": str(number % 7), "hour": number}
                with database.engine.begin() as connection:
                    connection.execute(sa.text(ONE_MORE), one)
                beside.writes += 1
                beside.longest_wait = max(beside.longest_wait, time.monotonic() - begun)
        except Exception as error:
            beside.failures.append(error)

    def look() -> None:
        since: float | None = None
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            while not over.is_set():
                closed = connection.execute(sa.text(KEEPS_WRITERS_OUT), {"tables": tables}).scalar_one()
                now = time.monotonic()
                since = (since or now) if closed else None
                beside.longest_closed = max(beside.longest_closed, now - (since or now))
                time.sleep(0.001)

    others = [Thread(target=write), Thread(target=look)]
    for one in others:
        one.start()
    begun = time.monotonic()
    try:
        yield beside
    finally:
        beside.seconds = time.monotonic() - begun
        over.set()
        for one in others:
            one.join(60)


def one_row(database: SqlDatabase, statement: str) -> Any:
    """The first row of an answer."""
    with database.engine.connect() as connection:
        return tuple(connection.exec_driver_sql(statement).one())


@on_postgresql
def test_others_write_on_while_all_work_is_fenced(empty: SqlDatabase) -> None:
    filled(empty, PEOPLE, WORK_EACH)

    with others_beside(empty) as beside:
        upgrade(empty, AFTER)

    assert beside.failures == []
    assert beside.writes > 20
    assert beside.longest_closed < beside.seconds / 3
    assert beside.longest_wait < beside.seconds / 2


@on_postgresql
def test_fence_built_beside_writers_holds_what_it_would_have_held_alone(empty: SqlDatabase) -> None:
    filled(empty, PEOPLE // 10, WORK_EACH)

    with others_beside(empty) as beside:
        upgrade(empty, AFTER)

    work = PEOPLE // 10 * WORK_EACH
    inside, cancelled, over, new = one_row(
        empty,
        "SELECT count(*) FILTER (WHERE NOT stands_over AND NOT cancelled AND id NOT LIKE 'new%%'),"
        " count(*) FILTER (WHERE cancelled), count(*) FILTER (WHERE stands_over),"
        " count(*) FILTER (WHERE NOT stands_over AND id LIKE 'new%%') FROM assignment",
    )
    assert (inside + over, cancelled, new) == (work - work // 50, work // 50, beside.writes)
    assert over == overlapping_an_earlier_one(empty)
    assert beside.failures == []


def overlapping_an_earlier_one(database: SqlDatabase) -> int:
    """How many of somebody's work begin before an earlier one ends."""
    (number,) = one_row(
        database,
        "SELECT count(*) FROM assignment AS one WHERE NOT cancelled AND EXISTS ("
        "SELECT 1 FROM assignment AS two WHERE two.collaborator_id = one.collaborator_id"
        " AND NOT two.cancelled AND two.ends_at > one.starts_at"
        " AND (two.starts_at, two.id) < (one.starts_at, one.id))",
    )
    return int(number)


@on_postgresql
def test_migration_cut_short_goes_on_where_it_was(empty: SqlDatabase) -> None:
    filled(empty, PEOPLE // 10, WORK_EACH)
    upgrade(empty, AFTER)
    over = overlapping_an_earlier_one(empty)
    with empty.engine.begin() as connection:  # as it stands when the process dies after the first people
        connection.exec_driver_sql("UPDATE assignment SET stands_over = true WHERE collaborator_id > '2'")
        connection.exec_driver_sql("DROP INDEX ix_shift_organization_id_required_skill_ids")
        connection.execute(sa.text("UPDATE alembic_version SET version_num = :before"), {"before": BEFORE})

    upgrade(empty, AFTER)

    assert one_row(empty, "SELECT count(*) FROM assignment WHERE stands_over") == (over,)


@on_postgresql
def test_table_that_somebody_holds_is_waited_for_out_of_the_way_of_others(empty: SqlDatabase) -> None:
    filled(empty, 10, 10)
    migrating = Thread(target=upgrade, args=(empty, AFTER))
    longest = 0.0

    with empty.engine.connect() as reader:
        reader.exec_driver_sql("SELECT count(*) FROM assignment")
        migrating.start()
        held_until = time.monotonic() + 2
        while time.monotonic() < held_until:
            begun = time.monotonic()
            with empty.engine.connect() as other:
                other.exec_driver_sql("SELECT count(*) FROM assignment")
            longest = max(longest, time.monotonic() - begun)
            time.sleep(0.01)
        waiting = migrating.is_alive()
        reader.rollback()
    migrating.join(60)

    assert waiting
    assert longest < 1.5
    assert one_row(empty, "SELECT version_num FROM alembic_version") == (AFTER,)
