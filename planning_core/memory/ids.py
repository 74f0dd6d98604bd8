"""Ids that can be foretold."""

from __future__ import annotations

from itertools import count


class CountingIds:
    """Makes ids in the shape of UUIDv7 that count from 1, each greater than the one before.

    >>> CountingIds().new_id()
    '01900000-0000-7000-8000-000000000001'
    """

    def __init__(self, first: int = 1) -> None:
        self._numbers = count(first)

    def new_id(self) -> str:
        """The next id."""
        return f"01900000-0000-7000-8000-{next(self._numbers):012x}"
