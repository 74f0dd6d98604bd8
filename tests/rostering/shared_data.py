"""Where the public instances lie: outside the repository, which keeps no copy of them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]


def shared_folder() -> Path:
    """The folder named by PLANNING_SHARED, else the one called `shared` next to the repository."""
    named = os.environ.get("PLANNING_SHARED")
    return Path(named) if named else REPOSITORY.parent / "shared"


def public_instance(number: int) -> Path:
    """The file of a public instance; where it is not, the test is skipped, and on CI it fails."""
    path = shared_folder() / "data" / "rostering" / f"Instance{number}.txt"
    if not path.is_file():
        missing = f"{path} is not there: set PLANNING_SHARED to the folder that holds data/rostering"
        if os.environ.get("CI", "").lower() in ("1", "true"):
            pytest.fail(missing)
        pytest.skip(missing)
    return path
