"""`planning import` of XLSX: sheets in, faults by sheet and cell, clocks of sites, nothing half-written."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl

from tests.cli.command import Desk, plan_file
from tests.unit.files.workbooks import sheet_xml, with_part, workbook

HEAD = ["ref", "mission", "lieu", "fonction", "début", "fin", "pause"]


def at(*parts: int) -> datetime:
    return datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001 - as a cell has it


def world(desk: Desk) -> None:
    """A hall in Paris and one in Lisbon."""
    content = plan_file(shifts=0)
    content["sites"].append({"external_ref": "cais", "name": "Cais", "timezone": "Europe/Lisbon"})
    content["missions"][0]["sites"].append("cais")
    assert desk.run("import", desk.write("plan.json", content)).code == 0


def shifts_of(desk: Desk) -> dict[str, tuple[str, str]]:
    """When the stored shifts begin and end."""
    rows = desk.run("export", "shifts", "--format", "json").json["shifts"]
    return {row["external_ref"]: (row["starts_at"], row["ends_at"]) for row in rows}


def row(ref: Any, site: str, start: datetime, end: datetime, pause: Any = 30) -> list[Any]:
    return [ref, "fair", site, "steward", start, end, pause]


def test_dates_are_those_of_the_clocks_of_the_site(desk: Desk) -> None:
    world(desk)
    day = (at(2025, 3, 3, 8), at(2025, 3, 3, 12))
    spring = (at(2025, 3, 30, 2, 30), at(2025, 3, 30, 6))
    autumn = (at(2025, 10, 26, 2, 30), at(2025, 10, 26, 6))
    file = workbook(
        desk.folder / "semaine.xlsx",
        shifts=[
            HEAD,
            row("A", "hall", *day),
            row(7, "cais", *day),
            row("S", "hall", *spring),
            row("W", "hall", *autumn),
        ],
    )

    said = desk.run("import", str(file), "--json")
    again = desk.run("import", str(file), "--json")

    assert (said.code, said.json["counts"]["shift"]["created"]) == (0, 4)
    assert again.json["counts"]["shift"]["unchanged"] == 4
    assert shifts_of(desk) == {
        "A": ("2025-03-03T07:00:00Z", "2025-03-03T11:00:00Z"),
        "7": ("2025-03-03T08:00:00Z", "2025-03-03T12:00:00Z"),
        "S": ("2025-03-30T01:00:00Z", "2025-03-30T04:00:00Z"),
        "W": ("2025-10-26T00:30:00Z", "2025-10-26T05:00:00Z"),
    }


def test_sheets_of_several_kinds_come_in_together(desk: Desk) -> None:
    desk.run("import", desk.write("plan.json", plan_file(shifts=0)))
    file = workbook(
        desk.folder / "tout.xlsx",
        affectations=[["shift", "matricule", "statut"], ["A", "p0", "confirmé"]],
        shifts=[HEAD, row("A", "hall", at(2025, 3, 3, 8), at(2025, 3, 3, 12))],
        disponibilités=[
            ["matricule", "type", "jours", "heure de début", "heure de fin", "fuseau", "valable du"],
            ["p1", "à éviter", "lundi|mardi", time(8), time(12, 30), "Europe/Paris", date(2025, 3, 3)],
        ],
        absences=[["matricule", "type", "début", "fin"], ["p1", "congé", at(2025, 7, 7), at(2025, 7, 14)]],
    )

    said = desk.run("import", str(file), "--json")
    times = desk.run("export", "availability", "--format", "json").json["availability"]

    assert {kind: c["created"] for kind, c in said.json["counts"].items()} == {
        "availability": 2, "shift": 1, "assignment": 1,
    }  # fmt: skip
    assert sorted((t["kind"], t["starts_at"], t["start_time"], t["valid_from"]) for t in times) == [
        ("leave", "2025-07-06T22:00:00Z", None, None),
        ("undesired", None, "08:00", "2025-03-03"),
    ]  # fmt: skip


def test_faults_name_sheet_column_and_cell_and_nothing_is_written(desk: Desk) -> None:
    world(desk)
    day = (at(2025, 3, 3, 8), at(2025, 3, 3, 12))
    file = workbook(
        desk.folder / "semaine.xlsx",
        shifts=[
            HEAD,
            row("A", "hall", *day),
            [],
            row("B", "hall", *day, "half an hour"),
            row(at(2025, 3, 3), "hall", *day),
        ],
    )

    said = desk.run("import", str(file))
    record = desk.run("import", str(file), "--json").json["faults"]
    french = desk.run("--lang", "fr", "import", str(file))

    assert said.code == 1
    assert f"{file}:4 shifts, pause (G4) « half an hour »: must be a whole number" in said.out
    assert f"{file}:5 shifts, ref (A5) « 2025-03-03T00:00:00 »: the cell holds a date or a time" in said.out
    assert "la cellule contient une date" in french.out
    assert [(f["path"], f["line"], f["column"], f["cell"]) for f in record] == [
        ("shifts", 4, "pause", "G4"), ("shifts", 5, "ref", "A5"),
    ]  # fmt: skip
    assert shifts_of(desk) == {}


def test_mended_rejects_come_in(desk: Desk) -> None:
    world(desk)
    day = (at(2025, 3, 3, 8), at(2025, 3, 3, 12))
    file = workbook(
        desk.folder / "shifts.xlsx", Feuil1=[HEAD, row("A", "hall", *day), row("B", "moon", *day)]
    )
    rejects = desk.folder / "shifts-rejects.xlsx"

    first = desk.run("import", str(file), "--keep-good", "--rejects", str(rejects))
    book = openpyxl.load_workbook(rejects)
    sheet = book.worksheets[0]
    left = [[cell.value for cell in line] for line in sheet.iter_rows()]
    sheet["C2"] = "hall"
    book.save(rejects)
    second = desk.run("import", str(rejects))

    assert (first.code, second.code) == (1, 0)
    assert left == [HEAD, ["B", "fair", "moon", "steward", *day, "30"]]
    assert shifts_of(desk)["A"] == shifts_of(desk)["B"] == ("2025-03-03T07:00:00Z", "2025-03-03T11:00:00Z")


def test_rejects_keep_a_cell_that_no_header_names_and_are_refused_for_it_again(desk: Desk) -> None:
    world(desk)
    day = (at(2025, 3, 3, 8), at(2025, 3, 3, 12))
    head = [*HEAD[:-1], None, HEAD[-1]]
    whole = [*row("A", "hall", *day)[:-1], "what is this", "30"]
    file = workbook(desk.folder / "shifts.xlsx", Feuil1=[head, whole])
    rejects = desk.folder / "shifts-rejects.xlsx"

    first = desk.run("import", str(file), "--keep-good", "--rejects", str(rejects))
    sheet = openpyxl.load_workbook(rejects).worksheets[0]
    second = desk.run("import", str(rejects))

    assert [[cell.value for cell in line] for line in sheet.iter_rows()] == [head, whole]
    assert (first.code, second.code) == (1, 1), second
    assert "« what is this »" in second.out
    assert shifts_of(desk) == {}


def test_workbooks_that_cannot_be_read_are_wrong_use_with_a_sentence(desk: Desk) -> None:
    desk.run("import", desk.write("plan.json", plan_file(shifts=0)))
    table: list[list[Any]] = [["ref", "colour"], ["a", "red"]]
    files: dict[str, tuple[Path, list[str]]] = {
        "column": (workbook(desk.folder / "a.xlsx", roles=table), ["a.xlsx:1 roles", "colour", "no column"]),
        "kind": (workbook(desk.folder / "b.xlsx", Feuil1=table), ["b.xlsx:1 Feuil1", "sheet's name"]),
        "empty": (workbook(desk.folder / "c.xlsx", roles=[]), ["c.xlsx", "empty"]),
        "broken": (
            with_part(desk.folder / "d.xlsx", sheet_xml("<c><v>7</v>")),
            ["d.xlsx", "no proper XLSX: mismatched tag"],
        ),
        "bomb": (
            with_part(desk.folder / "e.xlsx", sheet_xml(" " * (1 << 25))),
            ["unpacks too large", "32 MB"],
        ),
    }

    said = {name: desk.run("import", str(file)) for name, (file, _) in files.items()}

    assert {name: (one.code, one.out) for name, one in said.items()} == dict.fromkeys(files, (2, ""))
    assert [w for name, (_, words) in files.items() for w in words if w not in said[name].err] == []
