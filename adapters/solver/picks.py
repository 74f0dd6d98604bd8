"""The options of a window that matter: of twins the cheapest, and none that another serves as well as."""

from __future__ import annotations

import numpy as np

from adapters.solver.arrays import Floats, Ints, Model, Scratch, Shorts, State
from adapters.solver.compiled import compiled, inlined, whole
from adapters.solver.multipliers import MOST_TOTALS


@compiled
def gather(m: Model, w: Scratch, p: int, a: int, b: int, price: Floats, noise: float) -> None:
    """List the options of a window: of twins the cheapest.

    An option costs its own cost, the price of its duty, and up to `noise` by chance.
    """
    row = m.staff_slot[p]
    n = 0
    for t in range(a, b):
        w.all_first[t - a] = n
        start = n
        twin = -1
        for o in range(m.slot_opt[row + t], m.slot_opt[row + t + 1]):
            cost = m.opt_cost[o] + price[m.opt_duty[o]]
            if noise > 0.0:
                cost += noise * np.random.random()
            if n > start and m.opt_twin[o] == twin:
                if cost < w.all_raw[n - 1]:
                    w.all_raw[n - 1] = cost
                    w.all[n - 1] = o
            else:
                twin = m.opt_twin[o]
                w.all[n] = o
                w.all_raw[n] = cost
                n += 1
    w.all_first[b - a] = n


@compiled
def same_touches(touch_first: Ints, sets: Shorts, groups: Shorts, o: int, other: int) -> bool:
    """Whether two options touch the same groups."""
    first, second = touch_first[o], touch_first[other]
    count = touch_first[o + 1] - first
    if touch_first[other + 1] - second != count:
        return False
    for u in range(count):
        if sets[first + u] != sets[second + u] or groups[first + u] != groups[second + u]:
            return False
    return True


@inlined
def same_amounts(amounts: Floats, j: int, i: int, totals: int) -> bool:
    """Whether two picks use as much of each carried total."""
    same = True
    for k in range(totals):
        same = same and amounts[i * MOST_TOTALS + k] == amounts[j * MOST_TOTALS + k]
    return same


@compiled
def _price_totals(
    use_total: Shorts, use_amount: Shorts, u0: int, u1: int, carried: Ints, multiplier: Floats, first: int,
    amounts: Floats, n: int, totals: int,
) -> float:  # fmt: skip
    """Note how much of each carried total pick n uses; what that costs at their prices."""
    cost = 0.0
    for k in range(totals):
        amounts[n * MOST_TOTALS + k] = 0.0
    for u in range(u0, u1):
        for k in range(totals):
            if use_total[u] == carried[k]:
                amounts[n * MOST_TOTALS + k] = use_amount[u]
                cost += multiplier[first + carried[k]] * use_amount[u]
    return cost


@compiled
def choose_picks(m: Model, s: State, w: Scratch, p: int, a: int, b: int, totals: int, groups: int) -> None:
    """The options that matter while these sums are carried, with their prices in their cost.

    A pick is left out where one of its slot that costs no more may be taken wherever it may, excludes nothing
    more and uses and touches the same.
    """
    # Names of their own: asking a model for its arrays in an inner loop counts references there.
    pick, pick_cost, pick_raw, amounts = w.pick, w.pick_cost, w.pick_raw, w.pick_amount
    place, bits, follow = w.pick_place, w.pick_bits, w.pick_follow
    carried, over = w.carried, m.over
    touch_first = m.touch_first
    first = m.staff_tot[p]
    slot0 = m.frame_slot[m.staff_frame[p]] + a
    n, before = whole(0), whole(0)
    for t in range(b - a):
        start = n
        w.pick_first[t] = start
        table, kinds = m.slot_over[slot0 + t], m.slot_kinds[slot0 + t]
        for at in range(w.all_first[t], w.all_first[t + 1]):
            o = w.all[at]
            cost = w.all_raw[at]
            cost += _price_totals(
                m.use_total, m.use_amount, m.use_first[o], m.use_first[o + 1], carried, w.multiplier, first,
                amounts, n, totals,
            )  # fmt: skip
            pick[n], pick_raw[n], pick_cost[n] = o, w.all_raw[at], cost
            place[n], bits[n], follow[n] = m.opt_place[o], m.opt_bits[o], 0.0
            keep = True
            for i in range(start, n):
                if (
                    pick_cost[i] <= cost
                    and bits[i] == bits[n]
                    and over[table + place[i] * kinds + place[n]] != 0
                    and same_amounts(amounts, n, i, totals)
                    and same_touches(touch_first, m.touch_set, m.touch_group, pick[i], o)
                ):
                    keep = False
                    break
            if keep:
                n += 1
        for g in range(groups):
            _price_groups(m, s, w, p, before, start, n, carried[MOST_TOTALS + g])
        before = start
    w.pick_first[b - a] = n


@compiled
def _price_groups(
    m: Model, s: State, w: Scratch, p: int, before: int, start: int, end: int, number: int
) -> None:
    """Put the price of a set's group that picks `start` to `end` touch into their costs; `before`: the slot
    before.

    Where a pick of the slot before may touch the group too, the price is due only if the day before stays
    free: less than what is due where it is worked without touching the group, so that the rest of the way is
    never priced too high.
    """
    which = m.staff_grp[p] + number
    price = w.group_price[which]
    if price == 0.0:
        return
    pick, cost, follow, touched = w.pick, w.pick_cost, w.pick_follow, s.touched
    touch_first, touch_set, touch_group = m.touch_first, m.touch_set, m.touch_group
    first = m.grp_first[which]
    seen, follows = -1, False
    for n in range(start, end):
        for u in range(touch_first[pick[n]], touch_first[pick[n] + 1]):
            group = touch_group[u]
            if touch_set[u] != number or touched[first + group] > 0:
                continue
            if group != seen:
                seen, follows = group, False
                for j in range(before, start):
                    for v in range(touch_first[pick[j]], touch_first[pick[j] + 1]):
                        follows = follows or (touch_set[v] == number and touch_group[v] == group)
                    if follows:
                        break
            if follows:
                follow[n] += price
            else:
                cost[n] += price
