"""Browser sessions and sign-in codes on a SQL database."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Row

from adapters.sql.access_tables import browser_session, sign_in_code
from adapters.sql.session import Session
from planning_core.domain.principal import Limits
from planning_core.ports.sessions import BrowserSession, SignInCode


class SqlSessionStore:
    """A row for each session and each code, under its digest."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_code(self, code: SignInCode) -> None:
        """Keep a new code."""
        row = {
            "digest": code.digest,
            "name": code.name,
            "role": code.role.value,
            "collaborator_id": code.collaborator_id,
            "site_ids": code.limits.site_ids or None,
            "team_ids": code.limits.team_ids or None,
            "expires_at": code.expires_at,
            "used_at": code.used_at,
        }
        self._session.insert(sign_in_code, [row])

    def use_code(self, digest: str, now: datetime) -> SignInCode | None:
        """Mark a code as used and give it back, None where it opens nothing."""
        columns = sign_in_code.c
        # One statement finds and marks: the second of two waits for the first, and then finds it used.
        unused = self._session.update(sign_in_code).where(
            columns.digest == digest, columns.used_at.is_(None), columns.expires_at > now
        )
        if not self._session.run(unused.values(used_at=now)).rowcount:
            return None
        rows = self._session.rows(self._session.select(sign_in_code).where(columns.digest == digest))
        return _code(rows[0])

    def add(self, session: BrowserSession) -> None:
        """Keep a new session."""
        row = {
            "digest": session.digest,
            "name": session.name,
            "role": session.role.value,
            "collaborator_id": session.collaborator_id,
            "site_ids": session.limits.site_ids or None,
            "team_ids": session.limits.team_ids or None,
            "token_id": session.token_id,
            "subject": session.subject,
            "provider_session": session.provider_session,
            "created_at": session.created_at,
            "expires_at": session.expires_at,
        }
        self._session.insert(browser_session, [row])

    def by_digest(self, digest: str) -> BrowserSession | None:
        """The session with that digest, an expired one too."""
        row = self._session.one_alone(browser_session.c.digest, digest)
        return None if row is None else _browser_session(row)

    def remove(self, digest: str) -> None:
        """Drop the session with that digest, if there is one."""
        self._session.run(self._session.delete(browser_session).where(browser_session.c.digest == digest))

    def end_attested(self, subject: str | None, provider_session: str | None, until: datetime) -> int:
        """Drop the sessions that an identity provider began up to then; how many there were."""
        columns = browser_session.c
        if subject is None:
            named = columns.provider_session == provider_session if provider_session else sa.false()
        else:
            named = columns.subject == subject
            if provider_session is not None:
                named &= sa.or_(
                    columns.provider_session == provider_session, columns.provider_session.is_(None)
                )
        ended = self._session.delete(browser_session).where(named, columns.created_at <= until)
        return self._session.run(ended).rowcount

    def forget(self, now: datetime) -> None:
        """Drop the sessions and codes that have expired by then."""
        for table in (browser_session, sign_in_code):
            self._session.run(self._session.delete(table).where(table.c.expires_at <= now))


def _code(row: Row[Any]) -> SignInCode:
    return SignInCode(
        digest=row.digest,
        name=row.name,
        role=row.role,
        collaborator_id=row.collaborator_id,
        limits=Limits(site_ids=row.site_ids or (), team_ids=row.team_ids or ()),
        expires_at=row.expires_at,
        used_at=row.used_at,
    )


def _browser_session(row: Row[Any]) -> BrowserSession:
    return BrowserSession(
        digest=row.digest,
        name=row.name,
        role=row.role,
        collaborator_id=row.collaborator_id,
        limits=Limits(site_ids=row.site_ids or (), team_ids=row.team_ids or ()),
        token_id=row.token_id,
        subject=row.subject,
        provider_session=row.provider_session,
        created_at=row.created_at,
        expires_at=row.expires_at,
    )
