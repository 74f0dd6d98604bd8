"""The audit trail on the wire."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from contracts.conflicts import ConflictOut
from contracts.fields import Instant
from contracts.outgoing import Listing, Outgoing


class AuditEntryOut(Outgoing):
    """Who did what to which thing, what it was and what it became."""

    id: str
    entity: str
    entity_id: str
    user_id: str
    action: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    timestamp: Instant = Field(description="In UTC.")
    request_id: str | None


class AuditItem(Outgoing):
    """One entry of the audit trail."""

    audit_entry: AuditEntryOut
    conflicts: list[ConflictOut] = Field(description="Always empty.")


class AuditPage(Listing):
    """One page of the audit trail, newest first."""

    items: list[AuditItem]
