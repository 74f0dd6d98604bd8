"""Finding what overlaps a window by a range of starts, however long some of it is.

An index on starts alone cannot tell how far back to look. So the longest window ever stored of each
kind is kept: what overlaps an instant began no longer ago than that.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from adapters.sql.plan_tables import longest_span
from adapters.sql.session import Session
from adapters.sql.statements import OWN
from adapters.sql.types import Instant
from planning_core.domain.time import Window

Condition = sa.ColumnElement[bool]

_ENDS_AFTER = sa.bindparam("ends_after", type_=Instant)
_STARTS_BEFORE = sa.bindparam("starts_before", type_=Instant)


def widen_span(session: Session, kind: str, windows: Iterable[Window]) -> None:
    """Take note of windows of that kind that were stored."""
    longest = max((window.end - window.start for window in windows), default=timedelta(0))
    if longest:
        row = {"kind": kind, "micros": longest // timedelta(microseconds=1)}
        session.tell(_widening(postgres=session.postgres), [{"own": session.organization_id, **row}])


@cache
def _widening(*, postgres: bool) -> sa.Insert:
    """Notes a window's length where no longer one is noted. Of two writers at once the longer stays.

    Most find a longer one, and must not hold its row, as an insertion over it would.
    """
    columns, kind = longest_span.c, sa.bindparam("kind", type_=sa.String)
    micros = sa.bindparam("micros", type_=sa.BigInteger)
    noted = sa.exists().where(columns.organization_id == OWN, columns.kind == kind, columns.micros >= micros)
    insert = (postgresql.insert if postgres else sqlite.insert)(longest_span)
    new = insert.from_select(
        ["organization_id", "kind", "micros"], sa.select(OWN, kind, micros).where(sa.not_(noted))
    )
    longer = new.excluded.micros > columns.micros
    return new.on_conflict_do_update(
        index_elements=["organization_id", "kind"], set_={"micros": new.excluded.micros}, where=longer
    )


def within(
    kind: str,
    table: sa.Table,
    ends_after: Any = _ENDS_AFTER,
    starts_before: Any = _STARTS_BEFORE,
    *,
    postgres: bool,
) -> list[Condition]:
    """Conditions of a kept statement that keep rows to those that overlap `[ends_after, starts_before)`."""
    columns = longest_span.c
    longest = (
        sa.select(sa.func.coalesce(sa.func.max(columns.micros), 0))
        .where(columns.organization_id == OWN, columns.kind == sa.literal(kind))
        .scalar_subquery()
    )
    span = longest * sa.literal_column("interval '1 microsecond'") if postgres else longest
    return [
        table.c.starts_at < starts_before,
        table.c.ends_at > ends_after,
        table.c.starts_at >= sa.type_coerce(ends_after - span, Instant),
    ]


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
