"""Rows of an import file, read into items: what each cell means, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, time
from typing import Any

from contracts.importing_columns import COLUMNS, Column, columns_by_name
from contracts.importing_values import ValueFault
from contracts.importing_words import plain
from planning_core.domain.importing import Header, ImportItem, RawRow
from planning_core.errors import Fault, InvalidInput

Known = Mapping[str, Column]


def check_header(header: Header) -> None:
    """Raise InvalidInput for a header with columns that are not known, repeated or missing."""
    kind, place = header.kind, header.place
    names = columns_by_name(kind)
    faults, seen = [], dict[str, str]()
    for name in header.names:
        column = names.get(plain(name))
        if column is None:
            allowed = ", ".join(c.name for c in COLUMNS[kind])
            faults.append(Fault(place, name, "unknown_column", {"allowed": allowed}))
        elif column.name in seen:
            faults.append(Fault(place, name, "repeated_column", {"other": seen[column.name]}))
        else:
            seen[column.name] = name
    for column in COLUMNS[kind]:
        if column.required and column.name not in seen:
            limits = {"names": ", ".join((column.name, *column.also))}
            faults.append(Fault(place, column.name, "missing_column", limits))
    if faults:
        raise InvalidInput(faults)


def _printable(name: str) -> str:
    """A column's name as it can be told: escapes of JSON can make characters that no text may hold."""
    return name.encode("utf-8", "backslashreplace").decode()


class RowReader:
    """Reads the rows of one kind; remembers what the file calls its columns."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._names = columns_by_name(kind)
        self._known: dict[str, Column | None] = {}
        self._called: dict[str, str] = {}
        self._required = [c for c in COLUMNS[kind] if c.required]

    def item(self, row: RawRow) -> ImportItem:
        """The item that a row holds, with its faults if it has any."""
        if row.faults:
            return ImportItem(row.place, row.kind, {}, self._called, row.faults)
        data: dict[str, Any] = dict(row.given)
        faults: list[Fault] = []
        for name, value in row.values.items():
            try:
                column = self._known[name]
            except KeyError:
                column = self._learn(name)
            if column is None:
                faults.append(Fault(_printable(name), value, "unknown_field"))
            else:
                self._take(column, value, data, faults)
        for column in self._required:
            if column.field not in data and not any(f.path == column.field for f in faults):
                faults.append(Fault(column.field, None, "required"))
        return ImportItem(row.place, row.kind, data, self._called, tuple(faults))

    def _learn(self, name: str) -> Column | None:
        column = self._names.get(plain(name))
        self._known[name] = column
        if column is not None:
            self._called[column.field] = _printable(name)
        return column

    def _take(self, column: Column, value: Any, data: dict[str, Any], faults: list[Fault]) -> None:
        if value is None or value == "" or (type(value) is str and value.isspace()):
            if column.clears:
                _put(data, column.field, _empty(column))
            return
        try:
            _put(data, column.field, column.parse(value))
        except ValueFault as fault:
            path = f"{column.field}.{fault.path}" if fault.path else column.field
            shown = value.isoformat() if isinstance(value, date | time) else value
            faults.append(Fault(path, shown, fault.reason, fault.limits))


def _empty(column: Column) -> Any:
    return () if column.schema in ("texts", "skills") else None


def _put(data: dict[str, Any], field: str, value: Any) -> None:
    outer, point, inner = field.partition(".")
    if not point:
        data[field] = value
    elif value is not None or outer == "contract":
        known = data.get(outer)
        data[outer] = {**known, inner: value} if isinstance(known, dict) else {inner: value}


class ImportFileItems:
    """The items of import files in the order of IMPORT_ORDER; can be gone through again and again."""

    def __init__(self, rows: Callable[[str], Iterable[RawRow]], kinds: Iterable[str]) -> None:
        self._rows, self._kinds = rows, tuple(kinds)

    def __iter__(self) -> Any:
        for kind in self._kinds:
            reader = RowReader(kind)
            for row in self._rows(kind):
                yield reader.item(row)
