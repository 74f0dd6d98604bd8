"""Puts the built page into the wheel: what `pip install` brings serves it without Node.js."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PAGE = "entrypoints/timeline"
NOT_SOURCES = frozenset({"dist", "node_modules"})
GENERATED = "schema.d.ts"


class PageBuildHook(BuildHookInterface[Any]):
    """Builds the page where it is missing or older than its sources, and adds it to a wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the page to a wheel; leave an editable installation to `make page`.

        Raises RuntimeError where the page has to be built and cannot be.
        """
        if version == "editable":
            return
        page = Path(self.root) / PAGE
        if not is_fresh(page):
            build_page(page)
        build_data["force_include"][str(page / "dist")] = f"{PAGE}/dist"


def is_fresh(page: Path) -> bool:
    """Whether the page is built, and none of its sources changed since."""
    built = page / "dist" / "index.html"
    if not built.is_file():
        return False
    made = built.stat().st_mtime
    return all(source.stat().st_mtime <= made for source in sources(page))


def sources(page: Path) -> Iterator[Path]:
    """The files that the page is built from."""
    yield page.parents[1] / "contracts" / "openapi.json"
    for entry in sorted(page.iterdir()):
        if entry.is_file():
            yield entry
        elif entry.name not in NOT_SOURCES:
            yield from (path for path in entry.rglob("*") if path.is_file() and path.name != GENERATED)


def build_page(page: Path) -> None:
    """Build the page from the lock file of its libraries; raises RuntimeError where that fails."""
    npm = shutil.which("npm")
    if npm is None:
        raise RuntimeError(
            "The wheel holds the built page, which needs Node.js 20.19 or newer with npm: install them, "
            f"or build {PAGE}/dist elsewhere first (`make page`)."
        )
    commands = [["run", "build"]]
    if not (page / "node_modules" / ".package-lock.json").is_file():
        commands.insert(0, ["ci"])
    for command in commands:
        ended = subprocess.run([npm, *command], cwd=page, capture_output=True, text=True, check=False)
        if ended.returncode != 0:
            raise RuntimeError(f"`npm {' '.join(command)}` failed in {page}:\n{ended.stdout}{ended.stderr}")
