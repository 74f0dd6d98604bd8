"""Suites of the ports and tests of the API run on SQLite and on PostgreSQL, or say why they do not."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.conftest import SQL
from tests.repository.test_house_rules import sources

SUITES = ("tests/api", "tests/ports")
EXCUSED = "storeless or one_database"
MADE_IN_MEMORY = re.compile(r"\b(?:memory_app|InMemoryDatabase)\b")


def databases_of(ids: Iterable[str]) -> dict[str, set[str]]:
    """By test, the databases on which its cases run, as their ids say."""
    found: dict[str, set[str]] = {}
    for one in ids:
        test, _, case = one.partition("[")
        found.setdefault(test, set()).update(set(SQL) & set(case.removesuffix("]").split("-")))
    return found


def on_less_than_both(ids: Iterable[str]) -> list[str]:
    """Tests that do not run on each database."""
    return [test for test, databases in databases_of(ids).items() if databases != set(SQL)]


@pytest.mark.parametrize(
    ("ids", "lacking"),
    [
        (["a.py::test_a[sqlite]", "a.py::test_a[postgresql]"], []),
        (["a.py::test_a[memory-x]", "a.py::test_a[sqlite-x]", "a.py::test_a[postgresql-x]"], []),
        (["a.py::test_a[sqlite-fr-a-b]", "a.py::test_a[postgresql-fr-a-b]"], []),
        (["a.py::test_a[memory]"], ["a.py::test_a"]),
        (["a.py::test_a[sqlite]", "a.py::test_b"], ["a.py::test_a", "a.py::test_b"]),
    ],
)
def test_tests_on_less_than_both_are_found(ids: list[str], lacking: list[str]) -> None:
    assert on_less_than_both(ids) == lacking


def test_every_port_suite_and_every_api_test_runs_on_both(repository: Path) -> None:
    options = ("--collect-only", "-q", "-p", "no:cacheprovider", "-p", "no:xdist")
    collected = subprocess.run(
        [sys.executable, "-m", "pytest", *options, "-m", f"not ({EXCUSED})", *SUITES],
        cwd=repository,
        capture_output=True,
        text=True,
        check=False,
    )

    ids = [line for line in collected.stdout.splitlines() if "::" in line]
    assert collected.returncode == 0, collected.stdout + collected.stderr
    assert len(databases_of(ids)) > 300
    assert on_less_than_both(ids) == []


def test_no_api_test_makes_storage_of_its_own_in_memory(repository: Path) -> None:
    found = [
        str(path.relative_to(repository))
        for path in sources(repository, "tests/api")
        if MADE_IN_MEMORY.search(path.read_text(encoding="utf-8"))
    ]

    assert found == ["tests/api/conftest.py"]
