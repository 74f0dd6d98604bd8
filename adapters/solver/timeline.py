"""A person's whole timeline planned anew, by a beam."""

from __future__ import annotations

import numpy as np

from adapters.solver.arrays import Model, Scratch, State
from adapters.solver.own_cost import last_slot, walk
from adapters.solver.pricing import price_people
from adapters.solver.search import put_in, take_out


def renew(m: Model, s: State, w: Scratch, p: int, beam: int, enough: float) -> float:
    """Give a person the cheapest whole timeline that a beam finds, where it costs less than theirs; what
    theirs then costs by itself.

    Beside what must be kept, one that costs less than `enough` (with the prices of its duties) will do. The
    objective in `figures` is not kept up.
    """
    slots = int(last_slot(m, p))
    known, found = np.full((1, slots + 1), -1, dtype=np.int64), np.full((1, slots + 1), -1, dtype=np.int64)
    one, first, last = np.array([p]), np.array([0]), np.array([slots])
    take_out(m, s, p, 0, slots, known[0])
    results = np.zeros((1, 3))
    price_people(m, s, w, one, first, last, s.price, np.array([enough]), known, found, results, beam, False)
    put_in(m, s, p, 0, slots, found[0])
    walk(m, s, p, 0, slots)
    return float(results[0, 2])
