"""Rows of XLSX files: what their cells hold, and files that are damaged, locked or made to harm."""

from __future__ import annotations

import tracemalloc
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zipfile import ZIP_BZIP2, ZipFile

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import numbers
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from adapters.files.xlsx_reader import XlsxFile
from adapters.files.xlsx_writer import xlsx_pieces
from contracts.importing_words import kind_of_file
from planning_core.domain.importing import RawRow
from planning_core.errors import InvalidInput
from tests.unit.files.workbooks import sheet_xml, with_part, workbook

MORNING = datetime(2026, 3, 2, 8, 30)  # noqa: DTZ001 - as a cell has it


def opened(path: Path, kind: str | None = None) -> XlsxFile:
    return XlsxFile(path, kind, kind_of_file)


def rows(path: Path, kind: str | None = None) -> list[RawRow]:
    file = opened(path, kind)
    return [row for one in file.kinds for row in file.rows(one)]


def refusal(path: Path, kind: str | None = None) -> tuple[str, str]:
    """Place and reason of what refuses a file as a whole."""
    with pytest.raises(InvalidInput) as refused:
        rows(path, kind)
    fault = refused.value.faults[0]
    return fault.path.replace(str(path), path.name), fault.reason


def test_cells_come_as_texts_and_dates(tmp_path: Path) -> None:
    values = ["a", 7, 7.5, 1e3, True, MORNING, date(2026, 3, 2), time(8, 30), "  x ", "007"]
    path = workbook(tmp_path / "b.xlsx", shifts=[[f"c{n}" for n in range(len(values))], values])

    (row,) = rows(path)

    midnight = datetime(2026, 3, 2)  # noqa: DTZ001 - as a cell has it
    assert list(row.values.values()) == [
        "a", "7", "7.5", "1000", "true", MORNING, midnight, time(8, 30), "  x ", "007",
    ]  # fmt: skip
    assert (row.place.line, row.place.path, row.place.cell("c9"), row.faults) == (2, "shifts", "J2", ())


@pytest.mark.parametrize(
    ("form", "is_date"),
    [
        ("dd/mm/yyyy", True), ("[$-40C]d mmmm yyyy;@", True), ("[h]:mm", True), ("h:mm AM/PM", True),
        ('0.00" days"', False), ("[Red]0.00", False), ("#,##0.00\\ [$€-40C]", False), ("0.00E+00", False),
        ("_-* #,##0_-;\\d", False), ("General", False), ("@", False),
    ],
)  # fmt: skip
def test_number_is_a_date_by_its_format(tmp_path: Path, form: str, is_date: bool) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["external_ref"])
    book.worksheets[0]["A2"] = 46083.5
    book.worksheets[0]["A2"].number_format = form
    book.save(tmp_path / "skills.xlsx")

    (row,) = rows(tmp_path / "skills.xlsx")

    noon = datetime(2026, 3, 2, 12)  # noqa: DTZ001 - as a cell has it
    assert row.values["external_ref"] == (noon if is_date else "46083.5")


