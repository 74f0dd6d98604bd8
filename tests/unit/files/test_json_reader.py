"""JSON files: sections in any order, read in pieces, and faults with their lines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from adapters.files import json_reader
from adapters.files.json_reader import JsonFile
from adapters.files.opening import DEFAULT_ENCODING
from planning_core.domain.importing import Place, RawRow
from planning_core.errors import InvalidInput

SECTIONS = {"rule_set": "organization", "timezone": "organization", "skills": "skill", "sites": "site"}


def opened(path: Path, text: str | bytes) -> JsonFile:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return JsonFile(path, DEFAULT_ENCODING, SECTIONS)


def test_rows_carry_line_and_path(tmp_path: Path) -> None:
    path = tmp_path / "a.json"

    file = opened(path, '{\n"sites": [],\n"skills": [\n {"a": 1},\n\n {"a": "é"}, 3]}')

    rows = list(file.rows("skill"))
    assert rows[:2] == [
        RawRow(Place(str(path), 4, "skills[0]"), "skill", {"a": 1}),
        RawRow(Place(str(path), 6, "skills[1]"), "skill", {"a": "é"}),
    ]
    assert [f.reason for f in rows[2].faults] == ["not_an_object"]


def test_settings_are_rows_of_the_organization(tmp_path: Path) -> None:
    file = opened(tmp_path / "a.json", '{"rule_set": "eu", "skills": [], "timezone": "Asia/Tokyo"}')

    found = [row.values for row in file.rows("organization")]

    assert found == [{"rule_set": "eu"}, {"timezone": "Asia/Tokyo"}]


@pytest.mark.parametrize("piece", [1, 2, 7, 64, 1 << 18])
def test_size_of_the_pieces_makes_no_difference(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, piece: int
) -> None:
    monkeypatch.setattr(json_reader, "PIECE", piece)
    data: dict[str, Any] = {
        "timezone": "Europe/Paris",
        "sites": [{"n": i, "é": "ü" * i, "nested": {"a": [1, 2, {"b": None}]}} for i in range(20)],
        "skills": [{"x": True}],
    }

    text = json.dumps(data, ensure_ascii=False, indent=1)

    file = opened(tmp_path / "a.json", text.encode("utf-8-sig"))

    assert [row.values for row in file.rows("site")] == data["sites"]
    assert [row.values for row in file.rows("skill")] == data["skills"]
    assert next(file.rows("skill")).place.line == text.partition('"x"')[0].count("\n")


@pytest.mark.parametrize(
    ("text", "reason", "line"),
    [
        ("", "cut_off_json", 1),
        ("[]", "malformed_json", 1),
        ("nothing", "malformed_json", 1),
        ('{"skills": [{"a": 1},\n{"b":}]}', "malformed_json", 2),
        ('{"skills": [{"a": 1},\n{"b": 1', "cut_off_json", 2),
        ('{"skills": [{"a": 1},]}', "malformed_json", 1),
        ('{"skills": []\n"sites": []}', "malformed_json", 2),
        ('{"skills": []}\n x', "malformed_json", 2),
        ('{"skills": [' + "[" * 100_000, "malformed_json", 1),
        ('{"skills": [' + "9" * 10_000 + "]}", "malformed_json", 1),
        ('{\n"people": []}', "unknown_section", 2),
        ('{"skills": {}}', "section_not_a_list", 1),
        ('{"skills": [],\n"skills": []}', "repeated_section", 2),
        (b'{"skills": [\n{"a": "\xe9"}]}', "wrong_encoding", 2),
    ],
)
def test_broken_file_is_refused_with_its_line(
    tmp_path: Path, text: str | bytes, reason: str, line: int
) -> None:
    path = tmp_path / "a.json"

    with pytest.raises(InvalidInput) as caught:
        opened(path, text)

    (fault,) = caught.value.faults
    assert (fault.path, fault.reason) == (f"{path}:{line}", reason)
