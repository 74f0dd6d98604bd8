"""Connections that the server closed are not given to anybody."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
import sqlalchemy as sa

from adapters.sql import SqlDatabase, lost_connections, upgrade
from tests.servers.postgres import Postgres, postgres_server

pytestmark = pytest.mark.one_database("SQLite has no server to lose")

IDLE = 5


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with postgres_server() as one:
        yield one


@pytest.fixture
def database(server: Postgres) -> Iterator[SqlDatabase]:
    """A database of whose server several connections are open and idle."""
    one = SqlDatabase(server.url)
    upgrade(one)
    with ExitStack() as stack:
        for _ in range(IDLE):
            stack.enter_context(one.unit_of_work(writes=False))
    yield one
    one.close()


def test_restart_of_the_server_costs_no_transaction_after_it(server: Postgres, database: SqlDatabase) -> None:
    server.kill()
    server.start()

    with ExitStack() as stack:
        units = [stack.enter_context(database.unit_of_work(writes=False)) for _ in range(IDLE)]
        found = [unit.rules.rule_set() for unit in units]

    assert found == ["fr"] * IDLE


def test_connection_that_the_server_ended_is_replaced(server: Postgres, database: SqlDatabase) -> None:
    others = SqlDatabase(server.url)
    with others.engine.connect() as connection:
        connection.execute(
            sa.text(
                "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                " AND backend_type = 'client backend'"
            )
        )
    others.close()

    with database.unit_of_work(writes=False) as unit:
        found = unit.rules.rule_set()

    assert found == "fr"


def test_connection_idle_for_long_is_asked_first(
    server: Postgres, database: SqlDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lost_connections, "TRUSTED_SECONDS", 0.0)

    with database.unit_of_work(writes=False) as unit:
        found = unit.rules.rule_set()

    assert found == "fr"
