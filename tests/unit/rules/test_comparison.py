"""Which conflicts a write brings about, which it ends, and which merely stand."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given

from planning_core.domain.conflict import Conflict
from planning_core.domain.people import Contract
from planning_core.domain.plan import Plan
from planning_core.domain.reference import Severity
from planning_core.domain.work import Assignment, AssignmentStatus, Override
from planning_core.rules.comparison import compare
from planning_core.rules.engine import evaluate
from planning_core.rules.examples import Duty, Example
from planning_core.rules.registry import rule_book
from tests.unit.rules.random_work import Spell, places, plan_of, spells

MONDAY = datetime(2025, 3, 3, tzinfo=UTC)


def conflict(first_day: int = 0, last_day: int = 7, **fields: Any) -> Conflict:
    given: Mapping[str, Any] = {
        "type": Severity.HARD,
        "rule": "consecutive_days",
        "owner": "ann",
        "details": {},
        "shift_ids": (),
        "assignment_ids": ("a",),
        "collaborator_ids": ("ann",),
        "starts_at": MONDAY + timedelta(days=first_day),
        "ends_at": MONDAY + timedelta(days=last_day),
        "subject": ("ann",),
        "excess": 2,
    }
    return Conflict(**{**given, **fields})


def test_conflict_that_stands_as_it_was_is_neither_new_nor_resolved() -> None:
    found = compare([conflict()], [conflict()])

    assert (found.new, found.resolved) == ((), ())


def test_conflict_that_got_worse_is_new() -> None:
    worse = conflict(excess=3)

    found = compare([conflict()], [worse])

    assert (found.new, found.resolved) == ((worse,), ())


def test_conflict_that_is_gone_is_resolved() -> None:
    gone = conflict()

    assert compare([gone], []).resolved == (gone,)


def test_run_cut_in_two_goes_on_in_both() -> None:
    found = compare(
        [conflict(0, 20, excess=14)],
        [
            conflict(0, 9, excess=3, assignment_ids=("a",)),
            conflict(10, 20, excess=4, assignment_ids=("b",)),
        ],
    )

    assert (found.new, found.resolved) == ((), ())


def test_two_runs_joined_are_new() -> None:
    joined = conflict(0, 20, excess=14)

    found = compare([conflict(0, 9, excess=3), conflict(10, 20, excess=4)], [joined])

    assert (found.new, found.resolved) == ((joined,), ())


def test_same_subject_at_another_time_is_new() -> None:
    other = conflict(30, 37, assignment_ids=("b",))

    found = compare([conflict()], [other])

    assert (len(found.new), len(found.resolved)) == (1, 1)


def test_moved_conflict_of_the_same_assignments_goes_on() -> None:
    found = compare([conflict(0, 1)], [conflict(5, 6)])

    assert (found.new, found.resolved) == ((), ())


@pytest.mark.parametrize(
    ("before", "after", "new"),
    [
        ({"type": Severity.SOFT}, {}, True),
        ({}, {"type": Severity.SOFT}, False),
        ({"overridden": True}, {}, True),
        ({}, {"overridden": True}, False),
    ],
)
def test_conflict_that_comes_to_block_is_new(
    before: dict[str, Any], after: dict[str, Any], new: bool
) -> None:
    found = compare([conflict(**before)], [conflict(**after)])

    assert bool(found.new) is new


def test_every_removal_from_a_plan_full_of_conflicts_is_a_repair() -> None:
    example = Example(
        title="three weeks without rest",
        work=(
            "w1-w3 Mon-Sun 06:00-19:00",
            "w1-w3 Mon-Sun 20:00-02:00",
            Duty("w2 Wed 06:00-12:00"),
            Duty("w2 Sun 04:00-Mon 07:00", people=2, hard_capacity=2),
        ),
        contract=Contract(weekly_minutes=600, max_weekends=0, max_shifts_per_day=1),
    )
    plan = example.plan()
    rules = rule_book()
    before = evaluate(plan, rules)

    for assignment in plan.assignments.values():
        rejected = attrs.evolve(assignment, status=AssignmentStatus.REJECTED)
        others = [e for e in plan.entities() if e is not assignment]
        after = evaluate(Plan([*others, rejected], timezone=plan.timezone), rules)

        assert [c for c in compare(before, after).new if c.blocks] == []


def apart(work: list[Spell]) -> list[Spell]:
    """Those spells that neither overlap nor touch one kept before them."""
    kept: list[Spell] = []
    for spell in work:
        if all(spell[0] > other[0] + other[1] or other[0] > spell[0] + spell[1] for other in kept):
            kept.append(spell)
    return kept


@given(places, spells())
def test_taking_work_away_never_makes_a_hard_conflict(place: tuple[str, datetime], work: list[Spell]) -> None:
    work = apart(work)
    plan, rules = plan_of(place, work), rule_book()
    before = evaluate(plan, rules)

    left = [e for e in plan.entities() if e.id not in ("0", "shift-0")]
    after = evaluate(Plan(left, timezone=plan.timezone), rules)

    assert [c for c in compare(before, after).new if c.blocks] == []


def test_override_lets_a_hard_conflict_stand_but_never_a_double_booking() -> None:
    plan = Example(title="twice", work=("Mon 08:00-13:00", "Mon 12:00-19:00")).plan()
    override = Override(rules=("double_booking", "daily_hours"), reason="the only one who can")
    entities = [
        attrs.evolve(e, override=override) if isinstance(e, Assignment) and e.id == "Ann-1" else e
        for e in plan.entities()
    ]

    found = evaluate(Plan(entities, timezone=plan.timezone), rule_book())

    assert {(c.rule, c.overridden) for c in found} == {("double_booking", False), ("daily_hours", True)}
