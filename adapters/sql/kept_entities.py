"""Entities read lately, kept by the whole content of their row, so that a list builds only what is new.

A row of other content is another key, so nothing here can be out of date.
"""

from __future__ import annotations

import json
import time
from collections.abc import Hashable, Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Row

from adapters.sql.plan_rows import FROM_ROW
from adapters.sql.plan_tables import PLAN_TABLES
from adapters.sql.row_texts import row_of_text
from planning_core.domain.kinds import Entity
from planning_core.domain.lately import Lately

MOST_KEPT = 20_000

_kept: Lately[Hashable, Entity] = Lately(MOST_KEPT, time.monotonic)
_of_texts: dict[str, Lately[str, Entity]] = {kind: Lately(MOST_KEPT, time.monotonic) for kind in FROM_ROW}


def entities_of(kind: str, rows: Sequence[Row[Any]]) -> list[Entity]:
    """The entities of these rows, in their order."""
    from_row = FROM_ROW[kind]
    found = []
    for row in rows:
        key = (kind, *map(_frozen, row))
        entity = _kept.get(key)
        if entity is None:
            entity = _kept.put(key, from_row(row))
        found.append(entity)
    return found


@cache
def told_as(kind: str, *, postgres: bool) -> tuple[sa.ColumnElement[Any], ...]:
    """What to select of a kind's rows for `made_of`: on PostgreSQL the whole row as one text."""
    columns = PLAN_TABLES[kind].c
    return (sa.cast(sa.func.row(*columns), sa.Text).label("row"),) if postgres else tuple(columns)


def made_of(kind: str, rows: Sequence[Any], *, postgres: bool) -> list[Entity]:
    """The entities of rows selected as `told_as` says, in their order."""
    if not postgres:
        return list(map(FROM_ROW[kind], rows))
    kept, found = _of_texts[kind], []
    for (text,) in rows:
        entity = kept.get(text)
        if entity is None:
            entity = kept.put(text, FROM_ROW[kind](row_of_text(PLAN_TABLES[kind], text)))
        found.append(entity)
    return found


def _frozen(value: Any) -> Hashable:
    """A value as it can stand in a key: what JSON columns hold, as its text."""
    return json.dumps(value) if isinstance(value, list | dict) else value
