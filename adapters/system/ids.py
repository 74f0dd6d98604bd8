"""Ids made of the time and of chance."""

from __future__ import annotations

from uuid_utils import uuid7


class UuidIds:
    """Makes UUIDv7: ids made later sort later, which keeps new rows together in an index."""

    def new_id(self) -> str:
        """A UUIDv7 as 36 characters."""
        return str(uuid7())
