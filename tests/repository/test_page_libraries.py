"""The page's libraries: pinned by hash without addresses, under licences that oblige nobody."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

PAGE = Path("entrypoints") / "timeline"
# Of a tree's licences one must hold for each part of it: "(A OR B)" is a choice, "A AND B" holds both.
PERMISSIVE = frozenset(
    {
        "0BSD",
        "Apache-2.0",
        "BlueOak-1.0.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "CC0-1.0",
        "ISC",
        "MIT",
        "MIT-0",
        "Python-2.0",
    }
)
# Tools that stay on the developer's machine: nothing of theirs is in the page.
TOOLS_ALONE = frozenset({"CC-BY-4.0", "MPL-2.0"})
ADDRESS = re.compile(r"[a-z][a-z+]*://")
TO_PEOPLE = frozenset({"deprecated", "funding"})


def locked(repository: Path) -> dict[str, dict[str, Any]]:
    """Every library of the lock file by its folder; never none."""
    document = json.loads((repository / PAGE / "package-lock.json").read_text(encoding="utf-8"))
    packages: dict[str, dict[str, Any]] = document["packages"]
    found = {folder: entry for folder, entry in packages.items() if folder}
    assert found
    return found


def permits(licence: str, allowed: frozenset[str]) -> bool:
    """Whether one may take a library of that SPDX expression where those licences are allowed."""
    choices = licence.strip("()").split(" OR ")
    return any(all(part in allowed for part in choice.split(" AND ")) for choice in choices)


def addresses(entry: Any) -> list[str]:
    """The addresses in a part of the lock file, those that are only words to people set aside."""
    if isinstance(entry, dict):
        return [found for key, value in entry.items() if key not in TO_PEOPLE for found in addresses(value)]
    if isinstance(entry, list):
        return [found for value in entry for found in addresses(value)]
    return [entry] if isinstance(entry, str) and ADDRESS.match(entry) else []


def test_lock_file_of_the_page_names_no_address(repository: Path) -> None:
    assert addresses(locked(repository)) == []


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        ({"resolved": "https://registry.example/a.tgz"}, ["https://registry.example/a.tgz"]),
        ({"dependencies": {"a": "git+ssh://git@example.org/a.git"}}, ["git+ssh://git@example.org/a.git"]),
        ({"funding": [{"type": "page", "url": "https://example.org/funding"}]}, []),
        ({"version": "1.2.3", "engines": {"node": ">=20"}, "peer": True}, []),
    ],
)
def test_address_in_a_lock_file_is_found(entry: dict[str, Any], found: list[str]) -> None:
    assert addresses(entry) == found


def test_lock_file_of_the_page_pins_every_library_by_hash(repository: Path) -> None:
    unpinned = [
        folder
        for folder, entry in locked(repository).items()
        if not str(entry.get("integrity", "")).startswith("sha512-") and not entry.get("inBundle")
    ]

    assert unpinned == []


def test_npm_is_told_to_write_no_addresses(repository: Path) -> None:
    settings = (repository / PAGE / ".npmrc").read_text(encoding="utf-8").split()

    assert "omit-lockfile-registry-resolved=true" in settings


def test_lock_file_of_the_page_matches_what_the_page_asks_for(repository: Path) -> None:
    package = json.loads((repository / PAGE / "package.json").read_text(encoding="utf-8"))
    lock = json.loads((repository / PAGE / "package-lock.json").read_text(encoding="utf-8"))

    kinds = ("dependencies", "devDependencies")
    assert {kind: lock["packages"][""].get(kind) for kind in kinds} == {k: package.get(k) for k in kinds}


def test_licences_of_the_page_are_permissive(repository: Path) -> None:
    refused = {
        folder: entry.get("license")
        for folder, entry in locked(repository).items()
        if not permits(
            str(entry.get("license")), PERMISSIVE | TOOLS_ALONE if entry.get("dev") else PERMISSIVE
        )
    }

    assert refused == {}


@pytest.mark.parametrize(
    ("licence", "allowed"),
    [
        ("MIT", True),
        ("(MIT OR GPL-3.0)", True),
        ("MIT AND GPL-3.0", False),
        ("GPL-3.0", False),
        ("None", False),
    ],
)
def test_licence_expression_is_judged_by_its_choices(licence: str, allowed: bool) -> None:
    assert permits(licence, PERMISSIVE) is allowed
