"""Column types whose form differs between the databases."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from pydantic_core import to_json
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

from planning_core.domain.time import instant, micros


def dump_json(value: Any) -> str:
    """A JSON column's value as its text."""
    return to_json(value, inf_nan_mode="constants").decode()


class Instant(TypeDecorator[datetime]):
    """A UTC instant: `timestamptz` on PostgreSQL, microseconds since 1970 elsewhere."""

    impl = sa.BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """What the column is in that database."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(sa.DateTime(timezone=True))
        return dialect.type_descriptor(sa.BigInteger())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """What goes to the database."""
        if value is None or dialect.name == "postgresql":
            return value
        return micros(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """What came from the database."""
        if value is None:
            return None
        if dialect.name == "postgresql":
            aware: datetime = value.astimezone(UTC)
            return aware
        return instant(value)


def read_instant(text: str) -> datetime:
    """An instant as PostgreSQL writes it."""
    found = datetime.fromisoformat(text)
    return found if found.tzinfo is UTC else found.astimezone(UTC)


# Ids are compared and ordered by code point, as Python does, whatever the database's language is.
Id = sa.String(200).with_variant(sa.String(200, collation="C"), "postgresql")
Ref = sa.String(200)
Word = sa.String(40)
Name = sa.String(300)
Zone = sa.String(100)
Digest = sa.String(64)
Json = sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
# Only a column declared INTEGER counts by itself on SQLite.
Sequence = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
