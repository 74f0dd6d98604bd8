"""Where the conflicts that stand are kept, so that reading a plan does not mean checking it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

import attrs

from planning_core.domain.conflict import Conflict


@attrs.frozen(kw_only=True)
class ConflictQuery:
    """Which conflicts to list: those that overlap `[ends_after, starts_before)`, by their shifts' site and
    mission, by rule, type and person; an empty tuple keeps all."""

    ends_after: datetime | None = None
    starts_before: datetime | None = None
    site_ids: tuple[str, ...] = ()
    mission_ids: tuple[str, ...] = ()
    collaborator_ids: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    types: tuple[str, ...] = ()


class ConflictStore(Protocol):
    """Standing conflicts of one organization. Each is stored once, by fingerprint."""

    def about(self, kind: str, ids: Collection[str]) -> dict[str, list[Conflict]]:
        """Conflicts that concern these shifts, assignments or collaborators (`kind`), by id, in order.

        Ids with none are left out.
        """
        ...

    def get(self, fingerprint: str) -> Conflict | None:
        """The conflict of that fingerprint, or None where it stands no more."""
        ...

    def owned(self, owners: Collection[str]) -> list[Conflict]:
        """Conflicts that the evaluation of these people or shifts found."""
        ...

    def find(self, query: ConflictQuery) -> list[Conflict]:
        """Conflicts that match, in order."""
        ...

    def replace(self, gone: Collection[str], found: Sequence[Conflict]) -> None:
        """Take away those with these fingerprints, put these in (over one of the same fingerprint)."""
        ...

    def clear(self) -> None:
        """Take all away."""
        ...
