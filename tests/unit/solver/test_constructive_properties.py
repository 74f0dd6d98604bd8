"""Whatever the plan and the rules: a solution breaks nothing new and leaves alone what others decided."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from planning_core.domain.history import RuleSetting
from planning_core.domain.people import Availability, Contract
from planning_core.domain.plan import Plan
from planning_core.domain.reference import Severity
from planning_core.domain.work import Assignment
from planning_core.rules.comparison import compare
from planning_core.rules.engine import evaluate
from planning_core.rules.registry import RuleBook, rule_book
from tests.unit.solver.agency import MONDAY, ROLES, person, reference, shift
from tests.unit.solver.solving import solve, with_solution

DAYS = 9


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """A few people with contracts and absences, shifts in any role, some with people on them already."""
    people = [
        person(
            number,
            contract=draw(
                st.sampled_from([None, Contract(weekly_minutes=1200), Contract(max_consecutive_days=2)])
            ),
            active=draw(st.booleans()) or number == 0,
        )
        for number in range(draw(st.integers(1, 4)))
    ]
    places = draw(st.sets(st.tuples(st.integers(0, DAYS - 1), st.integers(0, 2)), min_size=1, max_size=12))
    shifts = [
        shift(
            day,
            turn,
            role_id=draw(st.sampled_from(ROLES)),
            headcount=draw(st.integers(0, 2)),
            hard_capacity=2,
        )
        for day, turn in sorted(places)
    ]
    pairs = draw(st.sets(st.tuples(st.sampled_from(shifts), st.sampled_from(people)), max_size=4))
    standing = [
        Assignment(
            id=f"old-{number}",
            shift_id=one.id,
            collaborator_id=somebody.id,
            role_id=one.role_id,
            status=draw(st.sampled_from(["proposed", "confirmed", "rejected"])),
            locked=draw(st.booleans()),
        )
        for number, (one, somebody) in enumerate(sorted(pairs, key=lambda p: (p[0].id, p[1].id)))
    ]
    leave = [
        Availability(
            id=f"said-{number}",
            collaborator_id=draw(st.sampled_from(people)).id,
            kind=draw(st.sampled_from(["leave", "preferred", "undesired", "available"])),
            starts_at=MONDAY + timedelta(days=day),
            ends_at=MONDAY + timedelta(days=day + 1),
        )
        for number, day in enumerate(draw(st.lists(st.integers(0, DAYS - 1), max_size=3)))
    ]
    return Plan([*reference(), *people, *shifts, *standing, *leave], timezone="Europe/Paris")


@st.composite
def rule_books(draw: st.DrawFn) -> RuleBook:
    """The rules in force under settings that an administrator may choose."""
    return rule_book(
        settings=[
            RuleSetting(id="min_rest", parameters={"rest_minutes": draw(st.integers(1, 24 * 60))}),
            RuleSetting(id="consecutive_days", parameters={"max_days": draw(st.integers(1, 7))}),
            RuleSetting(id="weekly_rest", active=draw(st.booleans())),
            RuleSetting(id="undesired_time", severity=draw(st.sampled_from(Severity))),
        ]
    )


@settings(max_examples=60)
@given(plan=plans(), rules=rule_books(), seed=st.integers(0, 9))
def test_solution_breaks_no_hard_rule_that_held(plan: Plan, rules: RuleBook, seed: int) -> None:
    solution = solve(plan, rules, seed=seed)

    after = evaluate(with_solution(plan, solution), rules)
    new = [c for c in compare(evaluate(plan, rules), after).new if c.type is Severity.HARD]
    assert new == []


@settings(max_examples=30)
@given(plan=plans(), rules=rule_books())
def test_solution_adds_proposals_and_fills_no_seat_twice(plan: Plan, rules: RuleBook) -> None:
    solution = solve(plan, rules)

    result = with_solution(plan, solution)
    assert {a.id: a for a in result.assignments.values() if a.id in plan.assignments} == dict(
        plan.assignments
    )
    for one in plan.shifts.values():
        on_it = [a.collaborator_id for a in result.assignments_on(one.id)]
        added = [a for a in solution.assignments if a.shift_id == one.id]
        active = sum(1 for a in result.assignments_on(one.id) if a.active)
        assert len(set(on_it)) == len(on_it)
        assert not added or active <= one.headcount


@settings(max_examples=30)
@given(plan=plans(), rules=rule_books())
def test_solution_and_what_is_missing_add_up_to_what_is_wanted(plan: Plan, rules: RuleBook) -> None:
    solution = solve(plan, rules)

    missing = sum(seat.missing for seat in solution.unfilled)
    assert solution.coverage.filled + missing == solution.coverage.wanted
    assert [p.assignment_id for p in solution.proposals] == [a.id for a in solution.assignments]


@settings(max_examples=30)
@given(plan=plans(), rules=rule_books())
def test_seat_is_left_empty_only_when_nobody_can_take_it(plan: Plan, rules: RuleBook) -> None:
    solution = solve(plan, rules)

    before = evaluate(with_solution(plan, solution), rules)
    for seat in solution.unfilled:
        for somebody in plan.collaborators.values():
            if any(a.collaborator_id == somebody.id for a in plan.assignments_on(seat.shift_id)):
                continue
            one_more = Assignment(
                id="one-more",
                shift_id=seat.shift_id,
                collaborator_id=somebody.id,
                role_id=plan.shifts[seat.shift_id].role_id,
            )
            tried = Plan([*with_solution(plan, solution).entities(), one_more], timezone=plan.timezone)
            new = compare(before, evaluate(tried, rules)).new
            assert any(c.type is Severity.HARD for c in new) or somebody.id in {
                a.collaborator_id for a in solution.assignments if a.shift_id == seat.shift_id
            }
