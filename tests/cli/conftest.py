"""A desk to run commands at."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import Desk


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    """An empty folder, English spoken."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("NO_COLOR", "1")
    return Desk(tmp_path, capsys)
