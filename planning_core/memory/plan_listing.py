"""Pages of the in-memory tables."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

import attrs

from planning_core.domain.kinds import Entity
from planning_core.ports.listing import (
    BY_START,
    LISTED,
    WINDOWED,
    check_query,
    read_id_cursor,
    read_start_cursor,
    start_cursor,
)
from planning_core.ports.plan_store import Page, Query

_EARLIEST = datetime.min.replace(tzinfo=UTC)

Tables = Mapping[str, Mapping[str, Entity]]
Place = tuple[datetime, str]


def list_page(tables: Tables, query: Query) -> Page:
    """One page as PlanStore.page promises it."""
    check_query(query)
    listing = _Listing(tables, query)
    found = listing.following(_start_of(query))
    items = [entity for _, entity in found[: query.limit]]
    if len(found) <= query.limit or not items:
        return Page(items, None)
    starts_at, entity_id = found[query.limit - 1][0]
    return Page(items, start_cursor(starts_at, entity_id) if query.kind in BY_START else entity_id)


def _start_of(query: Query) -> Place:
    if query.after is None:
        return _EARLIEST, ""
    if query.kind in BY_START:
        return read_start_cursor(query.after)
    return _EARLIEST, read_id_cursor(query.after)


@attrs.frozen
class _Listing:
    tables: Tables
    query: Query

    def following(self, place: Place) -> list[tuple[Place, Entity]]:
        """What matches and comes after a place, with its own place, in order."""
        placed = (
            (self._place(one), one) for one in self.tables[self.query.kind].values() if self._matches(one)
        )
        return sorted((pair for pair in placed if pair[0] > place), key=lambda pair: pair[0])

    def _timed(self, entity: Any) -> Any:
        """What the entity's time, site and mission are taken from."""
        return self.tables["shift"].get(entity.shift_id) if self.query.kind == "assignment" else entity

    def _place(self, entity: Entity) -> Place:
        return (self._timed(entity).starts_at if self.query.kind in BY_START else _EARLIEST), entity.id

    def _matches(self, entity: Entity) -> bool:
        timed = self._timed(entity)
        if timed is None or not self._in_window(timed):
            return False
        return all(self._holds(entity, timed, field) for field in self.query.where)

    @cached_property
    def _staffed(self) -> set[str]:
        """Shifts on which one of the people asked for is not rejected."""
        people = self.query.where["collaborator_id"]
        assignments: list[Any] = list(self.tables["assignment"].values())
        return {one.shift_id for one in assignments if one.active and one.collaborator_id in people}

    def _in_window(self, timed: Any) -> bool:
        if self.query.kind not in WINDOWED or timed.starts_at is None:
            return True
        before, after = self.query.starts_before, self.query.ends_after
        return (before is None or timed.starts_at < before) and (after is None or timed.ends_at > after)

    def _holds(self, entity: Any, timed: Any, field: str) -> bool:
        allowed = self.query.where[field]
        if self.query.kind == "shift" and field == "collaborator_id":
            return entity.id in self._staffed
        listed = LISTED.get((self.query.kind, field))
        if listed is not None:
            return not set(allowed).isdisjoint(getattr(entity, listed))
        return getattr(timed if field in {"site_id", "mission_id"} else entity, field) in allowed
