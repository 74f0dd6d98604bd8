"""States and scratch room: a roster laid out in arrays, and back."""

from __future__ import annotations

import numpy as np

from adapters.solver.arrays import Ints, Model, Scratch, State
from adapters.solver.compiled import compiled, truth, whole
from adapters.solver.multipliers import MOST_GROUPS, MOST_TOTALS
from adapters.solver.own_cost import side_cost, touch, use, walk
from adapters.solver.replan import BEAM, replan
from adapters.solver.search import MOST_PEOPLE, count_duty, price_of, put_in, slot_of_day, take_out
from planning_core.solver.problem import Roster

MOST_LABELS = 200_000
HASH = 1 << 15


def new_scratch(m: Model) -> Scratch:
    """Room for one thread."""
    people = len(m.staff_run)
    best, picks, slots = 1, 1, 1
    for p in range(people):
        f = m.staff_frame[p]
        first, last = m.frame_slot[f], m.frame_slot[f + 1]
        width = int(m.slot_classes[first:last].max())
        states = int(m.frame_masks[f] * m.run_states[m.staff_run[p]] * width)
        best = max(best, states * int(last - first))
        picks = max(picks, int(m.staff_opt[p + 1] - m.staff_opt[p]))
        slots = max(slots, int(last - first))
    bounds = int(np.diff(m.staff_tot).max(initial=0) + np.diff(m.staff_grp).max(initial=0)) + 1

    def floats(size: int) -> np.ndarray:
        return np.zeros(size, dtype=np.float64)

    def ints(size: int) -> np.ndarray:
        return np.zeros(size, dtype=np.int64)

    return Scratch(
        best=floats(best + 1),
        all=ints(picks + 1),
        all_first=ints(slots + 2),
        all_raw=floats(picks + 1),
        pick=ints(picks + 1),
        pick_first=ints(slots + 2),
        pick_follow=floats(picks + 1),
        pick_place=ints(picks + 1),
        pick_bits=ints(picks + 1),
        row=ints(picks + 1),
        value=floats(picks + 1),
        pick_raw=floats(picks + 1),
        pick_cost=floats(picks + 1),
        pick_amount=floats((picks + 1) * MOST_TOTALS),
        pick_group=ints((picks + 1) * MOST_GROUPS),
        path=ints(slots + 1),
        kept=ints(slots + 1),
        label_cost=floats(MOST_LABELS),
        label_guess=floats(MOST_LABELS),
        label_key=ints(MOST_LABELS),
        label_from=np.zeros(MOST_LABELS, dtype=np.int32),
        label_pick=np.zeros(MOST_LABELS, dtype=np.int32),
        hash_label=np.zeros(HASH, dtype=np.int32),
        hash_stamp=np.full(HASH, -1, dtype=np.int64),
        sum=floats(bounds),
        over=np.zeros(bounds, dtype=np.bool_),
        multiplier=floats(len(m.tot_low)),
        step=floats(2 * len(m.tot_low)),
        group_price=floats(len(m.grp_most)),
        group_step=floats(2 * len(m.grp_most)),
        carried=ints(32),
        left=floats((slots + 2) * MOST_TOTALS),
        counts=ints(16),
        saved=np.zeros((2 * MOST_PEOPLE, slots + 1), dtype=np.int64),
        own=floats(64),
    )


def new_state(m: Model, choice: Ints | None = None) -> State:
    """The state of a roster (of the empty one without `choice`)."""
    rows = len(m.slot_opt)
    duties = len(m.duty_need)
    s = State(
        choice=np.full(rows, -1, dtype=np.int64) if choice is None else choice.copy(),
        present=np.zeros(duties, dtype=np.int64),
        price=np.zeros(duties),
        total=np.zeros(len(m.tot_low)),
        low=m.tot_low.copy(),
        high=m.tot_high.copy(),
        touched=np.zeros(int(m.grp_first[-1]) + 1, dtype=np.int64),
        groups=np.zeros(len(m.grp_most)),
        mask=np.zeros(rows, dtype=np.int32),
        run=np.zeros(rows, dtype=np.int32),
        klass=np.zeros(rows, dtype=np.int32),
        figures=np.zeros(4),
    )
    s.figures[0] = lay_out(m, s)
    s.figures[1] = s.figures[0]
    return s


@compiled
def lay_out(m: Model, s: State) -> float:
    """Work out everything from the choices; the objective, without the problem's constant."""
    cost = 0.0
    s.present[:] = 0
    s.total[:] = 0.0
    s.touched[:] = 0
    s.groups[:] = 0.0
    for d in range(len(m.duty_need)):
        cost += m.duty_need[d] * m.duty_short[d]
        s.price[d] = price_of(m, s, d)
    for p in range(len(m.staff_run)):
        cost += lay_out_person(m, s, p)
    return cost


