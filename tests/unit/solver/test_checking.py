"""What the evaluator refuses is learnt: the least of it, and for all whom it concerns."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from planning_core.domain.history import RuleSetting
from planning_core.domain.job import AutoAssignRequest
from planning_core.domain.plan import Plan
from planning_core.ports.solver import Seats
from planning_core.rules.registry import rule_book
from planning_core.solver.checking import Checking, cleaned, learnt
from planning_core.solver.encode import Encoded, encode
from planning_core.solver.meaning import broken
from tests.unit.solver.agency import MONDAY, person, reference, shift

HOURS = ((8, 12), (17, 20), (26, 29))
"""A morning, an evening and the night after: any two can be held, all three leave no rest."""


def three_short_duties() -> tuple[Checking, Encoded]:
    """Two people and two of each of three duties that nobody can hold together."""
    at: list[dict[str, Any]] = [
        {"starts_at": MONDAY + timedelta(hours=first), "ends_at": MONDAY + timedelta(hours=last)}
        for first, last in HOURS
    ]
    shifts = [
        shift(0, id=f"{name}{number}", role_id="steward", break_minutes=0, **at[number])
        for name in ("a", "b")
        for number in range(3)
    ]
    people = [person(number, role_ids=("steward",)) for number in range(2)]
    rules = rule_book(settings=[RuleSetting(id="daily_hours", active=False)])
    request = AutoAssignRequest(starts_at=MONDAY, ends_at=MONDAY + timedelta(days=7))
    seats = Seats(
        plan=Plan([*reference(), *people, *shifts]), shift_ids=[one.id for one in shifts], request=request
    )
    encoded = encode(seats, rules)
    return Checking(seats, rules, encoded), encoded


def test_a_roster_that_the_rules_let_be_teaches_nothing() -> None:
    checking, _ = three_short_duties()

    assert checking.refusals(((0, 2), (1,))) == []


def test_three_duties_without_rest_are_learnt_for_everybody_at_the_same_hours() -> None:
    checking, encoded = three_short_duties()
    roster = ((0, 2, 4), ())

    refusals = checking.refusals(roster)

    sets = [(a, b, c) for a in (0, 1) for b in (2, 3) for c in (4, 5)]
    assert refusals == [(number, taken) for number in range(2) for taken in sets]
    assert broken(encoded.problem, roster) == []
    assert broken(learnt(encoded.problem, refusals), roster) == [("person-000", "nogoods")]


def test_what_is_refused_is_cleaned_away_and_let_be_then() -> None:
    checking, _ = three_short_duties()
    refusals = checking.refusals(((0, 2, 4), ()))

    left = cleaned(((0, 2, 4), ()), refusals)

    assert (left, checking.refusals(left)) == (((0, 2), ()), [])
