"""Where calendar tokens are kept: secrets that open one person's feed and nothing else."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

import attrs

from planning_core.domain import checks


@attrs.frozen(kw_only=True)
class CalendarToken:
    """The secret in the address of a person's feed; everybody has one at most.

    `digest` is the SHA-256 of the secret, in hex. `user_id` is who made it.
    """

    collaborator_id: str = attrs.field(validator=checks.is_id)
    digest: str
    user_id: str = attrs.field(validator=checks.is_name)
    created_at: datetime = attrs.field(converter=checks.to_instant)
    last_used_at: datetime | None = attrs.field(default=None, converter=checks.to_optional_instant)


class CalendarStore(Protocol):
    """Calendar tokens of one organization."""

    def put(self, token: CalendarToken) -> None:
        """Keep a token in the place of the person's earlier one."""
        ...

    def get(self, collaborator_id: str) -> CalendarToken | None:
        """The person's token."""
        ...

    def by_digest(self, digest: str) -> CalendarToken | None:
        """The token with that digest."""
        ...

    def remove(self, collaborator_id: str) -> None:
        """Drop the person's token, if there is one."""
        ...

    def note_use(self, collaborator_ids: Collection[str], at: datetime) -> None:
        """Note that these people's tokens were used then; a later use that is noted already stays."""
        ...
