"""CSV files: delimiters, encodings, cells, and faults with their lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from adapters.files.csv_reader import CsvFile
from adapters.files.opening import DEFAULT_ENCODING, check_encoding
from planning_core.domain.importing import Place, RawRow
from planning_core.errors import Fault, InvalidInput


def rows(path: Path, data: bytes, encoding: str = DEFAULT_ENCODING) -> list[RawRow]:
    path.write_bytes(data)
    return list(CsvFile(path, "skill", encoding).rows("skill"))


def fault(path: Path, data: bytes, encoding: str = DEFAULT_ENCODING) -> Fault:
    with pytest.raises(InvalidInput) as caught:
        rows(path, data, encoding)
    (only,) = caught.value.faults
    return only


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_delimiter_is_found_in_the_header(tmp_path: Path, mark: str) -> None:
    path = tmp_path / "skills.csv"

    found = rows(path, mark.join(("ref", '"a,b;c"')).encode() + b"\n" + mark.join("xy").encode())

    assert found == [RawRow(Place(str(path), 2), "skill", {"ref": "x", "a,b;c": "y"})]


def test_mark_of_utf8_is_no_part_of_the_header(tmp_path: Path) -> None:
    found = rows(tmp_path / "a.csv", "ref,nom\n1,Lumière\n".encode("utf-8-sig"))

    assert found[0].values == {"ref": "1", "nom": "Lumière"}


def test_line_of_a_row_counts_line_ends_inside_quotes_and_empty_lines(tmp_path: Path) -> None:
    found = rows(tmp_path / "a.csv", b'ref,name\r\n1,"two\r\nlines"\r\n\r\n,\r\n2,b\r\n')

    assert [row.place.line for row in found] == [2, 6]


def test_short_and_long_rows_are_faults_of_their_own(tmp_path: Path) -> None:
    found = rows(tmp_path / "a.csv", b"ref,name\n1\n2,b,c\n3,c,,\n")

    assert [[f.reason for f in row.faults] for row in found] == [["row_too_short"], ["row_too_long"], []]


def test_wrong_encoding_names_line_and_byte(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"

    found = fault(path, b"ref,nom\n" + b"1,x\n" * 5000 + "2,é\n".encode("latin-1"))

    assert (found.path, found.reason) == (f"{path}:5002", "wrong_encoding")
    assert found.limits == {"encoding": "utf-8", "byte": "0xe9", "offset": 20010}


def test_named_encoding_is_used(tmp_path: Path) -> None:
    found = rows(tmp_path / "a.csv", "ref,nom\n2,é\n".encode("cp1252"), check_encoding("cp1252"))

    assert found[0].values == {"ref": "2", "nom": "é"}


@pytest.mark.parametrize("name", ["nonsense", "base64", "\x00"])
def test_unknown_encoding_is_refused(name: str) -> None:
    with pytest.raises(InvalidInput, match="unknown_encoding"):
        check_encoding(name)


@pytest.mark.parametrize(
    ("data", "reason", "line"),
    [
        (b"", "no_header", 1),
        (b"\n\n", "no_header", 1),
        (b'ref,name\n1,"open\n', "malformed_csv", 2),
        (b"ref,name\n1," + b"x" * 200_000, "malformed_csv", 2),
    ],
)
def test_broken_file_is_refused_with_its_line(tmp_path: Path, data: bytes, reason: str, line: int) -> None:
    path = tmp_path / "a.csv"

    found = fault(path, data)

    assert (found.path, found.reason) == (f"{path}:{line}", reason)


def test_missing_file_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="unreadable_file"):
        CsvFile(tmp_path / "none.csv", "skill", DEFAULT_ENCODING)
