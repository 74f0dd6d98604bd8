"""Connections of the pool that the server has closed are found before they are used.

Asking the server each time would cost every transaction a round trip. A server that ends a connection, or
goes down, says so on it; so what a connection has to say unasked is looked at, which costs nothing. Only one
that may have been lost without a word, its network gone, is asked: one that nobody used for a while.
"""

from __future__ import annotations

import select
import time
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.exc import InvalidatePoolError

TRUSTED_SECONDS = 5.0
"""So long after its last use a connection that says nothing is taken to stand."""
_USED_AT = "planning_used_at"


def keep_only_the_living(engine: Engine) -> None:
    """Have a pool of psycopg's connections give out none that is known to be lost, but new ones."""

    def used(_: Any, record: Any) -> None:
        record.info[_USED_AT] = time.monotonic()

    def look(connection: Any, record: Any, _: Any) -> None:
        lately = time.monotonic() - record.info.get(_USED_AT, 0.0) < TRUSTED_SECONDS
        if lately and not connection.closed and not _has_something_to_say(connection):
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error:
            raise InvalidatePoolError from None

    event.listen(engine, "connect", used)
    event.listen(engine, "checkin", used)
    event.listen(engine, "checkout", look)


def _has_something_to_say(connection: Any) -> bool:
    asked = select.poll()  # takes any number of open files
    asked.register(connection.fileno(), select.POLLIN)
    return bool(asked.poll(0))
