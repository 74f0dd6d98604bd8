"""Several import files taken together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import attrs

from adapters.files.calendar_reader import CalendarFile
from adapters.files.csv_reader import CsvFile
from adapters.files.json_reader import JsonFile
from adapters.files.opening import DEFAULT_ENCODING, check_encoding, refuse_utf_16
from adapters.files.xlsx_reader import XlsxFile
from planning_core.domain.importing import IMPORT_ORDER, Header, RawRow
from planning_core.errors import Fault, InvalidInput

ImportFile = CsvFile | JsonFile | XlsxFile | CalendarFile


@attrs.frozen
class ImportFiles:
    """Files whose rows are read kind by kind, each kind from every file in the order given."""

    files: tuple[ImportFile, ...]

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of row there are, in the order in which they come in."""
        present = {kind for file in self.files for kind in file.kinds}
        return tuple(kind for kind in IMPORT_ORDER if kind in present)

    @property
    def headers(self) -> tuple[Header, ...]:
        """What the files call their columns."""
        return tuple(header for file in self.files for header in file.headers)

    def rows(self, kind: str) -> Iterator[RawRow]:
        """All rows of one kind."""
        for file in self.files:
            yield from file.rows(kind)


def open_files(
    paths: Sequence[Path],
    *,
    sections: Mapping[str, str],
    kind_of_file: Callable[[str], str | None],
    kind: str | None = None,
    person: str | None = None,
    encoding: str | None = None,
) -> ImportFiles:
    """Open CSV, XLSX, JSON and iCalendar files to import.

    `sections` maps a JSON file's sections to kinds; what a CSV file or a sheet holds is `kind`, or what
    `kind_of_file` makes of its name. Events of a calendar are absences of `person`, or of those they name.
    Raises InvalidInput for what cannot be read.
    """
    found = DEFAULT_ENCODING if encoding is None else check_encoding(encoding)
    missing = [path for path in paths if not path.exists()]
    if missing:
        raise InvalidInput([Fault("", str(path), "no_such_file", {"file": str(path)}) for path in missing])
    files: list[ImportFile] = []
    for path in paths:
        suffix = path.suffix.lower()
        if suffix == ".xlsx":
            files.append(XlsxFile(path, kind, kind_of_file))
            continue
        if encoding is None:
            refuse_utf_16(path)
        if suffix == ".json":
            files.append(JsonFile(path, found, sections))
        elif suffix == ".ics":
            files.append(CalendarFile(path, found, person))
        elif suffix in (".csv", ".tsv", ".txt"):
            of_file = kind or kind_of_file(path.stem)
            if of_file is None:
                raise InvalidInput([Fault(str(path), path.name, "unknown_kind_of_file")])
            files.append(CsvFile(path, of_file, found))
        else:
            raise InvalidInput([Fault(str(path), path.name, "unknown_file_type")])
    return ImportFiles(tuple(files))
