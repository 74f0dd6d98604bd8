"""Counts in this process: one number a key."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import islice
from threading import Lock

from planning_core.ports.rates import Rate

MOST_KEYS = 50_000
"""Past that those who asked longest ago are forgotten, and begin anew."""


class InProcessRates:
    """For each key the instant at which all that it took is paid for; the clock never runs backwards."""

    def __init__(self, *, most_keys: int = MOST_KEYS, now: Callable[[], float] = time.monotonic) -> None:
        self._paid_at: dict[str, float] = {}
        self._most_keys, self._now, self._lock = most_keys, now, Lock()

    def take(self, key: str, rate: Rate) -> float:
        """Take one: 0.0, or the seconds after which one could be taken."""
        with self._lock:
            now = self._now()
            paid_at = max(self._paid_at.get(key, now), now)
            wait = paid_at - now - rate.ahead
            if wait > 1e-6:
                return wait
            self._paid_at.pop(key, None)  # taken out and put in again: the last to ask stands last
            self._paid_at[key] = paid_at + rate.interval
            if len(self._paid_at) > self._most_keys:
                self._forget()
            return 0.0

    def close(self) -> None:
        """Nothing is held."""

    def _forget(self) -> None:
        """Drop the tenth that asked longest ago, so that this is rare."""
        for key in list(islice(self._paid_at, max(1, self._most_keys // 10))):
            del self._paid_at[key]
