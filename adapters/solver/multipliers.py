"""Prices per unit of the sums that a person's cheapest way breaks: Lagrange multipliers, by bisection."""

from __future__ import annotations

from adapters.solver.arrays import Model, Scratch, State
from adapters.solver.compiled import compiled


@compiled
def lowest(m: Model, k: int) -> float:
    """The least multiplier that gives a bound: none below zero where nothing at all is never too little."""
    return 0.0 if m.tot_or_none[k] else -m.tot_below[k]


@compiled
def adjust(m: Model, s: State, w: Scratch, p: int, totals: int, again: bool) -> bool:
    """Move the multipliers of carried totals against what the last path broke; whether any moved."""
    moved = False
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
        jump = max(16.0, abs(price))
        if value > s.high[k] or (price < 0.0 and value > s.low[k]):
            price = min(price + jump, 0.5 * (price + high)) if high < m.hard else price + jump
        else:
            price = max(price - jump, 0.5 * (price + low)) if low > -m.hard else price - jump
        w.multiplier[k] = max(lowest(m, k), min(m.tot_above[k], price))
        moved = True
    return moved


@compiled
def priced_bound(m: Model, s: State, w: Scratch, p: int, totals: int) -> float:
    """What multipliers take off, so that costs with them become a lower bound."""
    off = 0.0
    for i in range(totals):
        k = m.staff_tot[p] + w.carried[i]
        if w.multiplier[k] > 0.0:
            off += w.multiplier[k] * (s.high[k] - s.total[k])
        elif w.multiplier[k] < 0.0:
            off += w.multiplier[k] * (s.low[k] - s.total[k])
    return off
