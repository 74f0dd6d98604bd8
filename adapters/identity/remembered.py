"""What another server publishes, fetched when it is needed and kept while it holds."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

from planning_core.errors import Unavailable

T = TypeVar("T")

FRESH_SECONDS = 600.0
USABLE_SECONDS = 86_400.0
ATTEMPTS, IN_SECONDS = 3, 15.0
"""No more attempts than these in that time, whatever is asked."""


class Remembered(Generic[T]):
    """The last answer of a fetch that raises Unavailable.

    It is taken as it is for ten minutes. After that it is fetched anew; while that fails it serves on for a
    day. Attempts are bounded in number, and there are never two at once.
    """

    def __init__(
        self,
        fetch: Callable[[], T],
        *,
        fresh_seconds: float = FRESH_SECONDS,
        usable_seconds: float = USABLE_SECONDS,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._fetch, self._now = fetch, now
        self._fresh, self._usable = fresh_seconds, usable_seconds
        self._lock = Lock()
        self._held: tuple[T, float] | None = None
        self._attempts: deque[float] = deque(maxlen=ATTEMPTS)
        self._failure: Unavailable | None = None

    def get(self) -> T:
        """What is published. Raises Unavailable where nothing usable is held and nothing can be fetched."""
        held = self._held
        if held is not None and self._age(held) < self._fresh:
            return held[0]
        if held is None or self._age(held) >= self._usable:
            return self._fetched(held)
        if self._lock.acquire(blocking=False):  # who does not get it goes on with what there is
            try:
                self._attempt()
            finally:
                self._lock.release()
        return held[0] if self._held is None else self._held[0]

    def anew(self, seen: T) -> T:
        """What is published now, where `seen` was not enough; the same again if it was asked for just now.

        Raises Unavailable where the last attempt failed: nobody can say then.
        """
        with self._lock:
            if self._held is not None and self._held[0] is not seen:
                return self._held[0]  # somebody else fetched it meanwhile
            self._attempt()
            if self._failure is not None:
                raise Unavailable(self._failure.what, self._failure.reason)
            return seen if self._held is None else self._held[0]

    def _fetched(self, seen: tuple[T, float] | None) -> T:
        with self._lock:
            if self._held is None or self._held is seen:
                self._attempt()
            if self._held is None or self._age(self._held) >= self._usable:
                known = self._failure
                raise Unavailable(known.what, known.reason) if known else Unavailable("identity provider")
            return self._held[0]

    def _age(self, held: tuple[T, float]) -> float:
        return self._now() - held[1]

    def _attempt(self) -> None:
        now = self._now()
        if len(self._attempts) == ATTEMPTS and now - self._attempts[0] < IN_SECONDS:
            return
        self._attempts.append(now)
        try:
            self._held = self._fetch(), now
            self._failure = None
        except Unavailable as error:
            self._failure = error
