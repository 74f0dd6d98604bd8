"""Two writers, the second of whom comes while the first has not committed yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillWaiting
from contextlib import suppress
from datetime import timedelta
from threading import Barrier
from typing import Any

import attrs
import pytest

from adapters.sql import SqlDatabase
from planning_core import (
    Blackout,
    Edit,
    HardConflicts,
    InUse,
    InvalidInput,
    PlanningError,
    Role,
    Skill,
    Window,
    create,
    delete,
    update,
)
from planning_core.domain.job import AutoAssignRequest
from planning_core.errors import Contended
from planning_core.ports.plan_store import Query
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.use_cases.auto_assign import start_auto_assign
from planning_core.use_cases.generate import GenerateShifts, generate_shifts
from planning_core.use_cases.preview import preview_changes
from planning_core.use_cases.publish import PublishPeriod, publish
from planning_core.use_cases.write import apply_changes
from tests.concurrency.storm import starting_plan
from tests.small_plan import (
    ADMIN,
    ANNA,
    BEN,
    MISSION,
    ROLE,
    SITE,
    Office,
    a_shift,
    an_assignment,
    an_id,
    at,
    reference_data,
)

MOMENT = 0.3
"""How long the second writer is given to do it wrongly, in seconds."""

Write = Callable[[UnitOfWork], Any]


@pytest.fixture
def office(database: SqlDatabase, organization: str) -> Office:
    """The small organization on a database."""
    office = Office(database.units_of_work(organization))
    office.add(*reference_data())
    return office


def writing(office: Office, *changes: Any) -> Write:
    """A writer of these changes."""
    return lambda uow: apply_changes(changes, principal=ADMIN, uow=uow, **office.tools)


def publishing(office: Office) -> Write:
    """A publisher of the week."""
    command = PublishPeriod(window=Window(at(1), at(20)))
    return lambda uow: publish(command, principal=ADMIN, uow=uow, **office.tools)


def one_after_the_other(office: Office, first: Write, second: Write) -> Any:
    """What the second comes to, begun while the first is not committed; its refusal is a result too."""

    def late() -> Any:
        try:
            with office.unit_of_work() as uow:
                result = second(uow)
                uow.commit()
                return result
        except PlanningError as refused:
            return refused

    with ThreadPoolExecutor(1) as pool:
        with office.unit_of_work() as uow:
            first(uow)
            running = pool.submit(late)
            with suppress(StillWaiting):
                running.result(MOMENT)
            uow.commit()
        return running.result(30)


def test_role_that_comes_into_use_is_not_deleted(office: Office) -> None:
    office.add(Role(id=an_id(60), name="Passing"))
    mission = office.get("mission", MISSION)
    uses = update(attrs.evolve(mission, role_ids=(*mission.role_ids, an_id(60))))

    result = one_after_the_other(office, writing(office, uses), writing(office, delete("role", an_id(60))))

    assert isinstance(result, InUse)


def test_deleted_role_does_not_come_into_use(office: Office) -> None:
    office.add(Role(id=an_id(60), name="Passing"))
    person = attrs.evolve(office.get("collaborator", ANNA), role_ids=(ROLE, an_id(60)))

    result = one_after_the_other(
        office, writing(office, delete("role", an_id(60))), writing(office, update(person))
    )

    assert isinstance(result, InvalidInput)
    assert result.faults[0].reason == "unknown_reference"


def test_person_who_is_put_on_a_shift_is_not_deleted(office: Office) -> None:
    shift = a_shift(1)
    office.add(shift)

    result = one_after_the_other(
        office,
        writing(office, create(an_assignment(1, shift))),
        writing(office, delete("collaborator", ANNA)),
    )

    assert isinstance(result, InUse)


def test_deleted_shift_takes_nobody(office: Office) -> None:
    shift = a_shift(1)
    office.add(shift)

    result = one_after_the_other(
        office,
        writing(office, delete("shift", shift.id)),
        writing(office, create(an_assignment(1, shift))),
    )

    assert isinstance(result, InvalidInput)
    assert office.get("assignment", an_id(2001)) is None


def test_shift_is_deleted_with_whom_it_got_meanwhile(office: Office) -> None:
    shift = a_shift(1)
    office.add(shift)

    one_after_the_other(
        office,
        writing(office, create(an_assignment(1, shift))),
        writing(office, delete("shift", shift.id)),
    )

    assert (office.get("shift", shift.id), office.get("assignment", an_id(2001))) == (None, None)


def test_shift_does_not_move_onto_other_work_of_whom_it_got_meanwhile(office: Office) -> None:
    shift, other = a_shift(1), a_shift(2, start=13, end=15)
    office.add(shift, other, an_assignment(2, other))
    moved = attrs.evolve(
        shift, starts_at=shift.starts_at + timedelta(hours=4), ends_at=shift.ends_at + timedelta(hours=4)
    )

    result = one_after_the_other(
        office, writing(office, create(an_assignment(1, shift))), writing(office, update(moved))
    )

    assert isinstance(result, HardConflicts)
    assert [c.rule for c in result.conflicts] == ["double_booking"]


def test_assignment_that_moved_meanwhile_is_judged_where_it_now_is(office: Office) -> None:
    first, second, third = a_shift(1), a_shift(2, start=13, end=15), a_shift(3, start=14, end=16)
    one = an_assignment(1, first)
    office.add(first, second, third, one, an_assignment(3, third, BEN))
    to_second = attrs.evolve(one, shift_id=second.id)
    to_ben = attrs.evolve(one, shift_id=second.id, collaborator_id=BEN)

    result = one_after_the_other(
        office, writing(office, update(to_second)), writing(office, update(to_ben, expected_version=None))
    )

    assert isinstance(result, HardConflicts)
    assert office.get("assignment", one.id).collaborator_id == ANNA


def test_blackout_finds_the_shift_that_came_meanwhile(office: Office) -> None:
    blackout = Blackout(id=an_id(70), site_id=SITE, starts_at=at(3, 8), ends_at=at(3, 9))

    result = one_after_the_other(
        office, writing(office, create(a_shift(1))), writing(office, create(blackout))
    )

    assert [c.rule for c in result.new_conflicts] == ["site_blackout"]


def test_publication_holds_what_was_written_meanwhile(office: Office) -> None:
    shift = a_shift(1)
    office.add(shift)
    longer = attrs.evolve(shift, ends_at=shift.ends_at + timedelta(hours=1))

    result = one_after_the_other(
        office,
        writing(office, update(longer), create(an_assignment(1, shift))),
        publishing(office),
    )

    (held,) = result.publication.snapshot
    assert (held.shift.ends_at, len(held.assignments)) == (longer.ends_at, 1)
    assert office.get("shift", shift.id).version == 3


def test_two_publications_follow_each_other(office: Office) -> None:
    office.add(a_shift(1))

    result = one_after_the_other(office, publishing(office), publishing(office))

    assert result.publication.number == 2


def test_generating_twice_at_once_makes_nothing_twice(office: Office) -> None:
    office.add(*(e for e in starting_plan() if type(e).__name__ == "ShiftTemplate"))
    command = GenerateShifts(first_day=at(3).date(), end_day=at(10).date())

    def generating(uow: UnitOfWork) -> Any:
        return generate_shifts(command, principal=ADMIN, uow=uow, **office.tools)

    one_after_the_other(office, generating, generating)

    with office.unit_of_work(writes=False) as uow:
        assert len(uow.plan.page(Query(kind="shift")).items) == 3


def test_job_asked_for_twice_at_once_is_one(office: Office) -> None:
    request = AutoAssignRequest(starts_at=at(1), ends_at=at(9))

    def asking(uow: UnitOfWork) -> Any:
        return start_auto_assign(request, principal=ADMIN, uow=uow, **office.tools)

    _, made_new = one_after_the_other(office, asking, asking)

    assert not made_new


def test_preview_waits_for_nobody_and_holds_nobody_up(office: Office) -> None:
    shift = a_shift(1)
    office.add(shift)
    assign = create(an_assignment(1, shift))

    with office.unit_of_work() as uow:
        writing(office, assign)(uow)
        with office.unit_of_work(writes=False) as reader:
            outcome = preview_changes([assign], principal=ADMIN, uow=reader)
            uow.commit()

    assert outcome.blocking == ()
    assert office.get("assignment", an_id(2001)) is not None


def test_transaction_that_the_database_gives_up_says_so(postgres: SqlDatabase, organization: str) -> None:
    office = Office(postgres.units_of_work(organization))
    first, second = Skill(id="a", name="x"), Skill(id="b", name="x")
    office.add(first, second)
    together = Barrier(2)

    def rename(one: Skill, other: Skill) -> str:
        try:
            with office.unit_of_work() as uow:
                uow.plan.write([renamed(one)])
                together.wait(timeout=30)
                uow.plan.write([renamed(other)])
                uow.commit()
        except Contended:
            return "given up"
        return "written"

    with ThreadPoolExecutor(2) as pool:
        results = Counter(pool.map(rename, (first, second), (second, first)))

    assert results == {"written": 1, "given up": 1}


def renamed(skill: Skill) -> Edit:
    """The edit that gives a skill another name."""
    after = attrs.evolve(skill, name="y", version=2)
    return Edit(entity="skill", id=skill.id, before=skill, after=after, action="update")
