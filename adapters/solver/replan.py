"""Re-planning one person over a window, exactly, by dynamic programming.

First without the bounds on sums and groups: backwards over (days worked already, state of runs, class), which
gives the cheapest rest of the way from everywhere. Where that way keeps to all bounds it is the best there
is. Otherwise the sums it breaks get a price per unit (a Lagrange multiplier, kept from call to call), and if
that does not settle it labels that carry those sums go forward, cut off by what the priced way says is still
to come.
"""

from __future__ import annotations

import numpy as np

from adapters.solver.arrays import Floats, Ints, Model, Scratch, Shorts, State
from adapters.solver.compiled import compiled, inlined
from adapters.solver.labels import search_labels
from adapters.solver.multipliers import MOST_GROUPS, MOST_TOTALS, adjust, priced_bound
from adapters.solver.own_cost import bounds_cost, path_cost, run_step, tail

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
def choose_picks(m: Model, s: State, w: Scratch, p: int, a: int, b: int, totals: int, groups: int) -> None:
    """The options that matter while these sums are carried, with their prices in their cost.

    A pick is left out where one of its slot that costs no more may be taken wherever it may, excludes nothing
    more and uses and touches the same.
    """
    # Names of their own: asking a model for its arrays in an inner loop counts references there.
    pick, pick_cost, pick_raw, amounts = w.pick, w.pick_cost, w.pick_raw, w.pick_amount
    place, bits, follow = w.pick_place, w.pick_bits, w.pick_follow
    use_total, use_amount, carried, over = m.use_total, m.use_amount, w.carried, m.over
    touch_first = m.touch_first
    first = m.staff_tot[p]
    slot0 = m.frame_slot[m.staff_frame[p]] + a
    n = 0
    for t in range(b - a):
        start = n
        w.pick_first[t] = start
        table, kinds = m.slot_over[slot0 + t], m.slot_kinds[slot0 + t]
        for at in range(w.all_first[t], w.all_first[t + 1]):
            o = w.all[at]
            cost = w.all_raw[at]
            for k in range(totals):
                amounts[n * MOST_TOTALS + k] = 0.0
            for u in range(m.use_first[o], m.use_first[o + 1]):
                for k in range(totals):
                    if use_total[u] == carried[k]:
                        amounts[n * MOST_TOTALS + k] = use_amount[u]
                        cost += w.multiplier[first + carried[k]] * use_amount[u]
            pick[n], pick_raw[n], pick_cost[n] = o, w.all_raw[at], cost
            place[n], bits[n], follow[n] = m.opt_place[o], m.opt_bits[o], 0.0
            if touch_first[o] < touch_first[o + 1]:
                for g in range(groups):
                    _price_group(m, s, w, p, n, w.pick_first[max(t - 1, 0)], start, carried[MOST_TOTALS + g])
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
    w.pick_first[b - a] = n


@compiled
def _price_group(
    m: Model, s: State, w: Scratch, p: int, n: int, before: int, start: int, number: int
) -> None:
    """Put the price of the group that pick n touches into its cost; `before` to `start`: the slot before.

    Where that may touch the group too, the price is due only if the day before stays free: less than what is
    due where it is worked without touching the group, so that the rest of the way is never priced too high.
    """
    which = m.staff_grp[p] + number
    price = w.group_price[which]
    if price == 0.0:
        return
    pick, touch_first, touch_set, touch_group = w.pick, m.touch_first, m.touch_set, m.touch_group
    first = m.grp_first[which]
    for u in range(touch_first[pick[n]], touch_first[pick[n] + 1]):
        if touch_set[u] != number or s.touched[first + touch_group[u]] > 0:
            continue
        follows = False
        for j in range(before, start):
            for v in range(touch_first[pick[j]], touch_first[pick[j] + 1]):
                follows = follows or (touch_set[v] == number and touch_group[v] == touch_group[u])
            if follows:
                break
        if follows:
            w.pick_follow[n] += price
        else:
            w.pick_cost[n] += price


@compiled
def backwards(m: Model, w: Scratch, p: int, a: int, b: int, width: int) -> None:
    """Fill `best` from slot b back to slot a."""
    best, rows, values, cost, follow = w.best, w.row, w.value, w.pick_cost, w.pick_follow
    place, bits, run_worked = w.pick_place, w.pick_bits, m.run_worked
    f = m.staff_frame[p]
    runs, masks = m.run_states[m.staff_run[p]], m.frame_masks[f]
    worked = m.run_worked_row[m.staff_run[p]]
    stride = masks * runs * width
    for t in range(b - 1, a - 1, -1):
        slot = m.frame_slot[f] + t
        after = (t + 1 - a) * stride
        ends, plain = m.slot_ends_day[slot], m.slot_plain[slot]
        free0, work0 = _day_rows(m, p, m.slot_day[slot])
        classes, kinds, taken = m.slot_classes[slot], m.slot_kinds[slot], m.slot_taken[slot]
        j0, j1 = w.pick_first[t - a], w.pick_first[t - a + 1]
        for state in range(masks * runs):
            mask, run = state // runs, state % runs
            free, charged = after + state * width, 0.0
            if ends:
                row = (work0 if mask & 1 else free0) + run
                free = after + ((mask >> 1) * runs + m.run_next[row]) * width
                charged = m.run_cost[row]
            for j in range(j0, j1):
                both = mask | bits[j]
                values[j - j0] = cost[j] if run_worked[worked + run] else cost[j] + follow[j]
                if ends:
                    row = (work0 if both & 1 else free0) + run
                    rows[j - j0] = after + ((both >> 1) * runs + m.run_next[row]) * width
                    values[j - j0] += m.run_cost[row]
                else:
                    rows[j - j0] = after + (both * runs + run) * width
            at, free_row = (t - a) * stride + state * width, m.slot_free[slot]
            if plain:
                _least_by_pick(
                    best, rows, values, place, m.taken_class, m.free_class, classes, kinds, taken, j0, j1,
                    at, free, free_row, charged,
                )  # fmt: skip
            else:
                _least_by_class(
                    best, rows, values, place, m.taken_class, m.free_class, classes, kinds, taken, j0, j1,
                    at, free, free_row, charged,
                )  # fmt: skip
    w.counts[0] += (b - a) * stride + masks * runs * w.pick_first[b - a]


