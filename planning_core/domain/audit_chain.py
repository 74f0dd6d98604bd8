"""The audit trail as a chain: each entry's hash covers the entry and the hash of the one before.

The form that is hashed is part of the contract: whoever keeps hashes elsewhere relies on it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import attrs

from planning_core.domain.history import PlanningChange
from planning_core.domain.record import encode


@attrs.frozen
class ChainLink:
    """A place in the chain: an entry's number and its hash. Number 0 is where the chain begins."""

    number: int
    hash: str


@attrs.frozen(kw_only=True)
class StoredEntry:
    """What storage holds under a number: the entry (None: it cannot be read), its id, and its hash."""

    number: int
    hash: str
    id: str
    entry: PlanningChange | None

    @property
    def timestamp(self) -> datetime | None:
        """When the entry says that it was made."""
        return None if self.entry is None else self.entry.timestamp


def chain_origin(organization: str) -> str:
    """What the first entry's hash builds on, another one for each organization."""
    return hashlib.sha256(f"planning audit 1\n{organization}".encode()).hexdigest()


def chain_hash(previous: str, entry: PlanningChange) -> str:
    """An entry's hash: SHA-256 over the hash before it, a line feed, and the entry's canonical form."""
    return hashlib.sha256(f"{previous}\n{canonical(entry)}".encode()).hexdigest()


def canonical(entry: PlanningChange) -> str:
    """An entry as JSON in one form only.

    Keys in order of their code points, no spaces, ASCII with escapes; whole numbers without a fraction or
    exponent; the timestamp in UTC with six digits after the point.
    """
    return json.dumps(
        {
            "action": entry.action,
            "after": _plain(entry.after),
            "before": _plain(entry.before),
            "entity": entry.entity,
            "entity_id": entry.entity_id,
            "id": entry.id,
            "request_id": entry.request_id,
            "timestamp": entry.timestamp.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z",
            "user_id": entry.user_id,
        },
        sort_keys=True,
        separators=(",", ":"),
    )


def _plain(value: Any) -> Any:
    """A JSON value in the form in which every database gives it back."""
    if value.__class__ in _AS_THEY_ARE:
        return value
    if isinstance(value, float):
        # A database may give 1.0 back as 1, and 1e22 with all its digits.
        return _whole(value) if value.is_integer() else value
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return encode(value)


def _whole(value: float) -> int:
    """A float without a fraction as the whole number that its shortest decimal form names."""
    digits, _, exponent = repr(value).partition("e")
    whole, _, fraction = digits.partition(".")
    return int(whole + fraction) * 10 ** (int(exponent) - len(fraction)) if exponent else int(whole)


_AS_THEY_ARE = frozenset({str, int, bool, type(None)})
