"""Access tokens on a SQL database."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Row
from sqlalchemy.exc import IntegrityError

from adapters.sql.record_tables import access_token
from adapters.sql.session import Session
from planning_core.domain.principal import Limits
from planning_core.errors import Fault, InvalidInput, NotFound
from planning_core.ports.tokens import AccessToken


class SqlTokenStore:
    """A row for each token; an index keeps the names of live ones apart."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, token: AccessToken) -> None:
        """Keep a new token."""
        try:
            with self._session.attempt():
                self._session.insert(access_token, [_to_row(token)])
        except IntegrityError:
            raise _repeated(token) from None

    def by_digest(self, digest: str) -> AccessToken | None:
        """The token with that digest, revoked and expired ones too."""
        row = self._session.one_alone(access_token.c.digest, digest)
        return None if row is None else _from_row(row)

    def get(self, token_id: str) -> AccessToken | None:
        """The token with that id, a revoked or expired one too."""
        return next(map(_from_row, self._session.having(access_token.c.id, [token_id])), None)

    def tokens(self) -> list[AccessToken]:
        """Every token, oldest first."""
        order = access_token.c.created_at, access_token.c.id
        rows = self._session.rows(self._session.select(access_token).order_by(*order))
        return [_from_row(row) for row in rows]

    def update(self, token: AccessToken) -> None:
        """Keep a token's new state."""
        row = _to_row(token)
        del row["last_used_at"]  # noted meanwhile, by others
        update = self._session.update(access_token).where(access_token.c.id == row.pop("id")).values(row)
        try:
            with self._session.attempt():
                found = self._session.run(update).rowcount
        except IntegrityError:
            raise _repeated(token) from None
        if not found:
            raise NotFound("token", token.id)

    def note_use(self, token_ids: Collection[str], at: datetime) -> None:
        """Note that these tokens were used then."""
        columns = access_token.c
        # In one order, as all who change several rows do.
        for token_id in sorted(token_ids):
            unnoted = sa.or_(columns.last_used_at.is_(None), columns.last_used_at < at)
            update = self._session.update(access_token).where(columns.id == token_id, unnoted)
            self._session.run(update.values(last_used_at=at))


def _repeated(token: AccessToken) -> InvalidInput:
    return InvalidInput([Fault("name", token.name, "repeated")])


def _to_row(token: AccessToken) -> dict[str, Any]:
    return {
        "id": token.id,
        "name": token.name,
        "role": token.role.value,
        "digest": token.digest,
        "collaborator_id": token.collaborator_id,
        "site_ids": token.limits.site_ids or None,
        "team_ids": token.limits.team_ids or None,
        "created_at": token.created_at,
        "expires_at": token.expires_at,
        "revoked_at": token.revoked_at,
        "last_used_at": token.last_used_at,
    }


def _from_row(row: Row[Any]) -> AccessToken:
    return AccessToken(
        id=row.id,
        name=row.name,
        role=row.role,
        digest=row.digest,
        collaborator_id=row.collaborator_id,
        limits=Limits(site_ids=row.site_ids or (), team_ids=row.team_ids or ()),
        created_at=row.created_at,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
        last_used_at=row.last_used_at,
    )
