"""Fleets of real processes, and the servers that they stand on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.sql import SqlDatabase
from tests.jobs.fleet import Fleet, fleet_on
from tests.servers.redis import Redis, running_redis


@pytest.fixture
def redis() -> Iterator[Redis]:
    """A Redis of the test's own."""
    with running_redis() as server:
        yield server


@pytest.fixture
def fleet(tmp_path: Path, database: SqlDatabase, organization: str, redis: Redis) -> Iterator[Fleet]:
    """A fleet with a queue, on either database, whose jobs end at once."""
    with fleet_on(tmp_path, database, organization, redis=redis) as one:
        yield one


@pytest.fixture
def slow_fleet(tmp_path: Path, database: SqlDatabase, organization: str, redis: Redis) -> Iterator[Fleet]:
    """A fleet with a queue, on either database, whose jobs take several seconds."""
    with fleet_on(tmp_path, database, organization, redis=redis, weather_seconds=0.1) as one:
        yield one
