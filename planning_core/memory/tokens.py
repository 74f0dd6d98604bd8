"""Access tokens in memory."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import attrs

from planning_core.errors import Fault, InvalidInput, NotFound
from planning_core.memory.state import State
from planning_core.ports.tokens import AccessToken


class InMemoryTokenStore:
    """Tokens in a dict by id."""

    def __init__(self, state: State) -> None:
        self._tokens = state.tokens

    def add(self, token: AccessToken) -> None:
        """Keep a new token."""
        self._check_name(token)
        self._tokens[token.id] = token

    def by_digest(self, digest: str) -> AccessToken | None:
        """The token with that digest, revoked and expired ones too."""
        return next((token for token in self._tokens.values() if token.digest == digest), None)

    def get(self, token_id: str) -> AccessToken | None:
        """The token with that id, a revoked or expired one too."""
        return self._tokens.get(token_id)

    def tokens(self) -> list[AccessToken]:
        """Every token, oldest first."""
        return sorted(self._tokens.values(), key=lambda token: (token.created_at, token.id))

    def update(self, token: AccessToken) -> None:
        """Keep a token's new state."""
        known = self._tokens.get(token.id)
        if known is None:
            raise NotFound("token", token.id)
        self._check_name(token)
        self._tokens[token.id] = attrs.evolve(token, last_used_at=known.last_used_at)

    def note_use(self, token_ids: Collection[str], at: datetime) -> None:
        """Note that these tokens were used then."""
        for token in [self._tokens[one] for one in token_ids if one in self._tokens]:
            if token.last_used_at is None or token.last_used_at < at:
                self._tokens[token.id] = attrs.evolve(token, last_used_at=at)

    def _check_name(self, token: AccessToken) -> None:
        others = (one for one in self._tokens.values() if one.id != token.id and one.revoked_at is None)
        if token.revoked_at is None and any(one.name == token.name for one in others):
            raise InvalidInput([Fault("name", token.name, "repeated")])
