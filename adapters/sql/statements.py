"""Statements that are put together once: building one anew costs several times what sending it does.

They take the organization under the name `own`, and values looked for under `among`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import ARRAY

OWN = sa.bindparam("own", type_=sa.String)
"""The organization."""


class Form(NamedTuple):
    """For which database a statement is, and whether it looks for one value alone.

    One that may look for several is planned for ten of them, which is worse for one.
    """

    postgres: bool
    alone: bool = False


@cache
def of_own(table: sa.Table, columns: tuple[sa.ColumnElement[Any], ...] = ()) -> sa.Select[Any]:
    """Some or all columns of an organization's rows."""
    return sa.select(*(columns or (table,))).where(table.c.organization_id == OWN)


@cache
def having_one(column: sa.Column[Any], columns: tuple[sa.ColumnElement[Any], ...] = ()) -> sa.Select[Any]:
    """An organization's rows in which a column holds the value `among`."""
    return of_own(column.table, columns).where(is_among(column, Form(postgres=False, alone=True)))


@cache
def having_some(
    column: sa.Column[Any], columns: tuple[sa.ColumnElement[Any], ...], form: Form
) -> sa.Select[Any]:
    """An organization's rows in which a column holds one of the values `among`.

    On PostgreSQL the text is the same for any number of them, so that the server keeps its plan.
    """
    return of_own(column.table, columns).where(is_among(column, form))


def is_among(column: sa.Column[Any], form: Form) -> sa.ColumnElement[bool]:
    """The condition that a column holds one of the values `among`, or that value."""
    if form.alone:
        return column == sa.bindparam("among", type_=column.type)
    if form.postgres:
        return column == sa.any_(sa.bindparam("among", type_=ARRAY(column.type)))
    return column.in_(sa.bindparam("among", expanding=True))


@cache
def held_in_order(
    column: sa.Column[Any], columns: tuple[sa.ColumnElement[Any], ...], form: Form
) -> sa.Select[Any]:
    """The same rows, kept from others until the transaction ends, taken in the order of that column."""
    return having_some(column, columns, form).order_by(column).with_for_update()


@cache
def without_some(column: sa.Column[Any], form: Form) -> sa.Delete:
    """Takes away an organization's rows in which a column holds one of the values `among`."""
    own = column.table.c.organization_id == OWN
    return sa.delete(column.table).where(own, is_among(column, form))


@cache
def insert_into(table: sa.Table) -> sa.Insert:
    """Puts rows in."""
    return sa.insert(table).inline()


@cache
def insert_lists(table: sa.Table, names: tuple[str, ...]) -> sa.Insert:
    """Puts in an organization's rows, each column's values given as one list (PostgreSQL)."""
    lists = [sa.func.unnest(sa.bindparam(name, type_=ARRAY(table.c[name].type))) for name in names]
    return sa.insert(table).inline().from_select(["organization_id", *names], sa.select(OWN, *lists))


@cache
def put_into(
    table: sa.Table,
    names: tuple[str, ...],
    only_if: Callable[[Any], sa.ColumnElement[bool]] | None,
    *,
    postgres: bool,
) -> sa.Insert:
    """Puts a row in, over the one with the same key if there is one (and `only_if` says so of the new)."""
    statement = postgresql.insert(table) if postgres else sqlite.insert(table)
    key = [column.name for column in table.primary_key]
    rest = {name: statement.excluded[name] for name in names if name not in key}
    where = None if only_if is None else only_if(statement.excluded)
    return statement.on_conflict_do_update(index_elements=key, set_=rest, where=where)


@cache
def advisory_lock(*, shared: bool) -> sa.Select[Any]:
    """Takes PostgreSQL's lock of the number `number` until the transaction ends."""
    take = sa.func.pg_advisory_xact_lock_shared if shared else sa.func.pg_advisory_xact_lock
    return sa.select(take(sa.bindparam("number", type_=sa.BigInteger)))
