"""Writing the rows that were refused, as they stood, so that they can be mended and sent again."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from adapters.files.csv_reader import CsvFile
from adapters.files.import_files import ImportFiles
from adapters.files.json_reader import JsonFile
from adapters.files.opening import encoding_to_write
from planning_core.domain.importing import Place


class Rejects:
    """The lines of refused rows, by file: a bit for each line, so that a million of them take little room."""

    def __init__(self) -> None:
        self._lines: dict[str, bytearray] = {}

    def add(self, place: Place) -> None:
        """Note the row that stands there."""
        bits = self._lines.setdefault(place.file, bytearray())
        index = place.line >> 3
        if index >= len(bits):
            bits.extend(bytes(index + 1 - len(bits)))
        bits[index] |= 1 << (place.line & 7)

    def has(self, file: str, line: int) -> bool:
        """Whether the row of that line is refused."""
        bits = self._lines.get(file, b"")
        return line >> 3 < len(bits) and bool(bits[line >> 3] & 1 << (line & 7))

    def write(self, files: ImportFiles, target: Path) -> list[Path]:
        """Write the refused rows in their files' own forms; which files that made.

        Rows of several files go to several ones, `target` with the name of each in front of its ending.
        """
        refused = [file for file in files.files if str(file.path) in self._lines]
        written = []
        for file in refused:
            suffix = file.path.suffix
            own = target.with_suffix(f".{file.path.stem}{suffix}") if len(refused) > 1 else target
            if isinstance(file, CsvFile):
                self._write_csv(file, own)
            else:
                self._write_json(file, own)
            written.append(own)
        return written

    def _write_csv(self, file: CsvFile, target: Path) -> None:
        encoding = encoding_to_write(file.path, file.encoding)
        with target.open("w", encoding=encoding, newline="") as out:
            writer = csv.writer(out, delimiter=file.delimiter)
            writer.writerow(file.header or ())
            writer.writerows(cells for line, cells in file.raw_rows() if self.has(str(file.path), line))

    def _write_json(self, file: JsonFile, target: Path) -> None:
        name = str(file.path)
        with target.open("w", encoding="utf-8") as out:
            out.write("{")
            sections = 0
            for section in file.sections:
                rows = 0
                values = file.elements(section) if section.is_list else [(0, section.line, section.value)]
                for _, line, value in values:
                    if self.has(name, line):
                        out.write(_opening(section.name, section.is_list, sections, rows))
                        out.write(json.dumps(value, ensure_ascii=False))
                        sections += rows == 0
                        rows += 1
                if rows and section.is_list:
                    out.write("\n  ]")
            out.write("\n}\n")


def _opening(name: str, is_list: bool, sections: int, rows: int) -> str:
    """What stands before a row."""
    if rows:
        return ",\n    "
    start = "\n  " if sections == 0 else ",\n  "
    return f"{start}{json.dumps(name)}: " + ("[\n    " if is_list else "")