@compiled
def _day_rows(m: Model, p: int, day: int) -> tuple[int, int]:
    """Where the rows of a person's automaton begin for a free day and for a day of work."""
    automaton, at = m.staff_run[p], m.staff_day[p] + day
    first, states = m.run_row[automaton], m.run_states[automaton]
    return first + m.code_free[at] * states, first + m.code_work[at] * states


@compiled
def _least_by_pick(
    best: Floats, rows: Ints, values: Floats, place: Ints, taken_class: Shorts, free_class: Shorts,
    classes: int, kinds: int, taken: int, j0: int, j1: int, at: int, free: int, free_row: int, charged: float,
) -> None:  # fmt: skip
    """The cheapest rest by class, where the class after a pick is the same whatever the class before it."""
    first, lowest = -1, np.inf
    for j in range(j1 - j0):
        values[j] += best[rows[j] + taken_class[taken + place[j0 + j]]]
        if values[j] < lowest:
            first, lowest = j, values[j]
    for c in range(classes):
        least = charged + best[free + free_class[free_row + c]]
        if lowest < least:
            row = taken + c * kinds
            if taken_class[row + place[j0 + first]] >= 0:
                least = lowest
            else:
                for j in range(j1 - j0):
                    if values[j] < least and taken_class[row + place[j0 + j]] >= 0:
                        least = values[j]
        best[at + c] = least


@compiled
def _least_by_class(
    best: Floats, rows: Ints, values: Floats, place: Ints, taken_class: Shorts, free_class: Shorts,
    classes: int, kinds: int, taken: int, j0: int, j1: int, at: int, free: int, free_row: int, charged: float,
) -> None:  # fmt: skip
    """The cheapest rest by class, each class by itself."""
    for c in range(classes):
        least = charged + best[free + free_class[free_row + c]]
        for j in range(j1 - j0):
            c2 = taken_class[taken + c * kinds + place[j0 + j]]
            if c2 >= 0 and values[j] + best[rows[j] + c2] < least:
                least = values[j] + best[rows[j] + c2]
        best[at + c] = least


@compiled
def trace(m: Model, s: State, w: Scratch, p: int, a: int, b: int, width: int, path: Ints) -> float:
    """Write the cheapest way (multipliers included) into `path`; its cost without them, tail included."""
    f = m.staff_frame[p]
    first, row0 = m.frame_slot[f], m.staff_slot[p]
    runs, masks = m.run_states[m.staff_run[p]], m.frame_masks[f]
    stride = masks * runs * width
    mask, run, c = s.mask[row0 + a], s.run[row0 + a], s.klass[row0 + a]
    total = 0.0
    for t in range(a, b):
        after = (t + 1 - a) * stride
        ends = m.slot_ends_day[first + t]
        day = m.slot_day[first + t]
        best_cost, best_raw, best_option = np.inf, 0.0, -1
        best_mask, best_run, best_class = mask, run, c
        for j in range(w.pick_first[t - a] - 1, w.pick_first[t - a + 1]):
            o, raw, cost = -1, 0.0, 0.0
            both = mask
            if j < w.pick_first[t - a]:
                c2 = m.free_class[m.slot_free[first + t] + c]
            else:
                o, raw, cost = w.pick[j], w.pick_raw[j], w.pick_cost[j]
                if not m.run_worked[m.run_worked_row[m.staff_run[p]] + run]:
                    cost += w.pick_follow[j]
                c2 = m.taken_class[m.slot_taken[first + t] + c * m.slot_kinds[first + t] + m.opt_place[o]]
                if c2 < 0:
                    continue
                both = mask | m.opt_bits[o]
            run2, mask2 = run, both
            if ends:
                run2, one = run_step(m, p, day, both & 1, run)
                raw += one
                cost += one
                mask2 = both >> 1
            cost += w.best[after + (mask2 * runs + run2) * width + c2]
            if cost < best_cost:
                best_cost, best_raw, best_option = cost, raw, o
                best_mask, best_run, best_class = mask2, run2, c2
        path[t - a] = best_option
        total += best_raw
        mask, run, c = best_mask, best_run, best_class
    return total + w.best[(b - a) * stride + (mask * runs + run) * width + c]


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
    exact: bool,
) -> float:
    """The cheapest way for a person through slots `[a, b)`, into `kept`; its cost.

    Their own choices in the window must be taken out beforehand; `price` is what one more person on a duty
    costs. Where nothing cheaper than the way that is known is found, `kept` is that one. Unless `enough` is
    minus infinity, any way that costs less will do, and none that costs more is looked for; unless `exact`,
    not finding one proves nothing. `own[60]` becomes
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
    totals, groups = 0, 0
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
                cost = search_labels(m, s, w, p, a, b, width, totals, groups, limit, MOST, BEAM)
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
                    bound = limit
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
        cost = search_labels(m, s, w, p, a, b, width, totals, groups, limit, room, 0)
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
