"""Where browser sessions and the codes that begin them are kept: their digests, never themselves."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

import attrs

from planning_core.domain import checks
from planning_core.domain.principal import NO_LIMITS, AccessRole, Limits, to_access_role


@attrs.frozen(kw_only=True)
class SignInCode:
    """What signs one browser in, once: `name` is the user id of its session in the audit.

    `digest` is the SHA-256 of the code, in hex. `collaborator_id` goes with the role `member`, `limits` with
    the roles between that and `admin`.
    """

    digest: str
    name: str = attrs.field(validator=checks.is_name)
    role: AccessRole = attrs.field(converter=to_access_role)
    collaborator_id: str | None = None
    limits: Limits = NO_LIMITS
    expires_at: datetime = attrs.field(converter=checks.to_instant)
    used_at: datetime | None = attrs.field(default=None, converter=checks.to_optional_instant)


@attrs.frozen(kw_only=True)
class BrowserSession:
    """A browser that is signed in, under the digest of the secret in its cookie.

    With `token_id` it was signed in with that access token: it ends with it and is who the token says.
    `limits` are those of the code, or those that an identity provider named. `subject` is who that provider
    says it is, `provider_session` their sign-in there: it ends with that.
    """

    digest: str
    name: str = attrs.field(validator=checks.is_name)
    role: AccessRole = attrs.field(converter=to_access_role)
    collaborator_id: str | None = None
    limits: Limits = NO_LIMITS
    token_id: str | None = None
    subject: str | None = None
    provider_session: str | None = None
    created_at: datetime = attrs.field(converter=checks.to_instant)
    expires_at: datetime = attrs.field(converter=checks.to_instant)


class SessionStore(Protocol):
    """Browser sessions and sign-in codes of one organization."""

    def add_code(self, code: SignInCode) -> None:
        """Keep a new code."""
        ...

    def use_code(self, digest: str, now: datetime) -> SignInCode | None:
        """Mark the code with that digest as used and give it back; None where there is none, where it has
        expired or was used before. Of two who ask at the same moment one gets it."""
        ...

    def add(self, session: BrowserSession) -> None:
        """Keep a new session."""
        ...

    def by_digest(self, digest: str) -> BrowserSession | None:
        """The session with that digest, an expired one too."""
        ...

    def remove(self, digest: str) -> None:
        """Drop the session with that digest, if there is one."""
        ...

    def end_attested(self, subject: str | None, provider_session: str | None, until: datetime) -> int:
        """Drop the sessions that an identity provider began up to then; how many there were.

        Those of a subject, of one of their sign-ins, or, where both are named, that of the two; a session of
        the subject whose sign-in is not known is taken for it. Without a name there are none.
        """
        ...

    def forget(self, now: datetime) -> None:
        """Drop the sessions and codes that have expired by then."""
        ...
