"""Large linear programs over timelines by a first-order method, against HiGHS."""

from __future__ import annotations

import numpy as np
import pytest

from adapters.solver.first_order import project
from adapters.solver.master import Master
from adapters.solver.saddle import ACCURACY, Saddle


def both(seed: int, *, duties: int = 60, people: int = 15, timelines: int = 400) -> tuple[Saddle, Master]:
    """The same program twice: some duties have too many people already, some no room for one more."""
    random = np.random.default_rng(seed)
    need = random.integers(-1, 4, duties).astype(float)
    room = np.maximum(need, 0) + random.integers(0, 3, duties)
    short, over = random.choice([20.0, 100.0], duties), random.choice([0.0, 1.0, 30.0], duties)
    saddle = Saddle(need, room, short, over, people)
    master = Master(need, room, short, over, people)
    for number in range(timelines):
        person = number % people
        taken = np.sort(random.choice(duties, int(random.integers(1, 9)), replace=False))
        taken = taken if number >= people else np.zeros(0, dtype=np.int64)
        cost = float(random.integers(-10, 40))
        for one in (saddle, master):
            one.add(person, np.append(taken, number), taken, cost)
    return saddle, master


def bound(saddle: Saddle, duals: np.ndarray) -> float:
    """What these prices prove."""
    over = saddle.room_left * np.minimum(0, saddle.over + duals)
    return float((duals * saddle.need).sum() + over.sum() + saddle.cheapest(duals).sum())


def solved(saddle: Saddle) -> float:
    for _ in range(20):
        assert saddle.solve(lambda: False)
    return saddle.value


@pytest.mark.parametrize("seed", range(8))
def test_it_comes_as_near_to_the_least_as_it_says(seed: int) -> None:
    saddle, master = both(seed)
    assert master.solve(lambda: False)
    least = master.value

    value = solved(saddle)

    within = max(0.25, ACCURACY * abs(value))
    assert least - 1e-6 <= value <= least + within + 1e-6
    assert least - within - 1e-6 <= bound(saddle, saddle.duals()) <= least + 1e-6


@pytest.mark.parametrize("seed", range(4))
def test_parts_of_everybody_add_up_to_one_and_keep_to_the_room(seed: int) -> None:
    saddle, _ = both(seed)
    solved(saddle)

    parts, load = saddle.values(), np.zeros(len(saddle.need))
    ends, flat = saddle.laid_out()
    for column, part in enumerate(parts):
        np.add.at(load, flat[ends[column] : ends[column + 1]], part)

    assert (parts >= 0).all()
    assert np.bincount(saddle.owner, weights=parts) == pytest.approx(np.ones(saddle.people))
    assert (load <= np.maximum(saddle.need, 0) + saddle.room_left + 1e-3).all()


def test_fixed_timelines_are_taken_whole_and_released_as_if_they_had_not_been() -> None:
    saddle, master = both(1)
    before = solved(saddle)
    prices, parts = saddle.duals(), saddle.values()

    saddle.fix([3, 7])
    master.fix([3, 7])
    value = solved(saddle)
    assert master.solve(lambda: False)
    fixed = saddle.values()
    saddle.release()

    assert fixed[[3, 7]].tolist() == [1.0, 1.0]
    assert master.value - 1e-6 <= value <= master.value + max(0.25, ACCURACY * abs(value)) + 1e-6
    assert value > before
    assert np.array_equal(saddle.duals(), prices)
    assert np.array_equal(saddle.values(), parts)


def test_numbers_move_to_the_nearest_that_add_up_to_one() -> None:
    random, spare = np.random.default_rng(3), np.zeros(6)
    for _ in range(200):
        v = random.normal(size=6) * random.choice([0.1, 1, 50])
        found = v.copy()
        project(found, 0, 6, spare)

        assert (found >= 0).all()
        assert found.sum() == pytest.approx(1)
        for other in random.dirichlet(np.ones(6), 50):
            assert ((found - v) ** 2).sum() <= ((other - v) ** 2).sum() + 1e-9
