"""Conflicts, and the check of changes or of a whole plan without writing."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from contracts.fields import Instant
from contracts.outgoing import Outgoing
from planning_core.domain.reference import Severity

CONFLICT_EXAMPLE: dict[str, Any] = {
    "type": "hard",
    "rule": "double_booking",
    "details": {"found": 120, "limit": 0, "unit": "minutes"},
    "message": "Alice Martin works twice at the same time for 2 h.",
    "shift_ids": ["019a8e5c-0000-7000-8000-000000000011", "019a8e5c-0000-7000-8000-000000000012"],
    "assignment_ids": ["019a8e5c-0000-7000-8000-000000000021", "019a8e5c-0000-7000-8000-000000000022"],
    "collaborator_ids": ["019a8e5c-0000-7000-8000-000000000031"],
    "starts_at": "2026-03-02T16:00:00Z",
    "ends_at": "2026-03-02T18:00:00Z",
    "fingerprint": "5f0c1d2e3a4b5c6d",
    "overridden": False,
    "elsewhere": False,
}


class ConflictOut(Outgoing):
    """One finding of one rule."""

    type: Severity = Field(description="`hard` refuses a decision, `soft` is reported.")
    rule: str = Field(description="The rule's code.")
    details: dict[str, Any] = Field(description="The rule's own figures: found, limit, unit, ...")
    message: str = Field(description="A sentence in the caller's language.")
    shift_ids: list[str]
    assignment_ids: list[str]
    collaborator_ids: list[str]
    starts_at: Instant
    ends_at: Instant
    fingerprint: str = Field(description="Stays the same as long as the facts do.")
    overridden: bool = Field(description="A planner let it stand, with a reason.")
    elsewhere: bool = Field(
        description="It concerns work, too, outside the sites or teams that the caller is kept to.",
    )
