"""The independent judge of rosters, which lies beside the public instances."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.rostering.roster import Roster
from tests.rostering.shared_data import judge_file


def judge_module() -> ModuleType:
    """The judge; where it is not, the test is skipped, and on CI it fails."""
    path = judge_file()
    spec = importlib.util.spec_from_file_location("rostering_score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["rostering_score"] = module
    spec.loader.exec_module(module)
    return module


def judged(path: Path, roster: Roster) -> dict[str, Any]:
    """What the judge says of a roster of an instance: `hard`, `violations`, `objective`."""
    judge = judge_module()
    found: dict[str, Any] = judge.evaluate(judge.parse(str(path)), roster)
    return found
