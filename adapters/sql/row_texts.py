"""Whole rows as PostgreSQL writes them in one text, and what is in them."""

from __future__ import annotations

import re
from collections import namedtuple
from collections.abc import Callable
from datetime import date, time
from functools import cache
from itertools import islice
from typing import Any

import sqlalchemy as sa
from pydantic_core import from_json

from adapters.sql.types import Instant, read_instant

_FIELD = re.compile(r'(?:"((?:[^"]|"")*)"|([^",]*))(?:,|$)')
"""A field: in quotes, those in it doubled as backslashes are; else as it is, and nothing for NULL."""


def row_of_text(table: sa.Table, text: str) -> Any:
    """A row of all columns of a table, from the text of `row(…)` of them in their order."""
    make, decoders = _columns(table)
    fields = islice(_FIELD.finditer(text[1:-1]), len(decoders))
    return make(_value(found, decode) for found, decode in zip(fields, decoders, strict=True))


def _value(found: re.Match[str], decode: Callable[[str], Any]) -> Any:
    quoted, plain = found.groups()
    if quoted is not None:
        return decode(quoted.replace('""', '"').replace("\\\\", "\\"))
    return decode(plain) if plain else None


@cache
def _columns(table: sa.Table) -> tuple[Callable[[Any], Any], list[Callable[[str], Any]]]:
    names = [column.name for column in table.c]
    row: Any = namedtuple(f"{table.name}_row", names)  # type: ignore[misc] # known once the table is
    return row._make, [_decoder(column.type) for column in table.c]


def _decoder(kind: Any) -> Callable[[str], Any]:
    for known, decode in _DECODERS:
        if isinstance(kind, known):
            return decode
    raise TypeError(f"no way to read {kind!r}")


_DECODERS: tuple[tuple[Any, Callable[[str], Any]], ...] = (
    (Instant, read_instant),
    (sa.Boolean, lambda text: text == "t"),
    (sa.Integer, int),
    (sa.JSON, from_json),
    (sa.Date, date.fromisoformat),
    (sa.Time, time.fromisoformat),
    (sa.String, str),
)
