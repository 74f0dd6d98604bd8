"""Searching on from the constructive plan: better, never worse, within the rules, and it can be stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from itertools import count
from typing import Any

import pytest

from planning_core.domain.job import AutoAssignRequest, Pair
from planning_core.domain.people import Availability, AvailabilityKind
from planning_core.domain.plan import Plan
from planning_core.domain.reference import Severity
from planning_core.errors import InvalidInput
from planning_core.memory import CountingIds
from planning_core.ports.solver import Seats, Solution
from planning_core.rules.base import Finding, Parameters, Rule, single, text
from planning_core.rules.findings import person_finding
from planning_core.rules.registry import RuleBook, rule_book
from planning_core.rules.subjects import PersonTimeline
from planning_core.solver.engine import Found, Limits, Report
from planning_core.solver.meaning import objective
from planning_core.solver.optimizing import OptimizingSolver
from planning_core.solver.problem import Problem, Roster
from tests.unit.solver import plain_engine
from tests.unit.solver.agency import MONDAY, agency, person, reference, shift
from tests.unit.solver.solving import people_on, put

Told = list[tuple[float, Solution | None]]


def optimise(
    plan: Plan,
    rules: RuleBook | None = None,
    *,
    told: Told | None = None,
    stop: bool = False,
    start: tuple[Pair, ...] = (),
    elapsed: Callable[[], float] = lambda: 0.0,
    options: Mapping[str, Any] | None = None,
    earlier: tuple[Pair, ...] = (),
    days: int = 28,
    **request: Any,
) -> Solution:
    """What the optimising solver finds for all shifts of a plan with the plain engine of the tests."""
    asked = AutoAssignRequest(
        starts_at=MONDAY,
        ends_at=MONDAY + timedelta(days=days),
        options={"steps": 300, **(options or {})},
        **request,
    )
    seats = Seats(plan=plan, shift_ids=sorted(plan.shifts), request=asked, earlier=earlier)

    def progress(share: float, best: Solution | None) -> bool:
        if told is not None:
            told.append((share, best))
        return not stop or best is None

    solver = OptimizingSolver(rules or rule_book(), plain_engine.search)
    return solver.solve(
        seats, new_id=CountingIds().new_id, progress=progress, elapsed_seconds=elapsed, start=start
    )


def test_every_seat_that_can_be_filled_is() -> None:
    solution = optimise(agency(people=12, days=5))

    assert solution.coverage.ratio == 1.0


def test_the_same_question_gets_the_same_answer() -> None:
    plan = agency(people=8, days=7)

    assert optimise(plan, seed=3) == optimise(plan, seed=3)


def test_a_plan_told_on_the_way_is_never_better_than_the_last() -> None:
    told: Told = []

    solution = optimise(agency(people=6, days=7), told=told)

    objectives = [best.objective for _, best in told if best is not None]
    assert objectives == sorted(objectives, reverse=True)
    assert objectives[-1] == solution.objective


def test_a_search_told_to_stop_keeps_what_it_has() -> None:
    solution = optimise(agency(people=6, days=7), stop=True)

    assert solution.coverage.filled > 0


def test_a_search_goes_on_from_where_an_earlier_one_was() -> None:
    plan = agency(people=6, days=1)
    first = optimise(plan)

    again = optimise(plan, start=first.pairs, stop=True)

    assert again.pairs == first.pairs


def test_a_start_that_others_filled_meanwhile_is_cut() -> None:
    plan = Plan([*reference(), person(0), person(2), shift(0), put(0, "shift-000-0", "person-000")])

    solution = optimise(plan, start=(("shift-000-0", "person-002"),))

    assert solution.assignments == ()


def test_a_plan_that_cannot_be_better_is_not_searched() -> None:
    told: Told = []

    solution = optimise(agency(people=9, days=3), told=told, options={"hours_weight": 0})

    assert (solution.objective, solution.bound) == (0.0, 0.0)
    assert [best.objective for _, best in told if best is not None] == [0.0, 0.0]


def test_a_search_that_finds_nothing_better_ends_when_patience_does() -> None:
    ticks = count()
    calls: list[float] = []

    def stubborn(problem: Problem, limits: Limits, *, start: Roster | None = None, report: Report) -> Found:
        roster = start or ()
        while report(roster, objective(problem, roster), None, 0.0) and len(calls) < 1000:
            calls.append(limits.seconds)
        return Found(roster=roster, objective=objective(problem, roster))

    request = AutoAssignRequest(
        starts_at=MONDAY, ends_at=MONDAY + timedelta(days=7), options={"patience": 5}, time_limit_seconds=600
    )
    plan = agency(people=2, days=5)
    seats = Seats(plan=plan, shift_ids=sorted(plan.shifts), request=request)
    solver = OptimizingSolver(rule_book(), stubborn)
    solver.solve(
        seats,
        new_id=CountingIds().new_id,
        progress=lambda share, best: True,
        elapsed_seconds=lambda: 0.01 * next(ticks),
    )

    assert 0 < len(calls) < 1000


@pytest.mark.parametrize("people", [0, 3])
def test_nothing_to_fill_gives_nothing(people: int) -> None:
    solution = optimise(Plan([*reference(), *(person(n) for n in range(people))]))

    assert (solution.assignments, solution.objective) == ((), 0.0)


def test_nobody_to_ask_leaves_every_seat_empty() -> None:
    solution = optimise(Plan([*reference(), shift(0), shift(1)]))

    assert (len(solution.unfilled), solution.objective) == (2, 2000.0)


def test_a_locked_assignment_that_breaks_rules_stays_and_gets_no_company() -> None:
    night = shift(0, 2, id="late")
    morning = shift(1, 0, id="early", role_id="host")
    next_day = shift(1, 2, id="late-again")
    plan = Plan(
        [
            *reference(),
            person(0, role_ids=("host",)),
            night,
            morning,
            next_day,
            put(1, "late", "person-000", role_id="host", locked=True),
            put(2, "early", "person-000", role_id="host", locked=True),
        ]
    )

    solution = optimise(plan)

    assert people_on(solution, "late-again") == []


class NoMondays(Rule):
    """Nobody works on Mondays: a rule of somebody else's, of which no encoding knows."""

    code = "no_mondays"
    severity = Severity.HARD
    description = text(en="Work on a Monday.", fr="Travail un lundi.")
    sentences = single(en="{person} works on a Monday.", fr="{person} travaille un lundi.")

    def person(self, timeline: PersonTimeline, parameters: Parameters) -> Iterator[Finding]:
        """One finding for each Monday."""
        for work in timeline.works:
            if work.day % 7 == 1:
                yield person_finding(
                    timeline, (work,), subject=(work.id,), details={}, window=(work.start, work.end), excess=1
                )


