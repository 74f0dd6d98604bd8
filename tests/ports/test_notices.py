"""PostgreSQL tells at once of events that were committed."""

from __future__ import annotations

import time
from queue import Empty, Queue

import pytest

from adapters.sql import EventNotices, SqlDatabase
from planning_core.ports.events import OutgoingEvent
from planning_core.ports.unit_of_work import UnitOfWorkFactory
from tests.servers.postgres import Postgres, postgres_server
from tests.small_plan import NOW

pytestmark = pytest.mark.one_database("SQLite tells nobody of events, which a test here says")


def write(storage: UnitOfWorkFactory, *, commit: bool = True) -> None:
    """Store an event."""
    with storage() as work:
        work.events.add(OutgoingEvent(topic="plan.changed", payload={}, at=NOW))
        if commit:
            work.commit()


def test_notice_comes_at_once_for_what_was_committed_by_the_organization(
    postgres: SqlDatabase, organization: str
) -> None:
    told: Queue[float] = Queue()
    notices = EventNotices(postgres, organization, lambda: told.put(time.monotonic()))
    notices.start()
    notices.start()
    told.get(timeout=10)  # now it listens
    delays = []

    write(postgres.units_of_work("another"))
    write(postgres.units_of_work(organization), commit=False)
    with pytest.raises(Empty):
        told.get(timeout=0.3)
    for _ in range(5):
        write(postgres.units_of_work(organization))
        committed = time.monotonic()
        delays.append(told.get(timeout=10) - committed)
    notices.stop()
    write(postgres.units_of_work(organization))

    assert sorted(delays)[2] < 0.2
    assert told.empty()


def test_sqlite_tells_nobody(migrated_file: object) -> None:
    told: Queue[int] = Queue()
    database = SqlDatabase(f"sqlite:///{migrated_file}")
    notices = EventNotices(database, "any", lambda: told.put(1))

    notices.start()
    notices.stop()

    assert told.empty()
    database.close()


@pytest.mark.reliability
def test_notices_come_again_after_the_server_was_restarted() -> None:
    told: Queue[int] = Queue()

    with postgres_server() as server:
        database = SqlDatabase(server.url)
        notices = EventNotices(database, "any", lambda: told.put(1))
        notices.start()
        told.get(timeout=10)
        _restart(server)
        told.get(timeout=20)  # it listens again, and looks for what it missed
        with database.engine.begin() as connection:
            connection.exec_driver_sql("SELECT pg_notify('planning_events', 'any')")
        told.get(timeout=1)
        notices.stop()
        database.close()

    assert told.empty()


def _restart(server: Postgres) -> None:
    server.kill()
    time.sleep(1)
    server.start()
