"""The page of measurements: one section for each benchmark, replaced when that benchmark runs again."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import attrs

PAGE = Path(__file__).resolve().parents[2] / "docs" / "benchmarks.md"
INTRODUCTION = """# Benchmarks

Made by `make bench`, which replaces the sections that it measures anew. Ratios are taken within one run on
one machine, from medians of several rounds; they say more than the times, which are this machine's.
"""


@attrs.frozen
class Section:
    """What one benchmark found: a title, a table with its header, and remarks under it."""

    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    remarks: Sequence[str] = ()

    def markdown(self) -> str:
        """The section as it stands on the page."""
        lines = [f"## {self.title}", "", f"{datetime.now(UTC):%Y-%m-%d}, {machine()}.", ""]
        lines += [_row(self.header), _row(["---"] * len(self.header))]
        lines += [_row(row) for row in self.rows]
        for remark in self.remarks:
            lines += ["", remark]
        return "\n".join(lines) + "\n"


def machine() -> str:
    """The machine and the Python that measured."""
    return f"{_processor()}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        text = ""
    found = re.search(r"^model name\s*:\s*(.+)$", text, re.MULTILINE)
    return found.group(1).strip() if found else platform.machine()


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def with_sections(page: str, sections: Sequence[Section]) -> str:
    """The page with these sections in the place of those of the same titles, new ones at the end."""
    parts = re.split(r"(?m)^(?=## )", page or INTRODUCTION)
    known = {part.partition("\n")[0]: number for number, part in enumerate(parts)}
    for section in sections:
        number = known.get(f"## {section.title}")
        if number is None:
            parts.append(section.markdown())
        else:
            parts[number] = section.markdown()
    return "\n".join(part.strip() + "\n" for part in parts)


def write_page(sections: Sequence[Section]) -> None:
    """Bring the page up to date."""
    page = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    PAGE.write_text(with_sections(page, sections), encoding="utf-8")
