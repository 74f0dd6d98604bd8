"""What every test stands on: where the repository is, which zone the machine pretends to be in."""

import os
import time
from pathlib import Path

import pytest
from hypothesis import settings

REPOSITORY = Path(__file__).resolve().parent.parent

# No code may lean on the machine's zone. One with odd offsets and clock changes of its own shows who does.
os.environ["TZ"] = "Pacific/Chatham"
time.tzset()

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
