"""The schema that all tables belong to, and the columns that many share."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from adapters.sql.types import Id, Ref

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
    }
)


def organization_id(*, key: bool = True) -> sa.Column[str]:
    """The organization that a row belongs to."""
    return sa.Column("organization_id", Id, primary_key=key, nullable=False)


def required_id(name: str, *, key: bool = False) -> sa.Column[str]:
    """A column that always holds an id."""
    return sa.Column(name, Id, primary_key=key, nullable=False)


def entity_table(name: str, *columns: sa.schema.SchemaItem, external_ref: bool = True) -> sa.Table:
    """A table of entities by organization and id, with a version and maybe an external reference."""
    more: list[Any] = [sa.Column("version", sa.Integer, nullable=False)]
    if external_ref:
        more += [
            sa.Column("external_ref", Ref),
            sa.UniqueConstraint("organization_id", "external_ref"),
        ]
    return sa.Table(name, metadata, organization_id(), required_id("id", key=True), *columns, *more)


def index(*columns: str) -> sa.Index:
    """An index on an organization's rows by these columns."""
    return sa.Index(None, "organization_id", *columns)
