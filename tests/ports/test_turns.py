"""Writers of one process take turns, and so do processes."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from adapters.sql import SqlDatabase
from adapters.sql.turns import IN_A_ROW, Turns
from planning_core.errors import Unavailable

pytestmark = pytest.mark.one_database("writers of PostgreSQL go side by side")


def test_turns_are_given_in_the_order_in_which_they_were_asked_for() -> None:
    turns = Turns(30)
    order: list[int] = []

    def take(number: int) -> None:
        turns.take()
        order.append(number)
        turns.give()

    turns.take()
    threads = []
    for number in range(3 * IN_A_ROW):
        threads.append(threading.Thread(target=take, args=(number,)))
        threads[-1].start()
        while len(turns.waiting) <= number:
            time.sleep(0.001)
    turns.give()
    for thread in threads:
        thread.join()

    assert order == list(range(3 * IN_A_ROW))


def test_turn_that_does_not_come_in_time_is_refused_and_missed_by_nobody() -> None:
    turns = Turns(0.01)
    turns.take()

    with pytest.raises(Unavailable):
        turns.take()
    turns.give()
    turns.take()

    assert list(turns.waiting) == []


@pytest.mark.parametrize("writers", [6])
def test_process_that_writes_without_a_pause_lets_another_write(migrated_file: Path, writers: int) -> None:
    busy, other = (SqlDatabase(f"sqlite:///{migrated_file}", wait_seconds=20) for _ in range(2))
    over = threading.Event()

    def write() -> None:
        while not over.is_set():
            with busy.unit_of_work():
                time.sleep(0.005)

    threads = [threading.Thread(target=write) for _ in range(writers)]
    for thread in threads:
        thread.start()
    waits = []
    for _ in range(10):
        begun = time.monotonic()
        with other.unit_of_work():
            waits.append(time.monotonic() - begun)
    over.set()
    for thread in threads:
        thread.join()

    assert max(waits) < 5
    busy.close()
    other.close()
