"""Clocks and sources of ids."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from adapters.system import SystemClock, UuidIds
from planning_core.memory import CountingIds, FixedClock, TickingClock
from planning_core.ports.ids import IdSource
from tests.ports.plan_data import HOUR, START

pytestmark = pytest.mark.storeless("clocks and ids")


@pytest.mark.parametrize("ids", [CountingIds(), UuidIds()], ids=["counting", "uuid"])
def test_ids_are_uuids_of_version_7_that_grow(ids: IdSource) -> None:
    made = [ids.new_id() for _ in range(1000)]

    assert {(UUID(one).version, len(one), str(UUID(one)) == one) for one in made} == {(7, 36, True)}
    assert made == sorted(set(made))


def test_counting_ids_can_be_foretold() -> None:
    assert [CountingIds().new_id(), CountingIds(first=11).new_id()] == [
        "01900000-0000-7000-8000-000000000001",
        "01900000-0000-7000-8000-00000000000b",
    ]


def test_system_clock_tells_the_present_in_utc() -> None:
    before = datetime.now(UTC)

    now = SystemClock().now()

    assert before <= now <= datetime.now(UTC)
    assert now.tzinfo is UTC


def test_fixed_clock_stands_still_until_it_is_moved() -> None:
    clock = FixedClock(START)
    readings = [clock.now(), clock.now()]

    clock.advance(HOUR)

    assert [*readings, clock.now()] == [START, START, START + HOUR]


def test_ticking_clock_moves_on_at_each_reading() -> None:
    clock = TickingClock(START, timedelta(minutes=1))

    assert [clock.now(), clock.now()] == [START, START + timedelta(minutes=1)]
