"""Runs the import contracts on a copy of the tree, so that a test may spoil the copy."""

import configparser
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

PACKAGES = ("planning_core", "adapters", "contracts", "entrypoints")
VERDICT = re.compile(r"^(?P<name>.+?) (?P<verdict>KEPT|BROKEN)\b", re.MULTILINE)


def contract_names(repository: Path) -> dict[str, str]:
    """The id of each contract in .importlinter, by its name."""
    configuration = configparser.ConfigParser()
    configuration.read(repository / ".importlinter")
    prefix = "importlinter:contract:"
    return {
        configuration[section]["name"]: section.removeprefix(prefix)
        for section in configuration.sections()
        if section.startswith(prefix)
    }


def copy_tree(repository: Path, target: Path) -> None:
    """Copy the packages and the configuration that judges them, Python sources alone."""

    def not_python(folder: str, names: list[str]) -> list[str]:
        return [
            name
            for name in names
            if name in {"__pycache__", "node_modules"}
            or not ((Path(folder) / name).is_dir() or name.endswith(".py"))
        ]

    for package in PACKAGES:
        shutil.copytree(repository / package, target / package, ignore=not_python)
    shutil.copy(repository / ".importlinter", target)


def plant(tree: Path, files: dict[str, str]) -> None:
    """Write modules into the copy, with the packages on the way to them.

    Raises FileExistsError for a module that the tree already has: a plant must not replace anything.
    """
    for name, text in files.items():
        path = tree / name
        path.parent.mkdir(parents=True, exist_ok=True)
        for folder in path.parents:
            if folder == tree:
                break
            (folder / "__init__.py").touch()
        with path.open("x", encoding="utf-8") as file:
            file.write(text)


def verdicts(tree: Path, repository: Path) -> dict[str, bool]:
    """Whether each contract, by id, is kept in that tree.

    Raises AssertionError when the contracts could not be checked at all.
    """
    names = contract_names(repository)
    lint_imports = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run(
        [lint_imports, "--no-cache", "--no-logo"],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree), "NO_COLOR": "1", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    found = {
        names[match["name"]]: match["verdict"] == "KEPT"
        for match in VERDICT.finditer(result.stdout)
        if match["name"] in names
    }
    assert set(found) == set(names.values()), result.stdout + result.stderr
    return found
