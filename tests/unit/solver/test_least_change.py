"""Replanning after an absence or a changed shift moves no more people than it must."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import combinations

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planning_core.domain.job import AutoAssignRequest, Pair
from planning_core.domain.people import Availability, AvailabilityKind
from planning_core.domain.plan import Plan
from planning_core.domain.work import AssignmentStatus, Shift
from planning_core.ports.solver import Seats, Solution
from planning_core.rules.registry import rule_book
from planning_core.solver.encode import encode
from planning_core.solver.library import seats_of, solve
from planning_core.solver.meaning import person_breaks
from planning_core.solver.problem import Problem, Staff
from tests.unit.solver.agency import MONDAY, person, reference, shift

engine = pytest.importorskip("adapters.solver.engine", reason="the extra `solver` is not installed")

MISSING, CHANGE = 1000, 200
"""Points of the documentation: somebody missing, and an earlier proposal given up."""


@attrs.frozen
class Upset:
    """A few days with the people of a plan, and what became of it since."""

    people: int
    days: int
    ill: int
    ill_from: int
    ill_days: int
    late: int
    hours: int

    def shifts(self) -> list[Shift]:
        """Two shifts a day: for the roles that some of these people share."""
        return [shift(day, turn) for day in range(self.days) for turn in (0, 2)]

    def before(self) -> Plan:
        """The plan as it was filled first."""
        return Plan([*reference(), *map(person, range(self.people)), *self.shifts()])

    def after(self, proposed: Solution) -> Plan:
        """What was proposed stands; since then one fell ill and a shift was put off."""
        shifts = self.shifts()
        moved, by = shifts[self.late % len(shifts)], timedelta(hours=self.hours)
        later = attrs.evolve(moved, starts_at=moved.starts_at + by, ends_at=moved.ends_at + by)
        begins = MONDAY + timedelta(days=self.ill_from)
        leave = Availability(
            id="ill",
            collaborator_id=f"person-{self.ill % self.people:03}",
            kind=AvailabilityKind.LEAVE,
            starts_at=begins,
            ends_at=begins + timedelta(days=self.ill_days),
        )
        kept = [one for one in self.before().entities() if one.id != later.id]
        return Plan([*kept, later, leave, *proposed.assignments])


upsets = st.builds(
    Upset,
    people=st.integers(2, 5),
    days=st.integers(1, 5),
    ill=st.integers(0, 4),
    ill_from=st.integers(0, 4),
    ill_days=st.integers(1, 5),
    late=st.integers(0, 9),
    hours=st.integers(0, 12),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(upsets)
def test_no_plan_gives_up_less_and_leaves_no_more_empty(upset: Upset) -> None:
    proposed = planned(upset.before(), {})
    plan = upset.after(proposed)

    again = planned(plan, {"least_change": True})

    seats = seats_of(plan, request({"least_change": True}))
    missing = again.coverage.wanted - again.coverage.filled
    given_up = len(set(proposed.pairs) - set(again.pairs))
    assert MISSING * missing + CHANGE * given_up == least(seats)


def planned(plan: Plan, options: dict[str, bool]) -> Solution:
    """The plan filled by the engine that the product brings."""
    return solve(plan, request(options), engine=engine.solve)


def request(options: dict[str, bool]) -> AutoAssignRequest:
    """A week to fill, with a search of so many steps; more of them where little may change."""
    steps = 1_000_000 if options else 20_000
    return AutoAssignRequest(
        starts_at=MONDAY, ends_at=MONDAY + timedelta(days=7), options={**options, "steps": steps}
    )


def least(seats: Seats) -> int:
    """What missing people and changes come to at least, by every way to fill the seats.

    Person by person: of the ways that fill the same duties, the one that keeps most goes on.
    """
    encoded = encode(seats, rule_book())
    problem = encoded.problem
    assert all(duty.need == duty.room == 1 for duty in problem.duties)
    kept: dict[frozenset[int], int] = {frozenset(): 0}
    for staff in problem.staff:
        own = {encoded.frame.position[one] for one in _shifts_of(staff.person_id, seats.earlier)}
        rows = [(frozenset(row), len(own.intersection(row))) for row in _rows(problem, staff)]
        further: dict[frozenset[int], int] = {}
        for filled, so_far in kept.items():
            for row, more in rows:
                if filled.isdisjoint(row):
                    further[filled | row] = max(further.get(filled | row, 0), so_far + more)
        kept = further
    wanted = len(problem.duties)
    return min(
        MISSING * (wanted - len(filled)) + CHANGE * (len(seats.earlier) - count)
        for filled, count in kept.items()
    )


def _shifts_of(person_id: str, pairs: Sequence[Pair]) -> set[str]:
    return {shift_id for shift_id, one in pairs if one == person_id}


def _rows(problem: Problem, staff: Staff) -> list[tuple[int, ...]]:
    """Every set of duties that a person may hold."""
    return [
        taken
        for size in range(len(staff.options) + 1)
        for taken in combinations(staff.options, size)
        if not person_breaks(problem, staff, taken)
    ]


def test_confirmed_and_locked_work_of_others_is_never_moved() -> None:
    plan = Upset(people=4, days=5, ill=0, ill_from=0, ill_days=5, late=0, hours=0)
    first = planned(plan.before(), {})
    held = [attrs.evolve(one, status=AssignmentStatus.CONFIRMED) for one in first.assignments[:2]]
    held += [attrs.evolve(one, locked=True) for one in first.assignments[2:4]]
    upset = plan.after(attrs.evolve(first, assignments=(*held, *first.assignments[4:])))

    again = planned(upset, {"least_change": True})

    taken = {one.shift_id for one in held}
    assert len(taken) == 4
    assert not taken.intersection(one.shift_id for one in again.assignments)
