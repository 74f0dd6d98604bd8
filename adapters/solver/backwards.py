"""The cheapest rest of the way from everywhere in a window, and the way that it gives."""

from __future__ import annotations

import numpy as np

from adapters.solver.arrays import Floats, Ints, Model, Scratch, Shorts, State
from adapters.solver.compiled import compiled
from adapters.solver.own_cost import day_rows, run_step


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
        free0, work0 = day_rows(m, p, m.slot_day[slot])
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
