"""Who calls, and what they may do."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import attrs

from planning_core.domain import checks
from planning_core.errors import Forbidden


class AccessRole(StrEnum):
    """What a caller may do; each role but `member` includes the ones before it."""

    MEMBER = "member"
    VIEWER = "viewer"
    PLANNER = "planner"
    PUBLISHER = "publisher"
    ADMIN = "admin"


def to_access_role(value: AccessRole | str) -> AccessRole:
    """The member of AccessRole that a word names."""
    return checks.member(AccessRole, value, "role")


_RANK = {
    AccessRole.MEMBER: 0,
    AccessRole.VIEWER: 1,
    AccessRole.PLANNER: 2,
    AccessRole.PUBLISHER: 3,
    AccessRole.ADMIN: 4,
}


@attrs.frozen(kw_only=True)
class Principal:
    """A caller: their name in the audit, their role, and, for a `member`, the collaborator they are."""

    user_id: str
    role: AccessRole
    collaborator_id: str | None = None

    def may(self, needed: AccessRole) -> bool:
        """Whether the role includes the one needed."""
        return _RANK[self.role] >= _RANK[needed]

    def require(self, needed: AccessRole, action: str) -> None:
        """Raise Forbidden unless the role includes the one needed."""
        if not self.may(needed):
            raise Forbidden(action, needed.value)


@attrs.frozen(kw_only=True)
class Identified:
    """A caller who showed something valid, and the instant at which that ends (None: it has no end)."""

    principal: Principal
    expires_at: datetime | None
