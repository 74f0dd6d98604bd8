"""`planning export`: what it writes, an import takes back; files are there whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import jsonschema_rs
import pytest

from contracts.importing_schema import import_schema
from entrypoints.cli.commands import exporting
from entrypoints.cli.main import run
from tests.cli.command import Desk, plan_file

KINDS = (
    "skills", "roles", "sites", "teams", "missions", "shift_templates", "collaborators", "blackouts",
    "availability", "shifts", "assignments",
)  # fmt: skip
ODD = '=1+1 "quoted", ; and\nanother line\rof it'


def exported(database: Path, folder: Path, form: str) -> dict[str, Path]:
    """A file of each kind."""
    folder.mkdir()
    files = {kind: folder / f"{kind}.{form}" for kind in KINDS}
    codes = [run(["--database", str(database), "export", k, "--file", str(f)]) for k, f in files.items()]
    assert codes == [0] * len(KINDS)
    return files


def told(file: Path) -> str:
    """The text of a file, of a workbook that of its first sheet."""
    if file.suffix != ".xlsx":
        return file.read_text()
    with ZipFile(file) as archive:
        return archive.read("xl/worksheets/sheet1.xml").decode()


def odd_plan() -> dict[str, Any]:
    """A plan with what is hard to write."""
    content = plan_file(
        skills=[{"external_ref": "first:aid", "name": "First aid"}],
        assignments=[
            {
                "shift": "s0",
                "collaborator": "p0",
                "locked": True,
                "override_rules": ["min_rest"],
                "override_reason": "agreed",
            }
        ],
        availability=[
            {
                "collaborator": "p1",
                "kind": "leave",
                "starts_at": "2025-03-04T00:00:00Z",
                "ends_at": "2025-03-05T00:00:00Z",
                "reason": "surgery",
            },
            {"collaborator": "p0", "kind": "undesired", "weekdays": [1, 7], "timezone": "Europe/Paris"},
        ],
    )
    content["collaborators"][0] |= {
        "name": "@Zoé",
        "skills": [{"skill": "first:aid", "valid_until": "2030-01-31"}],
        "weekly_minutes": 2100,
    }
    content["shifts"][0] |= {"note": ODD, "headcount": 2}
    return content


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_demo_plan_goes_out_and_in_and_out_as_the_same_bytes(desk: Desk, form: str) -> None:
    desk.run("demo", "--no-serve", "--weeks", "4", "--folder", str(desk.folder))
    demo = desk.folder / "planning-demo.db"
    first = exported(demo, desk.folder / "first", form)
    names = [str(file) for file in first.values()]

    desk.capture.readouterr()
    same = run(["--database", str(demo), "import", *names, "--json"])
    report = json.loads(desk.capture.readouterr().out)
    other = run(["--database", str(desk.folder / "other.db"), "import", *names, "--as-is"])
    again = exported(desk.folder / "other.db", desk.folder / "again", form)

    assert (same, other) == (0, 0)
    assert {kind: c["read"] - c["unchanged"] for kind, c in report["counts"].items()} == dict.fromkeys(
        report["counts"], 0
    )
    assert report["counts"]["shift"]["read"] > 500
    assert [k for k in KINDS if first[k].read_bytes() != again[k].read_bytes()] == []


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_odd_texts_come_back_as_they_were(desk: Desk, form: str) -> None:
    assert desk.run("import", desk.write("plan.json", odd_plan())).code == 0

    files = exported(desk.folder / "plan.db", desk.folder / "out", form)
    said = desk.run("import", *(str(file) for file in files.values()), "--json")

    assert {c["read"] - c["unchanged"] for c in said.json["counts"].values()} == {0}
    assert "surgery" in told(files["availability"])
    assert "=1+1" in told(files["shifts"])


def test_json_is_an_import_file(desk: Desk) -> None:
    desk.run("import", desk.write("plan.json", odd_plan()))
    validator = jsonschema_rs.validator_for(import_schema())

    said = [desk.run("export", kind, "--format", "json") for kind in KINDS]

    assert [e.message for one in said for e in validator.iter_errors(one.json)] == []
    assert said[KINDS.index("shifts")].json["shifts"][0]["note"] == ODD


def test_standard_output_holds_what_a_file_would(desk: Desk) -> None:
    desk.run("import", desk.write("plan.json", odd_plan()))
    file = desk.folder / "people.csv"

    said = desk.run("export", "people")
    written = desk.run("export", "people", "--file", str(file), "--lang", "fr")

    assert said.out == file.read_text()
    assert (written.out, written.err) == ("", f"2 lignes écrites dans {file}.\n")
    assert said.out.splitlines()[1].startswith("p0,'@Zoé,,,,steward,first:aid:2030-01-31,,2100,")


def test_period_and_site_keep_what_they_name(desk: Desk) -> None:
    content = plan_file(assignments=[{"shift": f"s{n}", "collaborator": "p0"} for n in range(3)])
    content["sites"].append({"external_ref": "yard", "name": "Yard", "timezone": "Europe/Paris"})
    content["missions"][0]["sites"].append("yard")
    content["shifts"][2]["site"] = "yard"
    desk.run("import", desk.write("plan.json", content))

    days = desk.run("export", "assignments", "--from", "2025-03-03", "--to", "2025-03-05")
    yard = desk.run("export", "shifts", "--site", "yard")

    assert [line.split(",")[0] for line in days.out.splitlines()] == ["shift", "s0", "s1"]
    assert [line.split(",")[0] for line in yard.out.splitlines()] == ["external_ref", "s2"]


def test_reasons_are_left_out_with_their_column(desk: Desk) -> None:
    desk.run("import", desk.write("plan.json", odd_plan()))
    file = desk.folder / "availability.csv"

    desk.run("export", "availability", "--without-reasons", "--file", str(file))
    said = desk.run("import", str(file), "--json")

    assert "reason" not in file.read_text()
    assert "surgery" not in file.read_text()
    assert said.json["counts"]["availability"]["unchanged"] == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("cats",), ["KIND", "cats", "must be one of"]),
        (("skills", "--from", "2025-03-03"), ["--from", "these only: missions"]),
        (("availability", "--site", "hall"), ["--site", "these only"]),
        (("shifts", "--site", "none"), ["--site", "none"]),
        (("shifts", "--file", "plan.ods"), ["plan.ods", "only CSV, XLSX and JSON"]),
        (("shifts", "--file", "no/folder/shifts.csv"), ["--file", "cannot be written"]),
    ],
)
def test_wrong_use_is_said(desk: Desk, arguments: tuple[str, ...], words: list[str]) -> None:
    desk.run("import", desk.write("plan.json", plan_file()))

    said = desk.run("export", *arguments)

    assert (said.code, said.out) == (2, "")
    assert [word for word in words if word not in said.err] == []


def test_file_that_exists_is_kept_unless_forced(desk: Desk) -> None:
    desk.run("import", desk.write("plan.json", plan_file()))
    kept = desk.write("shifts.csv", "mine")

    refused = desk.run("export", "shifts", "--file", kept)
    before = Path(kept).read_text()
    forced = desk.run("export", "shifts", "--file", kept, "--force")

    assert (refused.code, "--force" in refused.err, before) == (2, True, "mine")
    assert (forced.code, len(Path(kept).read_text().splitlines())) == (0, 4)


def test_failure_leaves_the_old_file_and_no_half_one(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.run("import", desk.write("plan.json", plan_file()))
    kept = Path(desk.write("shifts.csv", "mine"))
    there = sorted(desk.folder.iterdir())

    def breaks(*_: object) -> Any:
        yield "external_ref\n"
        raise RuntimeError("cable cut")

    monkeypatch.setattr(exporting, "csv_pieces", breaks)
    said = desk.run("export", "shifts", "--file", str(kept), "--force")

    assert (said.code, "cable cut" in said.err) == (70, True)
    assert (kept.read_text(), sorted(desk.folder.iterdir())) == ("mine", there)


def test_name_with_marks_in_a_list_is_refused_in_csv_and_written_in_json(desk: Desk) -> None:
    content = plan_file()
    content["roles"].append({"external_ref": "a|b", "name": "Odd"})
    content["collaborators"][0]["roles"] = ["steward", "a|b"]
    desk.run("import", desk.write("plan.json", content))
    file = desk.folder / "people.csv"

    refused = desk.run("export", "people", "--file", str(file))
    said = desk.run("export", "people", "--format", "json")

    assert (refused.code, "--format json" in refused.err, file.exists()) == (2, True, False)
    assert said.json["collaborators"][0]["roles"] == ["steward", "a|b"]


def test_no_database_is_out_of_reach(desk: Desk) -> None:
    said = desk.run("export", "shifts")

    assert (said.code, said.out) == (3, "")
