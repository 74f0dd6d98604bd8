"""Each contract of .importlinter is kept by the tree and broken by what it forbids."""

from pathlib import Path

import pytest

from tests.repository.import_contracts import contract_names, copy_tree, plant, verdicts

EMPTY = ""
# What is planted, and every contract that must break by it, no more and no fewer.
VIOLATIONS = {
    "an adapter imports a wire model": (
        {"adapters/planted.py": "import contracts\n"},
        {"inward"},
    ),
    "an adapter imports an entry point": (
        {"adapters/planted.py": "import entrypoints\n"},
        {"inward"},
    ),
    "a port imports a rule": (
        {
            "planning_core/ports/planted.py": "import planning_core.rules.planted\n",
            "planning_core/rules/planted.py": EMPTY,
        },
        {"core-layers"},
    ),
    "a rule imports a use case": (
        {
            "planning_core/rules/planted.py": "import planning_core.use_cases.planted\n",
            "planning_core/use_cases/planted.py": "import planning_core.rules.planted_too\n",
            "planning_core/rules/planted_too.py": EMPTY,
        },
        {"core-layers", "cycles"},
    ),
    "the core has a module that no layer names": (
        {"planning_core/planted.py": EMPTY},
        {"core-layers"},
    ),
    "the core imports a module of the standard library that does I/O": (
        {"planning_core/domain/planted.py": "import socket\n"},
        {"core-allowlist"},
    ),
    "the core imports a library": (
        {"planning_core/domain/planted.py": "from pydantic import BaseModel\n"},
        {"core-allowlist"},
    ),
    "the core imports a library inside a function": (
        {"planning_core/domain/planted.py": "def late() -> None:\n    import sqlalchemy\n"},
        {"core-allowlist"},
    ),
    "the core imports dynamically elsewhere than in its registry": (
        {"planning_core/domain/planted.py": "import importlib\n"},
        {"core-allowlist"},
    ),
    "an adapter imports another": (
        {"adapters/planted_one.py": "import adapters.planted_two\n", "adapters/planted_two.py": EMPTY},
        {"adapters-independent"},
    ),
    "a rule imports another": (
        {
            "planning_core/rules/catalogue/planted.py": "import planning_core.rules.catalogue.other\n",
            "planning_core/rules/catalogue/other.py": EMPTY,
        },
        {"rules-independent"},
    ),
    "a door imports an adapter": (
        {"entrypoints/api/planted.py": "import adapters.planted\n", "adapters/planted.py": EMPTY},
        {"only-bootstrap"},
    ),
    "a door imports another": (
        {
            "entrypoints/cli/planted.py": "import entrypoints.api.planted\n",
            "entrypoints/api/planted.py": EMPTY,
        },
        {"entrypoints"},
    ),
    "the worker imports another door": (
        {
            "entrypoints/worker/planted.py": "import entrypoints.api.planted\n",
            "entrypoints/api/planted.py": EMPTY,
        },
        {"entrypoints"},
    ),
    "there is an entry point that no layer names": (
        {"entrypoints/planted.py": EMPTY},
        {"entrypoints"},
    ),
    "a wire model imports a use case": (
        {"contracts/planted.py": "import planning_core.use_cases\n"},
        {"wire"},
    ),
    "a wire model imports the web framework": (
        {"contracts/planted.py": "import fastapi\n"},
        {"wire"},
    ),
    "two packages import each other": (
        {
            "planning_core/domain/planted_one.py": "import planning_core.domain.planted_two\n",
            "planning_core/domain/planted_two.py": "import planning_core.domain.planted_one\n",
        },
        {"cycles"},
    ),
}


@pytest.fixture
def tree(repository: Path, tmp_path: Path) -> Path:
    copy_tree(repository, tmp_path)
    return tmp_path


def test_contracts_are_all_kept_by_the_tree(tree: Path, repository: Path) -> None:
    found = verdicts(tree, repository)

    assert found == dict.fromkeys(contract_names(repository).values(), True)


@pytest.mark.parametrize(("files", "broken"), VIOLATIONS.values(), ids=VIOLATIONS.keys())
def test_contracts_broken_by_a_planted_violation_are_those_that_forbid_it(
    files: dict[str, str], broken: set[str], tree: Path, repository: Path
) -> None:
    plant(tree, files)

    found = verdicts(tree, repository)

    assert {contract for contract, kept in found.items() if not kept} == broken


def test_violations_show_every_contract_breaking_alone(repository: Path) -> None:
    broken_alone = {contract for _, broken in VIOLATIONS.values() if len(broken) == 1 for contract in broken}

    assert broken_alone == set(contract_names(repository).values())
