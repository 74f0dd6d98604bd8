"""Windows of the plan, read as raw columns: a window of ten thousand shifts builds no entity."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from adapters.sql.plan_listing import conditions_of
from adapters.sql.plan_rows import FROM_ROW
from adapters.sql.plan_tables import PLAN_TABLES, assignment, availability, blackout, collaborator, shift
from adapters.sql.session import Session
from adapters.sql.spans import Condition, overlap
from planning_core.domain.record import encode
from planning_core.ports.plan_store import Query
from planning_core.ports.timeline import (
    ASSIGNMENT_COLUMNS,
    AVAILABILITY_COLUMNS,
    MICROS_A_MILLISECOND,
    REFERENCE_FIELDS,
    SHIFT_COLUMNS,
    Columns,
    TimelineQuery,
    TimelineRows,
    by_name,
)

Record = Mapping[str, Any]

_ROWS_AT_ONCE = 200
_WHOLE = ("site", "mission", "role", "skill", "team")


class SqlTimelineReader:
    """Selects of just the columns that a timeline tells."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def rows(self, query: TimelineQuery) -> TimelineRows:
        """Shifts that overlap the window and match, all their assignments, and what both speak of."""
        matching = conditions_of(self._session, _within("shift", query, query.filters))
        assignments = self._assignments(query, matching)
        people = {"collaborator_id": query.collaborator_ids} if query.collaborator_ids else {}
        said = conditions_of(self._session, _within("availability", query, people))
        recurs = availability.c.recurrence.is_not(None)
        order = (shift.c.starts_at, shift.c.id)
        shifts = self._columns(shift, SHIFT_COLUMNS, sa.select().where(*matching).order_by(*order))
        return TimelineRows(
            # Read last, so that they hold what the shifts read before them name.
            references={
                **{kind: by_name(self._records(kind)) for kind in _WHOLE},
                "collaborator": self._people(assignments["collaborator_id"]),
                "blackout": self._blackouts(query),
            },
            shifts=shifts,
            assignments=assignments,
            availability=self._columns(
                availability,
                AVAILABILITY_COLUMNS,
                sa.select().where(*said, sa.not_(recurs)).order_by(availability.c.id),
            ),
            recurring=self._recurring([*said, recurs]),
        )

    def _assignments(self, query: TimelineQuery, matching: Sequence[Condition]) -> Columns:
        if query.filters:
            shown = self._session.select(shift, shift.c.id).where(*matching)
            conditions: list[Condition] = [assignment.c.shift_id.in_(shown)]
        else:
            window = query.window
            conditions = overlap(self._session, "shift", assignment, window.start, window.end)
        order = (assignment.c.starts_at, assignment.c.id)
        return self._columns(assignment, ASSIGNMENT_COLUMNS, sa.select().where(*conditions).order_by(*order))

    def _columns(self, table: sa.Table, names: Sequence[str], which: sa.Select[Any]) -> Columns:
        told = (self._told(table, name) for name in names)
        statement = which.add_columns(*told).where(self._session.own(table))
        columns: list[list[Any]] = [[] for _ in names]
        # Rows that live no longer than their portion are not looked through by the garbage collector again
        # and again: half the time of a large window.
        for rows in self._session.portions(statement, _ROWS_AT_ONCE):
            for column, values in zip(columns, zip(*rows, strict=True), strict=True):
                column.extend(values)
        return dict(zip(names, columns, strict=True))

    def _told(self, table: sa.Table, name: str) -> sa.ColumnElement[Any]:
        if name == "start_ms":
            return self._milliseconds(table.c.starts_at)
        return self._milliseconds(table.c.ends_at) if name == "end_ms" else table.c[name]

    def _milliseconds(self, column: sa.Column[Any]) -> sa.ColumnElement[int]:
        """An instant as the database itself can tell it, so that no row makes a datetime."""
        if self._session.postgres:
            return sa.cast(sa.func.floor(sa.extract("epoch", column) * 1_000), sa.BigInteger)
        return sa.type_coerce(column, sa.BigInteger) // MICROS_A_MILLISECOND

    def _records(self, kind: str, *conditions: Condition) -> list[Record]:
        return _as_records(kind, self._session.rows(self._references(kind).where(*conditions)))

    def _references(self, kind: str) -> sa.Select[Any]:
        table = PLAN_TABLES[kind]
        return self._session.select(table, *(table.c[name] for name in REFERENCE_FIELDS[kind]))

    def _people(self, named: Collection[str]) -> list[Record]:
        """People who are active, and those named who are not."""
        active = self._records("collaborator", collaborator.c.active)
        away = set(named).difference(one["id"] for one in active)
        others = self._session.rows_among(self._references("collaborator"), collaborator.c.id, away)
        return by_name([*active, *_as_records("collaborator", others)])

    def _blackouts(self, query: TimelineQuery) -> list[Record]:
        where = {"site_id": query.site_ids} if query.site_ids else {}
        conditions = conditions_of(self._session, _within("blackout", query, where))
        select = self._references("blackout").where(*conditions)
        rows = self._session.rows(select.order_by(blackout.c.starts_at, blackout.c.id))
        return _as_records("blackout", rows)

    def _recurring(self, conditions: Sequence[Condition]) -> list[Any]:
        select = self._session.select(availability).where(*conditions).order_by(availability.c.id)
        from_row = FROM_ROW["availability"]
        return [from_row(row) for row in self._session.rows(select)]


def _within(kind: str, query: TimelineQuery, where: Mapping[str, tuple[str, ...]]) -> Query:
    window = query.window
    return Query(kind=kind, where=where, ends_after=window.start, starts_before=window.end)


def _as_records(kind: str, rows: Sequence[sa.Row[Any]]) -> list[Record]:
    names = REFERENCE_FIELDS[kind]
    return [dict(zip(names, map(encode, row), strict=True)) for row in rows]
