"""Workbooks that are written: another program's library reads what was meant, and nothing is a formula."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from adapters.files import xlsx_writer
from adapters.files.xlsx_reader import XlsxFile
from adapters.files.xlsx_writer import xlsx_pieces
from planning_core.errors import InvalidInput

ODD = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "'=1", "a\r\nb", "a\x00b\x1f", "_x0041_", "<&>\"'", " x ", "😀",
    "\ufffe", "007", "46083", "TRUE", "#N/A",
]  # fmt: skip


def read_back(rows: list[list[Any]]) -> Any:
    content = b"".join(xlsx_pieces({"A & <b>": rows}))
    return openpyxl.load_workbook(BytesIO(content)).worksheets[0]


def test_odd_texts_are_texts_and_come_back(tmp_path: Path) -> None:
    path = tmp_path / "skills.xlsx"
    path.write_bytes(b"".join(xlsx_pieces({"skills": [["name"], *([text] for text in ODD)]})))

    sheet = openpyxl.load_workbook(path).worksheets[0]
    back = [row.values["name"] for row in XlsxFile(path, "skill", lambda _: None).rows("skill")]

    kinds = [sheet.cell(n, 1).data_type for n in range(2, len(ODD) + 2)]
    forms = {sheet.cell(n, 1).number_format for n in range(2, len(ODD) + 2)}
    assert (back, set(kinds), forms) == (ODD, {"s"}, {"@"})


def test_values_are_of_their_type_for_other_programs() -> None:
    values = [7, True, date(2026, 3, 2), datetime(2026, 3, 2, 8, 30), time(8, 30, 5), None, "", 10**20]  # noqa: DTZ001 - as a cell has it

    sheet = read_back([["head"], values, [date(1900, 1, 1)]])

    midnight = datetime(2026, 3, 2)  # noqa: DTZ001 - as a cell has it
    assert [cell.value for cell in sheet[2]] == [
        7, True, midnight, values[3], time(8, 30, 5), None, None, str(10**20),
    ]  # fmt: skip
    assert (sheet.title, sheet["A3"].value, sheet.freeze_panes) == ("A & <b>", "1900-01-01", "A2")


def test_same_rows_make_the_same_bytes() -> None:
    rows: list[list[Any]] = [["name"], ["a"], [7]]

    assert b"".join(xlsx_pieces({"a": rows})) == b"".join(xlsx_pieces({"a": rows}))


def test_pieces_come_while_rows_go_in() -> None:
    asked: list[int] = []

    def rows() -> Iterator[list[str]]:
        for number in range(50_000):
            asked.append(number)
            yield [f"text {number}"]

    pieces = xlsx_pieces({"a": rows()})
    first = next(piece for piece in pieces if len(piece) > 4096)

    assert (len(first) > 0, len(asked) < 50_000) == (True, True)


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_writer, "MOST_ROWS", 3)

    with pytest.raises(InvalidInput, match="too_many_for_a_sheet"):
        list(xlsx_pieces({"a": [["x"]] * 4}))
