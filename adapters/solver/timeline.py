"""People's whole timelines planned anew, by a beam."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor

import numpy as np

from adapters.solver.arrays import Grid, Model, Scratch, State
from adapters.solver.own_cost import last_slot, walk
from adapters.solver.pricing import price_people
from adapters.solver.search import own_cost, put_in, take_out


def renew(
    m: Model,
    s: State,
    rooms: Sequence[Scratch],
    pool: Executor,
    people: Sequence[int],
    beam: int,
    enough: float,
) -> list[float]:
    """Give people, no more than there are rooms, the cheapest whole timelines that a beam finds, where they
    cost less than theirs; what theirs then cost by themselves.

    Each is planned, side by side, as if the others were away, and then compared once more with what they had;
    where all of it together costs more than before, everybody keeps theirs.
    Beside what must be kept, one that costs less than `enough` (with the prices of its duties) will do. The
    objective in `figures` is not kept up.
    """
    known = [_free(m, s, p) for p in people]
    planned = [
        pool.submit(_plan, m, s, w, p, rows, beam, enough)
        for w, p, rows in zip(rooms, people, known, strict=False)
    ]
    found = [one.result() for one in planned]
    before = sum(own + _put(m, s, p, rows) for p, rows, (_, _, own) in zip(people, known, found, strict=True))
    for p, rows in zip(people, known, strict=True):
        _take(m, s, p, rows)
    costs, change = [], 0.0
    for p, rows, (path, own, own_before) in zip(people, known, found, strict=True):
        new = own + _put(m, s, p, path)
        _take(m, s, p, path)
        old = own_before + _put(m, s, p, rows)
        if new < old:
            _take(m, s, p, rows)
            _put(m, s, p, path)
        costs.append(own if new < old else own_before)
        change += min(new, old)
    if change > before:
        for p, rows in zip(people, known, strict=True):
            _take(m, s, p, np.full_like(rows, -1))
        for p, rows in zip(people, known, strict=True):
            _put(m, s, p, rows)
        costs = [own for _, _, own in found]
    for p in people:
        walk(m, s, p, 0, int(last_slot(m, p)))
    return costs


def _put(m: Model, s: State, p: int, rows: Grid) -> float:
    return put_in(m, s, p, 0, int(last_slot(m, p)), rows[0])


def _take(m: Model, s: State, p: int, rows: Grid) -> float:
    return take_out(m, s, p, 0, int(last_slot(m, p)), rows[0])


def _free(m: Model, s: State, p: int) -> Grid:
    known = np.full((1, int(last_slot(m, p)) + 1), -1, dtype=np.int64)
    _take(m, s, p, known)
    return known


def _plan(
    m: Model, s: State, w: Scratch, p: int, known: Grid, beam: int, enough: float
) -> tuple[Grid, float, float]:
    """A timeline of somebody who is free, its own cost, and that of the one that is known."""
    found = np.full_like(known, -1)
    one, first, last = np.array([p]), np.array([0]), np.array([known.shape[1] - 1])
    results = np.zeros((1, 3))
    price_people(m, s, w, one, first, last, s.price, np.array([enough]), known, found, results, beam, False)
    own_before = own_cost(m, s, w, p, 0, known.shape[1] - 1, known[0])
    return found, float(results[0, 2]), float(own_before)
