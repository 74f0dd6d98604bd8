"""An office on in-memory storage with the reference data of `tests.small_plan`."""

from __future__ import annotations

import pytest

from planning_core.memory import InMemoryDatabase
from tests.small_plan import Office, reference_data


@pytest.fixture
def office() -> Office:
    """Reference data stored, no shifts yet."""
    office = Office(InMemoryDatabase().unit_of_work)
    office.add(*reference_data())
    return office
