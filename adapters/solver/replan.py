"""Re-planning one person over a window, exactly, by dynamic programming.

First without the bounds on sums and groups: backwards over (days worked already, state of runs, class), which
gives the cheapest rest of the way from everywhere. Where that way keeps to all bounds it is the best there
is. Otherwise the sums it breaks get a price per unit (a Lagrange multiplier, kept from call to call), and if
that does not settle it labels that carry those sums go forward, cut off by what the priced way says is still
to come.
"""

from __future__ import annotations

import numpy as np

from adapters.solver.arrays import Floats, Ints, Model, Scratch, State
from adapters.solver.backwards import backwards, trace
from adapters.solver.compiled import compiled, whole
from adapters.solver.labels import search_labels
from adapters.solver.multipliers import MOST_GROUPS, MOST_TOTALS, adjust, priced_bound
from adapters.solver.own_cost import bounds_cost, path_cost, side_cost, tail
from adapters.solver.picks import choose_picks, gather

TINY = 1e-6

TURNS = 12
"""How often the prices of sums are moved at most."""


SETTLED = 7
"""How often the prices of sums are moved before labels are looked at, where any cheap way will do."""

BEAM = 40
"""Labels that are followed by slot there."""

MOST = 1 << 40
"""Labels without a limit of their own."""

LABEL_ROOM = 256
"""Labels of the first search; four times as many after each move of the prices."""


@compiled
def widest(m: Model, p: int, a: int, b: int) -> int:
    """The most classes at any slot of a window."""
    first = m.frame_slot[m.staff_frame[p]]
    most = 1
    for t in range(a, b + 1):
        most = max(most, m.slot_classes[first + t])
    return most


@compiled
def carry(m: Model, w: Scratch, p: int, totals: int, groups: int) -> tuple[int, int]:
    """Carry what the last path broke beside what is carried already; how many totals and sets of groups."""
    count = m.staff_tot[p + 1] - m.staff_tot[p]
    for k in range(count):
        if w.over[k] and totals < MOST_TOTALS:
            known = False
            for i in range(totals):
                known = known or w.carried[i] == k
            if not known:
                w.carried[totals] = k
                totals += 1
    for g in range(m.staff_grp[p + 1] - m.staff_grp[p]):
        if w.over[count + g] and groups < MOST_GROUPS:
            known = False
            for i in range(groups):
                known = known or w.carried[MOST_TOTALS + i] == g
            if not known:
                w.carried[MOST_TOTALS + groups] = g
                groups += 1
    return totals, groups


