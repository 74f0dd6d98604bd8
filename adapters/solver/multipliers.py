"""Prices per unit of the sums that a person's cheapest way breaks: Lagrange multipliers, by bisection."""

from __future__ import annotations

from adapters.solver.arrays import Model, Scratch, State
from adapters.solver.compiled import compiled

MOST_TOTALS, MOST_GROUPS = 3, 2
"""Sums and sets of groups that are carried (and priced) at once."""


@compiled
def lowest(m: Model, k: int) -> float:
    """The least multiplier that gives a bound: none below zero where nothing at all is never too little."""
    return 0.0 if m.tot_or_none[k] else -m.tot_below[k]


@compiled
def adjust(m: Model, s: State, w: Scratch, p: int, totals: int, groups: int, again: bool) -> None:
    """Move the multipliers of what is carried against what the last path broke."""
    _adjust_groups(m, w, p, groups, again)
    for i in range(totals):
        k = m.staff_tot[p] + w.carried[i]
        value = w.sum[w.carried[i]]
        if not again:
            w.step[2 * k], w.step[2 * k + 1] = lowest(m, k), m.tot_above[k]
        price = w.multiplier[k]
        if value > s.high[k]:
            w.step[2 * k] = price
        elif value < s.low[k] or (price > 0.0 and value < s.high[k]):
            w.step[2 * k + 1] = price
        elif price < 0.0 and value > s.low[k]:
            w.step[2 * k] = price
        else:
            continue
        low, high = w.step[2 * k], w.step[2 * k + 1]
        if high - low < 1e-3:
            continue
        jump = max(m.jump, abs(price))
        if value > s.high[k] or (price < 0.0 and value > s.low[k]):
            price = min(price + jump, 0.5 * (price + high)) if high < m.hard else price + jump
        else:
            price = max(price - jump, 0.5 * (price + low)) if low > -m.hard else price - jump
        w.multiplier[k] = max(lowest(m, k), min(m.tot_above[k], price))


@compiled
def _adjust_groups(m: Model, w: Scratch, p: int, groups: int, again: bool) -> None:
    first = m.staff_tot[p + 1] - m.staff_tot[p]
    for i in range(groups):
        number = w.carried[MOST_TOTALS + i]
        g = m.staff_grp[p] + number
        value, price = w.sum[first + number], w.group_price[g]
        if not m.grp_pair[g]:
            continue
        if not again:
            w.group_step[2 * g], w.group_step[2 * g + 1] = 0.0, m.grp_above[g]
        if value > m.grp_most[g]:
            w.group_step[2 * g] = price
        elif price > 0.0 and value < m.grp_most[g]:
            w.group_step[2 * g + 1] = price
        else:
            continue
        low, high = w.group_step[2 * g], w.group_step[2 * g + 1]
        if high - low < 1e-3:
            continue
        jump = max(m.jump, price)
        if value > m.grp_most[g]:
            price = min(price + jump, 0.5 * (price + high)) if high < m.hard else price + jump
        else:
            price = max(price - jump, 0.5 * (price + low))
        w.group_price[g] = max(0.0, min(m.grp_above[g], price))


@compiled
def priced_bound(m: Model, s: State, w: Scratch, p: int, totals: int, groups: int) -> float:
    """What multipliers take off, so that costs with them become a lower bound."""
    off = 0.0
    for i in range(totals):
        k = m.staff_tot[p] + w.carried[i]
        if w.multiplier[k] > 0.0:
            off += w.multiplier[k] * (s.high[k] - s.total[k])
        elif w.multiplier[k] < 0.0:
            off += w.multiplier[k] * (s.low[k] - s.total[k])
    for i in range(groups):
        g = m.staff_grp[p] + w.carried[MOST_TOTALS + i]
        off += w.group_price[g] * (m.grp_most[g] - s.groups[g])
    return off
