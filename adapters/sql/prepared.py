"""Statements as PostgreSQL takes them prepared: text with numbered places, values in and out as text.

SQLAlchemy puts a statement together, once. To have it put through every value of every row as well costs
twenty times what libpq takes to send it.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from functools import cache
from itertools import count
from typing import Any

import sqlalchemy as sa
from psycopg import DataError
from psycopg.pq.abc import PGresult
from pydantic_core import from_json
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

from adapters.sql.types import dump_json, read_instant

Encode = Callable[[Any], bytes | None]
Decode = Callable[[bytes], Any]

_DIALECT: Any = PGDialect_psycopg(paramstyle="numeric_dollar")  # type: ignore[no-untyped-call]
_numbers = count(1)


class Prepared:
    """A statement under a name of its own, the same on every connection of this process."""

    def __init__(
        self, sql: str, names: Sequence[str], encoders: Sequence[Encode], usual: Mapping[str, Any]
    ) -> None:
        self.name = f"planning_{next(_numbers)}".encode()
        self.text = sql
        self.sql = sql.encode()
        self._values = tuple(zip(names, encoders, strict=True))
        self._usual = usual
        self._row: Callable[[Sequence[Any]], Any] | None = None
        self._decoders: tuple[Decode, ...] = ()

    def encode(self, given: Mapping[str, Any]) -> list[bytes | None]:
        """The values in the order of their places. Raises UnicodeEncodeError, psycopg's DataError."""
        usual = self._usual
        return [encode(given[name] if name in given else usual[name]) for name, encode in self._values]

    def rows(self, result: PGresult) -> list[Any]:
        """What came back, as tuples with a name for each column."""
        length = result.ntuples
        if length == 0:
            return []
        make = self._row or self._learned(result)
        columns, get = tuple(enumerate(self._decoders)), result.get_value
        return [
            make([None if (v := get(i, j)) is None else decode(v) for j, decode in columns])
            for i in range(length)
        ]

    def _learned(self, result: PGresult) -> Callable[[Sequence[Any]], Any]:
        """Take note of the columns, which are the same each time."""
        columns = range(result.nfields)
        names = [(result.fname(j) or b"").decode() for j in columns]
        self._decoders = tuple(_DECODERS.get(result.ftype(j), bytes.decode) for j in columns)
        row: Any = namedtuple("Row", names, rename=True)  # type: ignore[misc] # known once it comes
        self._row = row._make
        return self._row


@cache
def prepared(statement: sa.Executable, columns: tuple[str, ...] | None = None) -> Prepared:
    """The prepared form of a statement that is itself kept; `columns` are those that an insertion fills."""
    compiled: Any = statement.compile(dialect=_DIALECT, column_keys=columns)  # type: ignore[attr-defined]
    names = compiled.positiontup or ()
    encoders = [_encoder(compiled.binds[name].type) for name in names]
    return Prepared(compiled.string, names, encoders, compiled.construct_params(_check=False))


@cache
def prepared_text(sql: str) -> Prepared:
    """The prepared form of a statement without values."""
    return Prepared(sql, (), (), {})


def _encoder(kind: Any) -> Encode:
    if isinstance(kind, sa.ARRAY):
        return _array
    return _json if isinstance(kind, sa.JSON) else _scalar


def _scalar(value: Any) -> bytes | None:
    if value.__class__ is str:
        return _text(value)
    if value is None:
        return None
    if isinstance(value, bool):
        return b"t" if value else b"f"
    if isinstance(value, datetime | date | time):
        return value.isoformat().encode()
    if isinstance(value, bytes):
        return b"\\x" + value.hex().encode()
    return _text(str(value))


def _text(value: str) -> bytes:
    encoded = value.encode()
    if b"\x00" in encoded:  # it would end there
        raise DataError("PostgreSQL text fields cannot contain NUL (0x00) bytes")
    return encoded


def _json(value: Any) -> bytes | None:
    return None if value is None else dump_json(value).encode()


def _array(values: Sequence[Any]) -> bytes:
    return b"{" + b",".join(_element(value) for value in values) + b"}"


def _element(value: Any) -> bytes:
    encoded = _scalar(value)
    if encoded is None:
        return b"NULL"
    return b'"' + encoded.replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'


_DECODERS: Mapping[int, Decode] = {
    16: lambda value: value == b"t",
    17: lambda value: bytes.fromhex(value[2:].decode()),
    20: int,
    21: int,
    23: int,
    114: from_json,
    700: float,
    701: float,
    1082: lambda value: date.fromisoformat(value.decode()),
    1083: lambda value: time.fromisoformat(value.decode()),
    1184: lambda value: read_instant(value.decode()),
    3802: from_json,
}
"""How values of PostgreSQL's types, by the types' numbers, are read; all others are text."""
