"""The how-to pages, followed: their examples work, keep the import contracts, print what is shown."""

import os
import re
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import attrs
import pytest

from tests.conftest import REPOSITORY
from tests.repository.documents import Block, blocks
from tests.repository.import_contracts import copy_tree, verdicts

HOW_TO = sorted((REPOSITORY / "docs" / "how-to").glob("*.md"))
# The first line of an example says which file it is, or is a part of.
PLACE = re.compile(r"# (?P<path>[\w/]+\.py)(?P<added>, added at its end)?\n")


@attrs.frozen
class Shown:
    """An example of a how-to page: the file that it makes (or adds to; None: nothing but code to run)."""

    path: str | None
    added: bool
    text: str


def shown(block: Block) -> Shown:
    """What a block of Python shows."""
    place = PLACE.match(block.text)
    if place is None:
        return Shown(None, False, block.text)
    return Shown(place["path"], place["added"] is not None, block.text)


def examples(page: Path) -> list[Shown]:
    """What a page's blocks of Python show."""
    found = blocks(page.read_text(encoding="utf-8"))
    return [shown(block) for block in found if block.language == "python"]


def plant_examples(pages_shown: list[Path], tree: Path) -> None:
    """Put the files that these pages show into a copy of the sources, and add what they add to others."""
    for example in (one for page in pages_shown for one in examples(page)):
        if example.path is not None:
            path = tree / example.path
            assert path.exists() == example.added, example.path
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("a", encoding="utf-8") as file:
                file.write(f"\n\n{example.text}" if example.added else example.text)


@pytest.fixture(scope="module")
def followed(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sources and tests in which every how-to page was followed."""
    tree = tmp_path_factory.mktemp("followed")
    copy_tree(repository, tree)
    for document in (repository / "contracts").glob("*.json"):
        shutil.copy(document, tree / "contracts")
    shutil.copytree(repository / "tests", tree / "tests", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(repository / "pyproject.toml", tree)
    plant_examples(HOW_TO, tree)
    return tree


def run(command: list[str], folder: Path, repository: Path) -> str:
    """What a command prints; fails the test where the command fails."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST_", "COV_"))}
    done = subprocess.run(
        command,
        cwd=folder,
        env={**environment, "PYTHONPATH": str(repository), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_how_to_examples_pass_their_own_tests(followed: Path) -> None:
    paths = [one.path for page in HOW_TO for one in examples(page) if one.path]
    own = [path for path in paths if path.startswith("tests/")]
    rules = [Path(path).stem for path in paths if "/catalogue/" in path]
    command = ["-m", "pytest", "-v", "-p", "no:cacheprovider", *own, "tests/unit/rules/test_examples.py"]

    printed = run([sys.executable, *command], followed, followed)

    passed = [line for line in printed.splitlines() if "PASSED" in line]
    assert own
    assert rules
    for name in (*own, *(f"[{rule}: " for rule in rules)):
        assert any(name in line for line in passed), name


def test_how_to_examples_keep_the_import_contracts(followed: Path, repository: Path) -> None:
    kept = verdicts(followed, repository)

    assert [name for name in kept if not kept[name]] == []


@pytest.mark.parametrize("page", HOW_TO, ids=lambda page: page.stem)
def test_how_to_python_compiles_and_prints_what_the_page_shows(
    page: Path, repository: Path, tmp_path: Path
) -> None:
    found = blocks(page.read_text(encoding="utf-8"))
    python = [block for block in found if block.language == "python"]
    assert python

    for block in python:
        compile(block.text, f"{page.name}:{block.line}", "exec")
    for block, following in pairwise(found):
        if block.language == "python" and following.language == "text":
            printed = run([sys.executable, "-W", "error", "-c", block.text], tmp_path, repository)
            assert printed == following.text
