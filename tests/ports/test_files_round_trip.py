"""What is exported and imported again is the same, on every database and in every form of file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from adapters.files import open_files, xlsx_pieces
from adapters.sql import SqlDatabase
from adapters.system import SystemClock, UuidIds
from contracts.exporting import csv_pieces, json_pieces, sheet_rows
from contracts.importing import ImportFileItems, check_header
from contracts.importing_words import SECTIONS, kind_of_file
from planning_core.domain.principal import AccessRole, Principal
from planning_core.ports.plan_store import Query
from planning_core.use_cases.export_items import export_items
from planning_core.use_cases.import_items import import_items
from planning_core.use_cases.import_report import ImportReport
from tests.cli.command import plan_file
from tests.cli.test_export import odd_plan

ADMIN = Principal(user_id="tests", role=AccessRole.ADMIN)
KINDS = tuple(kind for kind in dict.fromkeys(SECTIONS.values()) if kind not in ("organization", "rule"))
SECTION = {kind: section for section, kind in SECTIONS.items()}

Items = Iterator[dict[str, Any]]
Write = Callable[[str, Items], Iterator[bytes]]


def _xlsx(kind: str, items: Items) -> Iterator[bytes]:
    return xlsx_pieces({SECTION[kind]: sheet_rows(kind, items)})


def _text(pieces: Callable[[str, Items], Iterator[str]]) -> Write:
    return lambda kind, items: (piece.encode() for piece in pieces(kind, items))


FORMS: dict[str, Write] = {"csv": _text(csv_pieces), "json": _text(json_pieces), "xlsx": _xlsx}


def formulas() -> dict[str, Any]:
    """A plan of what spreadsheets compute, and of the hour that a clock shows twice."""
    content = plan_file()
    odd = ("=1+1", "+33 1", "-x", "@x", "'=x", "''-x", "'quoted'", "＝1", "2025-03-30", "007")
    content["roles"] += [{"external_ref": text, "name": f"{text} role"} for text in odd]
    content["collaborators"][0]["roles"] = ["=1+1", "steward"]
    content["shifts"][0] |= {"note": '=HYPERLINK("http://x";"y")', "starts_at": "2025-10-26T00:30:00Z"}
    content["shifts"][0]["ends_at"] = "2025-10-26T01:30:00Z"
    return content


def take(database: SqlDatabase, organization: str, files: list[Path]) -> ImportReport:
    opened = open_files(files, sections=SECTIONS, kind_of_file=kind_of_file)
    for header in opened.headers:
        check_header(header)
    with database.units_of_work(organization)() as uow:
        report = import_items(
            ImportFileItems(opened.rows, opened.kinds),
            principal=ADMIN, uow=uow, clock=SystemClock(), ids=UuidIds(), as_is=True,
        )  # fmt: skip
        assert (report.faults, report.refused) == ([], False)
        uow.commit()
    return report


def give(database: SqlDatabase, organization: str, folder: Path, form: str) -> list[Path]:
    folder.mkdir()
    files = []
    with database.units_of_work(organization)() as uow:
        for kind in KINDS:
            items = export_items(Query(kind=kind), principal=ADMIN, uow=uow)
            file = folder / f"{SECTION[kind]}.{form}"
            file.write_bytes(b"".join(FORMS[form](kind, items)))
            files.append(file)
    return files


@pytest.mark.parametrize("plan", [odd_plan, formulas])
@pytest.mark.parametrize("form", FORMS)
def test_export_comes_back_unchanged_and_the_same_elsewhere(
    database: SqlDatabase, organization: str, tmp_path: Path, form: str, plan: Callable[[], dict[str, Any]]
) -> None:
    source = tmp_path / "plan.json"
    source.write_text(json.dumps(plan(), ensure_ascii=False))
    take(database, organization, [source])

    first = give(database, organization, tmp_path / "first", form)
    here = take(database, organization, first)
    there = take(database, f"{organization}-other", first)
    again = give(database, f"{organization}-other", tmp_path / "again", form)

    assert {kind for kind, count in here.counts.items() if count.read != count.unchanged} == set()
    assert there.written == sum(count.read for count in there.counts.values()) > 10
    assert [f.name for f, g in zip(first, again, strict=True) if f.read_bytes() != g.read_bytes()] == []


def test_no_cell_of_a_csv_export_begins_as_a_formula(
    database: SqlDatabase, organization: str, tmp_path: Path
) -> None:
    source = tmp_path / "plan.json"
    source.write_text(json.dumps(formulas(), ensure_ascii=False))
    take(database, organization, [source])

    files = give(database, organization, tmp_path / "out", "csv")

    text = "".join(file.read_text() for file in files)
    starts = {cell.lstrip('"')[:1] for line in text.splitlines() for cell in line.split(",")}
    assert starts & set("=+-@\t＝") == set()
    assert ("'=1+1," in text, "'''-x," in text, "'quoted'," in text) == (True, True, True)
