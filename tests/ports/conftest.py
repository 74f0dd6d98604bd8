"""Every storage that the ports have: in memory, SQLite in a file, PostgreSQL on a real server.

`PLANNING_TEST_POSTGRES_URL` names the server; without it the tests start one of their own.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import nullcontext
from itertools import count
from pathlib import Path

import pytest

from adapters.sql import SqlDatabase, upgrade
from planning_core.memory import InMemoryDatabase
from planning_core.ports.unit_of_work import UnitOfWorkFactory
from tests.servers.postgres import running_postgres

POSTGRES_URL = os.environ.get("PLANNING_TEST_POSTGRES_URL", "")
SQL = ["sqlite", "postgresql"]
_organizations = count(1)


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with this version's tables and nothing in them."""
    path = tmp_path_factory.mktemp("migrated") / "plan.db"
    database = SqlDatabase(f"sqlite:///{path}")
    upgrade(database)
    database.close()
    return path


@pytest.fixture(scope="session")
def postgres() -> Iterator[SqlDatabase]:
    """A PostgreSQL database with this version's tables."""
    with nullcontext(POSTGRES_URL) if POSTGRES_URL else running_postgres() as url:
        database = SqlDatabase(url)
        upgrade(database)
        yield database
        database.close()


@pytest.fixture(params=SQL)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlDatabase]:
    """A SQL database with this version's tables."""
    if request.param == "postgresql":
        yield request.getfixturevalue("postgres")
        return
    path = tmp_path / "plan.db"
    shutil.copy(request.getfixturevalue("migrated_file"), path)
    database = SqlDatabase(f"sqlite:///{path}")
    yield database
    database.close()


@pytest.fixture
def organization() -> str:
    """An organization that no other test has."""
    return f"organization-{os.getpid()}-{next(_organizations)}"


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