def test_a_rule_of_another_package_is_learnt_from_the_evaluator() -> None:
    plan = agency(people=9, days=3)

    solution = optimise(plan, rule_book(extra=[NoMondays()]))

    by_day = [
        sum(len(people_on(solution, f"shift-{day:03}-{turn}")) for turn in range(3)) for day in range(3)
    ]
    assert by_day == [0, 3, 3]


@pytest.mark.parametrize(
    ("options", "path", "reason"),
    [
        ({"nights_weight": -1}, "options.nights_weight", "out_of_range"),
        ({"missing_weight": 10**7}, "options.missing_weight", "out_of_range"),
        ({"soft_weight": float("nan")}, "options.soft_weight", "out_of_range"),
        ({"soft_weight": "much"}, "options.soft_weight", "not_a_number"),
        ({"hours_weight": True}, "options.hours_weight", "not_a_number"),
        ({"steps": 0}, "options.steps", "out_of_range"),
        ({"steps": 1.5}, "options.steps", "not_a_whole_number"),
        ({"least_change": 1}, "options.least_change", "not_a_flag"),
        ({"keep": 7}, "options.keep", "not_text"),
        ({"fairness": 1}, "options.fairness", "unknown_field"),
    ],
)
def test_options_that_cannot_be_taken_are_named(options: Mapping[str, Any], path: str, reason: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        optimise(agency(people=1, days=1), options=options)

    assert [(fault.path, fault.reason) for fault in refused.value.faults] == [(path, reason)]


def test_least_change_keeps_earlier_proposals_where_it_can() -> None:
    plan = agency(people=9, days=5)
    earlier = optimise(plan, seed=1).pairs

    again = optimise(plan, seed=2, options={"least_change": True}, earlier=earlier)

    assert set(again.pairs) == set(earlier)


def test_a_search_that_ran_out_of_time_still_tells_reasons() -> None:
    readings = count()

    solution = optimise(
        agency(people=1, days=2),
        elapsed=lambda: 0.0 if next(readings) < 2 else 100.0,
        time_limit_seconds=10,
    )

    told = {reason["rule"] for seat in solution.unfilled for reason in seat.reasons}
    assert told == {"role_mismatch"}


@pytest.mark.parametrize("weight", ["nights_weight", "weekends_weight", "hours_weight", "soft_weight"])
def test_no_weight_leaves_a_seat_empty(weight: str) -> None:
    nights = [
        shift(day, 2, role_id="steward", ends_at=MONDAY + timedelta(days=day, hours=29)) for day in (4, 5)
    ]
    busy = [shift(day, 2, id=f"held-{day}", ends_at=MONDAY + timedelta(days=day, hours=29)) for day in (-9,)]
    held = [put(number, one.id, "person-000", role_id="host") for number, one in enumerate(busy)]
    plan = Plan([*reference(), person(0, role_ids=("steward",)), person(1), *nights, *busy, *held])

    solution = optimise(plan, options={weight: 1_000_000})

    assert solution.coverage.filled == solution.coverage.wanted


def test_the_weight_of_a_missing_person_is_above_any_wish() -> None:
    wish = Availability(
        id="wish",
        collaborator_id="person-000",
        kind=AvailabilityKind.UNDESIRED,
        starts_at=MONDAY,
        ends_at=MONDAY + timedelta(days=1),
        weight=900_000,
    )
    plan = Plan([*reference(), person(0, role_ids=("steward",)), shift(0), wish])

    solution = optimise(plan)

    assert people_on(solution, "shift-000-0") == ["person-000"]
