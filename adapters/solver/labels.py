"""Labels that carry sums and counts of groups through a window, cut off by the cheapest rest of the way."""

from __future__ import annotations

import numpy as np

from adapters.solver.arrays import UNBOUNDED, Floats, Ints, Model, Scratch, Shorts, State
from adapters.solver.compiled import compiled, inlined, whole
from adapters.solver.multipliers import MOST_GROUPS, MOST_TOTALS
from adapters.solver.own_cost import day_rows, total_cost

RUN_BITS, CLASS_BITS, MASK_BITS, GROUP_BITS, TOTAL_BITS = 7, 8, 4, 7, 11
CONTEXT_BITS = RUN_BITS + CLASS_BITS + MASK_BITS
TINY = 1e-6

BEHIND = 1e-3
"""What a unit off the pace counts among labels that promise as much."""


@inlined
def _push(
    table: Shorts,
    stamps: Ints,
    stamp: int,
    keys: Ints,
    costs: Floats,
    guesses: Floats,
    origins: Shorts,
    picks: Shorts,
    key: int,
    cost: float,
    guess: float,
    before: int,
    pick: int,
    end: int,
) -> int:
    """Keep a label unless one with the same key is no dearer; where the next one goes."""
    size = len(table)
    at = (key * 0x9E3779B97F4A7C1) >> 13 & (size - 1)
    new = True
    while new and stamps[at] == stamp:
        label = table[at]
        if keys[label] == key:
            new = False
            if cost < costs[label]:
                costs[label], guesses[label] = cost, guess
                origins[label], picks[label] = before, pick
        at = (at + 1) & (size - 1)
    if new:
        stamps[at], table[at] = stamp, end
        keys[end], costs[end], guesses[end] = key, cost, guess
        origins[end], picks[end] = before, pick
        end += 1
    return end


@compiled
def _prepare(m: Model, s: State, w: Scratch, p: int, slots: int, totals: int, groups: int) -> None:
    """What each carried total may still gain from each slot on; the group of each carried set by pick."""
    pick, pick_amount, pick_group, touched = w.pick, w.pick_amount, w.pick_group, s.touched
    pick_first, lefts = w.pick_first, w.left
    touch_first, touch_set, touch_group = m.touch_first, m.touch_set, m.touch_group
    for k in range(totals):
        left = 0.0
        lefts[slots * MOST_TOTALS + k] = 0.0
        for t in range(slots - 1, -1, -1):
            most = 0.0
            for j in range(pick_first[t], pick_first[t + 1]):
                most = max(most, pick_amount[j * MOST_TOTALS + k])
            left += most
            lefts[t * MOST_TOTALS + k] = left
    for g in range(groups):
        number = w.carried[MOST_TOTALS + g]
        first = m.grp_first[m.staff_grp[p] + number]
        for j in range(pick_first[slots]):
            pick_group[j * MOST_GROUPS + g] = -1
            o = pick[j]
            for u in range(touch_first[o], touch_first[o + 1]):
                if touch_set[u] == number and touched[first + touch_group[u]] == 0:
                    pick_group[j * MOST_GROUPS + g] = touch_group[u]


@compiled
def _slot_group(w: Scratch, t: int, g: int) -> int:
    """The group that a slot's picks touch; -1 where none does."""
    for j in range(w.pick_first[t], w.pick_first[t + 1]):
        if w.pick_group[j * MOST_GROUPS + g] >= 0:
            return w.pick_group[j * MOST_GROUPS + g]
    return -1


@compiled
def _more_slots(w: Scratch, t: int, slots: int, g: int, group: int) -> bool:
    """Whether the next slot can touch the same group once more."""
    if group < 0 or t + 1 >= slots:
        return False
    return _slot_group(w, t + 1, g) == group


@compiled
def _thinned(w: Scratch, lo: int, hi: int, beam: int, pace: Floats, shift: int) -> int:
    """Keep of a slot's labels those that promise most; where they end.

    Of those that promise as much, the ones nearest to `pace`: by total, counted from bit `shift` of the keys
    on, the amount due by now where there is a least one; less than nothing where there is none.
    """
    keys, costs, guesses, origins, picks = (
        w.label_key,
        w.label_cost,
        w.label_guess,
        w.label_from,
        w.label_pick,
    )
    for label in range(lo, hi):
        for k in range(len(pace)):
            if pace[k] >= 0.0:
                amount = (keys[label] >> (shift + TOTAL_BITS * k)) & ((1 << TOTAL_BITS) - 1)
                guesses[label] += BEHIND * abs(amount - pace[k])
    limit = np.partition(guesses[lo:hi], beam - 1)[beam - 1]
    end = lo
    for label in range(lo, hi):
        if guesses[label] <= limit and end - lo < 2 * beam:
            keys[end], costs[end] = keys[label], costs[label]
            origins[end], picks[end] = origins[label], picks[label]
            end += 1
    return end


