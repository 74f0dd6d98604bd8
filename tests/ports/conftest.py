"""Every storage that the ports have: in memory, SQLite in a file, PostgreSQL on a real server."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.sql import SqlDatabase
from planning_core.memory import InMemoryDatabase
from planning_core.ports.unit_of_work import UnitOfWorkFactory
from tests.conftest import SQL


@pytest.fixture(params=["memory", *SQL])
def storage(request: pytest.FixtureRequest, tmp_path: Path, organization: str) -> Iterator[UnitOfWorkFactory]:
    """What opens units of work on each kind of storage, empty at first."""
    if request.param == "memory":
        yield InMemoryDatabase().unit_of_work
        return
    if request.param == "postgresql":
        yield request.getfixturevalue("postgres").units_of_work(organization)
        return
    path = tmp_path / "plan.db"
    shutil.copy(request.getfixturevalue("migrated_file"), path)
    database = SqlDatabase(f"sqlite:///{path}")
    yield database.units_of_work(organization)
    database.close()
