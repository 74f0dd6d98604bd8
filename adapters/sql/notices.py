"""Hearing at once of events that other processes store: PostgreSQL's notifications."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread

from sqlalchemy.exc import SQLAlchemyError

from adapters.sql.database import SqlDatabase
from adapters.sql.outbox import CHANNEL
from planning_core.errors import PlanningError

LISTEN_SECONDS = 1.0
"""How long it takes, at most, to notice that it shall stop."""
AGAIN_SECONDS = 2.0
"""How long after a connection broke another is tried; meanwhile listeners look for themselves."""


class EventNotices:
    """A thread with a connection of its own that calls `told` when an organization has new events.

    Does nothing on SQLite, which tells nobody. Notices may be lost with a connection: they say when to look,
    never what there is.
    """

    def __init__(self, database: SqlDatabase, organization_id: str, told: Callable[[], None]) -> None:
        self._database, self._organization_id, self._told = database, organization_id, told
        self._stopped = Event()
        self._thread: Thread | None = None

    def start(self) -> None:
        """Listen from now on; does nothing where it does already."""
        if self._thread is None and not self._database.is_sqlite:
            self._stopped.clear()
            self._thread = Thread(target=self._run, name="event-notices", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Listen no longer."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join(timeout=10)
            self._thread = None

    def _run(self) -> None:
        from psycopg import Error

        while not self._stopped.is_set():
            try:
                self._listen()
            except (Error, SQLAlchemyError, PlanningError):  # out of reach: whoever writes is told so
                self._stopped.wait(AGAIN_SECONDS)

    def _listen(self) -> None:
        pooled = self._database.engine.raw_connection()
        connection = pooled.driver_connection
        pooled.detach()  # it is no use to anybody else while it listens
        if connection is None:
            return
        try:
            connection.rollback()
            connection.autocommit = True
            connection.execute(f"LISTEN {CHANNEL}")
            self._told()  # what came while nobody listened
            while not self._stopped.is_set():
                for notice in connection.notifies(timeout=LISTEN_SECONDS):
                    if notice.payload == self._organization_id:
                        self._told()
                    if self._stopped.is_set():
                        return
        finally:
            connection.close()
