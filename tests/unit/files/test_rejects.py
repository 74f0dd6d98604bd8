"""Refused rows come out as they went in."""

from __future__ import annotations

import json
from pathlib import Path

from adapters.files import Rejects, open_files
from planning_core.domain.importing import Place

SECTIONS = {"timezone": "organization", "skills": "skill", "sites": "site"}


def test_csv_keeps_header_delimiter_and_cells(tmp_path: Path) -> None:
    source, target = tmp_path / "skills.csv", tmp_path / "rejects.csv"
    source.write_bytes('ref;nom\n1;"a;b"\n2;é\n3\n'.encode())
    files = open_files([source], sections=SECTIONS, kind_of_file=lambda stem: "skill")
    rejects = Rejects()
    for line in (2, 4):
        rejects.add(Place(str(source), line))

    written = rejects.write(files, target)

    assert written == [target]
    assert target.read_bytes() == b'ref;nom\r\n1;"a;b"\r\n3\r\n'


def test_json_keeps_sections(tmp_path: Path) -> None:
    source, target = tmp_path / "plan.json", tmp_path / "rejects.json"
    source.write_text('{"timezone": "x", "skills": [{"a": 1}, {"a": 2}, {"a": 3}], "sites": [{"b": "é"}]}')
    files = open_files([source], sections=SECTIONS, kind_of_file=lambda stem: None)
    rejects = Rejects()
    for path in ("timezone", "skills[1]", "skills[2]", "sites[0]"):
        rejects.add(Place(str(source), 1, path))

    rejects.write(files, target)

    found = json.loads(target.read_text())
    assert found == {"timezone": "x", "skills": [{"a": 2}, {"a": 3}], "sites": [{"b": "é"}]}


def test_rows_of_several_files_go_to_several_files(tmp_path: Path) -> None:
    sources = [tmp_path / "skills.csv", tmp_path / "sites.csv", tmp_path / "roles.csv"]
    for source in sources:
        source.write_text("ref\n1\n")
    files = open_files(sources, sections=SECTIONS, kind_of_file=lambda stem: "skill")
    rejects = Rejects()
    for source in sources[:2]:
        rejects.add(Place(str(source), 2))

    written = rejects.write(files, tmp_path / "bad.csv")

    assert written == [tmp_path / "bad.skills.csv", tmp_path / "bad.sites.csv"]
