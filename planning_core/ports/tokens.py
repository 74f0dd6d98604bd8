"""Where access tokens are kept: their digests, never themselves."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

import attrs

from planning_core.domain import checks
from planning_core.domain.principal import NO_LIMITS, AccessRole, Limits, to_access_role


@attrs.frozen(kw_only=True)
class AccessToken:
    """A token that a caller shows.

    `digest` is the SHA-256 of the secret, in hex. `name` is unique among tokens that are not revoked and
    stands in the audit as user id. `collaborator_id` goes with the role `member`, `limits` with the roles
    between that and `admin`.
    """

    id: str = attrs.field(validator=checks.is_id)
    name: str = attrs.field(validator=checks.is_name)
    role: AccessRole = attrs.field(converter=to_access_role)
    digest: str
    collaborator_id: str | None = None
    limits: Limits = NO_LIMITS
    created_at: datetime = attrs.field(converter=checks.to_instant)
    expires_at: datetime | None = attrs.field(default=None, converter=checks.to_optional_instant)
    revoked_at: datetime | None = attrs.field(default=None, converter=checks.to_optional_instant)
    last_used_at: datetime | None = attrs.field(default=None, converter=checks.to_optional_instant)


class TokenStore(Protocol):
    """Access tokens of one organization."""

    def add(self, token: AccessToken) -> None:
        """Keep a new token. Raises InvalidInput (`repeated`) where one that is not revoked has that name."""
        ...

    def by_digest(self, digest: str) -> AccessToken | None:
        """The token with that digest, revoked and expired ones too."""
        ...

    def get(self, token_id: str) -> AccessToken | None:
        """The token with that id, a revoked or expired one too."""
        ...

    def tokens(self) -> list[AccessToken]:
        """Every token, oldest first."""
        ...

    def update(self, token: AccessToken) -> None:
        """Keep a token's new state, but for its last use. Raises NotFound."""
        ...

    def note_use(self, token_ids: Collection[str], at: datetime) -> None:
        """Note that these tokens were used then; a later use that is noted already stays."""
        ...
