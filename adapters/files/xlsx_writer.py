"""An XLSX file written row by row: texts as texts, whatever they begin with; dates and numbers as such."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from io import RawIOBase
from typing import IO, TYPE_CHECKING, Any, cast
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from adapters.files.xlsx_cells import letters
from planning_core.errors import Fault, InvalidInput

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

Rows = Iterable[Iterable[Any]]

MOST_ROWS = 1 << 20
_SPACE = "http://schemas.openxmlformats.org/"
_MAIN = f'xmlns="{_SPACE}spreadsheetml/2006/main"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_OFFICE = f"{_SPACE}officeDocument/2006/relationships"
_NOT_IN_XML = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]|_(?=x[0-9A-Fa-f]{4}_)")
_FORMATS = ("@", "yyyy\\-mm\\-dd", "yyyy\\-mm\\-dd hh:mm:ss", "hh:mm:ss")
_TEXT, _DAY, _MOMENT, _TIME, _BOLD = 1, 2, 3, 4, 5
_EXACT, _FIRST_YEAR = 10**15, 1901
"""What a cell cannot hold as a number or a date is written as a text."""
_WRITTEN_AT = (1980, 1, 1, 0, 0, 0)
"""The same rows make the same bytes."""


_FIRST_DAY = date(1899, 12, 30)


def xlsx_pieces(sheets: Mapping[str, Rows]) -> Iterator[bytes]:
    """The bytes of a file with these sheets, the first row of each its header, in bounded memory.

    Raises InvalidInput (`too_many_for_a_sheet`) for more rows than a sheet holds.
    """
    out = _Pieces()
    with ZipFile(cast(IO[bytes], out), "w", ZIP_DEFLATED) as archive:
        for name, content in _frame(list(sheets)).items():
            archive.writestr(_info(name), content)
        for number, rows in enumerate(sheets.values(), start=1):
            with archive.open(_info(f"xl/worksheets/sheet{number}.xml"), "w", force_zip64=True) as part:
                for piece in _sheet(rows):
                    part.write(piece.encode())
                    yield out.taken()
    yield out.taken()


class _Pieces(RawIOBase):
    """A file that can only be written to, and whose content is taken away in between."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, content: ReadableBuffer, /) -> int:
        self._parts.append(bytes(content))
        return len(self._parts[-1])

    def taken(self) -> bytes:
        found, self._parts = b"".join(self._parts), []
        return found


def _info(name: str) -> ZipInfo:
    info = ZipInfo(name, _WRITTEN_AT)
    info.compress_type = ZIP_DEFLATED
    return info


def _sheet(rows: Rows) -> Iterator[str]:
    yield (
        f'{_HEAD}<worksheet {_MAIN}><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" '
        'topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>'
    )
    for number, row in enumerate(rows, start=1):
        if number > MOST_ROWS:
            raise InvalidInput([Fault("--format", "xlsx", "too_many_for_a_sheet", {"most": MOST_ROWS})])
        cells = "".join(
            _cell(f"{letters(column)}{number}", value, header=number == 1)
            for column, value in enumerate(row)
            if value is not None and value != ""
        )
        yield f'<row r="{number}">{cells}</row>'
    yield "</sheetData></worksheet>"


def _cell(reference: str, value: Any, *, header: bool) -> str:
    if isinstance(value, bool):
        return f'<c r="{reference}" t="b"><v>{value:d}</v></c>'
    if isinstance(value, int) and abs(value) < _EXACT:
        return f'<c r="{reference}"><v>{value}</v></c>'
    if isinstance(value, date) and value.year < _FIRST_YEAR:
        value = value.isoformat()
    if isinstance(value, datetime):
        return f'<c r="{reference}" s="{_MOMENT}"><v>{_days(value)!r}</v></c>'
    if isinstance(value, date):
        return f'<c r="{reference}" s="{_DAY}"><v>{_days(datetime.combine(value, time()))!r}</v></c>'
    if isinstance(value, time) and not value.microsecond:
        seconds = value.hour * 3600 + value.minute * 60 + value.second
        return f'<c r="{reference}" s="{_TIME}"><v>{seconds / 86_400!r}</v></c>'
    style = _BOLD if header else _TEXT
    text = escape(_NOT_IN_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", str(value)))
    return f'<c r="{reference}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _days(moment: datetime) -> float:
    span = moment.replace(tzinfo=None) - datetime.combine(_FIRST_DAY, time())
    return span.days + span.seconds / 86_400


def _frame(names: list[str]) -> dict[str, str]:
    """Every part but the sheets."""
    numbers = range(1, len(names) + 1)
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        for n in numbers
    )
    sheets = "".join(
        f'<sheet name="{escape(name, {chr(34): "&quot;"})}" sheetId="{n}" r:id="rId{n}"/>'
        for n, name in zip(numbers, names, strict=True)
    )
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in numbers
    )
    package = f"{_SPACE}package/2006"
    return {
        "[Content_Types].xml": (
            f'{_HEAD}<Types xmlns="{package}/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>{parts}</Types>'
        ),
        "_rels/.rels": (
            f'{_HEAD}<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
            f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'{_HEAD}<workbook {_MAIN} xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            f'{_HEAD}<Relationships xmlns="{package}/relationships">{links}<Relationship '
            f'Id="rId{len(names) + 1}" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
        ),
        "xl/styles.xml": _styles(),
    }


def _styles() -> str:
    formats = "".join(
        f'<numFmt numFmtId="{164 + n}" formatCode="{code}"/>' for n, code in enumerate(_FORMATS[1:])
    )
    plain = 'fontId="0" fillId="0" borderId="0" xfId="0"'
    used = "".join(
        f'<xf numFmtId="{number}" {plain} applyNumberFormat="1"/>' for number in (0, 49, 164, 165, 166)
    )
    bold = '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    font = '<sz val="11"/><name val="Calibri"/>'
    return (
        f'{_HEAD}<styleSheet {_MAIN}><numFmts count="3">{formats}</numFmts>'
        f'<fonts count="2"><font>{font}</font><font><b/>{font}</font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="6">{used}{bold}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )
