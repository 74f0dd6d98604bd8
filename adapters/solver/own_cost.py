"""What one person's work costs by itself, along a window of slots."""

from __future__ import annotations

import numpy as np

from adapters.solver.arrays import Floats, Ints, Model, Scratch, State
from adapters.solver.compiled import compiled, inlined


@inlined
def run_step(m: Model, p: int, day: int, worked: int, run: int) -> tuple[int, float]:
    """The state of runs after a day, and what it charges."""
    code = m.code_work[m.staff_day[p] + day] if worked else m.code_free[m.staff_day[p] + day]
    automaton = m.staff_run[p]
    at = m.run_row[automaton] + code * m.run_states[automaton] + run
    return m.run_next[at], m.run_cost[at]


@inlined
def day_rows(m: Model, p: int, day: int) -> tuple[int, int]:
    """Where the rows of a person's automaton begin for a free day and for a day of work."""
    automaton, at = m.staff_run[p], m.staff_day[p] + day
    first, states = m.run_row[automaton], m.run_states[automaton]
    return first + m.code_free[at] * states, first + m.code_work[at] * states


@inlined
def total_cost(m: Model, s: State, which: int, value: float) -> float:
    """What a total costs by missing its bounds."""
    if value > s.high[which]:
        return (value - s.high[which]) * m.tot_above[which]
    if value < s.low[which] and not (m.tot_or_none[which] and value == 0.0):
        return (s.low[which] - value) * m.tot_below[which]
    return 0.0


@inlined
def use(m: Model, sums: Floats, first: int, option: int, sign: float) -> None:
    """Add what an option uses to sums that begin at `first`."""
    for u in range(m.use_first[option], m.use_first[option + 1]):
        sums[first + m.use_total[u]] += sign * m.use_amount[u]


@inlined
def touch(m: Model, s: State, p: int, option: int, sign: int) -> None:
    """Count the groups that an option touches."""
    first = m.staff_grp[p]
    for u in range(m.touch_first[option], m.touch_first[option + 1]):
        which = first + m.touch_set[u]
        at = m.grp_first[which] + m.touch_group[u]
        before = s.touched[at]
        s.touched[at] = before + sign
        if before == 0:
            s.groups[which] += 1.0
        elif before + sign == 0:
            s.groups[which] -= 1.0


@compiled
def bounds_cost(m: Model, s: State, w: Scratch, p: int, a: int, path: Ints, slots: int) -> float:
    """What totals, groups, rests and forbidden sets cost with a path added from slot a on.

    Marks in `over` which totals and sets of groups do.
    """
    first, last = m.staff_tot[p], m.staff_tot[p + 1]
    for k in range(first, last):
        w.sum[k - first] = s.total[k]
    for t in range(slots):
        if path[t] >= 0:
            use(m, w.sum, 0, path[t], 1.0)
            touch(m, s, p, path[t], 1)
    cost = 0.0
    for k in range(first, last):
        one = total_cost(m, s, k, w.sum[k - first])
        w.over[k - first] = one > 0.0
        cost += one
    totals = last - first
    for g in range(m.staff_grp[p], m.staff_grp[p + 1]):
        excess = s.groups[g] - m.grp_most[g]
        w.sum[totals + g - m.staff_grp[p]] = s.groups[g]
        w.over[totals + g - m.staff_grp[p]] = excess > 0.0
        if excess > 0.0:
            cost += excess * m.grp_above[g]
    for t in range(slots):
        if path[t] >= 0:
            touch(m, s, p, path[t], -1)
    return cost + side_cost(m, s, p, a, path, slots)


@compiled
def side_cost(m: Model, s: State, p: int, a: int, path: Ints, slots: int) -> float:
    """What forbidden sets and missing rests cost with a path in place of what is taken in its window."""
    cost = 0.0
    row = m.staff_slot[p]
    for n in range(m.staff_nogood[p], m.staff_nogood[p + 1]):
        held = True
        for u in range(m.nogood_first[n], m.nogood_first[n + 1]):
            option = m.nogood_opt[u]
            t = np.searchsorted(m.slot_opt[row : row + last_slot(m, p) + 1], option, side="right") - 1
            taken = path[t - a] if a <= t < a + slots else s.choice[row + t]
            held = held and taken == option
        if held:
            cost += m.hard
    for n in range(m.staff_stretch[p], m.staff_stretch[p + 1]):
        if not _rests(m, s, p, a, path, slots, n):
            cost += m.hard
    return cost


@compiled
def last_slot(m: Model, p: int) -> int:
    """How many slots a person's frame has."""
    f = m.staff_frame[p]
    return m.frame_slot[f + 1] - m.frame_slot[f] - 1


@compiled
def _rests(m: Model, s: State, p: int, a: int, path: Ints, slots: int, n: int) -> bool:
    """Whether one stretch of rest is there, or nothing that asks for it."""
    start, end = m.stretch[4 * n], m.stretch[4 * n + 1]
    minutes, inside = m.stretch[4 * n + 2], m.stretch[4 * n + 3]
    row, last = m.staff_slot[p], last_slot(m, p)
    k, k1 = m.staff_busy[p], m.staff_busy[p + 1]
    t = 0
    reached = -np.inf
    needed, found = False, False
    while True:
        option = -1
        while t < last:
            option = path[t - a] if a <= t < a + slots else s.choice[row + t]
            if option >= 0:
                break
            t += 1
        if t >= last and k >= k1:
            break
        if t >= last or (k < k1 and m.busy[2 * k] <= m.opt_start[option]):
            begins, ends = m.busy[2 * k], m.busy[2 * k + 1]
            k += 1
        else:
            begins, ends = m.opt_start[option], m.opt_end[option]
            t += 1
        needed = needed or (begins < end and ends > start)
        if begins - reached >= minutes and min(begins, end) - max(reached, start) >= inside:
            found = True
        reached = max(reached, ends)
    return not needed or found or end - max(reached, start) >= inside


