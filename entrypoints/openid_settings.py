"""Settings of an identity provider, read from the environment."""

from __future__ import annotations

import json
from typing import Annotated, TypeVar
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode

from planning_core.domain.principal import AccessRole

ALGORITHMS = (
    *(f"{family}{bits}" for family in ("RS", "PS", "ES") for bits in (256, 384, 512)),
    "EdDSA",
)
"""Those whose signatures are checked with a public key: none that shares a secret, and never `none`."""

Given = TypeVar("Given")
Words = Annotated[tuple[str, ...], NoDecode]


class OpenIdSettings(BaseSettings):
    """What an operator may set of an identity provider that speaks OpenID Connect."""

    oidc_issuer: str | None = Field(
        default=None, description="The provider, by the name that it gives itself; unset: there is none."
    )
    oidc_client_id: str = Field(default="", description="What the provider knows this product as.")
    oidc_client_secret: SecretStr | None = Field(
        default=None, description="Unset for a public client, which PKCE alone protects."
    )
    oidc_name: str = Field(default="", max_length=60, description="What the sign-in page calls the provider.")
    oidc_scopes: Words = ("openid", "profile", "email")
    oidc_redirect_url: str | None = Field(
        default=None,
        description="Where browsers come back to; default: /sign-in where the page was opened.",
    )
    oidc_sign_out: bool = Field(
        default=True,
        description="Whether who signs out here is sent to sign out at the provider, where that can be done.",
    )
    oidc_audience: Words = Field(
        default=(), description="Audiences of access tokens that the API takes; none: it takes no such token."
    )
    oidc_algorithms: Words = ALGORITHMS
    oidc_leeway_seconds: float = Field(
        default=60, ge=0, le=600, description="By how much the clocks may differ."
    )
    oidc_session_hours: float = Field(
        default=12,
        gt=0,
        le=12,
        description="How long somebody whom the provider signed in stays so, whatever becomes of them there.",
    )
    oidc_roles: Annotated[dict[str, AccessRole], NoDecode] = Field(
        default_factory=dict,
        validate_default=True,
        description='The role for each value of the role claim, as JSON: {"rota-admins": "admin"}.',
    )
    oidc_role_claim: str = Field(default="roles", min_length=1)
    oidc_user_claim: str = Field(
        default="sub", min_length=1, description="What the audit calls people; nobody may get another's."
    )
    oidc_collaborator_claim: str | None = Field(
        default=None, description="The collaborator's external reference or id; members need it."
    )
    oidc_organization_claim: str | None = Field(
        default=None, description="Must name PLANNING_ORGANIZATION, where it is set."
    )
    oidc_sites_claim: str | None = Field(
        default=None, description="External references or ids of the sites that people are kept to."
    )
    oidc_teams_claim: str | None = Field(
        default=None, description="External references or ids of the teams that people are kept to."
    )

    @field_validator("oidc_scopes", "oidc_audience", "oidc_algorithms", mode="before")
    @classmethod
    def _words(cls, value: object) -> object:
        """Words with blanks or commas between."""
        return tuple(value.replace(",", " ").split()) if isinstance(value, str) else value

    @field_validator("oidc_roles", mode="before")
    @classmethod
    def _json_object(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value or "{}")
        except ValueError:
            raise ValueError('must be JSON like {"rota-admins": "admin"}') from None

    @field_validator(
        "oidc_issuer",
        "oidc_redirect_url",
        "oidc_collaborator_claim",
        "oidc_organization_claim",
        "oidc_sites_claim",
        "oidc_teams_claim",
        mode="before",
    )
    @classmethod
    def _empty_is_unset(cls, value: object) -> object:
        return value or None

    @field_validator("oidc_issuer", "oidc_redirect_url")
    @classmethod
    def _guarded_address(cls, text: str | None) -> str | None:
        if text is None:
            return None
        parts = urlsplit(text)
        here = parts.hostname in ("localhost", "127.0.0.1", "::1")
        guarded = parts.scheme == "https" or (parts.scheme == "http" and here)
        if not guarded or not parts.hostname or parts.query or parts.fragment or parts.username is not None:
            raise ValueError("must be an address like https://login.example.org, without a user or a query")
        _ = parts.port  # raises ValueError for one that is none
        return text

    @field_validator("oidc_algorithms")
    @classmethod
    def _public_keys_only(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        if not names or not set(names) <= set(ALGORITHMS):
            raise ValueError(f"must be some of {' '.join(ALGORITHMS)}")
        return names

    @field_validator("oidc_scopes")
    @classmethod
    def _asks_for_identity(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        return names if "openid" in names else ("openid", *names)

    @field_validator("oidc_client_id", "oidc_roles")
    @classmethod
    def _there_with_a_provider(cls, value: Given, info: ValidationInfo) -> Given:
        if info.data.get("oidc_issuer") and not value:
            raise ValueError("must be set where PLANNING_OIDC_ISSUER is")
        return value

    @field_validator("oidc_audience")
    @classmethod
    def _not_the_page(cls, names: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        """What says to the page who signed in must open nothing in the API."""
        if info.data.get("oidc_client_id") in names:
            raise ValueError("must differ from PLANNING_OIDC_CLIENT_ID")
        return names
