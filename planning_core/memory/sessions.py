"""Browser sessions and sign-in codes in memory."""

from __future__ import annotations

from datetime import datetime

import attrs

from planning_core.memory.state import State
from planning_core.ports.sessions import BrowserSession, SignInCode


class InMemorySessionStore:
    """Sessions and codes in dicts by digest."""

    def __init__(self, state: State) -> None:
        self._sessions, self._codes = state.sessions, state.sign_in_codes

    def add_code(self, code: SignInCode) -> None:
        """Keep a new code."""
        self._codes[code.digest] = code

    def use_code(self, digest: str, now: datetime) -> SignInCode | None:
        """Mark a code as used and give it back, None where it opens nothing."""
        code = self._codes.get(digest)
        if code is None or code.used_at is not None or code.expires_at <= now:
            return None
        used = self._codes[digest] = attrs.evolve(code, used_at=now)
        return used

    def add(self, session: BrowserSession) -> None:
        """Keep a new session."""
        self._sessions[session.digest] = session

    def by_digest(self, digest: str) -> BrowserSession | None:
        """The session with that digest, an expired one too."""
        return self._sessions.get(digest)

    def remove(self, digest: str) -> None:
        """Drop the session with that digest, if there is one."""
        self._sessions.pop(digest, None)

    def end_attested(self, subject: str | None, provider_session: str | None, until: datetime) -> int:
        """Drop the sessions that an identity provider began up to then; how many there were."""
        ended = [
            digest
            for digest, one in self._sessions.items()
            if one.created_at <= until and _is_of(one, subject, provider_session)
        ]
        for digest in ended:
            del self._sessions[digest]
        return len(ended)

    def forget(self, now: datetime) -> None:
        """Drop the sessions and codes that have expired by then."""
        for kept in (self._sessions, self._codes):
            for digest in [d for d, one in kept.items() if one.expires_at <= now]:
                del kept[digest]


def _is_of(session: BrowserSession, subject: str | None, provider_session: str | None) -> bool:
    if subject is None:
        return provider_session is not None and session.provider_session == provider_session
    return session.subject == subject and (
        provider_session is None or session.provider_session in (None, provider_session)
    )
