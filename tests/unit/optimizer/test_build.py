"""Where each person's rows of a model's arrays begin and end."""

from __future__ import annotations

import attrs

from adapters.solver.build import build_model
from planning_core.solver.problem import FreeStretch
from tests.unit.optimizer.random_problems import DAY, random_problem


def test_rests_and_fixed_work_of_the_last_person_end_where_the_arrays_do() -> None:
    plain = random_problem(3, people=3, days=7, per_day=2)
    rest = FreeStretch(name="rest", start=0, end=7 * DAY, minutes=2100, inside=2100)
    staff = tuple(attrs.evolve(one, free=(rest, rest), busy=((0, 60),)) for one in plain.staff)

    m = build_model(attrs.evolve(plain, staff=staff))

    assert m.staff_stretch.tolist() == [0, 2, 4, 6]
    assert m.staff_busy.tolist() == [0, 1, 2, 3]
    assert (len(m.stretch), len(m.busy)) == (4 * 6, 2 * 3)
