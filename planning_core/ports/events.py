"""What goes out to others after a write: stored with it, in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

import attrs


@attrs.frozen(kw_only=True)
class OutgoingEvent:
    """One thing that happened. `sequence` grows without end and is given by the store (0: not stored yet)."""

    topic: str
    payload: Mapping[str, Any]
    at: datetime
    sequence: int = 0


class EventOutbox(Protocol):
    """Events in the order in which they were stored."""

    def add(self, event: OutgoingEvent) -> None:
        """Keep an event with what it speaks of."""
        ...

    def after(self, sequence: int, limit: int) -> Sequence[OutgoingEvent]:
        """Events that follow that sequence number, in order."""
        ...

    def last_sequence(self) -> int:
        """The sequence number of the newest event, 0 where there is none."""
        ...

    def oldest_before(self, instant: datetime) -> bool:
        """Whether the oldest event, not being the newest, is from before an instant."""
        ...

    def forget(self, before: datetime, limit: int) -> int:
        """Drop the oldest events, up to the first that is not from before that instant; how many there were.

        The newest event always stays, so that numbers go on from it.
        """
        ...
