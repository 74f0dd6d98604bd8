"""Rows of an XLSX file, sheet by sheet, one at a time."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import attrs

from adapters.files.xlsx_cells import Cells, NoValue, Value, date_styles, letters
from adapters.files.xlsx_package import Package
from planning_core.domain.importing import Header, Place, RawRow
from planning_core.errors import Fault, InvalidInput

Cell = Value | NoValue


@attrs.frozen
class Sheet:
    """A sheet that holds rows: its name and part, what its rows are, and its header by column."""

    name: str
    part: str
    kind: str
    line: int
    header: Mapping[int, str]

    @property
    def cells(self) -> dict[str, str]:
        """The letters of the columns by what the header calls them."""
        return {name: letters(column) for column, name in self.header.items()}


class XlsxFile:
    """An XLSX file whose sheets have a header row each; hidden and empty sheets are passed over.

    What a sheet's rows are is `kind`, or what `kind_of_file` makes of the sheet's name, or, where it is the
    only one, of the file's. Raises InvalidInput, when it is made or read, for a file that is damaged, locked
    by a password or unpacks too large, and for a sheet of unknown rows.
    """

    encoding = ""

    def __init__(self, path: Path, kind: str | None, kind_of_file: Callable[[str], str | None]) -> None:
        self.path, self._kind, self._kind_of_file = path, kind, kind_of_file
        self._package = Package(path)
        try:
            self._open()
        except (ValueError, LookupError) as error:
            raise self._package.fault("malformed_xlsx", problem=str(error)) from None
        self.kinds = tuple(dict.fromkeys(sheet.kind for sheet in self.sheets))

    @property
    def headers(self) -> tuple[Header, ...]:
        """The header of each sheet."""
        return tuple(
            Header(s.kind, tuple(s.header.values()), f"{self.path}:{s.line} {s.name}") for s in self.sheets
        )

    def rows(self, kind: str) -> Iterator[RawRow]:
        """The rows of one kind, in the file's order; empty ones are passed over."""
        for sheet in self.sheets:
            if sheet.kind == kind:
                cells = sheet.cells
                for line, found in self.raw_rows(sheet):
                    yield self._row(sheet, cells, line, found)

    def raw_rows(self, sheet: Sheet) -> Iterator[tuple[int, dict[int, Cell]]]:
        """Number and cells by column of each row of a sheet as they stand, without the header."""
        for line, found in self._read(sheet.part):
            if line > sheet.line:
                yield line, found

    def _row(self, sheet: Sheet, cells: dict[str, str], line: int, found: dict[int, Cell]) -> RawRow:
        place = Place(str(self.path), line, sheet.name, cells)
        values: dict[str, Value] = {}
        faults: list[Fault] = []
        for column, value in found.items():
            name = sheet.header.get(column)
            if isinstance(value, NoValue):
                cell = f"{letters(column)}{line}"
                faults.append(Fault(name or cell, value.shown or None, value.reason))
            elif name is not None:
                values[name] = value
            elif not (isinstance(value, str) and value.isspace()):
                cell = f"{letters(column)}{line}"
                faults.append(Fault(cell, str(value), "cell_without_header"))
        for name in cells:
            values.setdefault(name, "")
        return RawRow(place, sheet.kind, values, tuple(faults))

    def _read(self, part: str) -> Iterator[tuple[int, dict[int, Cell]]]:
        cells = Cells(self._texts, self._dates, self._since_1904)
        for _ in self._package.told(part, cells, "sheet"):
            yield from cells.rows
            cells.rows.clear()

    def _open(self) -> None:
        book = self._target("", "_rels/.rels", "/officeDocument")
        if book is None:
            raise self._package.fault("malformed_xlsx", problem="no workbook")
        folder, _, name = book.rpartition("/")
        links = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
        styles = self._target(folder, links, "/styles")
        texts = self._target(folder, links, "/sharedStrings")
        self._dates = date_styles(self._package, styles or "")
        self._texts = self._package.texts(texts or "")
        found = self._package.elements(book, "sheet", "workbookPr")
        self._since_1904 = any(a.get("date1904") in ("1", "true") for _, _, a in found)
        targets = self._targets(folder, links, "/worksheet")
        shown = [
            (a.get("name", ""), targets[a["id"]])
            for _, name, a in found
            if name == "sheet" and a.get("state", "visible") == "visible" and a.get("id") in targets
        ]
        self.sheets = tuple(self._sheets(shown))

    def _targets(self, folder: str, links: str, kind: str) -> dict[str, str]:
        """The parts of a kind by the ids of their links."""
        return {
            a.get("Id", ""): posixpath.normpath(posixpath.join("/", folder, a.get("Target", ""))).lstrip("/")
            for _, _, a in self._package.elements(links, "Relationship")
            if a.get("Type", "").endswith(kind) and a.get("TargetMode") != "External"
        }

    def _target(self, folder: str, links: str, kind: str) -> str | None:
        return next(iter(self._targets(folder, links, kind).values()), None)

    def _sheets(self, shown: list[tuple[str, str]]) -> Iterator[Sheet]:
        first = [(name, part, next(self._read(part), None)) for name, part in shown]
        full = [(name, part, row) for name, part, row in first if row is not None]
        if not full:
            raise InvalidInput([Fault(f"{self.path}:1", str(self.path), "no_header")])
        for name, part, (line, found) in full:
            kind = self._kind or self._kind_of_file(name)
            if kind is None and len(full) == 1:
                kind = self._kind_of_file(self.path.stem)
            if kind is None:
                raise InvalidInput([Fault(f"{self.path}:{line} {name}", name, "unknown_kind_of_sheet")])
            header = {column: _name(value) for column, value in sorted(found.items())}
            yield Sheet(name, part, kind, line, {c: n for c, n in header.items() if n})


def _name(value: Cell) -> str:
    return value.shown if isinstance(value, NoValue) else str(value).strip()
