"""Import files cut, spliced and twisted at random are taken in or refused, whatever is in them."""

from __future__ import annotations

import os
import random
import time
from collections import Counter

import pytest

from tests.api.conftest import MakeApp, make_app, sql
from tests.fuzz.files import KINDS, TYPES, Importer, seed, seeds
from tests.fuzz.values import altered

__all__ = ["make_app", "sql"]

SECONDS = float(os.environ.get("PLANNING_FUZZ_SECONDS", "60"))
AWKWARD = (
    *(b"\0", b'"', b";", b",", b"\r", b"\n", b"{", b"[", b"]", b"}", b":", b'""', b"null", b"true"),
    *(b"\\u0000", b"\\ud800", b"\xff", b"\xef\xbb\xbf", b"-1", b"1e999", b"NaN", b"[" * 500, b"9" * 400),
    *(
        b"9999-12-31T23:59:59+00:00",
        b"0001-01-01",
        b"2025-03-30T02:30:00",
        b"2025-02-30",
        b"24:00",
        b"+26:00",
    ),
    *("É".encode(), "𝒳".encode()),
)


def twisted(chance: random.Random, some: list[bytes]) -> bytes:
    """A file made of one of those by a few accidents."""
    data = bytearray(chance.choice(some))
    for _ in range(chance.randrange(1, 8)):
        at, to = sorted(chance.randrange(len(data) + 1) for _ in range(2))
        accident = chance.randrange(6)
        if accident == 0:
            data[at:at] = chance.choice(AWKWARD)
        elif accident == 1:
            del data[at : min(to, at + 40)]
        elif accident == 2:
            data[at:at] = data[at:to][:200]
        elif accident == 3 and at < len(data):
            data[at] = chance.randrange(256)
        elif accident == 4:
            other = chance.choice(some)
            data[at:to] = other[len(other) // 2 :][:300]
        else:
            data[at : at + 10] = chance.choice(AWKWARD)
    if chance.random() < 0.2:
        data[:2] = chance.randbytes(2)
    return bytes(data)


@pytest.fixture
def importer(make_app: MakeApp) -> Importer:
    """What takes files in, over a database."""
    return Importer(make_app())


def fuzz(importer: Importer, seconds: float, chance: random.Random) -> Counter[str]:
    """Take in twisted files for so long; how often what became of them."""
    came = Counter[str]()
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        data = altered(chance) if chance.random() < 0.5 else twisted(chance, seeds())
        try:
            came[importer.take(data)] += 1
        except Exception as error:
            raise AssertionError(f"neither taken nor refused: {data!r}") from error
    return came


def test_seeds_are_read_as_what_they_are(importer: Importer) -> None:
    assert importer.take(seeds()[0]) == "taken"
    assert len(TYPES) < 64
    assert len(KINDS) < 128


@pytest.mark.parametrize(
    ("content_type", "content"),
    [
        ("text/csv; charset=utf-16", b"e2025-02-30x"),
        ("text/csv", "matricule;nom\np1;Zoé".encode()[:-1]),
        ("application/json", '{"timezone": "É'.encode()[:-1]),
        ("application/json; charset=undefined", b"{}"),
        ("text/csv; charset=unicode_escape", b"x\\ef;name\na;b\n"),
    ],
    ids=[
        "UTF-16 without its mark",
        "cut in a letter",
        "cut in a letter of a text",
        "no encoding at all",
        "escapes",
    ],
)
def test_text_in_another_encoding_than_it_says_is_refused(
    importer: Importer, content_type: str, content: bytes
) -> None:
    kind = "people" if content_type.startswith("text") else None

    assert importer.take(seed(content_type, kind, content)) == "InvalidInput"


def test_name_of_a_column_that_is_no_text_is_told_escaped(importer: Importer) -> None:
    people = b'{"collaborators": [{"ex\\ud800": "p0", "na\\udfffme": "P"}]}'

    assert importer.take(seed("application/json", None, people)) == "taken"


def test_twisted_files_are_taken_in_or_refused(importer: Importer) -> None:
    came = fuzz(importer, 3, random.Random(1))

    assert came.keys() <= {"taken", "InvalidInput", "NotAFile", "HardConflicts"}
    assert came.total() > 20


@pytest.mark.reliability
@pytest.mark.timeout(0)
def test_twisted_files_for_long(importer: Importer) -> None:
    came = fuzz(importer, SECONDS, random.Random())

    print(f"\n{came.total()} files: {dict(came)}")  # noqa: T201 - figures for docs/reliability.md
