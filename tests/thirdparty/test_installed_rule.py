"""A rule that another package brings: installed, it is in the registry and judges like any other."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent / "acme_rules"
ASK = """
import json
from planning_core.rules import Example, all_rules, evaluate, rule_book, sentence

plan = Example(title="", work=("Thu-Fri 09:00-12:00",)).plan()
found = evaluate(plan, rule_book())
print(json.dumps({
    "codes": sorted(rule.code for rule in all_rules() if rule.code == "no_fridays"),
    "found": [[c.type, c.rule, list(c.assignment_ids), sentence(c, "fr", {})] for c in found],
}))
"""


def ask(repository: Path, *installed: Path) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join(map(str, [*installed, repository]))
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", ASK],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder into which the package's own build put its wheel."""
    folder = tmp_path_factory.mktemp("acme")
    source = folder / "source"
    shutil.copytree(PACKAGE, source)
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder / "dist", source],
        capture_output=True,
        check=True,
    )
    [wheel] = (folder / "dist").glob("*.whl")
    shutil.unpack_archive(wheel, folder / "site", "zip")
    return folder / "site"


def test_rule_of_an_installed_package_is_in_the_registry_and_judges(
    repository: Path, installed: Path
) -> None:
    answer = ask(repository, installed)

    assert answer.stderr == ""
    assert json.loads(answer.stdout) == {
        "codes": ["no_fridays"],
        "found": [
            [
                "soft",
                "no_fridays",
                ["Ann-2"],
                "Ann travaille le vendredi 7 mars 2025, or le vendredi est chômé.",
            ]
        ],
    }


def test_rule_of_a_package_that_is_not_installed_is_unknown(repository: Path) -> None:
    answer = ask(repository)

    assert json.loads(answer.stdout) == {"codes": [], "found": []}


def test_entry_point_that_is_no_rule_is_refused_by_name(
    repository: Path, installed: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "site"
    shutil.copytree(installed, broken)
    [metadata] = broken.glob("*.dist-info")
    metadata.joinpath("entry_points.txt").write_text(
        "[planning_core.rules]\nno_fridays = acme_rules:day_label\n", encoding="utf-8"
    )

    answer = ask(repository, broken)

    assert answer.returncode == 1
    assert "entry_points.no_fridays: not_a_rule ('acme_rules:day_label')" in answer.stderr
