"""A linear program over timelines by the primal-dual hybrid gradient method, with steps that adapt, averages
and restarts (as in PDLP, Applegate et al. 2021)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from adapters.solver.arrays import Floats, Ints
from adapters.solver.compiled import compiled, inlined

CHECK = 25
"""Steps between two looks at how far the sides lie apart."""

SHARP, SOME, LONG = 0.5, 0.9, 0.36
"""A restart follows where the sides have come that much nearer, or somewhat nearer in so long a part of all
steps."""


class Program(NamedTuple):
    """Each person (`group`) takes timelines that add up to one, which take `duties[first:last]` each."""

    first: Ints
    last: Ints
    duties: Ints
    cost: Floats
    group: Ints
    need: Floats
    short: Floats
    over: Floats
    room: Floats


@compiled
def project(v: Floats, first: int, last: int, room: Floats) -> None:
    """Move `v[first:last]` to the nearest numbers that add up to one, none below zero."""
    top = -np.inf
    for j in range(first, last):
        top = max(top, v[j])
    count = 0
    for j in range(first, last):
        if v[j] > top - 1.0:
            room[count] = v[j]
            count += 1
    ranked = np.sort(room[:count])
    total, less = 0.0, 0.0
    for i in range(count):
        value = ranked[count - 1 - i]
        total += value
        if (total - 1.0) / (i + 1) >= value:
            break
        less = (total - 1.0) / (i + 1)
    for j in range(first, last):
        v[j] = max(0.0, v[j] - less)


@compiled
def _load(first: Ints, last: Ints, duties: Ints, x: Floats, out: Floats) -> None:
    """People by duty."""
    out[:] = 0.0
    for j in range(len(x)):
        if x[j] != 0.0:
            for u in range(first[j], last[j]):
                out[duties[u]] += x[j]


@compiled
def _reduce(first: Ints, last: Ints, duties: Ints, cost: Floats, price: Floats, out: Floats) -> None:
    """By timeline: what it costs under prices."""
    for j in range(len(cost)):
        reduced = cost[j]
        for u in range(first[j], last[j]):
            reduced -= price[duties[u]]
        out[j] = reduced


@compiled
def value_of(q: Program, x: Floats, load: Floats, beyond: float) -> float:
    """What timelines in these parts cost, with `load` people by duty, each one without room at `beyond`."""
    value = (q.cost * x).sum()
    for i in range(len(load)):
        gap = q.need[i] - load[i]
        if gap > 0.0:
            value += q.short[i] * gap
        else:
            value += q.over[i] * min(-gap, q.room[i]) + beyond * max(0.0, -gap - q.room[i])
    return value


@compiled
def bound_of(q: Program, price: Floats, reduced: Floats) -> float:
    """What no parts of these timelines cost less than."""
    value = 0.0
    for i in range(len(price)):
        value += q.need[i] * price[i] + q.room[i] * min(0.0, q.over[i] + price[i])
    for p in range(len(q.group) - 1):
        least = np.inf
        for j in range(q.group[p], q.group[p + 1]):
            least = min(least, reduced[j])
        value += least
    return value


@inlined
def answer(price: float, short: float, over: float, room: float, step: float, beyond: float) -> float:
    """A price within its bounds; below `-over` each unit costs the room."""
    if price >= -over:
        return min(price, short)
    return max(min(-over, price + step * room), -beyond)


class _Work(NamedTuple):
    """Where a search stands, where it may go next, what it has met, and where it began last."""

    x: Floats
    price: Floats
    load: Floats
    reduced: Floats
    new_x: Floats
    new_price: Floats
    new_load: Floats
    spare: Floats
    sum_x: Floats
    sum_price: Floats
    best_x: Floats
    best_price: Floats
    since_x: Floats
    since_price: Floats
    figures: Floats  # see below


APART, AT_START, LENGTHS, COUNT, VALUE = 0, 1, 2, 3, 4
"""In `figures`: how far the best sides lie apart, and did where the search began last; since then the lengths
of all steps and how many; the value of the best."""


@compiled
def _work(q: Program, x: Floats, price: Floats, beyond: float) -> _Work:
    n, rows = len(x), len(price)
    load, reduced = np.zeros(rows), np.zeros(n)
    _even_out(q.group, x)
    _load(q.first, q.last, q.duties, x, load)
    _reduce(q.first, q.last, q.duties, q.cost, price, reduced)
    figures = np.zeros(5)
    figures[VALUE] = value_of(q, x, load, beyond)
    figures[APART] = figures[VALUE] - bound_of(q, price, reduced)
    figures[AT_START] = figures[APART]
    return _Work(
        x.copy(), price.copy(), load, reduced, np.zeros(n), np.zeros(rows), np.zeros(rows), np.zeros(n),
        np.zeros(n), np.zeros(rows), x.copy(), price.copy(), x.copy(), price.copy(), figures,
    )  # fmt: skip


@compiled
def approach(
    q: Program, x: Floats, price: Floats, memory: Floats, beyond: float, within: float, steps: int
) -> float:
    """Bring `x` and `price` nearer to the best, until they are `within` of each other or steps are over; the
    value of `x`.

    `memory` (weight of prices against parts, length of a step) is kept from call to call.
    """
    w = _work(q, x, price, beyond)
    if memory[1] == 0.0:
        memory[0], memory[1] = max(1.0, np.sqrt((q.cost * q.cost).mean())), 0.01
    k = 0
    while k < steps and w.figures[APART] > within:
        k += 1
        if _step(q, w, memory, beyond, k) and w.figures[COUNT] % CHECK == 0:
            _look(q, w, memory, beyond, k)
    x[:], price[:] = w.best_x, w.best_price
    return w.figures[VALUE]


@compiled
def _step(q: Program, w: _Work, memory: Floats, beyond: float, k: int) -> bool:
    """The k-th step, if it is not too long; and how long the next should be."""
    x, new_x, reduced = w.x, w.new_x, w.reduced
    weight, length = memory[0], memory[1]
    for j in range(len(x)):
        new_x[j] = x[j] - length / weight * reduced[j]
    for p in range(len(q.group) - 1):
        project(new_x, q.group[p], q.group[p + 1], w.spare)
    moved = 0.0
    for j in range(len(x)):
        moved += (new_x[j] - x[j]) ** 2
    _load(q.first, q.last, q.duties, new_x, w.new_load)
    far, along = _move_prices(q, w, length * weight, beyond)
    most = np.inf
    if along > 0.0:
        most = (weight * moved + far / weight) / (2.0 * along)
    memory[1] = min((1.0 - (k + 1.0) ** -0.3) * most, (1.0 + (k + 1.0) ** -0.6) * length)
    if length > most:
        return False
    w.x[:], w.price[:], w.load[:] = new_x, w.new_price, w.new_load
    _reduce(q.first, q.last, q.duties, q.cost, w.price, reduced)
    w.sum_x[:] += length * new_x
    w.sum_price[:] += length * w.new_price
    w.figures[LENGTHS] += length
    w.figures[COUNT] += 1.0
    return True


@compiled
def _move_prices(q: Program, w: _Work, step: float, beyond: float) -> tuple[float, float]:
    """Move prices by what is missing of twice the new load less the old; how far, and that along the loads'
    change."""
    need, short, over, room = q.need, q.short, q.over, q.room
    price, out, load, new = w.price, w.new_price, w.load, w.new_load
    moved, along = 0.0, 0.0
    for i in range(len(price)):
        want = need[i] - 2.0 * new[i] + load[i]
        out[i] = answer(price[i] + step * want, short[i], over[i], room[i], step, beyond)
        change = out[i] - price[i]
        moved += change * change
        along += change * (new[i] - load[i])
    return moved, abs(along)


@compiled
def _look(q: Program, w: _Work, memory: Floats, beyond: float, k: int) -> None:
    """Keep the best of where the search stands and of the mean since it began last; begin anew from it where
    that is much nearer."""
    figures = w.figures
    value = value_of(q, w.x, w.load, beyond)
    gap = value - bound_of(q, w.price, w.reduced)
    w.new_x[:], w.new_price[:] = w.sum_x / figures[LENGTHS], w.sum_price / figures[LENGTHS]
    _load(q.first, q.last, q.duties, w.new_x, w.new_load)
    _reduce(q.first, q.last, q.duties, q.cost, w.new_price, w.spare)
    mean = value_of(q, w.new_x, w.new_load, beyond)
    mean_gap = mean - bound_of(q, w.new_price, w.spare)
    good = min(gap, mean_gap)
    start = figures[AT_START]
    anew = good < SHARP * start or (figures[COUNT] > LONG * k and good < SOME * start)
    if good < figures[APART]:
        figures[APART] = good
        if mean_gap < gap:
            w.best_x[:], w.best_price[:], figures[VALUE] = w.new_x, w.new_price, mean
        else:
            w.best_x[:], w.best_price[:], figures[VALUE] = w.x, w.price, value
    if anew:
        if mean_gap < gap:
            w.x[:], w.price[:], w.load[:], w.reduced[:] = w.new_x, w.new_price, w.new_load, w.spare
        _begin_anew(w, memory, good)


@compiled
def _begin_anew(w: _Work, memory: Floats, apart: float) -> None:
    """Weigh prices against parts by how far each has moved, and forget the steps so far."""
    parts, prices = 0.0, 0.0
    for j in range(len(w.x)):
        parts += (w.x[j] - w.since_x[j]) ** 2
    for i in range(len(w.price)):
        prices += (w.price[i] - w.since_price[i]) ** 2
    if parts > 1e-18 and prices > 1e-18:
        memory[0] = np.sqrt(memory[0] * np.sqrt(prices / parts))
    w.since_x[:], w.since_price[:] = w.x, w.price
    w.sum_x[:], w.sum_price[:] = 0.0, 0.0
    w.figures[AT_START], w.figures[LENGTHS], w.figures[COUNT] = apart, 0.0, 0.0


@compiled
def _even_out(group: Ints, x: Floats) -> None:
    """Let each person's parts add up to one."""
    for p in range(len(group) - 1):
        total = x[group[p] : group[p + 1]].sum()
        for j in range(group[p], group[p + 1]):
            x[j] = x[j] / total if total > 1e-9 else 1.0 / (group[p + 1] - group[p])
