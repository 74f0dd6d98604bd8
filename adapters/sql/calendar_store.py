"""Calendar tokens on a SQL database."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Row

from adapters.sql.access_tables import calendar_token
from adapters.sql.session import Session
from planning_core.ports.calendars import CalendarToken

_COLUMN = calendar_token.c


class SqlCalendarStore:
    """A row for each person who has one."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, token: CalendarToken) -> None:
        """Keep a token in the place of the person's earlier one."""
        self._session.put(calendar_token, _to_row(token))

    def get(self, collaborator_id: str) -> CalendarToken | None:
        """The person's token."""
        found = self._session.having(_COLUMN.collaborator_id, [collaborator_id])
        return next(map(_from_row, found), None)

    def by_digest(self, digest: str) -> CalendarToken | None:
        """The token with that digest."""
        return next(map(_from_row, self._session.having(_COLUMN.digest, [digest])), None)

    def remove(self, collaborator_id: str) -> None:
        """Drop the person's token, if there is one."""
        self._session.delete_having(_COLUMN.collaborator_id, [collaborator_id])

    def note_use(self, collaborator_ids: Collection[str], at: datetime) -> None:
        """Note that these people's tokens were used then."""
        # In one order, as all who change several rows do.
        for who in sorted(collaborator_ids):
            unnoted = sa.or_(_COLUMN.last_used_at.is_(None), _COLUMN.last_used_at < at)
            update = self._session.update(calendar_token).where(_COLUMN.collaborator_id == who, unnoted)
            self._session.run(update.values(last_used_at=at))


def _to_row(token: CalendarToken) -> dict[str, Any]:
    return {
        "collaborator_id": token.collaborator_id,
        "digest": token.digest,
        "user_id": token.user_id,
        "created_at": token.created_at,
        "last_used_at": token.last_used_at,
    }


def _from_row(row: Row[Any]) -> CalendarToken:
    return CalendarToken(
        collaborator_id=row.collaborator_id,
        digest=row.digest,
        user_id=row.user_id,
        created_at=row.created_at,
        last_used_at=row.last_used_at,
    )
