"""Compiles the engine ahead of its first use: `python -m adapters.solver.compile [--yielding]`.

What is compiled is kept beside the sources (or where NUMBA_CACHE_DIR says) until they change. With
`--yielding` it takes what processor time nothing else wants.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress

import numpy as np

from adapters.solver.build import build_model
from adapters.solver.compilation import alone, is_compiled, stamp
from adapters.solver.engine import solve
from adapters.solver.replan import BEAM
from adapters.solver.saddle import Saddle
from adapters.solver.timeline import renew
from adapters.solver.workspace import new_scratch, new_state
from planning_core.solver.engine import Limits
from planning_core.solver.problem import Duty, Groups, Problem, Runs, Staff, Total

DAYS = 14


def small_problem() -> Problem:
    """A problem that makes every part of the engine run."""
    duties = tuple(
        Duty(
            shift_id=f"s{day}",
            start=day * 1440,
            end=day * 1440 + 480,
            minutes=480,
            kind=day,
            need=1,
            room=2,
            shortage_cost=100,
            surplus_cost=1,
        )
        for day in range(DAYS)
    )
    amounts = dict.fromkeys(range(DAYS), 480)
    person = Staff(
        person_id="a",
        options=tuple(range(DAYS)),
        costs=(0,) * DAYS,
        calendar=0,
        exclusions=0,
        totals=(Total(name="minutes", amounts=amounts, at_most=2400),),
        groups=(Groups(name="weekends", of={5: (0,), 6: (0,)}, touched=frozenset(), at_most=0),),
        runs=(Runs(name="runs", worked=frozenset(), first_day=0, last_day=DAYS - 1, most_worked=5),),
    )
    return Problem(
        duties=duties,
        staff=(person, person),
        exclusions=(tuple((day,) for day in range(DAYS)),),
        calendars=(tuple((day,) for day in range(DAYS)),),
    )


def main() -> None:
    """Compile what is not compiled yet, and say so where others look."""
    if "--yielding" in sys.argv[1:]:
        os.nice(19)
    with alone():
        if not is_compiled():
            forget()
            compile_all()
            with suppress(OSError):  # where nothing can be kept it is looked at anew each time
                for old in stamp().parent.glob("compiled-*"):
                    old.unlink()
                stamp().touch()


def forget() -> None:
    """Remove what was compiled of other sources: numba looks at a function's own file, not at those that it
    calls."""
    folder = stamp().parent
    if any(folder.glob("compiled-*")):
        for old in (*folder.glob("*.nb[ic]"), *folder.glob("solver_*/*.nb[ic]")):
            old.unlink()


def compile_all() -> None:
    """Solve a small problem, by effort and by time, so that both ways are compiled; and what it may not
    need."""
    problem = small_problem()
    m = build_model(problem)
    renew(m, new_state(m), new_scratch(m), 0, BEAM, 0.0)
    one = np.ones(1)
    saddle = Saddle(one, one, one, one, 1)
    saddle.add(0, np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.int64), 1.0)
    saddle.solve(lambda: False)
    solve(problem, Limits(seconds=3600, steps=1000), report=lambda *_: True)
    solve(problem, Limits(seconds=1), report=lambda *_: True)


if __name__ == "__main__":
    main()
