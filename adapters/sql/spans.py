"""Finding what overlaps a window by a range of starts, however long some of it is.

An index on starts alone cannot tell how far back to look. So the longest window ever stored of each
kind is kept: what overlaps an instant began no longer ago than that.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from adapters.sql.plan_tables import longest_span
from adapters.sql.session import Session
from planning_core.domain.time import Window

Condition = sa.ColumnElement[bool]


def widen_span(session: Session, kind: str, windows: Iterable[Window]) -> None:
    """Take note of windows of that kind that were stored."""
    longest = max((window.end - window.start for window in windows), default=timedelta(0))
    if longest > _longest(session, kind):
        # Of two writers at the same moment the longer window stays.
        row = {"kind": kind, "micros": longest // timedelta(microseconds=1)}
        session.put(longest_span, row, only_if=_longer)


def _longer(new: Any) -> Condition:
    return sa.and_(new.micros > longest_span.c.micros)


def overlap(
    session: Session,
    kind: str,
    table: sa.Table,
    ends_after: datetime | None,
    starts_before: datetime | None,
) -> list[Condition]:
    """Conditions that keep a table's rows to those that overlap `[ends_after, starts_before)`.

    `kind` is that whose windows the table holds. A side that is None stays open.
    """
    conditions: list[Condition] = []
    if starts_before is not None:
        conditions.append(table.c.starts_at < starts_before)
    if ends_after is not None:
        earliest = ends_after - _longest(session, kind)
        conditions += [table.c.ends_at > ends_after, table.c.starts_at >= earliest]
    return conditions


def _longest(session: Session, kind: str) -> timedelta:
    rows = session.having(longest_span.c.kind, [kind], longest_span.c.micros)
    return timedelta(microseconds=rows[0].micros if rows else 0)
