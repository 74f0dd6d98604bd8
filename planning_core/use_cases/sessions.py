"""Browsers signed in and out: by a code that works once, by an access token, by an identity provider.

The secrets themselves never come here, only their digests.
"""

from __future__ import annotations

from datetime import timedelta

import attrs

from planning_core.domain.principal import NO_LIMITS, AccessRole, Identified, Limits, Principal
from planning_core.ports.clock import Clock
from planning_core.ports.identity import Attested, SignedOut
from planning_core.ports.sessions import BrowserSession, SignInCode
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.use_cases.tokens import check_holder, check_user_id, holder_of

CODE_LASTS = timedelta(minutes=15)
SESSION_LASTS = timedelta(hours=12)
"""From sign-in, however much the session is used: a working day, and no open door the day after."""


def create_code(
    digest: str,
    *,
    name: str,
    role: AccessRole,
    principal: Principal,
    uow: UnitOfWork,
    clock: Clock,
    collaborator_id: str | None = None,
    limits: Limits = NO_LIMITS,
) -> SignInCode:
    """Keep a new sign-in code under its digest, good for one sign-in within 15 minutes.

    Raises InvalidInput for an empty name and for what no token could be made of (`check_user_id`,
    `check_holder`); Forbidden.
    """
    principal.require(AccessRole.ADMIN, "create sign-in code")
    check_user_id(name)
    check_holder(role, collaborator_id, limits, uow)
    now = clock.now()
    code = SignInCode(
        digest=digest,
        name=name,
        role=role,
        collaborator_id=collaborator_id,
        limits=limits,
        expires_at=now + CODE_LASTS,
    )
    uow.sessions.forget(now)
    uow.sessions.add_code(code)
    return code


def sign_in_with_code(
    code_digest: str, session_digest: str, *, uow: UnitOfWork, clock: Clock
) -> Identified | None:
    """Begin a session for whoever shows a code; None for one that is unknown, expired or used."""
    now = clock.now()
    code = uow.sessions.use_code(code_digest, now)
    if code is None:
        return None
    who = Principal(
        user_id=code.name, role=code.role, collaborator_id=code.collaborator_id, limits=code.limits
    )
    return sign_in_attested(who, session_digest, uow=uow, clock=clock)


def sign_in_with_token(
    token_digest: str, session_digest: str, *, uow: UnitOfWork, clock: Clock
) -> Identified | None:
    """Begin a session for whoever shows a token, which it ends with; None for one that opens nothing."""
    now = clock.now()
    token = uow.tokens.by_digest(token_digest)
    if token is None or holder_of(token, now) is None:
        return None
    end = now + SESSION_LASTS
    session = BrowserSession(
        digest=session_digest,
        name=token.name,
        role=token.role,
        collaborator_id=token.collaborator_id,
        token_id=token.id,
        created_at=now,
        expires_at=end if token.expires_at is None else min(end, token.expires_at),
    )
    return _begin(session, uow, clock)


def sign_in_attested(
    principal: Principal,
    session_digest: str,
    *,
    uow: UnitOfWork,
    clock: Clock,
    attested: Attested | None = None,
    lasts: timedelta = SESSION_LASTS,
) -> Identified | None:
    """Begin a session for somebody for whom a code or an identity provider vouches now.

    What the provider `attested` is kept, so that its sign-out finds the session.
    """
    now = clock.now()
    session = BrowserSession(
        digest=session_digest,
        name=principal.user_id,
        role=principal.role,
        collaborator_id=principal.collaborator_id,
        limits=principal.limits,
        subject=None if attested is None else attested.subject,
        provider_session=None if attested is None else attested.provider_session,
        created_at=now,
        expires_at=now + lasts,
    )
    return _begin(session, uow, clock)


def identify_session(digest: str, *, uow: UnitOfWork, clock: Clock) -> Identified | None:
    """Whose browser shows a session with that digest: None for an unknown or ended one.

    A session that a token began ends with it, and stands for whom the token stands for.
    """
    session = uow.sessions.by_digest(digest)
    now = clock.now()
    if session is None or session.expires_at <= now:
        return None
    if session.token_id is None:
        principal = Principal(
            user_id=session.name,
            role=session.role,
            collaborator_id=session.collaborator_id,
            limits=session.limits,
        )
        return Identified(principal=principal, expires_at=session.expires_at)
    token = uow.tokens.get(session.token_id)
    holder = None if token is None else holder_of(token, now)
    return None if holder is None else attrs.evolve(holder, expires_at=session.expires_at)


def sign_out(digest: str, *, uow: UnitOfWork) -> bool:
    """End the session with that digest, if there is one; whether an identity provider began it."""
    session = uow.sessions.by_digest(digest)
    uow.sessions.remove(digest)
    return session is not None and session.subject is not None


def end_signed_out(signed_out: SignedOut, *, uow: UnitOfWork) -> int:
    """End the sessions of somebody whom the identity provider signed out; how many there were."""
    return uow.sessions.end_attested(signed_out.subject, signed_out.provider_session, signed_out.at)


def _begin(session: BrowserSession, uow: UnitOfWork, clock: Clock) -> Identified | None:
    uow.sessions.forget(session.created_at)
    uow.sessions.add(session)
    return identify_session(session.digest, uow=uow, clock=clock)
