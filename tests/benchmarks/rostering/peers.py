"""What a user would pick instead: one Boolean per person, day and shift, for CP-SAT or for HiGHS.

`python -m tests.benchmarks.rostering.peers cp-sat|highs INSTANCE SECONDS ROSTER.json`; each in a process
of its own,
as the two libraries cannot be loaded together.
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path

import attrs

from tests.rostering.instance import Instance, Person, read_instance
from tests.rostering.roster import Roster


@attrs.define
class Linear:
    """Variables from 0 to an upper bound with costs, and rows `low <= sum <= high`."""

    upper: list[float] = attrs.field(factory=list)
    cost: list[float] = attrs.field(factory=list)
    rows: list[tuple[float, float, dict[int, int]]] = attrs.field(factory=list)
    work: dict[tuple[int, int, str], int] = attrs.field(factory=dict)

    def variable(self, upper: float, cost: float = 0.0) -> int:
        """A new variable."""
        self.upper.append(upper)
        self.cost.append(cost)
        return len(self.upper) - 1

    def row(self, terms: dict[int, int], low: float = -math.inf, high: float = math.inf) -> None:
        """A new row."""
        self.rows.append((low, high, terms))


def linear(instance: Instance) -> Linear:
    """The instance as a linear model."""
    model = Linear()
    for e, person in enumerate(instance.people):
        _person(model, instance, e, person)
    for request in instance.requests:
        e = next(i for i, person in enumerate(instance.people) if person.code == request.person)
        at = model.work.get((e, request.day, request.shift))
        if at is not None:
            model.cost[at] += -request.weight if request.wanted else request.weight
    for cover in instance.cover:
        missing = model.variable(cover.wanted, cover.missing_weight)
        surplus = model.variable(len(instance.people), cover.surplus_weight)
        terms = {missing: 1, surplus: -1}
        for e in range(len(instance.people)):
            at = model.work.get((e, cover.day, cover.shift))
            if at is not None:
                terms[at] = 1
        model.row(terms, cover.wanted, cover.wanted)
    return model


def _person(model: Linear, instance: Instance, e: int, person: Person) -> None:
    codes = [one for one in instance.shifts if person.most_by_type.get(one.code, 0) > 0]
    days = []
    for day in range(instance.days):
        works = model.variable(0 if day in person.days_off else 1)
        terms = {works: -1}
        for one in codes:
            model.work[e, day, one.code] = model.variable(1)
            terms[model.work[e, day, one.code]] = 1
        model.row(terms, 0, 0)
        days.append(works)
    for one in codes:
        for after in one.not_followed_by:
            for day in range(instance.days - 1):
                if (e, day + 1, after) in model.work:
                    model.row({model.work[e, day, one.code]: 1, model.work[e, day + 1, after]: 1}, high=1)
        most = person.most_by_type[one.code]
        model.row({model.work[e, day, one.code]: 1 for day in range(instance.days)}, high=most)
    minutes = {model.work[e, day, one.code]: one.minutes for day in range(instance.days) for one in codes}
    model.row(minutes, person.min_minutes, person.max_minutes)
    _runs(model, person, days)
    weekends = {}
    for saturday in range(5, instance.days - 1, 7):
        touched = model.variable(1)
        weekends[touched] = 1
        for day in (saturday, saturday + 1):
            model.row({touched: 1, days[day]: -1}, low=0)
    model.row(weekends, high=person.max_weekends)


def _runs(model: Linear, person: Person, days: list[int]) -> None:
    for first in range(len(days) - person.max_run):
        model.row(dict.fromkeys(days[first : first + person.max_run + 1], 1), high=person.max_run)
    for length in range(1, person.min_run):
        for first in range(len(days) - length - 1):
            within = dict.fromkeys(days[first + 1 : first + 1 + length], -1)
            model.row({**within, days[first]: 1, days[first + length + 1]: 1}, low=1 - length)
    for length in range(1, person.min_days_off):
        for first in range(len(days) - length - 1):
            within = dict.fromkeys(days[first + 1 : first + 1 + length], 1)
            model.row({**within, days[first]: -1, days[first + length + 1]: -1}, low=-1)


def by_cp_sat(model: Linear, seconds: float) -> list[float] | None:
    """What CP-SAT finds with a worker per core."""
    from ortools.sat.python import cp_model

    cp = cp_model.CpModel()
    variables = [cp.new_int_var(0, int(upper), "") for upper in model.upper]
    for low, high, terms in model.rows:
        total = cp_model.LinearExpr.weighted_sum([variables[at] for at in terms], list(terms.values()))
        if low > -math.inf:
            cp.add(total >= int(low))
        if high < math.inf:
            cp.add(total <= int(high))
    cp.minimize(cp_model.LinearExpr.weighted_sum(variables, [int(cost) for cost in model.cost]))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 2
    if solver.solve(cp) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return [float(solver.value(variable)) for variable in variables]


def by_highs(model: Linear, seconds: float) -> list[float] | None:
    """What HiGHS finds as a mixed-integer program."""
    import highspy
    import numpy as np

    highs = highspy.Highs()  # type: ignore[no-untyped-call] # its stubs leave the constructor bare
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("time_limit", seconds)
    count = len(model.upper)
    empty = np.zeros(0, dtype=np.int32)
    starts = np.zeros(count, dtype=np.int32)
    highs.addCols(
        count, np.array(model.cost), np.zeros(count), np.array(model.upper), 0, starts, empty, np.zeros(0)
    )
    integer = np.full(count, highspy.HighsVarType.kInteger)
    highs.changeColsIntegrality(count, np.arange(count, dtype=np.int32), integer)
    for low, high, terms in model.rows:
        at = np.array(list(terms), dtype=np.int32)
        highs.addRow(low, high, len(terms), at, np.array(list(terms.values()), dtype=np.float64))
    highs.run()
    if highs.getInfo().primal_solution_status != 2:
        return None
    return [float(value) for value in highs.getSolution().col_value]


def roster_from(model: Linear, instance: Instance, values: list[float]) -> Roster:
    """The roster that a solution means."""
    roster: Roster = [[None] * instance.days for _ in instance.people]
    for (e, day, code), at in model.work.items():
        if values[at] > 0.5:
            roster[e][day] = code
    return roster


def main(arguments: list[str]) -> int:
    """Solve one instance; 0 with a roster written, 1 without."""
    peer, path, seconds, out = arguments
    instance = read_instance(Path(path))
    model = linear(instance)
    values = (by_cp_sat if peer == "cp-sat" else by_highs)(model, float(seconds))
    if values is None:
        return 1
    Path(out).write_text(json.dumps(roster_from(model, instance, values)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