@compiled
def replan(
    m: Model,
    s: State,
    w: Scratch,
    p: int,
    a: int,
    b: int,
    price: Floats,
    noise: float,
    known: Ints,
    enough: float,
    beam: int,
    exact: bool,
) -> float:
    """The cheapest way for a person through slots `[a, b)`, into `kept`; its cost.

    Their own choices in the window must be taken out beforehand; `price` is what one more person on a duty
    costs. Where nothing cheaper than the way that is known is found, `kept` is that one. Unless `enough` is
    minus infinity, any way that costs less will do, and none that costs more is looked for: first among
    `beam` labels a slot; unless `exact`, that is all, and not finding one proves nothing. `own[60]` becomes
    a lower bound of any way's cost, or of `enough` where that is less.
    """
    width = widest(m, p, a, b)
    stride = m.frame_masks[m.staff_frame[p]] * m.run_states[m.staff_run[p]] * width
    slots = b - a
    gather(m, w, p, a, b, price, noise)
    tail(m, s, w, p, b, slots * stride, width)
    w.counts[1] += 1
    w.kept[:slots] = known[:slots]
    most = path_cost(m, s, w, p, a, b, known, width) + bounds_cost(m, s, w, p, a, known, slots)
    for t in range(slots):
        if known[t] >= 0:
            most += price[m.opt_duty[known[t]]]
    if noise > 0.0:
        most += noise * slots
    totals, groups = whole(0), whole(0)
    for k in range(m.staff_tot[p + 1] - m.staff_tot[p]):
        if w.multiplier[m.staff_tot[p] + k] != 0.0 and totals < MOST_TOTALS:
            w.carried[totals] = k
            totals += 1
    for g in range(m.staff_grp[p + 1] - m.staff_grp[p]):
        if w.group_price[m.staff_grp[p] + g] != 0.0 and groups < MOST_GROUPS:
            w.carried[MOST_TOTALS + groups] = g
            groups += 1
    bound = -np.inf
    quick = enough == -np.inf
    limit = most if quick else min(most, enough)
    for turn in range(TURNS):
        choose_picks(m, s, w, p, a, b, totals, groups)
        backwards(m, w, p, a, b, width)
        bound = max(bound, w.best[_state(m, s, p, a, width)] - priced_bound(m, s, w, p, totals, groups))
        if bound >= limit - TINY:
            break
        cost = trace(m, s, w, p, a, b, width, w.path)
        most = keep(m, s, w, p, a, slots, cost, most)
        limit = min(limit, most)
        if most <= bound + TINY:
            break
        before = totals + groups
        totals, groups = carry(m, w, p, totals, groups)
        if totals + groups == before and (quick or turn >= SETTLED):
            if not quick:
                w.counts[2] += 1
                cost = search_labels(m, s, w, p, a, b, width, totals, groups, limit, whole(MOST), beam)
                most = keep(m, s, w, p, a, slots, cost, most)
                if most < enough or not exact:
                    break
            room = LABEL_ROOM << (2 * turn) if quick else MOST
            cost = deepened(m, s, w, p, a, b, width, totals, groups, bound, limit, room)
            if cost < np.inf:
                most = keep(m, s, w, p, a, slots, cost, most)
                limit = min(limit, most)
                before = totals + groups
                totals, groups = carry(m, w, p, totals, groups)
                if totals + groups == before:
                    # Where it is refused for a rest or a forbidden set, others below `limit` may not be.
                    cost += bounds_cost(m, s, w, p, a, w.path, slots) - side_cost(m, s, p, a, w.path, slots)
                    bound = max(bound, min(limit, cost))
                    break
            elif w.own[61] == 0.0:
                bound = limit
                adjust(m, s, w, p, totals, groups, turn > 0)
                break
            elif not quick:
                break
        adjust(m, s, w, p, totals, groups, turn > 0)
    w.own[60] = bound
    return most


@compiled
def keep(m: Model, s: State, w: Scratch, p: int, a: int, slots: int, cost: float, most: float) -> float:
    """Keep the way in `path` if it costs less than `most`; what the one kept costs.

    `cost` is the way's without its bounds; infinite where there is none. Marks what the way breaks.
    """
    if cost == np.inf:
        return most
    cost += bounds_cost(m, s, w, p, a, w.path, slots)
    if cost < most - TINY:
        most = cost
        w.kept[:slots] = w.path[:slots]
    return most


@compiled
def deepened(
    m: Model,
    s: State,
    w: Scratch,
    p: int,
    a: int,
    b: int,
    width: int,
    totals: int,
    groups: int,
    low: float,
    most: float,
    room: int,
) -> float:
    """The label search below a limit that rises from a lower bound: no label dearer than need be is kept.

    `own[61]` tells whether there were more labels than room for them.
    """
    depth = max(0.25, (most - low) / 16)
    w.own[61] = 0.0
    while True:
        w.counts[2] += 1
        limit = min(most, low + depth)
        given_up = w.counts[4]
        cost = search_labels(m, s, w, p, a, b, width, totals, groups, limit, room, whole(0))
        if w.counts[4] > given_up:
            w.own[61] = 1.0
            return np.inf
        if cost < np.inf or limit >= most:
            return cost
        depth *= 4


@compiled
def _state(m: Model, s: State, p: int, a: int, width: int) -> int:
    at = m.staff_slot[p] + a
    return (s.mask[at] * m.run_states[m.staff_run[p]] + s.run[at]) * width + s.klass[at]
