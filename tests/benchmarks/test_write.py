"""One checked write of an assignment: against one without rules, and in a small and a large plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from pathlib import Path

from adapters.system import SystemClock, UuidIds
from planning_core import Assignment, AssignmentStatus, Change, RuleBook, Shift, create
from planning_core.ports.plan_store import Query
from planning_core.ports.unit_of_work import UnitOfWork, UnitOfWorkFactory
from planning_core.use_cases.decide import decide
from planning_core.use_cases.generate import every
from planning_core.use_cases.load import load_plan
from planning_core.use_cases.preview import preview_changes
from planning_core.use_cases.record_writes import record_edits
from planning_core.use_cases.transitions import Author
from planning_core.use_cases.write import apply_changes
from tests.benchmarks.stored_plan import PRINCIPAL, stored
from tests.benchmarks.table import Section
from tests.benchmarks.timing import milliseconds, rounds_of, times
from tests.benchmarks.year_plan import FIRST_DAY, Size, an_id, entities

ROUNDS = 60
SMALL, LARGE = Size(20), Size(2_000)
CLOCK, IDS = SystemClock(), UuidIds()


def test_checked_write(report: Callable[[Section], None], tmp_path: Path) -> None:
    small = stored(tmp_path / "small.db", entities(SMALL))
    large = stored(tmp_path / "large.db", entities(LARGE))
    in_small, in_large = wishes(small, SMALL), wishes(large, LARGE)

    bare, checked, checked_large, bare_large = rounds_of(
        ROUNDS,
        lambda: write_without_rules(small, next(in_small)),
        lambda: write_checked(small, next(in_small)),
        lambda: write_checked(large, next(in_large)),
        lambda: write_without_rules(large, next(in_large)),
    )

    rows = [
        ["no rules", f"{SMALL.assignments:,}", milliseconds(bare), "1", ""],
        ["checked", f"{SMALL.assignments:,}", milliseconds(checked), times(checked, bare), "1"],
        ["no rules", f"{LARGE.assignments:,}", milliseconds(bare_large), times(bare_large, bare), ""],
        [
            "checked",
            f"{LARGE.assignments:,}",
            milliseconds(checked_large),
            times(checked_large, bare),
            times(checked_large, checked),
        ],
    ]
    header = ("one assignment", "assignments in the plan", "time", "of no rules", "of the small plan")
    remark = (
        "One transaction on a SQLite file, from loading to commit, audit entry and event written in both."
        " Aims: at most 3 times the write without rules, at most 1.3 times the small plan."
    )
    report(Section("Checked write", header, rows, (remark,)))

    assert count_of(small) == SMALL.assignments + 2 * ROUNDS
    assert count_of(large) == LARGE.assignments + 2 * ROUNDS


def write_checked(factory: UnitOfWorkFactory, change: Change) -> None:
    """The product's own write."""
    with factory() as uow:
        apply_changes([change], principal=PRINCIPAL, uow=uow, clock=CLOCK, ids=IDS)
        uow.commit()


def write_without_rules(factory: UnitOfWorkFactory, change: Change) -> None:
    """The same steps with no rule in force."""
    rules = RuleBook(())
    with factory() as uow:
        plan, _ = load_plan([change], uow, rules)
        outcome = decide(plan, [change], Author(principal=PRINCIPAL, rules=rules))
        record_edits(outcome.edits, principal=PRINCIPAL, uow=uow, clock=CLOCK, ids=IDS, request_id=None)
        uow.commit()


def wishes(factory: UnitOfWorkFactory, size: Size) -> Iterator[Change]:
    """Assignments that no hard rule refuses, each of another person or week; found out beforehand."""
    found: list[Change] = []
    with factory(writes=False) as uow:
        for number in count():
            week, person = 6 + number // size.people, number * 7 % size.people
            wish = _wish(uow, person, week, number * 5)
            if wish is not None:
                found.append(wish)
            if len(found) == 2 * ROUNDS:
                break
    return iter(found)


def _wish(uow: UnitOfWork, person: int, week: int, turn: int) -> Change | None:
    collaborator = uow.plan.get("collaborator", an_id(6, person))
    sites = getattr(collaborator, "site_ids", ())
    start = FIRST_DAY + timedelta(weeks=week)
    query = Query(
        kind="shift",
        where={"site_id": sites},
        ends_after=midnight(start),
        starts_before=midnight(start + timedelta(days=6)),
    )
    shifts = uow.plan.page(query).items
    turn %= len(shifts)
    for shift in (*shifts[turn:], *shifts[:turn]):
        if isinstance(shift, Shift):
            change = create(
                Assignment(
                    id=IDS.new_id(),
                    shift_id=shift.id,
                    collaborator_id=an_id(6, person),
                    role_id=shift.role_id,
                    status=AssignmentStatus.CONFIRMED,
                )
            )
            if not preview_changes([change], principal=PRINCIPAL, uow=uow).blocking:
                return change
    return None


def midnight(day: date) -> datetime:
    """The start of a day in UTC."""
    return datetime.combine(day, time(), tzinfo=UTC)


def count_of(factory: UnitOfWorkFactory) -> int:
    """How many assignments are stored."""
    with factory(writes=False) as uow:
        return sum(1 for _ in every(Query(kind="assignment", limit=5_000), uow))