@compiled
def lay_out_person(m: Model, s: State, p: int) -> float:
    """The same for one person, whose counts are zero."""
    f = m.staff_frame[p]
    row = m.staff_slot[p]
    slots = m.frame_slot[f + 1] - m.frame_slot[f] - 1
    cost = 0.0
    for t in range(slots):
        option = s.choice[row + t]
        if option >= 0:
            cost += m.opt_cost[option] + count_duty(m, s, m.opt_duty[option], 1)
            use(m, s.total, m.staff_tot[p], option, 1.0)
            touch(m, s, p, option, 1)
    s.mask[row], s.run[row], s.klass[row] = 0, 0, 0
    s.mask[row + slots] = -1
    cost += walk(m, s, p, whole(0), slots)
    return cost + m.end_cost[m.staff_end[p] + s.run[row + slots]] + standing_cost(m, s, p)


@compiled
def standing_cost(m: Model, s: State, p: int) -> float:
    """What a person's sums and groups cost as they stand."""
    cost = 0.0
    for k in range(m.staff_tot[p], m.staff_tot[p + 1]):
        value = s.total[k]
        if value > s.high[k]:
            cost += (value - s.high[k]) * m.tot_above[k]
        elif value < s.low[k] and not (m.tot_or_none[k] and value == 0.0):
            cost += (s.low[k] - value) * m.tot_below[k]
    for g in range(m.staff_grp[p], m.staff_grp[p + 1]):
        excess = s.groups[g] - m.grp_most[g]
        if excess > 0.0:
            cost += excess * m.grp_above[g]
    return cost + side_cost(m, s, p, whole(0), s.choice, whole(0))


@compiled
def build_up(m: Model, s: State, w: Scratch, order: Ints, days: int) -> None:
    """Plan each person in turn, over windows from the first day on, with the share of their bounds due by
    then."""
    for i in range(len(order)):
        p = order[i]
        f = m.staff_frame[p]
        row = m.staff_slot[p]
        slots = m.frame_slot[f + 1] - m.frame_slot[f] - 1
        options = max(1, m.slot_opt[row + slots] - m.slot_opt[row])
        a = whole(0)  # no constant, for which callees would be compiled anew
        while a < slots:
            day = m.frame_first[f] + m.slot_day[m.frame_slot[f] + a]
            b = slot_of_day(m, p, day + days)
            if slots - b < days // 2:
                b = slots
            share = (m.slot_opt[row + b] - m.slot_opt[row]) / options
            for k in range(m.staff_tot[p], m.staff_tot[p + 1]):
                s.low[k] = np.floor(m.tot_low[k] * share)
                s.high[k] = np.ceil(m.tot_high[k] * share)
            take_out(m, s, p, a, b, w.saved[0])
            replan(m, s, w, p, a, b, s.price, 0.0, w.saved[0], -np.inf, whole(BEAM), truth(True))
            put_in(m, s, p, a, b, w.kept)
            walk(m, s, p, a, b)
            a = b
        for k in range(m.staff_tot[p], m.staff_tot[p + 1]):
            s.low[k], s.high[k] = m.tot_low[k], m.tot_high[k]


def roster_of(m: Model, choice: Ints) -> Roster:
    """Choices as a roster."""
    found = []
    for p in range(len(m.staff_run)):
        f = m.staff_frame[p]
        slots = int(m.frame_slot[f + 1] - m.frame_slot[f] - 1)
        row = int(m.staff_slot[p])
        options = choice[row : row + slots]
        found.append(tuple(sorted(int(duty) for duty in m.opt_duty[options[options >= 0]])))
    return tuple(found)


def choice_of(m: Model, roster: Roster) -> Ints:
    """A roster as choices; duties that are none of a person's options are left out."""
    choice = np.full(len(m.slot_opt), -1, dtype=np.int64)
    for p, duties in enumerate(roster):
        wanted = set(duties)
        first, last = int(m.staff_opt[p]), int(m.staff_opt[p + 1])
        options = first + np.flatnonzero(np.isin(m.opt_duty[first:last], list(wanted)))
        row = int(m.staff_slot[p])
        f = int(m.staff_frame[p])
        slots = int(m.frame_slot[f + 1] - m.frame_slot[f] - 1)
        at = np.searchsorted(m.slot_opt[row : row + slots + 1], options, side="right") - 1
        choice[row + at] = options
    return choice
