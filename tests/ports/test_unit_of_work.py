"""What a unit of work keeps, undoes, and keeps apart."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from adapters.sql import SqlDatabase
from planning_core.domain.reference import Skill
from planning_core.errors import StaleVersion
from planning_core.ports.conflict_store import ConflictQuery
from planning_core.ports.history import AuditQuery
from planning_core.ports.unit_of_work import Touched, UnitOfWork, UnitOfWorkFactory
from tests.ports.plan_data import FULL, START, creation, edit, store, write
from tests.ports.record_data import (
    ANSWER,
    CALENDAR,
    CHANGE,
    CONFLICT,
    EVENT,
    JOB,
    PUBLICATION,
    SETTING,
    TOKEN,
)

WRITE: dict[str, Callable[[UnitOfWork], Any]] = {
    "plan": lambda work: work.plan.write([creation(entity) for entity in FULL]),
    "conflicts": lambda work: work.conflicts.replace((), [CONFLICT]),
    "audit": lambda work: work.audit.append([CHANGE]),
    "publications": lambda work: work.publications.add(PUBLICATION),
    "rules": lambda work: work.rules.put(SETTING),
    "organization": lambda work: work.rules.configure(rule_set="eu", timezone="UTC"),
    "checked": lambda work: work.rules.mark_checked("digest"),
    "events": lambda work: work.events.add(EVENT),
    "jobs": lambda work: work.jobs.add(JOB),
    "tokens": lambda work: work.tokens.add(TOKEN),
    "calendars": lambda work: work.calendars.put(CALENDAR),
    "requests": lambda work: work.requests.remember(ANSWER),
}


def contents(storage: UnitOfWorkFactory) -> list[Any]:
    """What every store holds."""
    with storage(writes=False) as work:
        return [
            work.plan.get_many("skill", ["skill"]),
            work.conflicts.find(ConflictQuery()),
            list(work.audit.page(AuditQuery()).items),
            work.publications.up_to(99),
            work.publications.published_to("person"),
            (work.rules.settings(), work.rules.rule_set(), work.rules.timezone(), work.rules.checked_under()),
            list(work.events.after(0, 9)),
            work.jobs.get(JOB.id),
            work.tokens.tokens(),
            work.calendars.get(CALENDAR.collaborator_id),
            work.requests.recall(ANSWER.user_id, ANSWER.key, START),
        ]


@pytest.mark.parametrize("name", WRITE)
def test_write_is_kept_by_a_commit_alone(storage: UnitOfWorkFactory, name: str) -> None:
    before = contents(storage)

    with storage() as work:
        WRITE[name](work)
    left_open = contents(storage)
    with storage() as work:
        WRITE[name](work)
        work.rollback()
        work.commit()
    rolled_back = contents(storage)
    with pytest.raises(ZeroDivisionError):
        _write_and_fail(storage, WRITE[name])
    failed = contents(storage)
    with storage() as work:
        WRITE[name](work)
        work.commit()
    committed = contents(storage)

    assert left_open == rolled_back == failed == before
    assert committed != before


def _write_and_fail(storage: UnitOfWorkFactory, fill: Callable[[UnitOfWork], Any]) -> None:
    with storage() as work:
        fill(work)
        raise ZeroDivisionError


def test_block_goes_on_after_a_commit_as_another_transaction(storage: UnitOfWorkFactory) -> None:
    with storage() as work:
        work.plan.write([creation(Skill(id="a", name="x"))])
        work.commit()
        work.plan.write([creation(Skill(id="b", name="x"))])

    with storage(writes=False) as work:
        assert set(work.plan.get_many("skill", ["a", "b"])) == {"a"}


def test_reader_cannot_commit(storage: UnitOfWorkFactory) -> None:
    with storage(writes=False) as work, pytest.raises(RuntimeError):
        work.commit()


def test_reader_is_not_held_up_and_sees_what_was_committed(storage: UnitOfWorkFactory) -> None:
    store(storage, Skill(id="a", name="old"))

    with storage() as writer:
        writer.plan.write([edit(Skill(id="a", name="old"), name="new")])
        with storage(writes=False) as reader:
            seen = reader.plan.get("skill", "a")

    assert seen == Skill(id="a", name="old")


def test_lock_takes_people_and_shifts_that_exist_or_not(storage: UnitOfWorkFactory) -> None:
    store(storage, *FULL)

    with storage() as work:
        touched = Touched(collaborator_ids=["person", "nobody"], shift_ids=["shift", "none"])
        held = work.lock(lambda: touched)
        work.plan.write([edit(FULL[0], name="kept")])
        work.commit()

    with storage(writes=False) as work:
        assert work.plan.names(["skill"]) == {"skill": "kept"}
        assert work.lock(lambda: touched) == held == touched


def test_sixteen_threads_lose_no_update(storage: UnitOfWorkFactory) -> None:
    store(storage, Skill(id="counter", name="0"))
    each = 8

    def count_up(_: int) -> None:
        done = 0
        while done < each:
            with storage() as work:
                skill = work.plan.get("skill", "counter")
                assert skill is not None
                assert isinstance(skill, Skill)
                try:
                    work.plan.write([edit(skill, name=str(int(skill.name) + 1))])
                except StaleVersion:
                    continue
                work.commit()
                done += 1

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(count_up, range(16)))

    with storage(writes=False) as work:
        assert work.plan.get("skill", "counter") == Skill(id="counter", name="128", version=129)


def test_organizations_of_one_database_do_not_see_each_other(
    database: SqlDatabase, organization: str
) -> None:
    ours = database.units_of_work(f"{organization}-ours")
    theirs = database.units_of_work(f"{organization}-theirs")
    nothing = contents(theirs)

    for fill in WRITE.values():
        with ours() as work:
            fill(work)
            work.commit()
    seen_by_others = contents(theirs)
    filled = contents(ours)
    with theirs() as work:
        work.conflicts.clear()
        work.requests.forget(ANSWER.answered_at.replace(year=2100))
        next_number = work.publications.next_number()
        with pytest.raises(StaleVersion):
            work.plan.write([edit(FULL[0])])
        work.commit()

    assert seen_by_others == nothing
    assert next_number == 1
    assert contents(ours) == filled


def test_same_ids_live_in_two_organizations(database: SqlDatabase, organization: str) -> None:
    ours = database.units_of_work(f"{organization}-ours")
    theirs = database.units_of_work(f"{organization}-theirs")
    for storage in (ours, theirs):
        for fill in WRITE.values():
            with storage() as work:
                fill(work)
                work.commit()

    write(theirs, [edit(FULL[0], name="theirs")])

    with ours(writes=False) as work:
        assert work.plan.get("skill", "skill") == FULL[0]
