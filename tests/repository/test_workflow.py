"""What CI runs, and what `make test` runs, are one thing."""

import re
from pathlib import Path


def prerequisites(makefile: str, target: str) -> list[str]:
    """What the Makefile says that a target needs."""
    found = re.search(rf"^{re.escape(target)}: *([^#|\n]*)", makefile, re.MULTILINE)
    assert found is not None, target
    return found.group(1).split()


def made_by(makefile: str, target: str) -> list[str]:
    """The targets that a target's recipe makes in turn."""
    found = re.search(rf"^{re.escape(target)}:[^\n]*\n((?:\t[^\n]*\n)+)", makefile, re.MULTILINE)
    assert found is not None, target
    return re.findall(r"\$\(MAKE\) .*?([a-z-]+)$", found.group(1), re.MULTILINE)


def test_workflow_makes_everything_that_make_check_makes(repository: Path) -> None:
    makefile = (repository / "Makefile").read_text(encoding="utf-8")
    workflow = (repository / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")

    made = set(re.findall(r"^ +run: make ([a-z-]+)$", workflow, re.MULTILINE))
    checked = set(prerequisites(makefile, "static")) | set(made_by(makefile, "check")) - {"static"}

    assert {"types", "page-lint", "tests", "end-to-end"} <= checked
    assert checked - made == set()
    assert [target for target in made if not re.search(rf"^{target}:", makefile, re.MULTILINE)] == []


def test_workflow_has_a_job_for_each_kind_of_check(repository: Path) -> None:
    workflow = (repository / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")

    jobs = re.findall(r"^  ([a-z-]+):$", workflow.partition("\njobs:\n")[2], re.MULTILINE)

    assert jobs == ["lint", "test", "build", "end-to-end"]
