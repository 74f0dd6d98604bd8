"""A trail that was written before it was a chain becomes one, and can go back, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from adapters.sql import SqlDatabase, upgrade
from adapters.sql.migrate import downgrade
from adapters.sql.schema import metadata
from adapters.sql.types import Instant, Json
from planning_core.ports.history import AuditQuery
from planning_core.use_cases.audit_verify import verify_audit
from tests.ports.record_data import CHANGE
from tests.servers.postgres import running_postgres

BEFORE_THE_CHAIN = "0003_sessions"
OLD = sa.table(
    "planning_change",
    *(sa.column(n) for n in ("organization_id", "id", "entity", "entity_id", "user_id", "action")),
    sa.column("before", Json),
    sa.column("after", Json),
    sa.column("timestamp", Instant()),
    sa.column("request_id"),
)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlDatabase]:
    """A database of the test's own, without tables."""
    if request.param == "sqlite":
        database = SqlDatabase(f"sqlite:///{tmp_path / 'plan.db'}")
        yield database
        database.close()
        return
    with running_postgres() as url:
        database = SqlDatabase(url)
        yield database
        database.close()


def old_rows(*organizations: str) -> list[dict[str, Any]]:
    fields = ("entity", "entity_id", "user_id", "action", "before", "after", "timestamp", "request_id")
    return [
        {"organization_id": name, "id": str(n), **{field: getattr(CHANGE, field) for field in fields}}
        for n, name in enumerate(organizations)
    ]


def ids_of(database: SqlDatabase, organization: str) -> list[str]:
    with database.unit_of_work(organization, writes=False) as work:
        return [entry.id for entry in work.audit.page(AuditQuery(limit=9_999)).items]


def migrated(database: SqlDatabase, *organizations: str) -> None:
    """Bring a database with entries of these organizations, in that order, to this version."""
    upgrade(database)
    downgrade(database, BEFORE_THE_CHAIN)
    with database.engine.begin() as connection:
        connection.execute(sa.insert(OLD), old_rows(*organizations))
    upgrade(database)


def test_entries_from_before_are_chained_in_their_order(empty: SqlDatabase) -> None:
    migrated(empty, *("a", "b", "a") * 500)

    for name, entries in (("a", 1_000), ("b", 500)):
        with empty.unit_of_work(name) as work:
            verdict = verify_audit(audit=work.audit)
            work.audit.append([CHANGE])
            after = verify_audit(audit=work.audit)

        assert (verdict.entries, verdict.head.number, verdict.findings) == (entries, entries, ())
        assert (after.entries, after.findings) == (entries + 1, ())
    assert ids_of(empty, "b") == [str(n) for n in range(1_498, 0, -3)]


def test_chain_can_be_taken_back_and_made_again(empty: SqlDatabase) -> None:
    migrated(empty, "a", "b", "a")
    downgrade(empty, BEFORE_THE_CHAIN)
    with empty.engine.begin() as connection:
        connection.execute(sa.insert(OLD), old_rows("a"))

    upgrade(empty)

    assert (ids_of(empty, "a"), ids_of(empty, "b")) == (["0", "2", "0"], ["1"])
    with empty.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    downgrade(empty)
