"""A first roster: people in turn over windows, then whole timelines of those whose work breaks bounds."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from adapters.solver.arrays import Ints, Model
from adapters.solver.timeline import renew
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
        people = np.array(
            [p for p in people if over() or renew(m, s, w, int(p), beam, 0.5 * m.hard) >= 0.5 * m.hard],
            dtype=np.int64,
        )
        if not len(people) or over():
            break
    return s.choice.copy(), float(lay_out(m, s))
