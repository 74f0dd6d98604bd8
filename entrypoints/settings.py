"""Settings of the product, read from the environment."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import SettingsConfigDict

from entrypoints.openid_settings import OpenIdSettings
from planning_core.use_cases.attested import ClaimRules
from planning_core.use_cases.audit_feed import Feeding


def default_database_url() -> str:
    """A SQLite file in the user's data folder (XDG)."""
    home = os.environ.get("XDG_DATA_HOME")
    folder = Path(home) if home else Path.home() / ".local" / "share"
    return f"sqlite:///{folder / 'planning-pro' / 'planning.db'}"


_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+]+:")
"""One letter before a colon is a drive of Windows."""


class Settings(OpenIdSettings):
    """What an operator may set, each as `PLANNING_<NAME>`."""

    # What was given is left out of errors: it may hold a password.
    model_config = SettingsConfigDict(
        env_prefix="PLANNING_", extra="ignore", frozen=True, hide_input_in_errors=True
    )

    database_url: str = Field(default_factory=default_database_url)
    organization: str = Field(default="default", min_length=1, max_length=100)
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65_535)
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_format: Literal["auto", "json", "pretty"] = Field(
        default="auto", description="auto: pretty on a terminal, JSON elsewhere."
    )
    max_body_bytes: int = Field(default=10_000_000, ge=1_000)
    body_seconds: float = Field(
        default=20, gt=0, description="For a body to come in, and a second more for each 5,000 bytes of it."
    )
    writes_per_minute: int = Field(
        default=3_000, ge=0, description="Requests of one caller that write; 0: no limit."
    )
    sign_ins_per_minute: int = Field(
        default=120, ge=0, description="Attempts to sign in from one address; 0: no limit."
    )
    sign_ins_of_one_per_minute: int = Field(
        default=12, ge=0, description="Attempts to sign in with one link, token or account; 0: no limit."
    )
    streams_per_caller: int = Field(
        default=20, ge=0, description="Streams of events that one token or session has open; 0: no limit."
    )
    redis_url: SecretStr | None = Field(
        default=None, description="The queue of jobs; without it servers run them themselves."
    )
    job_threads: int = Field(default=2, ge=1, le=64, description="Jobs that a process runs side by side.")
    job_sweep_seconds: float = Field(
        default=2.0, gt=0, description="How often lost jobs are looked for and sent again."
    )
    solver: Literal["auto", "constructive"] = Field(
        default="auto",
        description="auto: auto-assign searches on where the extra `solver` is there; constructive: never.",
    )
    audit_file: Path | None = Field(default=None, description="Audit entries go there as JSON lines.")
    audit_webhook_url: str | None = Field(default=None, description="Audit entries are posted there too.")
    audit_webhook_secret: SecretStr | None = Field(
        default=None, validate_default=True, description="Signs what is posted; 16 characters at least."
    )
    audit_with_reasons: bool = Field(
        default=False, description="Whether reasons of absences go to these sinks with the entries."
    )
    audit_refusals: int = Field(
        default=8, ge=1, le=100, description="How often a sink may refuse an entry before it is set aside."
    )
    audit_feed_seconds: float = Field(default=1.0, gt=0, description="How often new entries are looked for.")
    events_keep_days: float = Field(
        default=30,
        gt=0,
        description="How long pages that come back find what they missed.",
    )

    @property
    def claim_rules(self) -> ClaimRules:
        """What the identity provider's claims stand for."""
        return ClaimRules(
            organization=self.organization,
            roles=self.oidc_roles,
            user_claim=self.oidc_user_claim,
            role_claim=self.oidc_role_claim,
            collaborator_claim=self.oidc_collaborator_claim,
            organization_claim=self.oidc_organization_claim,
            sites_claim=self.oidc_sites_claim,
            teams_claim=self.oidc_teams_claim,
        )

    @property
    def feeding(self) -> Feeding:
        """How audit entries go to their sinks."""
        return Feeding(
            organization=self.organization,
            with_reasons=self.audit_with_reasons,
            most_refusals=self.audit_refusals,
        )

    @field_validator("redis_url")
    @classmethod
    def _redis_address(cls, url: SecretStr | None) -> SecretStr | None:
        text = url.get_secret_value() if url else ""
        if text and urlsplit(text).scheme not in {"redis", "rediss", "unix"}:
            raise ValueError("must be an address like redis://localhost:6379/0")
        _ = urlsplit(text).port  # raises ValueError for one that is none
        return url if text else None

    @field_validator("audit_webhook_url")
    @classmethod
    def _web_address(cls, text: str | None) -> str | None:
        if text:
            parts = urlsplit(text)
            if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username is not None:
                raise ValueError("must be an address like https://audit.example.org/entries, without a user")
            _ = parts.port  # raises ValueError for one that is none
        return text or None

    @field_validator("audit_webhook_secret")
    @classmethod
    def _long_enough(cls, secret: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if info.data.get("audit_webhook_url") and len(secret.get_secret_value() if secret else "") < 16:
            raise ValueError("must have 16 characters at least where PLANNING_AUDIT_WEBHOOK_URL is set")
        return secret

    @field_validator("database_url")
    @classmethod
    def _file_or_address(cls, text: str) -> str:
        """The name of a file stands for the SQLite database in it."""
        return text if not text or _SCHEME.match(text) else f"sqlite:///{text}"
