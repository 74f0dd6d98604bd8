"""Answered requests in memory."""

from __future__ import annotations

from datetime import datetime

from planning_core.memory.state import State
from planning_core.ports.requests import AnsweredRequest


class InMemoryRequestMemory:
    """Answers in a dict by caller and key."""

    def __init__(self, state: State) -> None:
        self._answers = state.requests

    def recall(self, user_id: str, key: str, since: datetime) -> AnsweredRequest | None:
        """The answer given under that key since an instant, or None."""
        answered = self._answers.get((user_id, key))
        return answered if answered is not None and answered.answered_at >= since else None

    def remember(self, answered: AnsweredRequest) -> None:
        """Keep an answer, in the place of an older one under the same key."""
        self._answers[answered.user_id, answered.key] = answered

    def forget(self, before: datetime) -> int:
        """Drop answers older than an instant; how many there were."""
        old = [place for place, answered in self._answers.items() if answered.answered_at < before]
        for place in old:
            del self._answers[place]
        return len(old)
