"""Bounds on runs of worked and free days as an automaton over days."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from planning_core.solver.problem import Runs

FREE, FIXED, TAKEN, FIXED_OPEN, TAKEN_OPEN = range(5)
"""What a day may be: free; worked by fixed work; worked by what is taken alone; the same, where an end of the
horizon excuses a run that is too short."""

MOST_STATES = 120

LONGEST_FIXED = 10
"""Days of fixed work in a row that are counted exactly."""

Place = tuple[bool, int, bool, bool, bool]
"""Worked or free, for how many days; in a run: is any day taken, is it excused, is its last day taken; in
a gap: is the run before it ended by a day taken (in the last place)."""

START: Place = (False, 0, False, False, False)
"""Free for as long as anybody remembers."""


@attrs.frozen
class Step:
    """Where a day leads, and what is charged for it."""

    place: Place
    cost: float


def first_place(runs: Runs) -> Place:
    """Free without end."""
    return _gap(runs, runs.least_free or 0, ended_by_taken=False)


def step(runs: Runs, place: Place, day: int, hard: float) -> Step:
    """One day more."""
    most = hard if runs.cost_most is None else runs.cost_most
    least = hard if runs.cost_least is None else runs.cost_least
    worked, length, taken, excused, edge = place
    if day == FREE:
        short = 0
        if worked:
            if taken and not excused and runs.least_worked is not None:
                short = max(0, runs.least_worked - length)
            return Step(_gap(runs, 1, ended_by_taken=edge), short * least)
        return Step(_gap(runs, length + 1, ended_by_taken=edge), 0.0)
    new = day in (TAKEN, TAKEN_OPEN)
    opened = day in (FIXED_OPEN, TAKEN_OPEN)
    if worked:
        excess = _excess(runs, length + 1, charged=length if taken else 0) if taken or new else 0
        return Step(_run(runs, length + 1, taken or new, excused or opened, new), excess * most)
    short = max(0, (runs.least_free or 0) - length) if edge or new else 0
    excess = _excess(runs, 1, charged=0) if new else 0
    return Step(_run(runs, 1, new, opened, new), short * least + excess * most)


def _excess(runs: Runs, length: int, charged: int) -> int:
    if runs.most_worked is None:
        return 0
    return max(0, length - runs.most_worked) - max(0, min(charged, length - 1) - runs.most_worked)


def _gap(runs: Runs, length: int, *, ended_by_taken: bool) -> Place:
    least = runs.least_free or 0
    if length >= least:
        return (False, least, False, False, False)
    return (False, length, False, False, ended_by_taken)


def _run(runs: Runs, length: int, taken: bool, excused: bool, edge: bool) -> Place:
    least = runs.least_worked or 0
    cap = max(runs.most_worked or 0, least, 1)
    if not taken:
        cap = max(cap, LONGEST_FIXED)
    length = min(length, cap)
    return (True, length, taken, excused or length >= least, edge if runs.least_free else False)


def day_codes(runs: Runs, day: int) -> tuple[int, int]:
    """What a day is when nothing is taken on it, and when something is."""
    opened = (runs.open_before and day <= runs.first_day) or (runs.open_after and day >= runs.last_day)
    if day in runs.worked:
        fixed = FIXED_OPEN if opened else FIXED
        return fixed, fixed
    return FREE, TAKEN_OPEN if opened else TAKEN


@attrs.frozen(kw_only=True)
class Automaton:
    """A person's automaton over a range of days: states of all their bounds on runs at once."""

    states: int
    first: int
    next_state: Sequence[Sequence[int]]
    cost: Sequence[Sequence[float]]
    free_code: Sequence[int]
    work_code: Sequence[int]
    end_cost: Sequence[float]
    worked: Sequence[bool]
    """By state: whether the day before was worked; so too where no bound tells."""


Joint = tuple[Place, ...]


def build_automaton(bounds: Sequence[Runs], first_day: int, days: int, hard: float) -> Automaton:
    """The automaton of a person's bounds on the days `[first_day, first_day + days)`.

    Where all bounds together have too many states, priced ones are left aside, then the last ones.
    """
    ordered = sorted(bounds, key=lambda runs: (runs.cost_most is not None) + (runs.cost_least is not None))
    while True:
        automaton = _automaton(ordered, first_day, days, hard)
        if automaton.states <= MOST_STATES or len(ordered) <= 1:
            return automaton
        ordered = ordered[:-1]


def _automaton(bounds: Sequence[Runs], first_day: int, days: int, hard: float) -> Automaton:
    start = _before(bounds, first_day, hard)
    codes: dict[tuple[int, ...], int] = {}
    free_code: list[int] = []
    work_code: list[int] = []
    for day in range(first_day, first_day + days):
        both = [day_codes(runs, day) for runs in bounds]
        for into, which in ((free_code, 0), (work_code, 1)):
            into.append(codes.setdefault(tuple(pair[which] for pair in both), len(codes)))
    numbers: dict[Joint, int] = {start: 0}
    queue = [start]
    steps: list[list[tuple[int, float]]] = []
    for joint in queue:
        row = []
        for code in codes:
            after, cost = _joint_step(bounds, joint, code, hard)
            if after not in numbers:
                numbers[after] = len(queue)
                queue.append(after)
            row.append((numbers[after], cost))
        steps.append(row)
    return Automaton(
        states=len(queue),
        first=0,
        next_state=[[row[code][0] for row in steps] for code in range(len(codes))],
        cost=[[row[code][1] for row in steps] for code in range(len(codes))],
        free_code=free_code,
        work_code=work_code,
        end_cost=[_after(bounds, joint, first_day + days, hard) for joint in queue],
        worked=[not joint or any(place[0] for place in joint) for joint in queue],
    )


def _joint_step(
    bounds: Sequence[Runs], joint: Joint, code: Sequence[int], hard: float
) -> tuple[Joint, float]:
    steps = [step(runs, place, day, hard) for runs, place, day in zip(bounds, joint, code, strict=True)]
    return tuple(one.place for one in steps), sum(one.cost for one in steps)


def _before(bounds: Sequence[Runs], first_day: int, hard: float) -> Joint:
    joint: Joint = tuple(first_place(runs) for runs in bounds)
    earliest = min((min(runs.worked, default=first_day) for runs in bounds), default=first_day)
    for day in range(earliest, first_day):
        joint, _ = _joint_step(bounds, joint, [day_codes(runs, day)[0] for runs in bounds], hard)
    return joint


def _after(bounds: Sequence[Runs], joint: Joint, day: int, hard: float) -> float:
    """What the days after the range charge: a run still open at its end counts as ended by what follows.

    A run that holds the range's last day is excused if that is the horizon's last.
    """
    total = 0.0
    last = max((max(runs.worked, default=day) for runs in bounds), default=day)
    for at in range(day, last + 2):
        joint, cost = _joint_step(bounds, joint, [day_codes(runs, at)[0] for runs in bounds], hard)
        total += cost
    return total
