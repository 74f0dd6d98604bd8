"""Memory of requests already answered, so that a repeated one is done once."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

import attrs


@attrs.frozen(kw_only=True)
class AnsweredRequest:
    """A request that was answered: who sent it under which key, what it asked (a digest) and what it got."""

    user_id: str
    key: str
    digest: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    answered_at: datetime


class RequestMemory(Protocol):
    """Answered requests by caller and key."""

    def recall(self, user_id: str, key: str, since: datetime) -> AnsweredRequest | None:
        """The answer given under that key since an instant, or None. Until the transaction ends nobody else
        may answer under that key."""
        ...

    def remember(self, answered: AnsweredRequest) -> None:
        """Keep an answer, in the place of an older one under the same key."""
        ...

    def forget(self, before: datetime) -> int:
        """Drop answers older than an instant; how many there were."""
        ...
