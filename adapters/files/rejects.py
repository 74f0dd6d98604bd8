"""Writing the rows that were refused, as they stood, so that they can be mended and sent again."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from adapters.files.calendar_lines import Component
from adapters.files.calendar_reader import CalendarFile
from adapters.files.csv_reader import CsvFile
from adapters.files.import_files import ImportFiles
from adapters.files.json_reader import JsonFile
from adapters.files.opening import encoding_to_write
from adapters.files.xlsx_cells import NoValue
from adapters.files.xlsx_reader import Sheet, XlsxFile
from adapters.files.xlsx_writer import xlsx_pieces
from planning_core.domain.importing import Place


class Rejects:
    """Which rows are refused: a bit for each line of a CSV file and each element of a JSON section, so that a
    million of them take little room."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str], bytearray] = {}

    def add(self, place: Place) -> None:
        """Note the row that stands there."""
        section, number = place.path or "", place.line
        if section and place.letters is None:
            section, _, index = section.partition("[")
            number = int(index.rstrip("]") or 0)
        bits = self._rows.setdefault((place.file, section), bytearray())
        if number >> 3 >= len(bits):
            bits.extend(bytes((number >> 3) + 1 - len(bits)))
        bits[number >> 3] |= 1 << (number & 7)

    def has(self, file: str, section: str, number: int) -> bool:
        """Whether that line of a file (section ""), row of a sheet or element of a section is refused."""
        bits = self._rows.get((file, section), b"")
        return number >> 3 < len(bits) and bool(bits[number >> 3] & 1 << (number & 7))

    def write(self, files: ImportFiles, target: Path) -> list[Path]:
        """Write the refused rows in their files' own forms; which files that made.

        Rows of several files go to several ones, `target` with the name of each in front of its ending.
        """
        named = {name for name, _ in self._rows}
        refused = [file for file in files.files if str(file.path) in named]
        written = []
        for file in refused:
            suffix = file.path.suffix
            own = target.with_suffix(f".{file.path.stem}{suffix}") if len(refused) > 1 else target
            if isinstance(file, CsvFile):
                self._write_csv(file, own)
            elif isinstance(file, XlsxFile):
                self._write_xlsx(file, own)
            elif isinstance(file, CalendarFile):
                self._write_calendar(file, own)
            else:
                self._write_json(file, own)
            written.append(own)
        return written

    def _write_csv(self, file: CsvFile, target: Path) -> None:
        encoding = encoding_to_write(file.path, file.encoding)
        with target.open("w", encoding=encoding, newline="") as out:
            writer = csv.writer(out, delimiter=file.delimiter)
            writer.writerow(file.header or ())
            name = str(file.path)
            writer.writerows(cells for line, cells in file.raw_rows() if self.has(name, "", line))

    def _write_xlsx(self, file: XlsxFile, target: Path) -> None:
        name = str(file.path)
        refused = [sheet for sheet in file.sheets if (name, sheet.name) in self._rows]
        sheets = {sheet.name: self._rows_of(file, sheet) for sheet in refused}
        with target.open("wb") as out:
            out.writelines(xlsx_pieces(sheets))

    def _rows_of(self, file: XlsxFile, sheet: Sheet) -> Iterator[list[Any]]:
        """The header and the refused rows, each cell in its column, be there a header above it or not."""
        yield _in_columns(sheet.header)
        for line, cells in file.raw_rows(sheet):
            if self.has(str(file.path), sheet.name, line):
                yield [one.shown if isinstance(one, NoValue) else one for one in _in_columns(cells)]

    def _write_calendar(self, file: CalendarFile, target: Path) -> None:
        with target.open("w", encoding="utf-8", newline="") as out:
            out.write("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Planning PRO//rejects//EN\r\n")
            if method := file.text.properties.get("METHOD"):
                out.write(f"METHOD:{method}\r\n")
            out.writelines(zone.text for zone in file.text.zones)
            out.writelines(event.text for event in self._events_of(file))
            out.write("END:VCALENDAR\r\n")

    def _events_of(self, file: CalendarFile) -> Iterator[Component]:
        """The events that were refused: one at fault brings along the others of its series."""
        for events in file.together():
            if any(self.has(str(file.path), "", event.line) for event in events):
                yield from events

    def _write_json(self, file: JsonFile, target: Path) -> None:
        name = str(file.path)
        with target.open("w", encoding="utf-8") as out:
            out.write("{")
            sections = 0
            for section in file.sections:
                rows = 0
                values = file.elements(section) if section.is_list else [(0, section.line, section.value)]
                for index, _, value in values:
                    if self.has(name, section.name, index):
                        out.write(_opening(section.name, section.is_list, sections, rows))
                        out.write(json.dumps(value, ensure_ascii=False))
                        sections += rows == 0
                        rows += 1
                if rows and section.is_list:
                    out.write("\n  ]")
            out.write("\n}\n")


def _in_columns(cells: Mapping[int, Any]) -> list[Any]:
    return [cells.get(column) for column in range(max(cells, default=-1) + 1)]


def _opening(name: str, is_list: bool, sections: int, rows: int) -> str:
    """What stands before a row."""
    if rows:
        return ",\n    "
    start = "\n  " if sections == 0 else ",\n  "
    return f"{start}{json.dumps(name)}: " + ("[\n    " if is_list else "")
