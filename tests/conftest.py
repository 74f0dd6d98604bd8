"""What every test stands on: where the repository is, which zone the machine pretends to be in."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import nullcontext
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings

from adapters.sql import SqlDatabase, upgrade
from tests.servers.postgres import running_postgres

REPOSITORY = Path(__file__).resolve().parent.parent

# No code may lean on the machine's zone. One with odd offsets and clock changes of its own shows who does.
os.environ["TZ"] = "Pacific/Chatham"
time.tzset()

# A run started in the background of a script is handed an ignored SIGINT, and so would be the commands
# that tests stop.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# The machine's load must not decide whether a property holds; on CI the same examples run every time.
settings.register_profile("house", deadline=None, print_blob=True)
settings.register_profile("ci", settings.get_profile("house"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "house")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything under tests/benchmarks as a measurement."""
    benchmarks = REPOSITORY / "tests" / "benchmarks"
    for item in items:
        if benchmarks in item.path.parents:
            item.add_marker(pytest.mark.bench)


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the checkout."""
    return REPOSITORY


POSTGRES_URL = os.environ.get("PLANNING_TEST_POSTGRES_URL", "")
"""The address of a PostgreSQL server for the tests; without it they start one of their own."""

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
    """A PostgreSQL database with this version's tables, which all tests of a process share."""
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


def new_organization() -> str:
    """The name of an organization that nobody has yet."""
    return f"organization-{os.getpid()}-{next(_organizations)}"


@pytest.fixture
def organization() -> str:
    """An organization that no other test has."""
    return new_organization()
