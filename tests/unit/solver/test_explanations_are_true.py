"""What is told of empty seats and of proposals is tried out: giving up the work named does fill the seat."""

from __future__ import annotations

from collections.abc import Iterable

import attrs
import pytest

from planning_core.domain.conflict import Conflict
from planning_core.domain.job import Pair, UnfilledSeat
from planning_core.domain.plan import Plan
from planning_core.domain.work import Assignment
from planning_core.memory import CountingIds
from planning_core.ports.solver import Seats, Solution
from planning_core.rules.comparison import compare
from planning_core.rules.engine import evaluate
from planning_core.rules.registry import RuleBook, rule_book
from planning_core.solver import ConstructiveSolver
from planning_core.solver.encode import encode
from planning_core.solver.engine import Engine
from planning_core.solver.explain import REJECTED
from planning_core.solver.finishing import refuses
from planning_core.solver.library import seats_of
from planning_core.solver.meaning import objective
from planning_core.solver.optimizing import OptimizingSolver
from tests.unit.solver import plain_engine
from tests.unit.solver.random_wards import random_ward

SEEDS = range(16)


@attrs.frozen
class Solved:
    """A ward with what was proposed for it."""

    seats: Seats
    rules: RuleBook
    solution: Solution

    @property
    def plan(self) -> Plan:
        """The plan with every proposal."""
        plan = self.seats.plan
        return Plan([*plan.entities(), *self.solution.assignments], timezone=plan.timezone)


def solved(seed: int, engine: Engine | None = plain_engine.search) -> Solved:
    """A random ward, solved by an engine, or seat by seat where there is none."""
    ward = random_ward(seed, steps=200)
    seats = seats_of(Plan(ward.entities, timezone=ward.timezone), ward.request)
    rules = rule_book(settings=ward.settings)
    solver = ConstructiveSolver(rules) if engine is None else OptimizingSolver(rules, engine)
    solution = solver.solve(
        seats,
        new_id=CountingIds().new_id,
        progress=lambda share, best: True,
        elapsed_seconds=lambda: 0.0,
    )
    return Solved(seats, rules, solution)


def refused(found: Solved, person_id: str, shift_id: str, without: Iterable[str] = ()) -> list[Conflict]:
    """What forbids a person a shift on the plan with its proposals, without their work on some shifts."""
    gone = set(without)
    kept = [
        one
        for one in found.plan.entities()
        if not (isinstance(one, Assignment) and one.collaborator_id == person_id and one.shift_id in gone)
    ]
    before = Plan(kept, timezone=found.plan.timezone)
    role_id = before.shifts[shift_id].role_id
    more = Assignment(id="more", shift_id=shift_id, collaborator_id=person_id, role_id=role_id)
    after = Plan([*kept, more], timezone=found.plan.timezone)
    new = compare(evaluate(before, found.rules), evaluate(after, found.rules)).new
    return [conflict for conflict in new if refuses(found.rules, conflict)]


def _others(found: Solved, seat: UnfilledSeat) -> list[str]:
    """Who is active and not on a shift, neither taken nor turned down."""
    on_it = {a.collaborator_id for a in found.plan.assignments_on(seat.shift_id)}
    return [p.id for p in found.plan.collaborators.values() if p.active and p.id not in on_it]


@pytest.mark.parametrize("engine", [plain_engine.search, None])
@pytest.mark.parametrize("seed", SEEDS)
def test_whoever_gives_up_the_work_named_can_take_the_seat(seed: int, engine: Engine | None) -> None:
    found = solved(seed, engine)

    for seat in found.solution.unfilled:
        near = seat.nearest
        if near is not None and near.instead_of:
            assert refused(found, near.collaborator_id, seat.shift_id, near.instead_of) == []
            for one in near.instead_of:
                fewer = [other for other in near.instead_of if other != one]
                assert refused(found, near.collaborator_id, seat.shift_id, fewer) != []


@pytest.mark.parametrize("seed", SEEDS)
def test_the_nearest_breaks_what_is_told_and_nothing_else(seed: int) -> None:
    found = solved(seed)

    for seat in found.solution.unfilled:
        if seat.nearest is not None:
            broken = refused(found, seat.nearest.collaborator_id, seat.shift_id)
            told = seat.nearest.conflicts
            assert sorted(one.rule for one in told) == sorted(one.rule for one in broken)
            assert [one.details for one in sorted(told, key=_which)] == [
                one.details for one in sorted(broken, key=_which)
            ]


def _which(conflict: Conflict) -> tuple[str, str]:
    return conflict.rule, str(sorted(conflict.details.items(), key=str))


@pytest.mark.parametrize("seed", SEEDS)
def test_whom_rules_forbid_the_seat_is_counted_and_nobody_else(seed: int) -> None:
    found = solved(seed)

    for seat in found.solution.unfilled:
        rejected = {a.collaborator_id for a in found.plan.assignments_on(seat.shift_id) if not a.active}
        counted: set[str] = set()
        for reason in seat.reasons:
            counted |= set(reason["collaborator_ids"])
            for person_id in reason["collaborator_ids"]:
                if reason["rule"] == REJECTED:
                    assert person_id in rejected
                else:
                    rules = {one.rule for one in refused(found, person_id, seat.shift_id)}
                    assert reason["rule"] in rules
        if all(reason["count"] == len(reason["collaborator_ids"]) for reason in seat.reasons):
            left = set(_others(found, seat)) - counted
            assert [one for one in sorted(left) if refused(found, one, seat.shift_id)] == []


@pytest.mark.parametrize("seed", SEEDS)
def test_runners_up_may_come_and_cost_what_is_told(seed: int) -> None:
    found = solved(seed)
    pairs = set(found.solution.pairs)

    for proposal in found.solution.proposals:
        for told in proposal.reasons["runners_up"]:
            theirs = (proposal.shift_id, told["collaborator_id"])
            swapped = pairs - {(proposal.shift_id, proposal.collaborator_id)} | {theirs}
            more = cost_of(found, swapped) - cost_of(found, pairs)
            assert told["difference"] == pytest.approx(more, abs=1e-6)
            assert sum(told["terms"].values()) == pytest.approx(told["difference"], abs=1e-6)
            assert new_conflicts(found, swapped) == []


def cost_of(found: Solved, pairs: set[Pair]) -> float:
    """The objective with exactly these people on these shifts."""
    encoded = encode(found.seats, found.rules)
    return encoded.points(objective(encoded.problem, encoded.roster(pairs)))


def new_conflicts(found: Solved, pairs: set[Pair]) -> list[str]:
    """Codes of rules that refuse these pairs on the plan without any proposal."""
    plan = found.seats.plan
    placed = [
        Assignment(
            id=f"{shift_id}/{person_id}",
            shift_id=shift_id,
            collaborator_id=person_id,
            role_id=plan.shifts[shift_id].role_id,
        )
        for shift_id, person_id in sorted(pairs)
    ]
    after = Plan([*plan.entities(), *placed], timezone=plan.timezone)
    new = compare(evaluate(plan, found.rules), evaluate(after, found.rules)).new
    return [conflict.rule for conflict in new if refuses(found.rules, conflict)]
