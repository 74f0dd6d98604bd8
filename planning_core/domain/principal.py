"""Who calls, what they may do, and of which part of the plan."""

from __future__ import annotations

from collections.abc import Iterable
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


def _ids(value: Iterable[str]) -> tuple[str, ...]:
    """In one order, so that the same limits are equal however they were written."""
    return tuple(sorted(set(checks.text_tuple(value))))


@attrs.frozen(kw_only=True)
class Limits:
    """The part of the plan that a caller is kept to; an empty list keeps to nothing.

    `site_ids` are places: shifts and templates there, people who name one of them among their sites.
    `team_ids` are teams: work on their missions, people who belong to them. With both, both must hold.
    """

    site_ids: tuple[str, ...] = attrs.field(default=(), converter=_ids, validator=checks.are_ids)
    team_ids: tuple[str, ...] = attrs.field(default=(), converter=_ids, validator=checks.are_ids)

    def __bool__(self) -> bool:
        return bool(self.site_ids or self.team_ids)

    def excludes_site(self, site_id: str) -> bool:
        """Whether what is at that site is out of reach."""
        return bool(self.site_ids) and site_id not in self.site_ids


NO_LIMITS = Limits()
LIMITABLE = frozenset({AccessRole.VIEWER, AccessRole.PLANNER, AccessRole.PUBLISHER})
"""Roles to be kept to a part of the plan: administrators keep what is of all, members have their own."""


@attrs.frozen(kw_only=True)
class Principal:
    """A caller: their name in the audit, their role, and, for a `member`, the collaborator they are.

    Whoever is kept to a part of the plan (`limits`) administers nothing, whatever their role.
    """

    user_id: str
    role: AccessRole
    collaborator_id: str | None = None
    limits: Limits = NO_LIMITS

    def may(self, needed: AccessRole) -> bool:
        """Whether the role includes the one needed."""
        if self.limits and needed is AccessRole.ADMIN:
            return False
        return _RANK[self.role] >= _RANK[needed]

    def require(self, needed: AccessRole, action: str) -> None:
        """Raise Forbidden unless the role includes the one needed."""
        if not self.may(needed):
            raise Forbidden(action, needed.value)


@attrs.frozen(kw_only=True)
class Identified:
    """A caller who showed something valid, and the instant at which that ends (None: it has no end).

    `token_id` is that of a token whose use is to be noted: it has not been for a while.
    """

    principal: Principal
    expires_at: datetime | None
    token_id: str | None = None
