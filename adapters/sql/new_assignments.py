"""New assignments on PostgreSQL, each with its shift's window, which nobody need ask for before."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa

from adapters.sql.plan_tables import assignment, shift
from adapters.sql.session import Session
from adapters.sql.statements import OWN


def insert_assignments(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Put assignments in. One to a shift that is not there breaks a constraint: it has no window."""
    session.tell(_placed(tuple(rows[0])), [{"own": session.organization_id, **row} for row in rows])


@cache
def _placed(names: tuple[str, ...]) -> sa.Insert:
    """Puts in a row of these columns, with the window of its shift."""
    one = sa.select(sa.literal_column("1")).subquery("one")
    of_shift = (shift.c.organization_id == OWN) & (shift.c.id == _given("shift_id"))
    found = sa.select(
        OWN,
        *(_given(name) for name in names),
        shift.c.starts_at,
        shift.c.ends_at,
        shift.c.status == "cancelled",
    ).select_from(one.outerjoin(shift, of_shift))
    columns = ["organization_id", *names, "starts_at", "ends_at", "cancelled"]
    return sa.insert(assignment).inline().from_select(columns, found)


def _given(name: str) -> sa.ColumnElement[Any]:
    kind = assignment.c[name].type
    value = sa.bindparam(name, type_=kind)
    # Only of texts, figures and JSON does the statement say by itself what they are.
    return sa.cast(value, kind) if isinstance(kind, sa.Boolean) else value
