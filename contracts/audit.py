"""The audit trail on the wire."""

from __future__ import annotations

from typing import Any, Literal

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


class ChainLinkOut(Outgoing):
    """A place in the chain of hashes."""

    number: int = Field(description="Of the entry; from 1 without gaps, 0 where the chain begins.")
    hash: str


class AuditFindingOut(Outgoing):
    """One breach of the chain: where, and in which entry as it stands now."""

    breach: Literal["changed", "removed", "inserted", "head", "anchor"] = Field(
        description="`head`: the note of the newest entry was altered."
    )
    number: int
    until: int | None = Field(description="The last of several entries; null: there is one, or none.")
    id: str | None
    timestamp: Instant | None


class AuditVerdictOut(Outgoing):
    """Whether the audit trail is what was written."""

    sound: bool
    entries: int = Field(description="How many were read.")
    head: ChainLinkOut = Field(description="The newest entry's place; kept elsewhere, it is an anchor.")
    breaches: int
    findings: list[AuditFindingOut] = Field(description="The first 1,000 breaches.")
