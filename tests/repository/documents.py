"""Reads the repository's Markdown: its links, headings and code blocks."""

import re
from pathlib import Path

import attrs

_FENCE = re.compile(r"^```(?P<language>\S*)[^\n]*\n(?P<text>.*?)^```[ ]*$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)\s]+)\)")
_HEADING = re.compile(r"^#{1,6} +(?P<title>.+?) *$", re.MULTILINE)
_ADDRESS = re.compile(r"^[a-z][a-z0-9+.-]*:")


@attrs.frozen
class Block:
    """A fenced block of code, and the line on which its text begins."""

    language: str
    text: str
    line: int


def documents(repository: Path) -> list[Path]:
    """Every page that people read: those at the top, and all under docs."""
    found = sorted([*repository.glob("*.md"), *(repository / "docs").rglob("*.md")])
    assert repository / "README.md" in found
    return found


def blocks(text: str) -> list[Block]:
    """The fenced blocks of a page, in order."""
    return [
        Block(found["language"], found["text"], text.count("\n", 0, found.start("text")) + 1)
        for found in _FENCE.finditer(text)
    ]


def links(text: str) -> list[str]:
    """Targets of links within the repository: no web addresses, nothing inside code."""
    prose = re.sub(r"`[^`\n]*`", "", _FENCE.sub("", text))
    return [found["target"] for found in _LINK.finditer(prose) if not _ADDRESS.match(found["target"])]


def headings(text: str) -> list[str]:
    """The names by which a page's headings are linked to."""
    titles = (found["title"].lower() for found in _HEADING.finditer(_FENCE.sub("", text)))
    return [re.sub(r"[^\w\- ]", "", title).replace(" ", "-") for title in titles]


def broken_links(page: Path) -> list[str]:
    """Targets of a page's links where nothing is: no file or folder, or no such heading in it."""
    broken = []
    for target in links(page.read_text(encoding="utf-8")):
        path, _, heading = target.partition("#")
        other = page.parent / path if path else page
        if not other.exists() or (heading and heading not in headings(other.read_text(encoding="utf-8"))):
            broken.append(target)
    return broken
