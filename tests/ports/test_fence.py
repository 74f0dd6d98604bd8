"""What the database itself refuses: one person in two places at once, whoever writes it."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from adapters.sql import SqlDatabase
from adapters.sql.plan_tables import assignment, shift
from adapters.sql.unit_of_work import WRITES
from planning_core import Edit, HardConflicts, Plan, check, update
from planning_core.ports.unit_of_work import UnitOfWorkFactory
from tests.ports.plan_data import HOUR, START, a_shift, an_assignment, creation, edit
from tests.small_plan import ANNA, PUBLISHER, Office, reference_data
from tests.small_plan import a_shift as a_whole_shift
from tests.small_plan import an_assignment as a_whole_assignment

EARLY, LATE = a_shift("early", START), a_shift("late", START + 8 * HOUR)
OVER = a_shift("over", START + 4 * HOUR)
FIRST = an_assignment("first", "early")


@pytest.fixture
def storage(database: SqlDatabase, organization: str) -> UnitOfWorkFactory:
    """Three shifts, the last over both others, and somebody on the first."""
    storage = database.units_of_work(organization)
    write(storage, *(creation(one) for one in (EARLY, LATE, OVER, FIRST)))
    return storage


def write(storage: UnitOfWorkFactory, *edits: Edit, overlapping: bool = False) -> None:
    """Carry out edits as they are, without any rule."""
    with storage() as work:
        work.plan.write(edits, overlapping=overlapping)
        work.commit()


def run(database: SqlDatabase, statement: sa.Executable) -> None:
    """Carry out a statement of a program that knows nothing of rules or stores."""
    with database.engine.connect().execution_options(**{WRITES: True}) as connection:
        connection.execute(statement)
        connection.commit()


def row(organization: str, **values: Any) -> sa.Insert:
    """The insertion of an assignment of that person over the first one."""
    return assignment.insert().values(
        {
            "organization_id": organization,
            "id": "second",
            "shift_id": "over",
            "collaborator_id": "person",
            "role_id": "role",
            "status": "confirmed",
            "locked": False,
            "source": "manual",
            "changed_since_publication": False,
            "version": 1,
            "starts_at": OVER.starts_at,
            "ends_at": OVER.ends_at,
            **values,
        }
    )


def of(table: sa.Table, organization: str, name: str, **values: Any) -> sa.Update:
    """The update of one row."""
    own = (table.c.organization_id == organization) & (table.c.id == name)
    return sa.update(table).where(own).values(**values)


@pytest.mark.usefixtures("storage")
def test_row_over_another_is_refused(database: SqlDatabase, organization: str) -> None:
    with pytest.raises(IntegrityError):
        run(database, row(organization))


@pytest.mark.usefixtures("storage")
@pytest.mark.parametrize(
    "values",
    [
        {"starts_at": EARLY.ends_at},
        {"ends_at": EARLY.starts_at, "starts_at": EARLY.starts_at - HOUR},
        {"collaborator_id": "somebody else"},
        {"status": "rejected"},
        {"cancelled": True},
        {"stands_over": True},
    ],
    ids=lambda values: ", ".join(values),
)
def test_row_over_no_other_is_taken(database: SqlDatabase, organization: str, values: dict[str, Any]) -> None:
    run(database, row(organization, **values))

    with database.unit_of_work(organization, writes=False) as work:
        assert work.plan.get("assignment", "second") is not None


@pytest.mark.usefixtures("storage")
def test_row_of_another_organization_is_taken(database: SqlDatabase, organization: str) -> None:
    run(database, row(f"{organization}-other"))

    with database.unit_of_work(f"{organization}-other", writes=False) as work:
        assert work.plan.get("assignment", "second") is not None


def test_update_that_would_make_two_overlap_is_refused(database: SqlDatabase, organization: str) -> None:
    storage = database.units_of_work(organization)
    write(
        storage,
        *(creation(one) for one in (EARLY, LATE, OVER, FIRST)),
        creation(a_shift("off", START + 4 * HOUR, status="cancelled")),
        creation(an_assignment("no", "over", status="rejected")),
        creation(an_assignment("other", "over", "other")),
        creation(an_assignment("off", "off")),
        creation(an_assignment("late", "late")),
    )

    for statement in (
        of(assignment, organization, "no", status="confirmed"),
        of(assignment, organization, "other", collaborator_id="person"),
        of(shift, organization, "off", status="draft"),
        of(shift, organization, "late", starts_at=EARLY.ends_at - HOUR),
    ):
        with pytest.raises(IntegrityError):
            run(database, statement)


def test_store_says_who_would_be_where_and_goes_on(storage: UnitOfWorkFactory) -> None:
    with storage() as work:
        with pytest.raises(HardConflicts) as refused:
            work.plan.write([creation(an_assignment("second", "over"))])
        work.plan.write([creation(an_assignment("third", "late"))])
        work.commit()

    (conflict,) = refused.value.conflicts
    assert (conflict.rule, conflict.assignment_ids, conflict.collaborator_ids) == (
        "double_booking",
        ("first", "second"),
        ("person",),
    )
    assert (conflict.starts_at, conflict.ends_at) == (OVER.starts_at, EARLY.ends_at)
    with storage(writes=False) as work:
        assert set(work.plan.get_many("assignment", ["second", "third"])) == {"third"}


def test_shift_that_moves_onto_other_work_is_refused(storage: UnitOfWorkFactory) -> None:
    write(storage, creation(an_assignment("late", "late")))

    with pytest.raises(HardConflicts) as refused:
        write(storage, edit(LATE, starts_at=LATE.starts_at - HOUR))

    assert [c.assignment_ids for c in refused.value.conflicts] == [("first", "late")]


def test_edits_that_make_way_for_each_other_are_taken(storage: UnitOfWorkFactory) -> None:
    mate = an_assignment("mate", "over", "mate")
    write(storage, creation(mate))

    write(storage, edit(FIRST, collaborator_id="mate"), edit(mate, collaborator_id="person"))
    write(
        storage,
        creation(an_assignment("new", "early")),
        Edit(entity="assignment", id="mate", before=_stored(storage, "mate"), after=None, action="delete"),
    )

    assert _stored(storage, "new").collaborator_id == "person"
    with pytest.raises(HardConflicts):
        write(storage, creation(an_assignment("again", "over", "mate")))


def test_edits_that_end_up_over_each_other_are_refused(storage: UnitOfWorkFactory) -> None:
    mate = an_assignment("mate", "over", "mate")
    write(storage, creation(mate))

    with pytest.raises(HardConflicts):
        write(storage, edit(FIRST, note="moves"), edit(mate, collaborator_id="person"))
    with pytest.raises(HardConflicts):
        write(storage, edit(FIRST, collaborator_id="mate"), creation(an_assignment("late", "late")))


def test_overlap_that_is_let_in_stays_until_it_is_none(storage: UnitOfWorkFactory) -> None:
    second = an_assignment("second", "over")
    write(storage, creation(second), overlapping=True)

    write(storage, edit(OVER, starts_at=OVER.starts_at - HOUR, ends_at=OVER.ends_at - HOUR))
    with pytest.raises(HardConflicts):
        write(storage, creation(an_assignment("third", "early")))
    write(storage, edit(second, shift_id="late"))

    with pytest.raises(HardConflicts):
        write(storage, creation(an_assignment("third", "late")))


def test_plan_comes_in_as_it_is_and_is_still_edited(database: SqlDatabase, organization: str) -> None:
    office = Office(database.units_of_work(organization))
    shifts = [a_whole_shift(n, start=8 + n, end=12 + n) for n in range(3)]
    works = [a_whole_assignment(n, shifts[n]) for n in range(3)]
    office.add(*reference_data(), *shifts)

    outcome = office.add(*works, principal=PUBLISHER, as_is=True)
    shorter = attrs.evolve(office.get("shift", shifts[1].id), ends_at=shifts[1].ends_at - HOUR)
    office.write(update(shorter))

    assert [c.rule for c in outcome.new_conflicts if c.rule == "double_booking"] == ["double_booking"] * 3
    with office.unit_of_work(writes=False) as uow:
        everything = uow.plan.neighbourhood(collaborator_ids=[ANNA], shift_ids=(), window=None)
    assert sum(c.rule == "double_booking" for c in check(Plan(everything))) == 3


def _stored(storage: UnitOfWorkFactory, name: str) -> Any:
    with storage(writes=False) as work:
        return work.plan.get("assignment", name)
