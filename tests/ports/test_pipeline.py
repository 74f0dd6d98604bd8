"""What waits on its way to PostgreSQL, seen from whoever uses a unit of work; texts that a row may hold."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
import sqlalchemy as sa

from adapters.sql import SqlDatabase
from adapters.sql.plan_tables import shift
from adapters.sql.unit_of_work import SqlUnitOfWork
from planning_core.domain.audit_chain import chain_hash
from planning_core.domain.change import Edit
from planning_core.domain.kinds import kind_of
from planning_core.domain.reference import Role, Skill
from planning_core.domain.time import Window
from planning_core.domain.work import Shift
from planning_core.errors import Contended, InvalidInput
from planning_core.ports.unit_of_work import Touched, UnitOfWorkFactory
from tests.ports.plan_data import DAY, FULL, START, a_shift, creation, edit, store
from tests.ports.record_data import CHANGE, EVENT

LATER = Window(START + 400 * DAY, START + 401 * DAY)
AWKWARD = (
    '"',
    "\\",
    '\\"',
    "a,b",
    "(a)",
    "{}",
    "a\nb",
    " a ",
    "NULL",
    "né e\u0301 😀",
    '""',
    "\\\\",
    "'",
    "%s",
)


def test_texts_of_any_kind_come_back_as_they_were(storage: UnitOfWorkFactory) -> None:
    shifts = [a_shift(f"s{number}", note=text) for number, text in enumerate(AWKWARD)]
    store(storage, *shifts, a_shift("none", note=None))

    with storage(writes=False) as work:
        found = work.plan.get_many("shift", [*(one.id for one in shifts), "none"])

    assert {one.id: one.note for one in found.values() if isinstance(one, Shift)} == {
        **{one.id: one.note for one in shifts},
        "none": None,
    }


def test_several_kinds_are_gathered_at_once(storage: UnitOfWorkFactory) -> None:
    store(storage, *FULL)
    wanted = {kind_of(one): {one.id, "unknown"} for one in FULL}

    with storage(writes=False) as work:
        found = work.plan.gather(wanted)
        nothing = work.plan.gather({"shift": (), "site": ["unknown"]})

    expected = {(kind_of(one), one.id): one for one in FULL if one.id in wanted[kind_of(one)]}
    assert found == expected
    assert nothing == {}


def test_history_is_seen_by_whoever_wrote_it_and_by_others_after_the_commit(
    storage: UnitOfWorkFactory,
) -> None:
    with storage() as work:
        work.audit.append([CHANGE, attrs.evolve(CHANGE, id="second")])
        work.events.add(EVENT)
        own = (work.audit.head(), [one.topic for one in work.events.after(0, 9)])
        work.audit.append([attrs.evolve(CHANGE, id="third")])
        work.commit()
    with storage(writes=False) as work:
        stored = work.audit.stored(None, None, 9)
        origin = work.audit.origin()

    hashes = [origin]
    for one in stored:
        assert one.entry is not None
        hashes.append(chain_hash(hashes[-1], one.entry))
    assert [one.id for one in stored] == [CHANGE.id, "second", "third"]
    assert [one.hash for one in stored] == hashes[1:]
    assert own[0].number == 2
    assert own[1] == [EVENT.topic]


def test_more_entries_than_the_server_hashes_are_one_chain_with_the_others(
    storage: UnitOfWorkFactory,
) -> None:
    entries = [attrs.evolve(CHANGE, id=f"e{number}") for number in range(25)]
    with storage() as work:
        for portion in (entries[:2], entries[2:20], entries[20:]):
            work.audit.append(portion)
        work.commit()
    with storage(writes=False) as work:
        stored, last = work.audit.stored(None, None, 99), work.audit.origin()

    for one, entry in zip(stored, entries, strict=True):
        last = chain_hash(last, entry)
        assert (one.id, one.hash) == (entry.id, last)


def test_history_that_is_rolled_back_leaves_nothing(storage: UnitOfWorkFactory) -> None:
    with storage() as work:
        work.audit.append([CHANGE])
        work.events.add(EVENT)
        work.rollback()
        work.commit()
    with storage() as work:
        work.audit.append([CHANGE])

    with storage(writes=False) as work:
        assert (work.audit.head().number, work.events.last_sequence()) == (0, 0)


@pytest.mark.one_database("only what is said to PostgreSQL waits")
def test_transaction_whose_statements_the_server_forgot_can_be_done_again(
    postgres: SqlDatabase, organization: str
) -> None:
    with postgres.unit_of_work(organization) as unit:
        unit.plan.get_many("skill", ["a"])
        forget(unit)
        with pytest.raises(Contended):
            unit.plan.get_many("skill", ["a"])

    with postgres.unit_of_work(organization) as unit:
        assert unit.plan.get_many("skill", ["a"]) == {}


def forget(unit: SqlUnitOfWork) -> None:
    """Have the server forget what this connection prepared, as some poolers between do."""
    unit._session.connection.execute(sa.text("DEALLOCATE ALL"))


@pytest.mark.one_database("SQLite looks for such a text, and finds none")
def test_text_that_no_database_takes_is_refused_where_it_is_given(
    postgres: SqlDatabase, organization: str
) -> None:
    with postgres.unit_of_work(organization) as unit, pytest.raises(InvalidInput):
        unit.plan.get_many("skill", ["a\x00b"])


def test_piece_that_fails_is_undone_alone_and_the_history_told_in_it_too(
    database: SqlDatabase, organization: str
) -> None:
    first, second = (creation(Skill(id=one, name=one, external_ref=one)) for one in "ab")
    with database.unit_of_work(organization) as unit:
        unit.plan.write([first])
        unit.audit.append([CHANGE])
        with pytest.raises(InvalidInput):
            write_in_a_piece(unit, second)
        unit.commit()

    with database.unit_of_work(organization, writes=False) as unit:
        assert list(unit.plan.get_many("skill", "ab")) == ["a"]
        assert [one.id for one in unit.audit.stored(None, None, 9)] == [CHANGE.id]


def write_in_a_piece(unit: SqlUnitOfWork, edit: Edit) -> None:
    """Write and then fail."""
    with unit._session.attempt():
        unit.plan.write([edit])
        unit.audit.append([attrs.evolve(CHANGE, id="second")])
        raise InvalidInput([])


def test_piece_of_which_nothing_was_sent_is_undone_alone(database: SqlDatabase, organization: str) -> None:
    first, second = (creation(Skill(id=one, name=one, external_ref=None)) for one in "ab")
    with database.unit_of_work(organization) as unit:
        unit.plan.write([first])
        unit.plan.get_many("skill", ["a"])  # so that nothing waits when the piece begins
        with pytest.raises(InvalidInput), unit._session.attempt():
            raise InvalidInput([])
        with unit._session.attempt():
            unit.plan.write([second])
        unit.commit()

    with database.unit_of_work(organization, writes=False) as unit:
        assert sorted(unit.plan.get_many("skill", "ab")) == ["a", "b"]


@pytest.mark.one_database("only what is said to PostgreSQL waits")
def test_rules_read_before_the_plan_was_held_are_read_anew(postgres: SqlDatabase, organization: str) -> None:
    with postgres.unit_of_work(organization) as unit:
        before = unit.rules.rule_set()
        with postgres.unit_of_work(organization) as other:
            other.rules.configure(rule_set="eu")
            other.commit()
        unit.hold_plan()

        assert (before, unit.rules.rule_set()) == ("fr", "eu")


@pytest.mark.one_database("only what is said to PostgreSQL waits")
def test_reader_that_asks_for_one_token_begins_no_transaction(
    postgres: SqlDatabase, organization: str
) -> None:
    with postgres.unit_of_work(organization, writes=False) as unit:
        assert unit._pipeline is not None
        assert unit.tokens.by_digest("unknown") is None
        alone = unit._pipeline._idle
        unit.plan.get_many("skill", ["a"])
        among_others = unit._pipeline._idle

    assert (alone, among_others) == (True, False)


@pytest.mark.one_database("only what is said to PostgreSQL waits")
def test_all_that_is_found_is_held_where_less_was_named(postgres: SqlDatabase, organization: str) -> None:
    store(postgres.units_of_work(organization), a_shift("s1"), a_shift("s2"), a_shift("s3"))
    found = Touched(shift_ids=("s1", "s2"))
    with postgres.unit_of_work(organization) as unit:

        def find() -> Touched:
            unit.plan.get_many("shift", ["s1"])
            return found

        assert unit.lock(find, named=Touched(shift_ids=("s1",))) == found
        with postgres.unit_of_work(organization) as other:
            free = sa.select(shift.c.id).where(shift.c.organization_id == organization)
            rows = other._session.rows(free.with_for_update(skip_locked=True))

    assert [row.id for row in rows] == ["s3"]


@pytest.mark.one_database("SQLite plans a statement once anyway")
def test_what_is_prepared_is_planned_once_and_what_is_put_together_anew_each_time(
    postgres: SqlDatabase, organization: str
) -> None:
    asked = sa.select(*(sa.func.current_setting(name) for name in ("plan_cache_mode", "enable_seqscan")))

    with postgres.unit_of_work(organization, writes=False) as reader:
        prepared = reader._session.ask(asked, {})()
        (anew,) = reader._session.rows(asked)
    with postgres.unit_of_work(organization) as writer:
        with writer._session.attempt():
            (inside,) = writer._session.rows(asked)
        writer.rollback()
        (again,) = writer._session.rows(asked)
    with postgres.unit_of_work(organization, writes=False) as reader:
        afterwards = reader._session.ask(asked, {})()

    assert [tuple(row) for row in (*prepared, *afterwards)] == [("force_generic_plan", "off")] * 2
    assert [tuple(row) for row in (anew, inside, again)] == [("auto", "on")] * 3


def test_what_is_held_is_read_as_it_is_after_each_write_and_after_what_is_undone(
    storage: UnitOfWorkFactory,
) -> None:
    before = a_shift("s", note="as it was")
    store(storage, before)

    with storage() as work:
        held = Touched(shift_ids={"s"}, collaborator_ids={"nobody"})
        work.lock(lambda: held, named=held)
        first = work.plan.get("shift", "s")
        work.plan.write([edit(before, note="written")])
        second = work.plan.get("shift", "s")
        work.rollback()
        work.lock(lambda: held)
        third = work.plan.get("shift", "s")
        nobody = work.plan.get("collaborator", "nobody")

    notes = [one.note for one in (first, second, third) if isinstance(one, Shift)]
    assert notes == ["as it was", "written", "as it was"]
    assert nobody is None


def test_what_shifts_name_is_found_whether_or_not_it_was_named_the_last_time(
    storage: UnitOfWorkFactory,
) -> None:
    store(storage, *FULL)
    role = next(one for one in FULL if isinstance(one, Role))
    asked: Any = {"collaborator_ids": ["person"], "shift_ids": ["shift"], "window": None}

    with storage() as work:
        first = work.plan.neighbourhood(**asked)
        other = a_shift("other", role_id="role 2", site_id="site")
        work.plan.write(
            [edit(role, name="Climber"), creation(Role(id="role 2", name="Second")), creation(other)]
        )
        second = work.plan.neighbourhood(**{**asked, "shift_ids": ["shift", "other"]})
        third = work.plan.neighbourhood(**{**asked, "shift_ids": ["other"], "window": LATER})

    assert [one.name for one in first if isinstance(one, Role)] == ["Rigger"]
    assert sorted(one.name for one in second if isinstance(one, Role)) == ["Climber", "Second"]
    assert [one.name for one in third if isinstance(one, Role)] == ["Second"]
