"""Answered requests on a SQL database."""

from __future__ import annotations

from datetime import datetime

from adapters.sql.record_tables import answered_request
from adapters.sql.session import Session
from planning_core.ports.requests import AnsweredRequest


class SqlRequestMemory:
    """A row for each caller and key."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def recall(self, user_id: str, key: str, since: datetime) -> AnsweredRequest | None:
        """The answer given under that key since an instant, or None, with the key held for this caller."""
        self._session.hold(f"request\0{user_id}\0{key}")
        columns = answered_request.c
        mine = (columns.user_id == user_id) & (columns.key == key) & (columns.answered_at >= since)
        rows = self._session.rows(self._session.select(answered_request).where(mine))
        return next(
            (
                AnsweredRequest(
                    user_id=row.user_id,
                    key=row.key,
                    digest=row.digest,
                    status=row.status,
                    headers=tuple((name, value) for name, value in row.headers),
                    body=row.body,
                    answered_at=row.answered_at,
                )
                for row in rows
            ),
            None,
        )

    def remember(self, answered: AnsweredRequest) -> None:
        """Keep an answer, in the place of an older one under the same key."""
        row = {
            "user_id": answered.user_id,
            "key": answered.key,
            "digest": answered.digest,
            "status": answered.status,
            "headers": answered.headers,
            "body": answered.body,
            "answered_at": answered.answered_at,
        }
        self._session.put(answered_request, row)

    def forget(self, before: datetime) -> int:
        """Drop answers older than an instant; how many there were."""
        old = self._session.delete(answered_request).where(answered_request.c.answered_at < before)
        return self._session.run(old).rowcount
