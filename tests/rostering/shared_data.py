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
    return _shared_file("data", "rostering", f"Instance{number}.txt")


def judge_file() -> Path:
    """The independent judge of rosters; where it is not, the test is skipped, and on CI it fails."""
    return _shared_file("tools", "rostering_score.py")


def _shared_file(*parts: str) -> Path:
    path = shared_folder().joinpath(*parts)
    if not path.is_file():
        missing = f"{path} is not there: set PLANNING_SHARED to the folder that holds {'/'.join(parts[:-1])}"
        if os.environ.get("CI", "").lower() in ("1", "true"):
            pytest.fail(missing)
        pytest.skip(missing)
    return path
