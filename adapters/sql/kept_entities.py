"""Entities read lately, kept by the whole content of their row, so that a list builds only what is new.

A row of other content is another key, so nothing here can be out of date.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Sequence
from typing import Any

from sqlalchemy.engine import Row

from adapters.sql.plan_rows import FROM_ROW
from planning_core.domain.kinds import Entity

MOST_KEPT = 20_000

_kept: dict[Hashable, Entity] = {}


def entities_of(kind: str, rows: Sequence[Row[Any]]) -> list[Entity]:
    """The entities of these rows, in their order."""
    from_row = FROM_ROW[kind]
    found = []
    for row in rows:
        key = (kind, *map(_frozen, row))
        entity = _kept.get(key)
        if entity is None:
            if len(_kept) >= MOST_KEPT:
                _kept.clear()
            entity = _kept[key] = from_row(row)
        found.append(entity)
    return found


def _frozen(value: Any) -> Hashable:
    """A value as it can stand in a key: what JSON columns hold, as its text."""
    return json.dumps(value) if isinstance(value, list | dict) else value
