"""A conflict: one finding of one rule, with the weight it carries in a plan."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from typing import Any

import attrs

from planning_core.domain.reference import Severity


@attrs.frozen(kw_only=True)
class Conflict:
    """One finding of one rule about shifts, assignments and people.

    `details` holds the rule's own figures (`found`, `limit`, `unit`, ...). `overridden` says that a
    planner let it stand, with a reason. `owner` is the person or shift whose evaluation found it.
    `elsewhere` says that shifts were left out which the reader may not know; it is never stored.
    """

    type: Severity
    rule: str
    owner: str
    details: Mapping[str, Any] = attrs.field(hash=False)
    shift_ids: tuple[str, ...]
    assignment_ids: tuple[str, ...]
    collaborator_ids: tuple[str, ...]
    starts_at: datetime
    ends_at: datetime
    subject: tuple[str, ...]
    excess: int
    overridden: bool = False
    elsewhere: bool = False

    @cached_property
    def fingerprint(self) -> str:
        """A name of 16 hex digits that stays the same as long as the facts do."""
        facts = [
            self.rule,
            self.subject,
            self.shift_ids,
            self.assignment_ids,
            self.collaborator_ids,
            self.starts_at.isoformat(),
            self.ends_at.isoformat(),
            self.details,
        ]
        text = json.dumps(facts, sort_keys=True, default=str)
        return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()

    def known_as(self, fingerprint: str) -> Conflict:
        """This conflict, its fingerprint (the one under which it was stored) not worked out anew."""
        object.__setattr__(self, "fingerprint", fingerprint)
        return self

    @property
    def blocks(self) -> bool:
        """Whether it stands in the way of a decision or a publication."""
        return self.type is Severity.HARD and not self.overridden

    def sort_key(self) -> tuple[datetime, str, tuple[str, ...]]:
        """The stable order in which conflicts are listed."""
        return self.starts_at, self.rule, self.subject
