"""Personal timelines as columns: the cheapest one of each person under the duals of a master."""

from __future__ import annotations

import numpy as np

from adapters.solver.arrays import Floats, Ints, Model, Scratch, State
from adapters.solver.compiled import compiled, truth, whole
from adapters.solver.replan import BEAM, replan
from adapters.solver.search import own_cost


@compiled
def price_people(
    m: Model,
    s: State,
    w: Scratch,
    people: Ints,
    first: Ints,
    last: Ints,
    price: Floats,
    enough: Floats,
    known: Ints,
    paths: Ints,
    results: Floats,
    beam: int,
    exact: bool,
) -> None:
    """For each person (free between their slots `first` and `last`): the cheapest path under these prices.

    Rows of `results`: the path's cost under the prices, a lower bound of any path's, its own cost. `known`
    holds a path of each to start from; a path that costs less than `enough` is good enough.
    """
    for i in range(len(people)):
        p, a, b = people[i], first[i], last[i]
        results[i, 0] = replan(m, s, w, p, a, b, price, 0.0, known[i], enough[i], beam, exact)
        results[i, 1] = w.own[60]
        paths[i, : b - a] = w.kept[: b - a]
        results[i, 2] = own_cost(m, s, w, p, a, b, w.kept)


@compiled
def own_costs(
    m: Model,
    s: State,
    w: Scratch,
    people: Ints,
    first: Ints,
    last: Ints,
    price: Floats,
    paths: Ints,
    out: Floats,
) -> None:
    """What given paths cost their people by themselves."""
    for i in range(len(people)):
        p, a, b = people[i], first[i], last[i]
        replan(m, s, w, p, a, b, price, 0.0, paths[i], np.inf, whole(BEAM), truth(False))
        out[i] = own_cost(m, s, w, p, a, b, paths[i])
