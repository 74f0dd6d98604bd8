"""The lock file pins what pyproject.toml asks for, by hash, whatever index a machine uses."""

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PIN = re.compile(r"(?P<name>[a-z0-9._-]+)(?:\[[a-z,-]+\])?==(?P<version>\S+)(?: ; [^/]+)? \\")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}(?: \\)?")


def lock_lines(repository: Path) -> list[str]:
    """The lines of the lock file."""
    return (repository / "requirements.lock").read_text(encoding="utf-8").splitlines()


def pinned_versions(repository: Path) -> dict[str, set[str]]:
    """The versions that the lock file pins, by distribution; several where they depend on the machine."""
    pins: dict[str, set[str]] = {}
    for line in lock_lines(repository):
        if match := PIN.fullmatch(line):
            pins.setdefault(canonicalize_name(match["name"]), set()).add(match["version"])
    return pins


def direct_requirements(repository: Path) -> list[Requirement]:
    """What pyproject.toml asks for itself, in the base, the extras and the developers' group."""
    document = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))
    project = document["project"]
    groups = [
        project["dependencies"],
        *project["optional-dependencies"].values(),
        *document["dependency-groups"].values(),
        document["build-system"]["requires"],
    ]
    requirements = [Requirement(text) for group in groups for text in group]
    return [wanted for wanted in requirements if wanted.name != project["name"]]


def test_lock_file_holds_hashes_and_no_addresses(repository: Path) -> None:
    lines = lock_lines(repository)

    assert [line for line in lines if not (PIN.fullmatch(line) or HASH.fullmatch(line))] == []


def test_lock_file_pins_what_the_project_asks_for(repository: Path) -> None:
    pins = pinned_versions(repository)

    unmet = [
        str(wanted)
        for wanted in direct_requirements(repository)
        if not any(
            wanted.specifier.contains(version) for version in pins.get(canonicalize_name(wanted.name), ())
        )
    ]

    assert unmet == []


def test_core_asks_for_attrs_alone(repository: Path) -> None:
    document = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))

    assert [Requirement(text).name for text in document["project"]["dependencies"]] == ["attrs"]
