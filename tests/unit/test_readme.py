"""The README's Python does what the README says it does, and needs what it says it needs."""

import os
import re
import subprocess
import sys
from pathlib import Path

from planning_core.rules.registry import built_in_rules
from tests.repository.documents import Block, blocks

END_OF_BLOCK = "-- end of block --"

LOADED = """
import sys

print(sorted({
    name.partition(".")[0]
    for name, module in sys.modules.items()
    if "site-packages" in (getattr(module, "__file__", None) or "")
}))
"""


def shown(repository: Path) -> list[tuple[Block, Block]]:
    """Each Python block of the README with the block that follows it, which is what it prints."""
    found = blocks((repository / "README.md").read_text(encoding="utf-8"))
    return [
        (block, following)
        for block, following in zip(found, [*found[1:], Block("", "", 0)], strict=True)
        if block.language == "python"
    ]


def run(script: str, repository: Path, folder: Path) -> str:
    """What a script prints in a Python of its own, where warnings are errors."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(repository), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_readme_shows_checking_previewing_and_a_rule_of_ones_own_with_what_they_print(
    repository: Path,
) -> None:
    pairs = shown(repository)

    assert [following.language for _, following in pairs] == ["text", "text", "text"]


def test_readme_python_prints_what_the_readme_shows(repository: Path, tmp_path: Path) -> None:
    pairs = shown(repository)
    script = "".join(f"{block.text}\nprint({END_OF_BLOCK!r})\n" for block, _ in pairs)

    printed = run(script, repository, tmp_path)

    assert printed == "".join(f"{expected.text}{END_OF_BLOCK}\n" for _, expected in pairs)


def test_readme_python_needs_attrs_and_no_other_package(repository: Path, tmp_path: Path) -> None:
    script = "\n".join(block.text for block, _ in shown(repository)) + LOADED

    printed = run(script, repository, tmp_path)

    needed = printed.splitlines()[-1]
    # A machine without zone files of its own takes them from the tzdata package.
    assert needed.replace(", 'tzdata'", "") == "['attr', 'attrs']"


def test_readme_counts_the_rules_of_the_catalogue(repository: Path) -> None:
    text = (repository / "README.md").read_text(encoding="utf-8")

    assert re.findall(r"(\d+) rules", text) == [str(len(built_in_rules()))]
