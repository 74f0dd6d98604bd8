"""What the documentation says is there is there, and what it shows works."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import attrs
import pytest
import typer

from entrypoints.cli.main import app as command_line
from tests.conftest import REPOSITORY
from tests.repository.documents import Block, blocks, broken_links, documents
from tests.repository.import_contracts import copy_tree, verdicts

DECISION_PARTS = ["Status", "Context", "Decision", "Consequences"]
HOW_TO = sorted((REPOSITORY / "docs" / "how-to").glob("*.md"))
# The first line of an example says which file it is, or is a part of.
PLACE = re.compile(r"# (?P<path>[\w/]+\.py)(?P<added>, added at its end)?\n")


def pages(repository: Path) -> dict[str, str]:
    """Every page's text by its path."""
    return {str(p.relative_to(repository)): p.read_text(encoding="utf-8") for p in documents(repository)}


def test_every_link_leads_somewhere(repository: Path) -> None:
    broken = {str(page.relative_to(repository)): broken_links(page) for page in documents(repository)}

    assert {page: targets for page, targets in broken.items() if targets} == {}


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("[gone](gone.md)", ["gone.md"]),
        ("[here](page.md#a-part) [there](page.md#no-part)", ["page.md#no-part"]),
        ("![picture](picture.png) [web](https://example.org/x)", ["picture.png"]),
        ("`[code](gone.md)`\n\n```text\n[code](gone.md)\n```\n", []),
    ],
)
def test_link_check_finds_a_planted_fault(text: str, broken: list[str], tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"# A part\n\n{text}\n", encoding="utf-8")

    assert broken_links(page) == broken


def test_every_page_of_the_documentation_is_reached_from_the_readme(repository: Path) -> None:
    reached: set[Path] = set()
    to_read = [repository / "README.md"]
    while to_read:
        page = to_read.pop()
        if page in reached:
            continue
        reached.add(page)
        for target in re.findall(r"\]\(([^)#\s:]+)", page.read_text(encoding="utf-8")):
            other = (page.parent / target).resolve()
            to_read += sorted(other.glob("*.md")) if other.is_dir() else [other] * (other.suffix == ".md")

    assert [str(p.relative_to(repository)) for p in documents(repository) if p not in reached] == []


def test_every_make_target_named_exists(repository: Path) -> None:
    makefile = (repository / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    named = {
        (page, target)
        for page, text in pages(repository).items()
        for code in [*re.findall(r"`([^`\n]+)`", text), *(b.text for b in blocks(text) if b.language == "sh")]
        for target in re.findall(r"^make ([a-z-]+)", code, re.MULTILINE)
    }

    assert ("README.md", "demo") in named
    assert {(page, target) for page, target in named if target not in targets} == set()


def command_paths(group: Any, path: tuple[str, ...] = ()) -> dict[tuple[str, ...], set[str]]:
    """Every command of the command line with its options, by the words that name it."""
    found = {path: {option for p in group.params for option in [*p.opts, *p.secondary_opts]}}
    for name, command in getattr(group, "commands", {}).items():
        found.update(command_paths(command, (*path, name)))
    return found


def shell_lines(text: str) -> list[str]:
    """Lines that call the product's command: in blocks of shell code, and in code within a sentence."""
    inline = re.findall(r"`(planning [^`\n]+)`", text)
    block = [line for b in blocks(text) if b.language == "sh" for line in b.text.splitlines()]
    return [line.partition("#")[0].strip() for line in [*inline, *block] if line.startswith("planning ")]


def test_every_planning_command_named_exists_with_its_options(repository: Path) -> None:
    known = command_paths(typer.main.get_command(command_line))
    unknown = []
    for page, text in pages(repository).items():
        if page.startswith("docs/how-to/new-command"):
            continue
        for line in shell_lines(text):
            words = line.split()[1:]
            path = next(tuple(words[:n]) for n in (2, 1, 0) if tuple(words[:n]) in known)
            options = {w.partition("=")[0] for w in words if w.startswith("--")}
            if not path or not options <= known[path] | known[()]:
                unknown.append((page, line))

    assert unknown == []


def test_every_address_that_curl_is_given_is_in_the_api(repository: Path) -> None:
    document = (repository / "contracts" / "openapi.json").read_text(encoding="utf-8")
    named = {
        (page, address.rstrip("/"))
        for page, text in pages(repository).items()
        for block in blocks(text)
        for address in re.findall(r'"\$api(/[\w/-]+)', block.text)
    }

    assert ("README.md", "/publish") in named
    assert {(p, a) for p, a in named if f'"/api/v1/planning{a}"' not in document} == set()


def decisions(repository: Path) -> list[Path]:
    """The decisions, in their order."""
    return sorted((repository / "docs" / "decisions").glob("[0-9]*.md"))


def test_every_decision_has_its_parts_and_its_number(repository: Path) -> None:
    for page in decisions(repository):
        text = page.read_text(encoding="utf-8")
        parts = re.findall(r"^## (.+)$", text, re.MULTILINE)

        assert [part for part in parts if part in DECISION_PARTS] == DECISION_PARTS, page.name
        assert text.startswith(f"# {int(page.name[:4])}. "), page.name


def test_decisions_are_numbered_without_gaps_and_listed(repository: Path) -> None:
    listed = (repository / "docs" / "decisions" / "README.md").read_text(encoding="utf-8")
    found = decisions(repository)

    assert [int(page.name[:4]) for page in found] == list(range(1, len(found) + 1))
    assert [page.name for page in found if f"({page.name})" not in listed] == []


def test_decision_on_libraries_names_every_dependency(repository: Path) -> None:
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = {name: some for name, some in project["optional-dependencies"].items() if name != "all"}
    wanted = [
        re.split(r"[\[>=<]", one)[0]
        for one in [*project["dependencies"], *(d for e in extras.values() for d in e)]
    ]
    text = (repository / "docs" / "decisions" / "0004-libraries.md").read_text(encoding="utf-8").lower()

    assert [name for name in wanted if name.replace("ortools", "or-tools") not in text] == []


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
