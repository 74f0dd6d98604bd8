"""A PostgreSQL server that is restarted under a process that has connections to it."""

from __future__ import annotations

import pytest

from adapters.sql import SqlDatabase, upgrade
from planning_core.errors import Unavailable
from tests.servers.postgres import postgres_server

pytestmark = pytest.mark.one_database("SQLite has no server to lose")


def test_only_what_is_asked_while_the_server_is_away_is_unavailable() -> None:
    with postgres_server() as server:
        database = SqlDatabase(server.url)
        upgrade(database)
        with database.unit_of_work() as first, database.unit_of_work() as second:
            first.rules.timezone(), second.rules.timezone()
        server.kill()
        server.start()
        with database.unit_of_work() as third:
            after = third.rules.timezone()
        server.kill()
        with pytest.raises(Unavailable), database.unit_of_work():
            pass
        server.start()
        with database.unit_of_work() as fourth:
            later = fourth.rules.timezone()
        database.close()

    assert after == later == "Europe/Paris"
