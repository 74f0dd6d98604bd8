"""What the documentation says is there is there."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import typer

from entrypoints.cli.main import app as command_line
from tests.repository.documents import blocks, broken_links, documents

DECISION_PARTS = ["Status", "Context", "Decision", "Consequences"]
TOP = ("planning_core", "adapters", "contracts", "entrypoints", "docs", "tests", ".github")


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


def paths_named(repository: Path) -> set[tuple[str, str]]:
    """Every file or folder of the repository that a page names in code within a sentence."""
    named = re.compile(rf"`((?:{'|'.join(TOP)})/[\w./-]*(?:::\w+)?)`")
    return {
        (page, path)
        for page, text in pages(repository).items()
        if not page.startswith("docs/how-to/")
        for path in named.findall(text)
    }


def test_every_file_named_exists(repository: Path) -> None:
    named = {(page, path.partition("::")[0]) for page, path in paths_named(repository)}

    assert ("docs/architecture.md", "planning_core/domain") in named
    assert {(page, path) for page, path in named if not (repository / path).exists()} == set()


def test_every_test_named_exists(repository: Path) -> None:
    named = {(page, path) for page, path in paths_named(repository) if "::" in path}
    unknown = set()
    for page, path in named:
        file, _, test = path.partition("::")
        if f"def {test}(" not in (repository / file).read_text(encoding="utf-8"):
            unknown.add((page, path))

    assert named
    assert unknown == set()
