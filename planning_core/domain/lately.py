"""What was made lately, kept to be given out again: what nobody asks for any more goes after minutes."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Made = TypeVar("Made")
SECONDS = 120.0


class Lately(Generic[Key, Made]):
    """Things by key, in two generations: what was made or asked for in this one, and in the one before.

    A generation ends after so many seconds of `now`, or once it holds so many; what was not asked for in
    it goes then. Threads that meet here lose at most what can be made again.
    """

    __slots__ = ("_before", "_ends_at", "_most", "_now", "_seconds", "_these")

    def __init__(self, most: int, now: Callable[[], float], seconds: float = SECONDS) -> None:
        self._most, self._now, self._seconds = most, now, seconds
        self._these: dict[Key, Made] = {}
        self._before: dict[Key, Made] = {}
        self._ends_at = now() + seconds

    def get(self, key: Key) -> Made | None:
        """What is kept under that key, or None."""
        made = self._these.get(key)
        if made is None:
            made = self._before.get(key)
            if made is not None:
                self.put(key, made)
        return made

    def put(self, key: Key, made: Made) -> Made:
        """Keep something, and give it back."""
        if len(self._these) >= self._most or self._now() >= self._ends_at:
            self._before, self._these = self._these, {}
            self._ends_at = self._now() + self._seconds
        self._these[key] = made
        return made

    def __len__(self) -> int:
        return len(self._these.keys() | self._before.keys())
