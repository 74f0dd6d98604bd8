"""A problem as arrays, as compiled code reads it."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

UNBOUNDED = 1e15
"""What stands for no bound on a sum."""

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Shorts = NDArray[np.int32]
Bools = NDArray[np.bool_]
Grid = NDArray[np.int64]
AnyArray = NDArray[Any]


class Model(NamedTuple):
    """What does not change during a search.

    Names: `duty_*` by duty; `staff_*` by person; `frame_*` by frame; `slot_*` by slot of a frame (from
    `frame_slot`); `opt_*` by option (of a person from `staff_opt`, ordered by slot and then by twin:
    options of a slot with one twin number differ in nothing but duty and cost); `run_*` by automaton; `tot_*`
    and `grp_*` by a person's bounds (from `staff_tot`, `staff_grp`).
    """

    hard: float
    jump: float  # by how much the price of a sum moves at least, as long as nothing is known of it
    duty_need: Ints
    duty_room: Ints
    duty_short: Floats
    duty_over: Floats
    staff_opt: Ints
    staff_frame: Ints
    staff_slot: Ints  # of the person: where their row of slot_opt begins
    slot_opt: Ints  # by person and slot: their first option in it; one more at the end
    frame_slot: Ints
    frame_first: Ints  # the frame's first day, and how many it has
    frame_days: Ints
    frame_day: Ints
    frame_masks: Ints
    slot_day: Ints
    slot_ends_day: Bools
    slot_classes: Ints
    slot_plain: Bools  # whether the class after a choice is the same whatever the class before
    slot_free: Ints  # where the slot's row of free_class begins
    slot_taken: Ints
    slot_kinds: Ints
    slot_over: Ints
    over: Shorts
    free_class: Shorts
    taken_class: Shorts
    day_slot: Ints  # by frame and day (from frame_day): the day's first slot, counted in the frame
    duty_opt: Ints  # by duty: from where the options for it stand in opt_of_duty
    opt_of_duty: Ints
    opt_person: Ints
    opt_day: Ints
    opt_duty: Ints
    opt_place: Shorts
    opt_bits: Shorts
    opt_cost: Floats
    opt_twin: Shorts
    use_first: Ints  # by option: from where its uses of totals stand
    use_total: Shorts
    use_amount: Shorts
    touch_first: Ints  # by option: from where the groups that it touches stand
    touch_set: Shorts
    touch_group: Shorts
    staff_run: Ints
    run_states: Ints
    run_row: Ints  # by automaton: where its table begins
    run_next: Shorts
    run_cost: Floats
    run_worked_row: Ints
    run_worked: Bools  # by automaton and state: whether the day before was worked, as far as is known
    staff_end: Ints
    end_cost: Floats
    staff_day: Ints
    code_free: Shorts
    code_work: Shorts
    staff_tot: Ints
    tot_low: Floats
    tot_high: Floats
    tot_below: Floats
    tot_above: Floats
    tot_or_none: Bools
    staff_grp: Ints
    grp_most: Floats
    grp_above: Floats
    grp_first: Ints  # by set of groups: from where the counters of its groups stand
    grp_pair: Bools  # whether each group lies within two days that follow each other
    staff_nogood: Ints
    nogood_first: Ints
    nogood_opt: Ints
    staff_stretch: Ints
    stretch: Floats  # rows of start, end, minutes, inside
    staff_busy: Ints
    busy: Floats
    opt_start: Floats
    opt_end: Floats


class State(NamedTuple):
    """A roster: per person and slot the option taken (-1: none), and what follows from it."""

    choice: Ints
    present: Ints
    price: Floats  # by duty: what one more person on it adds to the cost
    total: Floats
    # the bounds that hold at present (a model's own, or shares of them while a roster is built up)
    low: Floats
    high: Floats
    touched: Ints
    groups: Floats  # by set of groups: how many are touched
    mask: Shorts  # by person and slot, one more at the end: state before it
    run: Shorts
    klass: Shorts
    figures: Floats  # objective, best objective


class Lane(NamedTuple):
    """What a walk may change: some people's work on some days."""

    people: Ints
    mine: Bools  # by person: whether it is one of them
    duties: Ints  # duties of these days that somebody may take
    days: Ints  # the first day, and that after the last


class Scratch(NamedTuple):
    """Room for one thread to work in."""

    best: Floats  # cheapest rest of the way, by slot, mask, run, class
    all: Ints  # cheapest options among twins, by slot
    all_first: Ints
    all_raw: Floats
    pick: Ints  # those of them that no other is at least as good as
    pick_first: Ints
    pick_follow: Floats  # what a pick costs more where the day before was free (prices of groups)
    pick_place: Ints
    pick_bits: Ints
    row: Ints  # by pick of a slot: where the rest of the way begins in `best`, and what it costs
    value: Floats
    pick_raw: Floats  # their cost, without and with what multipliers add
    pick_cost: Floats
    pick_amount: Floats  # by pick and carried total
    pick_group: Ints  # by pick and carried set of groups
    path: Ints
    kept: Ints
    label_cost: Floats
    label_guess: Floats  # a lower bound of any way through a label
    label_key: Ints
    label_from: Shorts
    label_pick: Shorts
    hash_label: Shorts
    hash_stamp: Ints
    sum: Floats  # of a person's totals
    over: Bools  # which totals and sets of groups a path breaks
    multiplier: Floats  # by total of all people: price of a unit
    step: Floats
    group_price: Floats  # the same by set of groups
    group_step: Floats
    carried: Ints
    left: Floats  # most that each carried total may still gain, by slot
    counts: (
        Ints  # 0 effort, 1 calls, 2 label searches, 3 stamp, 4 label searches given up, 5 moves, 6 accepted
    )
    saved: Grid  # what people of a move had, and what they get
    own: Floats
