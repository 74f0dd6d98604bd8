"""A first roster: people in turn over windows, then whole timelines of those whose work breaks bounds."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from adapters.solver.arrays import Ints, Model, Scratch, State
from adapters.solver.own_cost import last_slot, walk
from adapters.solver.pricing import price_people
from adapters.solver.search import put_in, take_out
from adapters.solver.workspace import build_up, lay_out, new_scratch, new_state

DAYS = 7
"""Days planned at once while a roster is built up."""

BEAMS = (40, 40, 40, 160, 160, 400, 400, 400, 400)
"""Labels followed by slot, by round over those whose work breaks bounds."""

AFRESH = (3, 5, 7)
"""Rounds in which prices of sums begin at nothing; else they go on from where they are."""


def build_first(
    m: Model, seed: int, breaking: Callable[[Ints], Ints], over: Callable[[], bool]
) -> tuple[Ints, float]:
    """Choices from nothing and their cost; `breaking` tells whose work breaks a bound in given choices."""
    s, w = new_state(m), new_scratch(m)
    build_up(m, s, w, np.random.default_rng(seed).permutation(len(m.staff_run)), DAYS)
    people = breaking(s.choice)
    for turn, beam in enumerate(BEAMS):
        if turn in AFRESH:
            w.multiplier[:], w.group_price[:] = 0.0, 0.0
        people = np.array([p for p in people if over() or not mended(m, s, w, int(p), beam)], dtype=np.int64)
        if not len(people) or over():
            break
    return s.choice.copy(), float(lay_out(m, s))


def mended(m: Model, s: State, w: Scratch, p: int, beam: int) -> bool:
    """Give a person the cheapest whole timeline that a beam finds, where it costs less than theirs; whether
    it keeps their bounds."""
    slots = int(last_slot(m, p))
    known, found = np.full((1, slots + 1), -1, dtype=np.int64), np.full((1, slots + 1), -1, dtype=np.int64)
    one, first, last = np.array([p]), np.array([0]), np.array([slots])
    take_out(m, s, p, 0, slots, known[0])
    enough, results = np.array([0.5 * m.hard]), np.zeros((1, 3))
    price_people(m, s, w, one, first, last, s.price, enough, known, found, results, beam, False)
    put_in(m, s, p, 0, slots, found[0])
    walk(m, s, p, 0, slots)
    return bool(results[0, 2] < 0.5 * m.hard)
