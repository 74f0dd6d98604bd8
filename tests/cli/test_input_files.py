"""Import files that are not what they seem."""

from __future__ import annotations

import pytest

from tests.cli.command import Desk


def test_missing_file_is_told_before_its_kind(desk: Desk) -> None:
    said = desk.run("import", "nowhere.xyz")

    assert (said.code, said.err) == (2, "there is no file nowhere.xyz\n")


def test_json_cut_off_inside_a_text_is_told_in_a_sentence(desk: Desk) -> None:
    path = desk.write("plan.json", '{\n  "roles": [{"name": "Stew')

    said = desk.run("import", path)

    assert (said.code, said.err.partition(": ")[2]) == (
        2,
        "the JSON is incomplete: the file ends inside the text that begins here\n",
    )


@pytest.mark.parametrize(
    ("encoding", "named"), [("utf-16", "utf-16"), ("utf-16-le", "utf-16-le"), ("utf-16-be", "utf-16-be")]
)
def test_utf_16_is_named_and_read_when_asked(desk: Desk, encoding: str, named: str) -> None:
    path = desk.write("roles.csv", "external_ref,name\nsteward,Steward\n".encode(encoding))

    said = desk.run("import", path)
    again = desk.run("import", path, "--encoding", named)

    assert (said.code, again.code) == (2, 0)
    assert said.err.endswith(f"the file is in UTF-16: say so with --encoding {named}\n")


def test_faults_come_in_line_order(desk: Desk) -> None:
    rows = "external_ref,name,roles\np1,,\np2,Ann,none\np3,,\n"

    said = desk.run("import", desk.write("people.csv", rows), "--json")

    lines = [fault["line"] for fault in said.json["faults"]]
    assert lines == sorted(lines)
    assert set(lines) == {2, 3, 4}
