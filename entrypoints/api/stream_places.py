"""How many streams of events one caller may have open in this process."""

from __future__ import annotations

import threading
from collections import Counter

from entrypoints.api.refusals import TooMany

AGAIN_SECONDS = 15.0
"""A stream whose page left without a word is noticed by the next sign of life."""


class StreamPlaces:
    """The places that callers hold, each of them so many at most; 0: any number. For every thread."""

    def __init__(self, most: int) -> None:
        self._most, self._lock = most, threading.Lock()
        self._held: Counter[str] = Counter()

    def take(self, caller: str) -> None:
        """Hold one place more. Raises TooMany where a caller holds all of theirs."""
        with self._lock:
            if self._most and self._held[caller] >= self._most:
                raise TooMany(AGAIN_SECONDS)
            self._held[caller] += 1

    def give(self, caller: str) -> None:
        """Give one place back."""
        with self._lock:
            self._held[caller] -= 1
            if not self._held[caller]:
                del self._held[caller]
