"""Rows of a CSV file, one at a time."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from adapters.files.opening import open_text, wrong_encoding
from planning_core.domain.importing import Header, Place, RawRow
from planning_core.errors import Fault, InvalidInput

DELIMITERS = ",;\t"
_HEADER_CHARS = 1 << 20
_KEPT_FROM_SPREADSHEETS = re.compile(r"'+[=+\-@\t\r＝＋－＠]")


class CsvFile:
    """A CSV file with a header line, its cells parted by commas, semicolons or tabs.

    `kind` is what its rows speak of. Raises InvalidInput, when it is made or read, for a file that cannot be
    read, is empty, is in another encoding or has broken quotes.
    """

    def __init__(self, path: Path, kind: str, encoding: str) -> None:
        self.path, self.kind, self.encoding = path, kind, encoding
        self.delimiter = self._sniff()
        self.header: tuple[str, ...] | None = None
        self.header = self._header()
        self.kinds = (kind,)
        self.headers = (Header(kind, self.header, f"{path}:1"),)

    def rows(self, kind: str) -> Iterator[RawRow]:
        """The file's rows, if it is of that kind; empty lines are passed over."""
        if kind != self.kind:
            return
        header, name = self.header or (), str(self.path)
        wanted = len(header)
        lines = self._lines()
        next(lines)
        for line, cells in lines:
            if not any(cells):
                continue
            faults: tuple[Fault, ...] = ()
            if len(cells) < wanted:
                faults = (Fault("", cells[-1], "row_too_short", {"found": len(cells), "wanted": wanted}),)
            elif len(cells) > wanted:
                if any(cells[wanted:]):
                    faults = (
                        Fault("", cells[wanted], "row_too_long", {"found": len(cells), "wanted": wanted}),
                    )
                cells = cells[:wanted]
            texts = [_bare(cell) if cell[:1] == "'" else cell for cell in cells]
            yield RawRow(Place(name, line), kind, dict(zip(header, texts, strict=False)), faults)

    def raw_rows(self) -> Iterator[tuple[int, list[str]]]:
        """Line and cells of each row as they stand, without the header."""
        lines = self._lines()
        next(lines)
        yield from lines

    def _lines(self) -> Iterator[tuple[int, list[str]]]:
        with open_text(self.path, self.encoding) as file:
            reader = csv.reader(file, delimiter=self.delimiter, strict=True)
            line = 1
            try:
                for cells in reader:
                    yield line, cells
                    line = reader.line_num + 1
            except UnicodeError:
                raise wrong_encoding(self.path, self.encoding) from None
            except csv.Error as error:
                place = f"{self.path}:{max(line, 1)}"
                raise InvalidInput(
                    [Fault(place, str(self.path), "malformed_csv", {"problem": str(error)})]
                ) from None

    def _sniff(self) -> str:
        with open_text(self.path, self.encoding) as file:
            try:
                first = file.readline(_HEADER_CHARS)
            except UnicodeError:
                raise wrong_encoding(self.path, self.encoding) from None
        bare = "".join(first.split('"')[::2])
        return max(DELIMITERS, key=bare.count) if any(d in bare for d in DELIMITERS) else ","

    def _header(self) -> tuple[str, ...]:
        for _, cells in self._lines():
            header = tuple(cell.strip() for cell in cells)
            if any(header):
                return header
            break
        raise InvalidInput([Fault(f"{self.path}:1", str(self.path), "no_header")])


def _bare(cell: str) -> str:
    """The cell without the apostrophe that keeps spreadsheets from taking it for a formula."""
    return cell[1:] if _KEPT_FROM_SPREADSHEETS.match(cell) else cell
