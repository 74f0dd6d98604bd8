"""Which role a change needs."""

from __future__ import annotations

from collections.abc import Iterable

from planning_core.domain.change import Change
from planning_core.domain.people import Availability
from planning_core.domain.principal import AccessRole, Principal
from planning_core.errors import Forbidden

PLANNED = frozenset({"shift", "assignment", "shift_template", "availability"})
"""Kinds that planners write; the rest is reference data, which administrators keep."""


def require_for(changes: Iterable[Change], principal: Principal) -> None:
    """Raise Forbidden unless the caller may ask for every one of these changes.

    A member may write their own availability and nothing else.
    """
    for change in changes:
        needed = AccessRole.PLANNER if change.entity in PLANNED else AccessRole.ADMIN
        if principal.may(needed):
            continue
        if principal.role is AccessRole.MEMBER and change.entity == "availability":
            entry = change.data
            if entry is None or (
                isinstance(entry, Availability) and entry.collaborator_id == principal.collaborator_id
            ):
                continue
        raise Forbidden(f"{change.op.value} {change.entity}", needed.value)


def require_own(entry: Availability, principal: Principal) -> None:
    """Raise Forbidden where a member would alter somebody else's availability."""
    if not principal.may(AccessRole.PLANNER) and entry.collaborator_id != principal.collaborator_id:
        raise Forbidden("write availability", AccessRole.PLANNER.value)
