"""Candidates for a seat and repairs of a conflict, among 500 people with months of work."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from adapters.system import UuidIds
from planning_core.domain.reference import Severity
from planning_core.ports.conflict_store import ConflictQuery
from planning_core.ports.plan_store import Query
from planning_core.solver import PlanSeatJudge
from planning_core.use_cases.candidates import rank_candidates
from planning_core.use_cases.repairs import find_repairs
from tests.benchmarks.stored_plan import PRINCIPAL, stored
from tests.benchmarks.table import Section
from tests.benchmarks.timing import milliseconds, rounds_of
from tests.benchmarks.year_plan import Size, entities

ROUNDS = 15
SIZE = Size(500, weeks=26)


def test_candidates_and_repairs(report: Callable[[Section], None], tmp_path: Path) -> None:
    factory = stored(tmp_path / "plan.db", entities(SIZE))
    with factory(writes=False) as uow:
        shifts = uow.plan.page(Query(kind="shift", limit=20_000)).items
        conflicts = uow.conflicts.find(ConflictQuery(types=(Severity.SOFT.value,)))
    shift = shifts[len(shifts) // 2]
    one_of = {conflict.rule: conflict.fingerprint for conflict in conflicts[: len(conflicts) // 2]}

    def ranked() -> int:
        with factory(writes=False) as uow:
            found = rank_candidates(shift.id, principal=PRINCIPAL, uow=uow, judge_for=PlanSeatJudge)
        return len(found)

    def repaired(rule: str) -> int:
        with factory(writes=False) as uow:
            _, found = find_repairs(
                one_of[rule], principal=PRINCIPAL, uow=uow, ids=UuidIds(), judge_for=PlanSeatJudge
            )
        return len(found)

    rules = ["understaffed", "undesired_time"]
    taken = rounds_of(ROUNDS, ranked, *(partial(repaired, rule) for rule in rules))

    rows = [["candidates for a seat", f"{ranked()} people", milliseconds(taken[0])]]
    rows += [
        [f"repairs of `{rule}`", f"{repaired(rule)} repairs", milliseconds(time)]
        for rule, time in zip(rules, taken[1:], strict=True)
    ]
    remark = f"SQLite with {SIZE.assignments:,} assignments, nothing kept. Aim: 500 people in 400 ms."
    report(Section("Candidates and repairs", ("what", "found", "median time"), rows, (remark,)))

    assert ranked() == SIZE.people
    assert all(repaired(rule) for rule in rules)
