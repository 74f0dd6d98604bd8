"""Somebody outside who says who people are: an identity provider."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

import attrs

from planning_core.errors import PlanningError


class NotAttested(PlanningError):
    """What was shown does not prove anything; `reason` is a word for why, and holds no secret."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class NoAccess(PlanningError):
    """Somebody is known, and may do nothing here; `reason` is a word for why."""

    def __init__(self, user_id: str, reason: str) -> None:
        self.user_id, self.reason = user_id, reason
        super().__init__(f"{user_id}: {reason}")


@attrs.frozen(kw_only=True)
class Attested:
    """What a provider says of somebody, checked, and until when it stands for it.

    `subject` is who it is there, `provider_session` the sign-in there, where it names one. `token` is what
    was signed of a sign-in: shown to the provider again it says which one is to end.
    """

    claims: Mapping[str, Any]
    subject: str
    provider_session: str | None = None
    expires_at: datetime
    token: str | None = attrs.field(default=None, repr=False)


@attrs.frozen(kw_only=True)
class SignedOut:
    """Whom a provider signed out: a person, one of their sign-ins there, or that of the two.

    It is said of sign-ins up to `at`: told again later, it ends nothing that began since.
    """

    subject: str | None
    provider_session: str | None
    at: datetime


class IdentityProvider(Protocol):
    """Signs people in on pages of its own and vouches for them by signed claims.

    Where it must be asked and cannot be reached, calls raise Unavailable.
    """

    @property
    def name(self) -> str:
        """What people know it as."""
        ...

    def sign_in_address(self, secret: str, redirect_url: str) -> str:
        """Where a browser is sent to sign in; it comes back to `redirect_url` with a code and a state.

        `secret` is this browser's alone, and random; what goes over other hands is derived from it.
        """
        ...

    def redeem(
        self, code: str, state: str, secret: str, redirect_url: str, issuer: str | None = None
    ) -> Attested:
        """Who came back with that code and state to the browser that holds the secret, from that issuer
        where the answer names one. Raises NotAttested."""
        ...

    def verify(self, token: str) -> Attested:
        """Who an access token stands for that was shown to the API. Raises NotAttested."""
        ...

    def sign_out_address(self, state: str, redirect_url: str, token: str | None = None) -> str | None:
        """Where a browser is sent to sign out there too, of the sign-in of that token where it is given.

        It comes back to `redirect_url` with that state. None where the provider offers no such thing.
        """
        ...

    def signed_out(self, token: str) -> SignedOut:
        """Who signed out there, as a logout token says. Raises NotAttested."""
        ...
