"""Answers given lately, kept as bytes while what they speak of has not changed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock

MOST_BYTES = 64_000_000


class KeptAnswers:
    """The answers used last, up to so many bytes in all, made from the newest state of the plan yet seen.

    States have growing numbers. Answers made from an older one go when a newer one is seen: nobody can ask
    for them again.
    """

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most = most_bytes
        self._state = 0
        self._size = 0
        self._answers: OrderedDict[Hashable, bytes] = OrderedDict()
        self._lock = Lock()

    def get(self, state: int, key: Hashable) -> bytes | None:
        """The answer kept under that key, made from that state, or None."""
        with self._lock:
            if state != self._state:
                return None
            answer = self._answers.get(key)
            if answer is not None:
                self._answers.move_to_end(key)
            return answer

    def put(self, state: int, key: Hashable, answer: bytes) -> None:
        """Keep an answer; those used longest ago make room for it. One too large for that is not kept."""
        if len(answer) > self._most // 4:
            return
        with self._lock:
            if state < self._state:
                return
            if state > self._state:
                self._answers.clear()
                self._state, self._size = state, 0
            self._size += len(answer) - len(self._answers.pop(key, b""))
            self._answers[key] = answer
            while self._size > self._most:
                _, oldest = self._answers.popitem(last=False)
                self._size -= len(oldest)
