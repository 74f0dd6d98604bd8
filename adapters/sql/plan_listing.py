"""Pages of the plan's tables."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from adapters.sql.kept_entities import entities_of
from adapters.sql.plan_tables import PLAN_TABLES, assignment, shift
from adapters.sql.session import Session
from adapters.sql.spans import Condition, overlap
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

OF_THE_SHIFT = frozenset({"site_id", "mission_id"})
"""Filters of an assignment that its shift answers."""


def list_page(session: Session, query: Query) -> Page:
    """One page as PlanStore.page promises it."""
    check_query(query)
    table = PLAN_TABLES[query.kind]
    order = (table.c.starts_at, table.c.id) if query.kind in BY_START else (table.c.id,)
    conditions = [*_after(query, table), *conditions_of(session, query)]
    statement = session.select(table).where(*conditions).order_by(*order).limit(query.limit + 1)
    rows = session.rows(statement)
    shown = rows[: query.limit]
    items = entities_of(query.kind, shown)
    if len(rows) <= query.limit or not shown:
        return Page(items, None)
    last = shown[-1]
    return Page(items, start_cursor(last.starts_at, last.id) if query.kind in BY_START else last.id)


def conditions_of(session: Session, query: Query) -> list[Condition]:
    """What a kind's rows must meet to lie in the query's window and match its filters."""
    table = PLAN_TABLES[query.kind]
    return [*_in_window(session, query, table), *_filters(session, query, table)]


def _after(query: Query, table: sa.Table) -> list[Condition]:
    if query.after is None:
        return []
    if query.kind not in BY_START:
        return [table.c.id > read_id_cursor(query.after)]
    starts_at, entity_id = read_start_cursor(query.after)
    # The first condition is what an index can be entered by.
    return [
        table.c.starts_at >= starts_at,
        sa.or_(table.c.starts_at > starts_at, table.c.id > entity_id),
    ]


def _in_window(session: Session, query: Query, table: sa.Table) -> list[Condition]:
    if query.kind not in WINDOWED or (query.ends_after is None and query.starts_before is None):
        return []
    spans = "shift" if query.kind == "assignment" else query.kind
    conditions = overlap(session, spans, table, query.ends_after, query.starts_before)
    if query.kind == "availability":
        return [sa.or_(table.c.starts_at.is_(None), sa.and_(*conditions))]
    return conditions


def _filters(session: Session, query: Query, table: sa.Table) -> list[Condition]:
    conditions: list[Condition] = []
    of_the_shift = []
    for field, values in query.where.items():
        if query.kind == "shift" and field == "collaborator_id":
            conditions.append(_staffed_by(session, query, values))
        elif query.kind == "assignment" and field in OF_THE_SHIFT:
            of_the_shift.append(shift.c[field].in_(values))
        elif (query.kind, field) in LISTED:
            conditions.append(_lists(session, table.c[LISTED[query.kind, field]], values))
        else:
            conditions.append(table.c[field].in_(values))
    if of_the_shift:
        of_shift = session.own(shift) & (shift.c.id == assignment.c.shift_id)
        conditions.append(sa.exists().where(of_shift, *of_the_shift))
    return conditions


def _lists(session: Session, column: sa.Column[Any], values: tuple[str, ...]) -> Condition:
    """The condition that a JSON list holds one of these texts."""
    spread = sa.func.jsonb_array_elements_text if session.postgres else sa.func.json_each
    element = spread(column).table_valued("value")
    return sa.exists(sa.select(sa.literal(1)).select_from(element).where(element.c.value.in_(values)))


def _staffed_by(session: Session, query: Query, people: tuple[str, ...]) -> Condition:
    staffed = session.select(assignment, assignment.c.shift_id).where(
        assignment.c.collaborator_id.in_(people),
        assignment.c.status != "rejected",
        *overlap(session, "shift", assignment, query.ends_after, query.starts_before),
    )
    return shift.c.id.in_(staffed)