def test_days_are_counted_from_1904_where_the_file_says_so(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.worksheets[0].append(["external_ref", "name"])
    book.worksheets[0].append([MORNING, time(8)])
    book.save(tmp_path / "skills.xlsx")

    (row,) = rows(tmp_path / "skills.xlsx")

    assert list(row.values.values()) == [MORNING, time(8)]


def test_every_second_of_a_day_comes_back(tmp_path: Path) -> None:
    moments = [datetime(2026, 3, 29, n // 3600, n // 60 % 60, n % 60) for n in range(0, 86_400, 7)]  # noqa: DTZ001 - as cells have them
    path = tmp_path / "skills.xlsx"
    path.write_bytes(b"".join(xlsx_pieces({"skills": [("name",), *((one,) for one in moments)]})))

    assert [row.values["name"] for row in rows(path)] == moments


def test_rich_and_pronounced_texts_are_their_letters(tmp_path: Path) -> None:
    rich = CellRichText("first ", TextBlock(InlineFont(b=True), "aid"))
    path = workbook(tmp_path / "skills.xlsx", skills=[["external_ref", "name"], [rich, "x_x000D_y"]])
    said = (
        '<c t="inlineStr"><is><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></is></c>'
        '<c t="str"><f>1&amp;2</f><v>12</v></c>'
    )
    other = with_part(tmp_path / "other.xlsx", sheet_xml(said))

    assert [list(row.values.values()) for row in (*rows(path), *rows(other))] == [
        ["first aid", "x\ry"], ["東京", "12"],
    ]  # fmt: skip


def test_formulas_are_their_values_and_those_without_one_are_faults(tmp_path: Path) -> None:
    path = with_part(
        tmp_path / "f.xlsx",
        sheet_xml(
            "<c><f>6+1</f><v>7</v></c>",
            '<c t="str"><f>IF(1,"","")</f><v></v></c><c t="b"><f>1=1</f><v>1</v></c>',
            "<c><f>6+1</f></c>",
            "<c><f>6+1</f><v></v></c>",
            '<c t="e"><f>1/0</f><v>#DIV/0!</v></c>',
        ),
    )

    found = rows(path)

    assert [row.values["external_ref"] for row in found[:2]] == ["7", ""]
    assert [[(f.path, f.value, f.reason) for f in row.faults] for row in found] == [
        [], [],
        [("external_ref", None, "formula_without_value")],
        [("external_ref", None, "formula_without_value")],
        [("external_ref", "#DIV/0!", "error_in_cell")],
    ]  # fmt: skip


def test_workbook_of_openpyxl_with_formulas_never_computed_is_at_fault(tmp_path: Path) -> None:
    path = workbook(tmp_path / "skills.xlsx", skills=[["external_ref", "name"], ["a", "=1+1"]])

    (row,) = rows(path)

    assert [fault.reason for fault in row.faults] == ["formula_without_value"]


def test_sheets_are_of_the_kind_that_they_are_called(tmp_path: Path) -> None:
    head = ["external_ref", "name"]
    path = workbook(
        tmp_path / "plan.xlsx",
        Compétences=[head, ["s", "S"]],
        Lieux=[[], [*head, "timezone"], [], ["h", "H", "UTC"]],
        Feuil1=[],
    )
    book = openpyxl.load_workbook(path)
    book.create_sheet("lists").append(["never", "mind"])
    book["lists"].sheet_state = "hidden"
    book.save(path)

    file = opened(path)

    assert file.kinds == ("skill", "site")
    assert [(h.kind, h.names) for h in file.headers] == [
        ("skill", ("external_ref", "name")), ("site", ("external_ref", "name", "timezone")),
    ]  # fmt: skip
    assert [(row.place.line, row.place.path) for row in file.rows("site")] == [(4, "Lieux")]


def test_only_sheet_may_be_named_by_the_file_or_the_caller(tmp_path: Path) -> None:
    table = [["external_ref", "name"], ["s", "S"]]
    by_file = workbook(tmp_path / "skills-2026.xlsx", Feuil1=table)
    unnamed = workbook(tmp_path / "data.xlsx", Feuil1=table)
    several = workbook(tmp_path / "skills.xlsx", Feuil1=table, roles=table)

    assert opened(by_file).kinds == ("skill",)
    assert opened(unnamed, "role").kinds == ("role",)
    assert refusal(unnamed) == ("data.xlsx:1 Feuil1", "unknown_kind_of_sheet")
    assert refusal(several) == ("skills.xlsx:1 Feuil1", "unknown_kind_of_sheet")


def test_cell_beside_the_header_is_a_fault_and_spaces_are_none(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "skills.xlsx", skills=[["external_ref", "name"], ["a", "A", " "], ["b", "B", None, 3]]
    )

    found = rows(path)

    assert [[(f.path, f.value, f.reason) for f in row.faults] for row in found] == [
        [], [("D3", "3", "cell_without_header")],
    ]  # fmt: skip


def zipped(path: Path, names: dict[str, str], compression: int) -> Path:
    with ZipFile(path, "w", compression) as archive:
        for name, content in names.items():
            archive.writestr(name, content)
    return path


def test_what_is_no_workbook_is_refused_with_a_reason(tmp_path: Path) -> None:
    whole = workbook(tmp_path / "skills.xlsx", skills=[["external_ref"], *([f"r{n}"] for n in range(500))])
    content = whole.read_bytes()
    made: dict[str, bytes] = {
        "text": b"external_ref,name\n",
        "empty": b"",
        "cut": content[: len(content) // 2],
        "old": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    }
    found = {}
    for name, part in made.items():
        path = tmp_path / f"{name}.xlsx"
        path.write_bytes(part)
        found[name] = refusal(path)
    found["other"] = refusal(zipped(tmp_path / "other.xlsx", {"a": "b"}, 8))
    found["packed"] = refusal(zipped(tmp_path / "packed.xlsx", {"_rels/.rels": "<a/>"}, ZIP_BZIP2))

    assert found == {
        "text": ("text.xlsx", "malformed_xlsx"),
        "empty": ("empty.xlsx", "malformed_xlsx"),
        "cut": ("cut.xlsx", "malformed_xlsx"),
        "old": ("old.xlsx", "locked_or_old_xlsx"),
        "other": ("other.xlsx", "malformed_xlsx"),
        "packed": ("packed.xlsx", "malformed_xlsx"),
    }


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ("<c><v>7</v>", "malformed_xlsx"),
        ('<c t="s"><v>99</v></c>', "malformed_xlsx"),
        ('<c t="s"><v>x</v></c>', "malformed_xlsx"),
        ("<c><v>seven</v></c>", "malformed_xlsx"),
        ('<c r="XFE1"><v>7</v></c>', "malformed_xlsx"),
        ('<c r="7"><v>7</v></c>', "malformed_xlsx"),
        ('</row><row r="1048577"><c><v>7</v></c>', "malformed_xlsx"),
        ('</row><row r="100000000000000000000"><c><v>7</v></c>', "malformed_xlsx"),
        (f'<c t="str"><v>{"x" * 140_000}</v></c>', "text_too_long_in_xlsx"),
    ],
)
def test_broken_sheet_is_refused(tmp_path: Path, cells: str, reason: str) -> None:
    assert refusal(with_part(tmp_path / "b.xlsx", sheet_xml(cells))) == ("b.xlsx", reason)


ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("part", "content", "reason"),
    [
        ("xl/worksheets/sheet1.xml", ENTITIES + sheet_xml("<c><v>&b;</v></c>"), "malformed_xlsx"),
        ("xl/worksheets/sheet1.xml", sheet_xml(" " * (1 << 25)), "xlsx_too_large"),
        ("xl/worksheets/sheet1.xml", f'<worksheet a="{"x1y2" * (1 << 19)}"/>', "text_too_long_in_xlsx"),
        ("xl/styles.xml", f"<styleSheet>{' ' * (1 << 24)}</styleSheet>", "xlsx_too_large"),
        ("xl/workbook.xml", "<workbook/>", "no_header"),
        ("xl/workbook.xml", ENTITIES + "<workbook/>", "malformed_xlsx"),
    ],
)
def test_bombs_and_entities_are_refused(tmp_path: Path, part: str, content: str, reason: str) -> None:
    path = with_part(tmp_path / "b.xlsx", content, part)
    tracemalloc.start()
    try:
        found = refusal(path)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert (found[1], most < 4_000_000) == (reason, True)


def test_long_sheet_streams_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "skills.xlsx"
    lines: list[Any] = [("external_ref", "name"), *((f"r{n}", f"Skill {n} " * 5) for n in range(20_000))]
    path.write_bytes(b"".join(xlsx_pieces({"skills": lines})))
    file = opened(path)
    del lines

    tracemalloc.start()
    try:
        count = sum(1 for _ in file.rows("skill"))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert (count, most < 2_000_000) == (20_000, True)


def test_formats_of_openpyxl_are_known(tmp_path: Path) -> None:
    found = {code: number for number, code in numbers.BUILTIN_FORMATS.items() if number in (14, 22, 45, 47)}
    book = openpyxl.Workbook()
    book.worksheets[0].append(["external_ref"])
    for code in found:
        book.worksheets[0].append([46083.25])
        book.worksheets[0].cell(book.worksheets[0].max_row, 1).number_format = code
    book.save(tmp_path / "skills.xlsx")

    values = [row.values["external_ref"] for row in rows(tmp_path / "skills.xlsx")]

    assert values == [datetime(2026, 3, 2, 6)] * 4  # noqa: DTZ001 - as cells have them
