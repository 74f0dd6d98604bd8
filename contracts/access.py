"""Who calls, and the tokens that callers show."""

from __future__ import annotations

from pydantic import ConfigDict, Field

from contracts.fields import Id, Ids, Instant, Name
from contracts.incoming import Incoming
from contracts.outgoing import Listing, Outgoing
from planning_core.domain.principal import AccessRole


class MeOut(Outgoing):
    """The caller: name in the audit, role, what the role allows, and the organization's setting."""

    user_id: str
    role: AccessRole
    collaborator_id: str | None
    site_ids: list[str] = Field(description="The sites that the caller is kept to; empty: to none.")
    team_ids: list[str] = Field(description="The teams that the caller is kept to; empty: to none.")
    may: list[str] = Field(
        description="`read`, `write`, `auto_assign`, `publish`, `override`, `administer`; of a member "
        "`read_own`, `write_own_availability`."
    )
    timezone: str
    rule_set: str
    expires_at: Instant | None = Field(description="When the session or the token ends; null: it has no end.")


class TokenIn(Incoming):
    """A token to make; `collaborator_id` goes with the role `member`.

    `site_ids` and `team_ids` keep a viewer, planner or publisher to a part of the plan; empty: to none.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "till-office", "role": "planner"}]})

    name: Name
    role: AccessRole
    collaborator_id: Id | None = None
    site_ids: Ids = Field(default=[])
    team_ids: Ids = Field(default=[])
    expires_at: Instant | None = None


class TokenOut(Outgoing):
    """A token without its secret."""

    id: str
    name: str
    role: AccessRole
    collaborator_id: str | None
    site_ids: list[str]
    team_ids: list[str]
    created_at: Instant
    expires_at: Instant | None
    revoked_at: Instant | None
    last_used_at: Instant | None = Field(description="To the minute; null: never.")


class TokenAnswer(Outgoing):
    """A token."""

    token: TokenOut


class TokenMade(TokenAnswer):
    """A new token with its secret, which is shown once: a repeated request gets null."""

    secret: str | None


class TokenPage(Listing):
    """Every token, oldest first."""

    items: list[TokenAnswer]
