"""The house's own rules, held against every file of the repository."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.repository.source_scan import Finding, forbidden_uses

PACKAGES = ("planning_core", "adapters", "contracts", "entrypoints")
LONGEST_FILE = 350
FORBIDDEN_STEM = re.compile(
    r"^(?:base_.+|(?:.+_)?(?:utils?|helpers?|common|managers?|misc))$",
)
# Written in two pieces, so that this file does not hold what it looks for.
REGISTRIES = tuple(
    ".".join(pieces)
    for pieces in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("proxy", "golang", "org"),
        ("crates", "io"),
        ("anaconda", "org"),
    )
)


def sources(repository: Path, *folders: str) -> list[Path]:
    """The Python files of those folders that git keeps or would keep, in order; never an empty list."""
    within = tuple(repository / folder for folder in folders)
    found = sorted(
        path
        for path in tracked_files(repository)
        if path.suffix == ".py" and any(folder in path.parents for folder in within)
    )
    assert found
    return found


def tracked_files(repository: Path) -> list[Path]:
    """What git keeps or would keep: tracked files and new ones that are not ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=repository,
        capture_output=True,
        check=True,
    )
    paths = (repository / name.decode() for name in listed.stdout.split(b"\0") if name)
    found = [path for path in paths if path.is_file()]
    assert repository / "pyproject.toml" in found
    return found


def registry_hosts(text: str) -> list[str]:
    """The package registries that a text names."""
    return [host for host in REGISTRIES if re.search(rf"(?<![\w-]){re.escape(host)}(?![\w-])", text.lower())]


def is_forbidden_name(path: Path) -> bool:
    """Whether a module, or one of its packages, is named for no idea in particular."""
    return any(FORBIDDEN_STEM.match(part.removesuffix(".py")) for part in path.parts)


def test_core_reads_no_clock_rolls_no_dice_and_touches_nothing_outside(repository: Path) -> None:
    found = {
        str(path.relative_to(repository)): uses
        for path in sources(repository, "planning_core")
        if (uses := forbidden_uses(path.read_text(encoding="utf-8")))
    }

    assert found == {}


@pytest.mark.parametrize(
    ("source", "findings"),
    [
        ("import datetime\ndatetime.datetime.now()", [Finding(2, "datetime.datetime.now")]),
        ("from datetime import datetime as dt\nx = dt.utcnow()", [Finding(2, "datetime.datetime.utcnow")]),
        (
            "from datetime import UTC, datetime\nmake = dict(factory=datetime.now)",
            [Finding(2, "datetime.datetime.now")],
        ),
        ("import datetime as d\n\ndef f():\n    return d.date.today()", [Finding(4, "datetime.date.today")]),
        (
            "from datetime import datetime\ndatetime.now().date().isoformat()",
            [Finding(2, "datetime.datetime.now")],
        ),
        ("from uuid import uuid4", [Finding(1, "uuid.uuid4")]),
        ("import uuid\nuuid.uuid4().hex", [Finding(2, "uuid.uuid4")]),
        ("import random", [Finding(1, "random")]),
        ("from random import shuffle", [Finding(1, "random")]),
        ("def f():\n    import secrets", [Finding(2, "secrets")]),
        ("import time\ntime.time()", [Finding(1, "time")]),
        ("from time import monotonic", [Finding(1, "time")]),
        ("import os\nos.urandom(8)", [Finding(2, "os.urandom")]),
        ("text = open('plan.csv').read()", [Finding(1, "open")]),
        ("print('here')", [Finding(1, "print")]),
    ],
)
def test_scan_finds_a_planted_use(source: str, findings: list[Finding]) -> None:
    assert forbidden_uses(source) == findings


@pytest.mark.parametrize(
    "source",
    [
        "from planning_core.domain.time import Window\nWindow.now",
        "from planning_core.domain import time\ntime.time()",
        "from datetime import UTC, datetime\ndatetime(2026, 3, 29, tzinfo=UTC)",
        "from datetime import date\ndate.fromisoformat('2026-03-29')",
        "from uuid import UUID\nUUID(int=1)",
        "def now(clock):\n    return clock.now()",
        "window.open",
    ],
)
def test_scan_leaves_alone_what_only_looks_alike(source: str) -> None:
    assert forbidden_uses(source) == []


def test_files_of_the_product_are_short_enough_to_read(repository: Path) -> None:
    lengths = {
        str(path.relative_to(repository)): len(path.read_text(encoding="utf-8").splitlines())
        for path in sources(repository, *PACKAGES)
    }

    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_modules_are_named_for_what_they_hold(repository: Path) -> None:
    names = [path.relative_to(repository) for path in sources(repository, *PACKAGES, "tests")]

    assert [str(name) for name in names if is_forbidden_name(name)] == []


@pytest.mark.parametrize(
    ("name", "forbidden"),
    [
        ("planning_core/utils.py", True),
        ("adapters/sql/helpers.py", True),
        ("planning_core/common/time.py", True),
        ("contracts/base_model.py", True),
        ("entrypoints/api/session_manager.py", True),
        ("planning_core/rules/base.py", False),
        ("planning_core/rules/catalogue/min_rest.py", False),
        ("adapters/sql/commonality.py", False),
    ],
)
def test_forbidden_names_are_told_from_others(name: str, forbidden: bool) -> None:
    assert is_forbidden_name(Path(name)) is forbidden


def test_no_file_names_a_package_registry(repository: Path) -> None:
    found = {
        str(path.relative_to(repository)): hosts
        for path in tracked_files(repository)
        if (hosts := registry_hosts(path.read_text(encoding="utf-8", errors="replace")))
    }

    assert found == {}


@pytest.mark.parametrize("host", REGISTRIES)
def test_registry_in_an_address_is_found(host: str) -> None:
    text = f"--index-url https://files.{host}/simple"

    assert registry_hosts(text) == [host]
