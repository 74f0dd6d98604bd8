"""Items written as an import file: the columns that an import reads, as CSV, sheet or JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from contracts.importing_columns import COLUMNS, Column
from contracts.importing_words import SECTIONS
from planning_core.errors import Fault, InvalidInput

Items = Iterable[Mapping[str, Any]]

_QUOTED = re.compile(r'[,;\t"\r\n]')
_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
_MOST_IN_CELL = 32_767
_LIST_MARKS = re.compile(r"[|;\n]")
_OF_TEXTS = frozenset({"text", "texts", "skills", "counts"})
_SECTION_OF = {kind: section for section, kind in SECTIONS.items()}


def exported_columns(kind: str, leave_out: Collection[str] = ()) -> tuple[Column, ...]:
    """The columns of a kind that are written: nested values stand in columns of their own."""
    nested = ("contract", "recurrence")
    return tuple(c for c in COLUMNS[kind] if c.schema not in nested and c.name not in leave_out)


def csv_pieces(kind: str, items: Items, leave_out: Collection[str] = ()) -> Iterator[str]:
    """The lines of a CSV file, with commas, header first; no cell is one that a spreadsheet would compute.

    Raises InvalidInput (`not_for_a_cell`) for a name in a list that holds the marks between its parts.
    """
    columns = exported_columns(kind, leave_out)
    yield ",".join(column.name for column in columns) + "\n"
    for item in items:
        yield ",".join(_quoted(_harmless(column, _value(column, item))) for column in columns) + "\n"


def sheet_rows(kind: str, items: Items, leave_out: Collection[str] = ()) -> Iterator[tuple[Any, ...]]:
    """The rows of a sheet, header first: figures, dates, times and flags as such, all else as texts.

    Instants stay texts with their offset: a date of a sheet has none. Raises InvalidInput as `csv_pieces`.
    """
    columns = exported_columns(kind, leave_out)
    yield tuple(column.name for column in columns)
    for item in items:
        yield tuple(_sheet_cell(column, _value(column, item)) for column in columns)


def _sheet_cell(column: Column, value: Any) -> Any:
    plain = isinstance(value, bool | int | time) or (
        isinstance(value, date) and not isinstance(value, datetime)
    )
    if plain:
        return value
    cell = _cell(column, value)
    if len(cell) > _MOST_IN_CELL:
        limits = {"most": _MOST_IN_CELL}
        raise InvalidInput([Fault(column.name, cell[:40], "text_too_long_for_a_cell", limits)])
    return cell


def json_pieces(kind: str, items: Items, leave_out: Collection[str] = ()) -> Iterator[str]:
    """A JSON import file with one section, a row on each line."""
    columns = exported_columns(kind, leave_out)
    yield f'{{"{_SECTION_OF[kind]}": ['
    mark = "\n"
    for item in items:
        row = {column.name: _json_value(column, _value(column, item)) for column in columns}
        yield f"{mark}{json.dumps(row, ensure_ascii=False)}"
        mark = ",\n"
    yield "\n]}\n"


def _value(column: Column, item: Mapping[str, Any]) -> Any:
    """What the item has for a column; the spaces around a text do not count, as when it is read."""
    outer, point, inner = column.field.partition(".")
    value = item.get(outer)
    if point:
        value = None if value is None else value.get(inner)
    return (value.strip() or None) if isinstance(value, str) else value


def _cell(column: Column, value: Any) -> str:
    if value is None:
        return ""
    if column.schema == "skills":
        return "|".join(_held(column, name, until) for name, until in value)
    if column.schema == "counts":
        return "|".join(f"{_part(column, name)}={count}" for name, count in value.items())
    if column.schema in ("texts", "weekdays"):
        return "|".join(_part(column, str(one)) for one in value)
    return _written(value)


def _held(column: Column, name: str, until: date | None) -> str:
    if until is not None:
        return f"{_part(column, name)}:{until.isoformat()}"
    return _part(column, name, also=":")


def _part(column: Column, name: str, also: str = "\n") -> str:
    if _LIST_MARKS.search(name) or also in name or name != name.strip():
        raise InvalidInput([Fault(column.name, name, "not_for_a_cell")])
    return name


def _harmless(column: Column, value: Any) -> str:
    """The cell; an import takes away the apostrophe before what a spreadsheet would take for a formula."""
    cell = _cell(column, value)
    return f"'{cell}" if column.schema in _OF_TEXTS and _FORMULA.match(cell) else cell


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if _QUOTED.search(cell) else cell


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, time):
        return value.isoformat().removesuffix(":00") if not value.second else value.isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def _json_value(column: Column, value: Any) -> Any:
    if column.schema == "skills":
        return [{"skill": name, "valid_until": until and until.isoformat()} for name, until in value]
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, tuple):
        return list(value)
    return dict(value) if isinstance(value, Mapping) else _written(value)
