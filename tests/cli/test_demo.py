"""The plan of `planning demo`: as large as promised, sound but for what it shows on purpose, repeatable."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import count

import attrs
import pytest

from entrypoints.cli.demo.desk import Desk
from entrypoints.cli.demo_plan import DemoSummary, write_demo
from planning_core import Assignment, Plan, Severity, ShiftStatus, check, create, preview, rule_book
from planning_core.domain.job import AutoAssignRequest
from planning_core.memory import CountingIds, FixedClock, InMemoryDatabase
from planning_core.ports.ids import IdSource
from planning_core.rules.registry import RuleBook
from planning_core.solver import solve
from planning_core.solver.finishing import refuses
from planning_core.use_cases.publish import compare_publications
from planning_core.use_cases.published_plan import PublicationDiff
from tests.small_plan import ADMIN, Office

MONDAY = date(2026, 11, 9)


class BackwardIds:
    """Makes ids that fall, so that nothing can lean on the order of ids."""

    def __init__(self) -> None:
        self._numbers = count(0xFFFF_FFFF, -1)

    def new_id(self) -> str:
        """The next id."""
        return f"01900000-0000-7000-8000-{next(self._numbers):012x}"


@attrs.frozen
class Demo:
    """A demo written, and what it came to."""

    office: Office
    summary: DemoSummary
    plan: Plan

    @property
    def publications(self) -> PublicationDiff:
        """What differs between the two publications."""
        with self.office.unit_of_work(writes=False) as uow:
            return compare_publications(1, 2, principal=ADMIN, uow=uow)


def written(ids: IdSource, seed: int = 1, weeks: int = 8) -> Demo:
    """The demo on a database of its own."""
    office = Office(InMemoryDatabase().unit_of_work, ids=ids)
    summary = write_demo(office, first_day=MONDAY, seed=seed, weeks=weeks)
    return Demo(office, summary, Desk(office).plan()[0])


@pytest.fixture(scope="module")
def demo() -> Demo:
    """The demo as it is written by default."""
    return written(CountingIds())


def content(plan: Plan) -> Counter[tuple[object, ...]]:
    """Every assignment by what it says, ids left out."""
    return Counter(
        (
            plan.collaborators[a.collaborator_id].name,
            plan.shifts[a.shift_id].starts_at,
            plan.roles[a.role_id].name,
            a.status,
            a.locked,
        )
        for a in plan.assignments.values()
    )


def test_demo_is_as_large_as_it_promises(demo: Demo) -> None:
    figures = attrs.asdict(demo.summary)

    assert {k: figures[k] for k in ("sites", "missions", "people", "templates", "publications")} == {
        "sites": 5,
        "missions": 11,
        "people": 63,
        "templates": 61,
        "publications": 2,
    }
    assert demo.summary.end_day == date(2027, 1, 4)
    assert 1_450 <= demo.summary.shifts <= 1_550
    assert 1_000 <= demo.summary.assignments <= 1_500
    assert len({site.timezone for site in demo.plan.sites.values()}) == 2


def test_demo_has_only_the_hard_conflicts_that_its_story_tells(demo: Demo) -> None:
    standing = {c.fingerprint: c for c in Desk(demo.office).conflicts()}

    hard = Counter(c.rule for c in standing.values() if c.blocks)
    overridden = [c.rule for c in standing.values() if c.overridden]

    assert set(hard) == {"absence", "missing_skill", "site_blackout"}
    assert sum(hard.values()) < 20
    assert overridden == ["min_rest"]
    assert standing.keys() == {c.fingerprint for c in check(demo.plan)}


def test_demo_shows_soft_conflicts_of_several_kinds(demo: Demo) -> None:
    found = {c.rule for c in check(demo.plan) if c.type is Severity.SOFT}

    assert found >= {"understaffed", "contract_hours", "outside_availability", "undesired_time"}


def test_demo_publishes_the_first_half_and_leaves_the_rest_in_draft(demo: Demo) -> None:
    half = datetime(2026, 12, 7, tzinfo=UTC)
    statuses = {False: Counter[ShiftStatus](), True: Counter[ShiftStatus]()}
    for shift in demo.plan.shifts.values():
        statuses[shift.starts_at >= half][shift.status] += 1

    assert statuses[True].keys() == {ShiftStatus.DRAFT}
    assert statuses[False].keys() == {ShiftStatus.PUBLISHED, ShiftStatus.CANCELLED}


def test_demo_publications_differ_in_a_few_shifts_and_people(demo: Demo) -> None:
    diff = demo.publications

    assert (len(diff.added), len(diff.removed)) == (1, 1)
    assert 4 <= len(diff.changed) <= 8
    assert 6 <= len(diff.people) <= 16


def test_demo_leaves_work_for_auto_assign(demo: Demo) -> None:
    drafts = [s for s in demo.plan.shifts.values() if s.status is ShiftStatus.DRAFT]

    seats = sum(s.headcount for s in drafts)
    taken = sum(a.active for s in drafts for a in demo.plan.assignments_on(s.id))

    assert 0.1 < taken / seats < 0.5


def test_auto_assign_fills_what_can_be_filled_of_the_demo_and_explains_the_rest(demo: Demo) -> None:
    start = datetime(2026, 12, 8, tzinfo=UTC)
    request = AutoAssignRequest(starts_at=start, ends_at=start + timedelta(days=1))
    rules = rule_book()

    solution = solve(demo.plan, request, rules)

    after = Plan([*demo.plan.entities(), *solution.assignments], timezone=demo.plan.timezone)
    takers = {
        seat.shift_id: [one for one in after.collaborators if could_take(after, one, seat.shift_id, rules)]
        for seat in solution.unfilled
    }
    assert solution.assignments
    assert takers == {seat.shift_id: [] for seat in solution.unfilled}
    assert all(seat.reasons and seat.nearest and seat.nearest.conflicts for seat in solution.unfilled)


def could_take(plan: Plan, person_id: str, shift_id: str, rules: RuleBook) -> bool:
    """Whether the write path would let auto-assign put somebody on a shift."""
    if not plan.collaborators[person_id].active:
        return False
    if any(one.collaborator_id == person_id for one in plan.assignments_on(shift_id)):
        return False
    role = plan.shifts[shift_id].role_id
    more = Assignment(id="tried", shift_id=shift_id, collaborator_id=person_id, role_id=role)
    brought = preview(plan, [create(more)], rules)
    return not brought.blocking and not any(refuses(rules, one) for one in brought.new_conflicts)


def test_demo_is_the_same_whatever_the_ids() -> None:
    once, again = written(CountingIds(), weeks=4), written(BackwardIds(), weeks=4)

    assert again.summary == once.summary
    assert content(again.plan) == content(once.plan)


def test_demo_differs_by_its_seed(demo: Demo) -> None:
    other = written(CountingIds(), seed=2)

    assert other.summary.shifts == demo.summary.shifts
    assert content(other.plan) != content(demo.plan)


def test_demo_of_another_length_holds_too() -> None:
    demo = written(CountingIds(), weeks=9)

    hard = {c.rule for c in check(demo.plan) if c.blocks}

    assert hard == {"absence", "missing_skill", "site_blackout"}


def test_demo_begins_two_weeks_before_the_current_one_by_default() -> None:
    clock = FixedClock(datetime(2026, 11, 29, 23, 30, tzinfo=UTC))  # Monday already in Paris
    office = Office(InMemoryDatabase().unit_of_work, clock=clock)

    summary = write_demo(office, weeks=4)

    assert summary.first_day == date(2026, 11, 16)


@pytest.mark.parametrize(("weeks", "day"), [(3, MONDAY), (27, MONDAY), (8, date(2026, 11, 10))])
def test_demo_refuses_odd_weeks_and_days(weeks: int, day: date) -> None:
    office = Office(InMemoryDatabase().unit_of_work)

    with pytest.raises(ValueError, match=r"weeks must be|no Monday"):
        write_demo(office, weeks=weeks, first_day=day)

    assert len(Desk(office).plan()[0].sites) == 0
