"""`planning import`: files in, reports out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import Desk, plan_file, shift_row

SHIFTS_HEADER = "ref;mission;lieu;fonction;début;fin\n"
GOOD = "A;fair;hall;steward;2025-03-03T08:00:00+01:00;2025-03-03T12:00:00+01:00\n"


def test_same_file_twice_changes_nothing(desk: Desk) -> None:
    file = desk.write("plan.json", plan_file(assignments=[{"shift": "s0", "collaborator": "p0"}]))

    first = desk.installed("import", file, "--json")
    again = desk.installed("import", file, "--json")

    assert (first.code, again.code, first.err, again.err) == (0, 0, "", "")
    assert first.json["counts"]["shift"] == {
        "read": 3, "created": 3, "updated": 0, "unchanged": 0, "refused": 0,
    }  # fmt: skip
    assert {c["unchanged"] - c["read"] for c in again.json["counts"].values()} == {0}
    assert desk.run("audit", "list", "--json").json == desk.run("audit", "list", "--json").json
    assert len(desk.run("audit", "list", "--json").json) == first_writes(first.json["counts"])


def first_writes(counts: dict[str, dict[str, int]]) -> int:
    """How many rows wrote something."""
    return sum(c["created"] + c["updated"] for c in counts.values())


def test_dry_run_says_what_would_happen_and_writes_nothing(desk: Desk) -> None:
    file = desk.write("plan.json", plan_file())

    said = desk.run("import", file, "--dry-run")

    assert said.code == 0
    assert "shift\t3\t3\t0\t0\t0" in said.out.splitlines()
    assert said.out.splitlines()[-1] == "Dry run: nothing was written."
    assert desk.run("audit", "list", "--json").json == []


def test_csv_files_with_french_headers_come_in_together(desk: Desk) -> None:
    desk.run("import", desk.write("plan.json", plan_file(shifts=0)))
    files = [
        desk.write("affectations.csv", "shift,matricule,statut\nA,p0,confirmé\n"),
        desk.write("shifts-mars.csv", SHIFTS_HEADER + GOOD),
        desk.write(
            "conges.tsv", "matricule\ttype\tdébut\tfin\np1\tcongé\t2025-03-03T00:00Z\t2025-03-09T00:00Z\n"
        ),
    ]

    said = desk.run("import", *files, "--json")

    assert said.code == 0
    assert {kind: c["created"] for kind, c in said.json["counts"].items()} == {
        "availability": 1, "shift": 1, "assignment": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content", "options", "words"),
    [
        ("shifts.csv", "ref;mission\nA;fair\n", (), ["site", "missing", "shifts.csv:1"]),
        ("shifts.csv", SHIFTS_HEADER.replace("ref", "ref;colour"), (), ["colour", "no column known"]),
        ("shifts.csv", SHIFTS_HEADER + "é;;;;;\n", ("--encoding", "ascii"), ["shifts.csv:1", "--encoding"]),
        ("shifts.csv", (SHIFTS_HEADER + "é").encode("cp1252"), (), ["0xe9", "utf-8", "--encoding cp1252"]),
        ("shifts.csv", "", (), ["shifts.csv:1", "empty"]),
        ("shifts.csv", SHIFTS_HEADER + 'A;"fair', (), ["shifts.csv:2", "no proper CSV"]),
        ("data.csv", "ref\n", (), ["--kind"]),
        ("plan.ods", b"PK", (), ["only CSV, XLSX, JSON and iCalendar"]),
        ("plan.xlsx", b"PK", (), ["plan.xlsx", "no proper XLSX"]),
        ("plan.json", '{"shifts": [{]}', (), ["plan.json:1", "no proper JSON"]),
        ("plan.json", '{"shift": []}', (), ["shift", "no section"]),
        ("shifts.csv", SHIFTS_HEADER, ("--encoding", "klingon"), ["klingon", "encoding"]),
        ("shifts.csv", SHIFTS_HEADER, ("--kind", "cats"), ["cats", "must be one of"]),
    ],
)
def test_file_that_cannot_be_read_is_wrong_use_with_a_sentence(
    desk: Desk, name: str, content: str | bytes, options: tuple[str, ...], words: list[str]
) -> None:
    said = desk.run("import", desk.write(name, content), *options)

    assert (said.code, said.out) == (2, "")
    assert [word for word in words if word not in said.err] == []
    assert "Traceback" not in said.err


def test_missing_file_is_wrong_use(desk: Desk) -> None:
    said = desk.run("import", str(desk.folder / "none.json"))

    assert (said.code, said.err.splitlines()) == (
        2,
        [f"there is no file {desk.folder / 'none.json'}"],
    )


def test_half_a_row_is_refused_with_its_line_and_nothing_is_written(desk: Desk) -> None:
    desk.run("import", desk.write("plan.json", plan_file(shifts=0)))
    file = desk.write("shifts.csv", SHIFTS_HEADER + GOOD + "B;fair;ha")

    said = desk.run("import", file)

    assert said.code == 1
    assert f"{file}:3 « ha »: the row has 3 cells, the header 6: it seems cut off" in said.out.splitlines()
    assert desk.run("audit", "list", "--entity", "shift", "--json").json == []


def test_thousand_faults_are_counted_and_all_rejected(desk: Desk) -> None:
    desk.run("import", desk.write("plan.json", plan_file(shifts=0)))
    bad = "".join(GOOD.replace("A;", f"B{n};").replace("+01:00", "", 1) for n in range(1500))
    file = desk.write("shifts.csv", SHIFTS_HEADER + GOOD + bad)
    rejects = desk.folder / "again.csv"

    said = desk.run("import", file, "--keep-good", "--rejects", str(rejects), "--json")

    assert said.code == 1
    assert (said.json["written"], said.json["fault_count"], len(said.json["faults"])) == (True, 1500, 1000)
    assert said.json["faults"][0] == {
        "file": file,
        "line": 3,
        "path": None,
        "kind": "shift",
        "column": "début",
        "cell": None,
        "value": "2025-03-03T08:00:00",
        "reason": "naive_instant",
        "message": "needs a UTC offset, as in 2025-03-30T08:00:00+02:00",
    }
    assert len(rejects.read_text().splitlines()) == 1501


def test_mended_rejects_come_in(desk: Desk) -> None:
    content = plan_file(shifts=2)
    content["shifts"][1]["starts_at"] = "2025-03-04T08:00:00"
    rejects = desk.folder / "rejects.json"
    desk.run("import", desk.write("plan.json", content), "--keep-good", "--rejects", str(rejects))
    rejects.write_text(rejects.read_text().replace("T08:00:00", "T08:00:00Z"))

    said = desk.run("import", str(rejects), "--json")

    assert (said.code, said.json["counts"]["shift"]["created"]) == (0, 1)


def clashing() -> dict[str, object]:
    """A plan in which one person works twice at once."""
    assignments = [{"shift": ref, "collaborator": "p0"} for ref in ("s0", "twin")]
    twin = {**shift_row(0), "external_ref": "twin"}
    return {**plan_file(), "shifts": [shift_row(0), twin], "assignments": assignments}


def test_new_hard_conflict_is_refused_in_a_sentence_and_nothing_written(desk: Desk) -> None:
    file = desk.write("plan.json", clashing())

    said = desk.run("import", file)

    assert said.code == 1
    assert "assignments[1]: Person 0 is on two shifts at once" in said.out
    assert said.out.splitlines()[-1].startswith("Refused: 1 new hard conflict. Nothing was written.")
    assert desk.run("audit", "list", "--json").json == []


def test_as_is_takes_the_conflicts_in_and_check_finds_them(desk: Desk) -> None:
    said = desk.run("import", desk.write("plan.json", clashing()), "--as-is", "--json")
    checked = desk.run("check", "--json")

    assert (said.code, said.json["written"]) == (0, True)
    assert {"rule": "double_booking", "type": "hard", "count": 1} in said.json["conflict_counts"]
    assert (checked.code, checked.json["hard"]) == (1, 1)


def test_keep_good_leaves_out_the_clash(desk: Desk) -> None:
    said = desk.run("import", desk.write("plan.json", clashing()), "--keep-good", "--json")

    assert (said.code, said.json["written"]) == (1, True)
    assert [(f["path"], f["reason"]) for f in said.json["faults"]] == [("assignments[1]", "double_booking")]
    assert said.json["faults"][0]["message"].startswith("Person 0 is on two shifts at once")
    assert desk.run("check", "--json").json["hard"] == 0


def test_rejects_that_cannot_be_written_are_said(desk: Desk) -> None:
    content = plan_file(shifts=1)
    content["shifts"][0]["mission"] = "none"

    said = desk.run(
        "import", desk.write("plan.json", content), "--rejects", str(desk.folder / "no" / "folder.json")
    )

    assert (said.code, "cannot be written" in said.err) == (2, True)


def test_french_is_spoken_where_asked_for(desk: Desk) -> None:
    said = desk.installed("import", desk.write("plan.json", clashing()), LC_ALL="fr_FR.UTF-8")
    named = desk.run("import", str(Path(desk.folder) / "plan.json"), "--lang", "fr")

    assert "Person 0 est sur deux shifts à la fois" in said.out
    assert said.out == named.out
