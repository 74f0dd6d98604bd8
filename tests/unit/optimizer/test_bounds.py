"""A maximum and a minimum of one sum as one bound of the engine's."""

from __future__ import annotations

from adapters.solver.bounds import paired
from planning_core.solver.problem import Total

AMOUNTS = {0: 480, 1: 480}


def test_a_maximum_and_a_minimum_of_the_same_amounts_become_one_bound() -> None:
    most = Total(name="hours", amounts=AMOUNTS, at_most=960, cost_above=3)
    least = Total(name="pattern", amounts=AMOUNTS, at_least=480, cost_below=5, or_none=True)

    for order in ([most, least], [least, most]):
        (both,) = paired(order)

        assert (both.at_least, both.at_most) == (480, 960)
        assert (both.cost_below, both.cost_above, both.or_none) == (5, 3, True)


def test_bounds_that_are_not_two_ends_of_one_sum_stay_apart() -> None:
    most = Total(name="hours", amounts=AMOUNTS, at_most=960)
    lower = Total(name="hours", amounts=AMOUNTS, at_most=480)
    other = Total(name="pattern", amounts=dict(AMOUNTS), at_least=480)
    above = Total(name="pattern", amounts=AMOUNTS, at_least=1440)

    assert paired([most, lower, other, above]) == [most, lower, other, above]
