"""Signing a browser in."""

from __future__ import annotations

from pydantic import ConfigDict, Field, model_validator

from contracts.fields import fault
from contracts.incoming import Incoming
from contracts.outgoing import Outgoing

MOST = 500
MOST_OF_A_PROVIDER = 4_000
"""Characters; some providers put much into a code."""


class ProviderAnswer(Incoming):
    """What an identity provider added to the address to which it sent the browser back."""

    code: str = Field(min_length=1, max_length=MOST_OF_A_PROVIDER)
    state: str = Field(min_length=1, max_length=MOST)
    issuer: str | None = Field(default=None, max_length=MOST, description="`iss`, where it added that.")


class SignIn(Incoming):
    """What signs a browser in: a one-time code, an access token, or what an identity provider answered."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"code": "pp_NmQ2ZTkyYjAtOTk1Ny00YjQ3LWI0YzMtYzFhZTQ1"}]}
    )

    code: str | None = Field(
        default=None, min_length=1, max_length=MOST, description="The code of a sign-in link, good once."
    )
    token: str | None = Field(default=None, min_length=1, max_length=MOST, description="An access token.")
    provider: ProviderAnswer | None = None

    @model_validator(mode="after")
    def one_of_them(self) -> SignIn:
        """Refuse none and several."""
        if [self.code, self.token, self.provider].count(None) != 2:
            raise fault("code_or_token")
        return self


class ProviderOut(Outgoing):
    """An identity provider."""

    name: str


class SignInWays(Outgoing):
    """How browsers can sign in besides by code and token."""

    provider: ProviderOut | None


class ProviderAddress(Outgoing):
    """Where the browser goes to sign in."""

    address: str


class SignOutAddress(Outgoing):
    """Where the browser goes to sign out at the identity provider too."""

    address: str


class SignedOutSessions(Outgoing):
    """What came of an identity provider's word that somebody signed out there."""

    sessions: int = Field(description="How many sessions it ended here.")