@compiled
def tail(m: Model, s: State, w: Scratch, p: int, b: int, at: int, width: int) -> None:
    """Write into `best` from `at` on what the fixed rest from slot b charges, by mask, run and class.

    All states are followed until they agree with each other, so that what they are charged compares.
    """
    f = m.staff_frame[p]
    runs = m.run_states[m.staff_run[p]]
    states = m.frame_masks[f] * runs
    for state in range(states):
        cost = _tail_of_runs(m, s, p, b, state // runs, state % runs)
        for c in range(width):
            w.best[at + state * width + c] = cost
    for c in range(m.slot_classes[m.frame_slot[f] + b]):
        cost = _tail_of_classes(m, s, p, b, c)
        if cost > 0.0:
            for state in range(states):
                w.best[at + state * width + c] += cost


@compiled
def _tail_of_runs(m: Model, s: State, p: int, b: int, mask: int, run: int) -> float:
    f = m.staff_frame[p]
    first, row = m.frame_slot[f], m.staff_slot[p]
    last = m.frame_slot[f + 1] - first - 1
    cost = 0.0
    own_mask, own_run = s.mask[row + b], s.run[row + b]
    for t in range(b, last):
        if mask == own_mask and run == own_run:
            return cost
        option = s.choice[row + t]
        if option >= 0:
            mask |= m.opt_bits[option]
        if m.slot_ends_day[first + t]:
            day = m.slot_day[first + t]
            own = own_mask if option < 0 else own_mask | m.opt_bits[option]
            _, own_cost = run_step(m, p, day, own & 1, own_run)
            run, one = run_step(m, p, day, mask & 1, run)
            cost += one - own_cost
            mask >>= 1
        own_mask, own_run = s.mask[row + t + 1], s.run[row + t + 1]
    end = m.staff_end[p]
    return cost + m.end_cost[end + run] - m.end_cost[end + own_run]


@compiled
def _tail_of_classes(m: Model, s: State, p: int, b: int, c: int) -> float:
    f = m.staff_frame[p]
    first, row = m.frame_slot[f], m.staff_slot[p]
    last = m.frame_slot[f + 1] - first - 1
    cost = 0.0
    for t in range(b, last):
        if c == s.klass[row + t]:
            return cost
        option = s.choice[row + t]
        after = m.free_class[m.slot_free[first + t] + c]
        if option >= 0:
            taken = m.taken_class[m.slot_taken[first + t] + c * m.slot_kinds[first + t] + m.opt_place[option]]
            if taken < 0:
                cost += m.hard
            else:
                after = taken
        c = after
    return cost


@compiled
def walk(m: Model, s: State, p: int, a: int, b: int) -> float:
    """Rewrite the states along a person's choices from slot a until past b nothing changes; run costs to b.

    What changes after b is the tail's affair.
    """
    f = m.staff_frame[p]
    first, row = m.frame_slot[f], m.staff_slot[p]
    last = m.frame_slot[f + 1] - first - 1
    mask, run, c = s.mask[row + a], s.run[row + a], s.klass[row + a]
    cost = 0.0
    for t in range(a, last):
        option = s.choice[row + t]
        after = m.free_class[m.slot_free[first + t] + c]
        if option >= 0:
            mask |= m.opt_bits[option]
            taken = m.taken_class[m.slot_taken[first + t] + c * m.slot_kinds[first + t] + m.opt_place[option]]
            if taken >= 0:
                after = taken
            elif t < b:
                cost += m.hard
        c = after
        if m.slot_ends_day[first + t]:
            run, one = run_step(m, p, m.slot_day[first + t], mask & 1, run)
            mask >>= 1
            if t < b:
                cost += one
        at = row + t + 1
        if t + 1 >= b and s.mask[at] == mask and s.run[at] == run and s.klass[at] == c:
            return cost
        s.mask[at], s.run[at], s.klass[at] = mask, run, c
    return cost


@compiled
def path_cost(m: Model, s: State, w: Scratch, p: int, a: int, b: int, path: Ints, width: int) -> float:
    """What a path through `[a, b)` costs its person: options, runs, tail; not the bounds, nor cover.

    The tail's costs stand in `best` at the window's end, where `plan` puts them.
    """
    f = m.staff_frame[p]
    first, row = m.frame_slot[f], m.staff_slot[p]
    mask, run, c = s.mask[row + a], s.run[row + a], s.klass[row + a]
    cost = 0.0
    for t in range(a, b):
        option = path[t - a]
        after = m.free_class[m.slot_free[first + t] + c]
        if option >= 0:
            cost += m.opt_cost[option]
            mask |= m.opt_bits[option]
            taken = m.taken_class[m.slot_taken[first + t] + c * m.slot_kinds[first + t] + m.opt_place[option]]
            if taken >= 0:
                after = taken
            else:
                cost += m.hard
        c = after
        if m.slot_ends_day[first + t]:
            run, one = run_step(m, p, m.slot_day[first + t], mask & 1, run)
            mask >>= 1
            cost += one
    runs = m.run_states[m.staff_run[p]]
    states = m.frame_masks[f] * runs
    return cost + w.best[(b - a) * states * width + (mask * runs + run) * width + c]
