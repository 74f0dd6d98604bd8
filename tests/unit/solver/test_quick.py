"""Filling a problem in one pass: as far as it goes, nothing is broken."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from planning_core.rules.registry import rule_book
from planning_core.solver.encode import encode
from planning_core.solver.meaning import broken, cover_cost
from planning_core.solver.quick import fill
from tests.unit.solver.agency import agency
from tests.unit.solver.test_odd_input import seats_of
from tests.unit.solver.tiny_plans import Tiny, small_plans


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(small_plans())
def test_what_is_filled_breaks_no_bound(tiny: Tiny) -> None:
    encoded = encode(tiny.seats, tiny.rules)
    start = encoded.roster(())
    stood = broken(encoded.problem, start)

    filled = fill(encoded.problem, start, lambda: False)

    assert set(broken(encoded.problem, filled)) <= set(stood)
    assert cover_cost(encoded.problem, filled) <= cover_cost(encoded.problem, start)


def test_a_plan_with_people_to_spare_is_filled_whole() -> None:
    encoded = encode(seats_of(agency(people=12, days=14)), rule_book())

    filled = fill(encoded.problem, encoded.roster(()), lambda: False)

    assert cover_cost(encoded.problem, filled) == 0


def test_filling_ends_when_it_is_told_to() -> None:
    encoded = encode(seats_of(agency(people=12, days=14)), rule_book())

    assert fill(encoded.problem, encoded.roster(()), lambda: True) == encoded.roster(())
