"""Where new ids come from."""

from __future__ import annotations

from typing import Protocol


class IdSource(Protocol):
    """Makes ids."""

    def new_id(self) -> str:
        """An id that nothing else has: a UUIDv7 as 36 characters."""
        ...
