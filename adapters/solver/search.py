"""Ruin and recreate: take some people's work out of a window, put each person back exactly, accept by
annealing."""

from __future__ import annotations

import numpy as np

from adapters.solver.arrays import Ints, Lane, Model, Scratch, State
from adapters.solver.compiled import compiled, inlined, truth, whole
from adapters.solver.own_cost import bounds_cost, last_slot, path_cost, touch, use, walk
from adapters.solver.replan import BEAM, replan, widest

MOST_PEOPLE = 8


@inlined
def price_of(m: Model, s: State, duty: int) -> float:
    """What one more person on a duty costs."""
    count = s.present[duty]
    if count < m.duty_need[duty]:
        return -m.duty_short[duty]
    if count < m.duty_room[duty]:
        return m.duty_over[duty]
    return m.hard


@inlined
def count_duty(m: Model, s: State, duty: int, sign: int) -> float:
    """One person more or less on a duty: by how much cover costs more."""
    if sign > 0:
        change = s.price[duty]
        s.present[duty] += 1
        s.price[duty] = price_of(m, s, duty)
        return change
    s.present[duty] -= 1
    s.price[duty] = price_of(m, s, duty)
    return -s.price[duty]


@compiled
def take_out(m: Model, s: State, p: int, a: int, b: int, kept: Ints) -> float:
    """Free a person in slots `[a, b)`, their choices into `kept`; by how much cover costs more."""
    row = m.staff_slot[p] + a
    change = 0.0
    for t in range(b - a):
        option = s.choice[row + t]
        kept[t] = option
        if option >= 0:
            s.choice[row + t] = -1
            change += count_duty(m, s, m.opt_duty[option], -1)
            use(m, s.total, m.staff_tot[p], option, -1.0)
            touch(m, s, p, option, -1)
    return change


@compiled
def put_in(m: Model, s: State, p: int, a: int, b: int, path: Ints) -> float:
    """Give a person who is free in slots `[a, b)` a path; by how much cover costs more."""
    row = m.staff_slot[p] + a
    change = 0.0
    for t in range(b - a):
        option = path[t]
        if option >= 0:
            s.choice[row + t] = option
            change += count_duty(m, s, m.opt_duty[option], 1)
            use(m, s.total, m.staff_tot[p], option, 1.0)
            touch(m, s, p, option, 1)
    return change


@compiled
def own_cost(m: Model, s: State, w: Scratch, p: int, a: int, b: int, path: Ints) -> float:
    """What a path costs its person, relative to the tail that stands; `best` must hold the window's tail."""
    return path_cost(m, s, w, p, a, b, path, widest(m, p, a, b)) + bounds_cost(m, s, w, p, a, path, b - a)


@compiled
def slot_of_day(m: Model, p: int, day: int) -> int:
    """The first slot of a person's frame on a day, or at the frame's ends."""
    f = m.staff_frame[p]
    return m.day_slot[m.frame_day[f] + min(max(day - m.frame_first[f], 0), m.frame_days[f])]


@compiled
def anchor_duty(m: Model, s: State, lane: Lane, tries: int) -> int:
    """A duty by chance, rather one that costs: missing or surplus people."""
    chosen, most = -1, -1.0
    for _ in range(tries):
        duty = lane.duties[np.random.randint(len(lane.duties))]
        gap = m.duty_need[duty] - s.present[duty]
        cost = gap * m.duty_short[duty] if gap > 0 else -gap * m.duty_over[duty]
        if cost > most:
            chosen, most = duty, cost
    return chosen


@compiled
def anneal(
    m: Model,
    s: State,
    w: Scratch,
    lane: Lane,
    best: Ints,
    seed: int,
    heat: float,
    cool: float,
    effort: int,
    reach: Ints,
) -> None:
    """Moves in a lane until that much effort is spent, the temperature going from `heat` to `cool`; what
    its people have in the best roster goes into `best`.

    `reach`: least and most days of a window, most people of a move.
    """
    np.random.seed(seed)
    spent = w.counts[0]
    until = spent + effort
    temperature = heat
    moves = 0
    while w.counts[0] < until:
        if moves & 15 == 0:
            part = (w.counts[0] - spent) / effort
            temperature = heat * (cool / heat) ** part
        moves += 1
        move(m, s, w, lane, temperature, reach)
        if s.figures[0] < s.figures[1] - 1e-6:
            s.figures[1] = s.figures[0]
            for p in lane.people:
                first, last = m.staff_slot[p], m.staff_slot[p] + last_slot(m, p)
                best[first:last] = s.choice[first:last]


@compiled
def choose_people(m: Model, w: Scratch, lane: Lane, duty: int, wanted: int) -> int:
    """People of a move into `carried` from 8 on: who may take the duty, or are there by chance; how many."""
    first, last = m.duty_opt[duty], m.duty_opt[duty + 1]
    n = 0
    for _ in range(4 * wanted * len(m.staff_run) // len(lane.people)):
        if n == wanted:
            break
        p = lane.people[np.random.randint(len(lane.people))]
        if n == 0 or np.random.random() < 0.7:
            p = m.opt_person[m.opt_of_duty[np.random.randint(first, last)]]
        known = not lane.mine[p]
        for i in range(n):
            known = known or w.carried[8 + i] == p
        if not known:
            w.carried[8 + n] = p
            n += 1
    return n


@compiled
def move(m: Model, s: State, w: Scratch, lane: Lane, temperature: float, reach: Ints) -> None:
    """One move: some people re-planned over a window, kept or undone."""
    duty = anchor_duty(m, s, lane, 1 + np.random.randint(reach[5]))
    day = m.opt_day[m.opt_of_duty[m.duty_opt[duty]]]
    days = reach[0] + np.random.randint(reach[1] - reach[0] + 1)
    first_day = day - np.random.randint(days)
    last_day = min(first_day + days, lane.days[1])
    first_day = max(first_day, lane.days[0])
    n = choose_people(m, w, lane, duty, 1 + np.random.randint(reach[2]))
    w.counts[0] += 100
    delta = 0.0
    for i in range(n):
        p = w.carried[8 + i]
        a, b = slot_of_day(m, p, first_day), slot_of_day(m, p, last_day)
        delta += take_out(m, s, p, a, b, w.saved[2 * i])
    noise = 0.03 + reach[3] * 0.01 * temperature * (np.random.random() < 0.01 * reach[4])
    for i in range(n):
        p = w.carried[8 + i]
        a, b = slot_of_day(m, p, first_day), slot_of_day(m, p, last_day)
        old, new = w.saved[2 * i], w.saved[2 * i + 1]
        replan(m, s, w, p, a, b, s.price, noise, old, -np.inf, whole(BEAM), truth(True))
        before = own_cost(m, s, w, p, a, b, old)
        new[: b - a] = w.kept[: b - a]
        delta += own_cost(m, s, w, p, a, b, new) - before
        delta += put_in(m, s, p, a, b, new)
    w.counts[5] += 1
    if delta <= 1e-9 or np.random.random() < np.exp(-delta / temperature):
        w.counts[6] += 1
        s.figures[0] += delta
        for i in range(n):
            p = w.carried[8 + i]
            a, b = slot_of_day(m, p, first_day), slot_of_day(m, p, last_day)
            walk(m, s, p, a, b)
        return
    for i in range(n):
        p = w.carried[8 + i]
        a, b = slot_of_day(m, p, first_day), slot_of_day(m, p, last_day)
        take_out(m, s, p, a, b, w.kept)
        put_in(m, s, p, a, b, w.saved[2 * i])
