"""Workbooks for tests: made by another program's library, or XML by XML."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl

from adapters.files.xlsx_writer import xlsx_pieces

SHEET = "xl/worksheets/sheet1.xml"


def workbook(path: Path, **sheets: Iterable[Iterable[Any]]) -> Path:
    """A workbook as openpyxl writes it."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def with_part(path: Path, content: str | bytes, part: str = SHEET, name: str = "skills") -> Path:
    """A workbook of our own with another content of one part."""
    whole = b"".join(xlsx_pieces({name: [("external_ref", "name"), ("a", "A")]}))
    with ZipFile(BytesIO(whole)) as known, ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for other in known.namelist():
            if other != part:
                archive.writestr(other, known.read(other))
        archive.writestr(part, content)
    return path


def sheet_xml(*rows: str) -> str:
    """A sheet of these rows' cells, each `<c …>`, below a header of two columns."""
    head = '<c t="inlineStr"><is><t>external_ref</t></is></c><c t="inlineStr"><is><t>name</t></is></c>'
    body = "".join(f"<row>{row}</row>" for row in (head, *rows))
    return f'<worksheet xmlns="x"><sheetData>{body}</sheetData></worksheet>'