@compiled
def search_labels(
    m: Model,
    s: State,
    w: Scratch,
    p: int,
    a: int,
    b: int,
    width: int,
    totals: int,
    groups: int,
    most: float,
    room: int,
    beam: int,
) -> float:
    """Put the cheapest way under the carried bounds, below `most`, into `path`; its cost without bounds.

    Infinite where there is none, or where there are more labels than room for them. With a `beam` only so
    many of each slot are followed, those that promise most: what is found need not be the cheapest then. A
    key holds, from its low bits on: run, class, mask; by set of groups a count and whether the present group
    is touched; by total its amount within the window.
    """
    # Names of their own: asking a model for its arrays in an inner loop counts references there.
    keys, costs, guesses, origins, picks = (
        w.label_key,
        w.label_cost,
        w.label_guess,
        w.label_from,
        w.label_pick,
    )
    table, stamps, best, left, taken_class = w.hash_label, w.hash_stamp, w.best, w.left, m.taken_class
    pick_amount, pick_raw, pick_group = w.pick_amount, w.pick_raw, w.pick_group
    pick_place, pick_bits, free_class = w.pick_place, w.pick_bits, m.free_class
    run_next, run_cost = m.run_next, m.run_cost
    f = m.staff_frame[p]
    first, row0 = m.frame_slot[f], m.staff_slot[p]
    runs, masks = m.run_states[m.staff_run[p]], m.frame_masks[f]
    stride, slots = masks * runs * width, b - a
    if CONTEXT_BITS + GROUP_BITS * groups + TOTAL_BITS * totals > 62:
        totals = MOST_TOTALS - 1
    _prepare(m, s, w, p, slots, totals, groups)
    total0 = CONTEXT_BITS + GROUP_BITS * groups
    price, base, low, high, above = np.zeros(3), np.zeros(3), np.zeros(3), np.zeros(3), np.zeros(3)
    strict = np.zeros(3, dtype=np.bool_)
    strict_low = np.zeros(3, dtype=np.bool_)
    off = 0.0
    for k in range(totals):
        which = m.staff_tot[p] + w.carried[k]
        price[k], base[k] = w.multiplier[which], s.total[which]
        low[k], high[k], above[k] = s.low[which], s.high[which], m.tot_above[which]
        strict[k] = most < m.hard and m.tot_above[which] >= m.hard
        strict_low[k] = most < m.hard and m.tot_below[which] >= m.hard and not m.tot_or_none[which]
        if price[k] > 0.0:
            off += price[k] * (high[k] - base[k])
        elif price[k] < 0.0:
            off += price[k] * (low[k] - base[k])
    group_price, group_left, group_above = np.zeros(2), np.zeros(2), np.zeros(2)
    charged = np.zeros(2, dtype=np.bool_)
    for g in range(groups):
        which = m.staff_grp[p] + w.carried[MOST_TOTALS + g]
        group_price[g], group_above[g] = w.group_price[which], m.grp_above[which]
        group_left[g] = m.grp_most[which] - s.groups[which]
        charged[g] = group_price[g] == 0.0 or group_above[g] >= m.hard
        off += group_price[g] * group_left[g]
    amounts, pace = np.zeros(3), np.full(3, -1.0)
    cap, stage_cap = min(room, len(keys) - 4), len(table) // 2
    at = row0 + a
    key = s.run[at] | s.klass[at] << RUN_BITS | s.mask[at] << (RUN_BITS + CLASS_BITS)
    keys[0], costs[0], origins[0], picks[0] = key, 0.0, -1, -1
    lo, hi = whole(0), whole(1)
    for t in range(slots):
        w.counts[3] += 1
        stamp = w.counts[3]
        end = hi
        after = (t + 1) * stride
        ends = m.slot_ends_day[first + a + t]
        free_day, work_day = day_rows(m, p, m.slot_day[first + a + t])
        taken_row, kinds = m.slot_taken[first + a + t], m.slot_kinds[first + a + t]
        free_row = m.slot_free[first + a + t]
        j0, j1 = w.pick_first[t], w.pick_first[t + 1]
        same0 = groups > 0 and _more_slots(w, t, slots, 0, _slot_group(w, t, 0))
        same1 = groups > 1 and _more_slots(w, t, slots, 1, _slot_group(w, t, 1))
        w.counts[0] += (hi - lo) * (j1 - j0 + 1)
        w.counts[8] += (hi - lo) * (j1 - j0 + 1)
        for label in range(lo, hi):
            key = keys[label]
            run = key & ((1 << RUN_BITS) - 1)
            c = (key >> RUN_BITS) & ((1 << CLASS_BITS) - 1)
            mask = (key >> (RUN_BITS + CLASS_BITS)) & ((1 << MASK_BITS) - 1)
            run_free, cost_free, run_work, cost_work = run, 0.0, run, 0.0
            if ends:
                run_free, cost_free = run_next[free_day + run], run_cost[free_day + run]
                run_work, cost_work = run_next[work_day + run], run_cost[work_day + run]
            for j in range(j0 - 1, j1):
                pick, both, cost = -1, mask, costs[label]
                if j < j0:
                    c2 = free_class[free_row + c]
                else:
                    c2 = taken_class[taken_row + c * kinds + pick_place[j]]
                    if c2 < 0:
                        continue
                    pick, both = j, mask | pick_bits[j]
                    cost += pick_raw[j]
                run2 = run
                if ends:
                    if both & 1:
                        run2, cost = run_work, cost + cost_work
                    else:
                        run2, cost = run_free, cost + cost_free
                    both >>= 1
                guess = cost + best[after + (both * runs + run2) * width + c2] - off
                bad = False
                packed = 0
                for k in range(totals):
                    amounts[k] = (key >> (total0 + TOTAL_BITS * k)) & ((1 << TOTAL_BITS) - 1)
                    if pick >= 0:
                        amounts[k] += pick_amount[j * MOST_TOTALS + k]
                    value = base[k] + amounts[k]
                    guess += price[k] * amounts[k]
                    if value > high[k]:
                        bad = bad or strict[k]
                        if price[k] <= 0.0:
                            guess += (value - high[k]) * above[k]
                    if strict_low[k] and value + left[(t + 1) * MOST_TOTALS + k] < low[k]:
                        bad = True
                    packed |= int(amounts[k]) << (total0 + TOTAL_BITS * k)
                if bad or guess >= most - TINY:
                    continue
                for g in range(groups):
                    field = (key >> (CONTEXT_BITS + GROUP_BITS * g)) & ((1 << GROUP_BITS) - 1)
                    count, bit = field >> 1, field & 1
                    group = pick_group[j * MOST_GROUPS + g] if pick >= 0 else -1
                    if group >= 0 and not bit:
                        count, bit = min(63, count + 1), 1
                    excess = count - group_left[g]
                    guess += group_price[g] * count
                    if excess > 0.0 and count > 0 and charged[g]:
                        guess += min(excess, float(count)) * group_above[g]
                    if not (same0 if g == 0 else same1):
                        bit = 0
                    packed |= (count << 1 | bit) << (CONTEXT_BITS + GROUP_BITS * g)
                if guess >= most - TINY:
                    continue
                packed |= run2 | c2 << RUN_BITS | both << (RUN_BITS + CLASS_BITS)
                end = _push(
                    table,
                    stamps,
                    stamp,
                    keys,
                    costs,
                    guesses,
                    origins,
                    picks,
                    packed,
                    cost,
                    guess,
                    label,
                    pick,
                    end,
                )
                if end >= cap or end - hi >= stage_cap:
                    w.counts[4] += 1
                    return np.inf
        lo, hi = hi, end
        if beam > 0 and hi - lo > beam:
            for k in range(totals):
                due = 0.5 * (low[k] + (high[k] if high[k] < UNBOUNDED else low[k])) - base[k]
                pace[k] = due * (1.0 - left[(t + 1) * MOST_TOTALS + k] / max(1.0, left[k]))
            hi = _thinned(w, lo, hi, beam, pace, total0)
        if lo == hi:
            return np.inf
    chosen, least, plain = -1, most - TINY, np.inf
    for label in range(lo, hi):
        key = keys[label]
        run = key & ((1 << RUN_BITS) - 1)
        c = (key >> RUN_BITS) & ((1 << CLASS_BITS) - 1)
        mask = (key >> (RUN_BITS + CLASS_BITS)) & ((1 << MASK_BITS) - 1)
        raw = costs[label] + best[slots * stride + (mask * runs + run) * width + c]
        cost = raw
        for k in range(totals):
            amount = (key >> (total0 + TOTAL_BITS * k)) & ((1 << TOTAL_BITS) - 1)
            cost += total_cost(m, s, m.staff_tot[p] + w.carried[k], base[k] + amount)
        for g in range(groups):
            count = ((key >> (CONTEXT_BITS + GROUP_BITS * g)) & ((1 << GROUP_BITS) - 1)) >> 1
            cost += max(0.0, count - group_left[g]) * group_above[g]
        if cost < least:
            chosen, least, plain = label, cost, raw
    if chosen < 0:
        return np.inf
    label = chosen
    for t in range(slots - 1, -1, -1):
        j = picks[label]
        w.path[t] = w.pick[j] if j >= 0 else -1
        label = origins[label]
    return plain
