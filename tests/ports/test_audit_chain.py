"""The audit trail as a chain of hashes, on every storage; what is done to its rows is found."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import attrs
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.sql import SqlDatabase
from adapters.sql.audit_log import SqlAuditLog
from adapters.sql.record_tables import audit_head, planning_change
from adapters.sql.session import Session
from planning_core.domain.audit_chain import ChainLink, canonical, chain_hash, chain_origin
from planning_core.domain.history import PlanningChange
from planning_core.errors import Unavailable
from planning_core.ports.unit_of_work import UnitOfWorkFactory
from planning_core.use_cases.audit_verify import (
    AuditFinding,
    AuditVerdict,
    Breach,
    verify_audit,
)
from tests.ports.record_data import CHANGE

ENTRIES = 8


def an_entry(number: int, **fields: Any) -> PlanningChange:
    timestamp = CHANGE.timestamp + timedelta(seconds=number)
    return attrs.evolve(CHANGE, **{"id": f"e{number}", "timestamp": timestamp, **fields})


def verdict_of(storage: UnitOfWorkFactory, **more: Any) -> AuditVerdict:
    with storage(writes=False) as work:
        return verify_audit(audit=work.audit, **more)


def append(storage: UnitOfWorkFactory, *entries: PlanningChange) -> ChainLink:
    with storage() as work:
        work.audit.append(entries)
        work.commit()
        return work.audit.head()


def test_empty_trail_is_sound(storage: UnitOfWorkFactory) -> None:
    with storage(writes=False) as work:
        origin = work.audit.origin()

    assert verdict_of(storage) == AuditVerdict(entries=0, head=ChainLink(0, origin), findings=(), breaches=0)


def test_entries_are_numbered_without_gaps_whatever_is_rolled_back(storage: UnitOfWorkFactory) -> None:
    append(storage, an_entry(1), an_entry(2))
    with storage() as work:
        work.audit.append([an_entry(99)])
    append(storage, an_entry(3))

    with storage(writes=False) as work:
        stored = work.audit.stored(None, None, 9)
        some = work.audit.stored(1, 2, 9)
        newest = work.audit.newest()

    assert [(one.number, one.id, one.entry) for one in stored] == [
        (n, f"e{n}", an_entry(n)) for n in (1, 2, 3)
    ]
    assert ([one.number for one in some], newest) == ([2], 3)


def test_each_hash_covers_the_entry_and_the_hash_before_it(storage: UnitOfWorkFactory) -> None:
    head = append(storage, an_entry(1), an_entry(2))

    with storage(writes=False) as work:
        first = chain_hash(work.audit.origin(), an_entry(1))
        stored = [one.hash for one in work.audit.stored(None, None, 9)]

    assert stored == [first, chain_hash(first, an_entry(2))]
    assert head == ChainLink(2, stored[1])


@pytest.mark.parametrize(
    "value",
    [
        {"n": 1.0, "big": 1e22, "huge": 1e300, "small": 1e-7, "third": 1 / 3, "none": None, "zero": -0.0},
        {"n": 2**63, "neg": -(2**70), "yes": True, "nested": [{"b": [], "a": {}}, [1.5, "x"]]},
        {"text": 'é \u2028 \U0001f600 " \\ \n \x7f', "": " ", "é": "clé"},
    ],
)
def test_chain_holds_whatever_form_the_database_gives_values_back_in(
    storage: UnitOfWorkFactory, value: dict[str, Any]
) -> None:
    entry = an_entry(1, before=value, after=None, request_id=None)
    append(storage, entry, an_entry(2, timestamp=CHANGE.timestamp + timedelta(microseconds=120_000)))

    assert verdict_of(storage).findings == ()


@pytest.mark.storeless("one entry")
def test_canonical_form_is_the_documented_one() -> None:
    entry = an_entry(0, before={"é": 1.0, "b": [True, None]}, after=None)

    assert canonical(entry) == (
        '{"action":"update","after":null,"before":{"b":[true,null],"\\u00e9":1},"entity":"shift",'
        '"entity_id":"shift","id":"e0","request_id":"req-1",'
        f'"timestamp":"{CHANGE.timestamp:%Y-%m-%dT%H:%M:%S.%f}Z","user_id":"ada"}}'
    )


def test_long_trail_is_walked_in_portions(storage: UnitOfWorkFactory) -> None:
    append(storage, *(an_entry(n) for n in range(1, 1_203)))
    told: list[tuple[int, int]] = []

    verdict = verdict_of(storage, told=lambda done, of: told.append((done, of)))

    assert (verdict.entries, verdict.head.number, verdict.findings) == (1_202, 1_202, ())
    assert told == [(500, 1_202), (1_000, 1_202)]


def test_memory_of_a_walk_does_not_grow_with_the_trail(database: SqlDatabase) -> None:
    def most_memory(organization: str, entries: int) -> int:
        storage = database.units_of_work(organization)
        append(storage, *(an_entry(n) for n in range(entries)))
        verdict_of(storage)
        tracemalloc.start()
        assert verdict_of(storage).entries == entries
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    short, long = most_memory("short", 1_500), most_memory("long", 6_000)

    assert long < 1.2 * short


def test_anchors_that_hold_say_nothing(storage: UnitOfWorkFactory) -> None:
    links = [append(storage, an_entry(n)) for n in (1, 2, 3)]
    with storage(writes=False) as work:
        anchors = {0: {work.audit.origin()}, 1: {links[0].hash}, 3: {links[2].hash}}

    assert verdict_of(storage, anchors=anchors).findings == ()


def test_anchor_finds_a_trail_that_was_rewritten(storage: UnitOfWorkFactory) -> None:
    append(storage, an_entry(1), an_entry(2))

    found = verdict_of(storage, anchors={2: {"f" * 64}, 7: {"a"}}).findings

    assert found == (
        AuditFinding(breach=Breach.ANCHOR, number=2),
        AuditFinding(breach=Breach.ANCHOR, number=7),
    )


class Trail:
    """A trail of a few entries, and its rows laid open."""

    def __init__(self, connection: sa.Connection, organization: str) -> None:
        self.connection = connection
        self.session = Session(connection, organization)
        self.log = SqlAuditLog(self.session)

    def change(self, at: int, /, **values: Any) -> None:
        mine = self.session.update(planning_change).where(planning_change.c.number == at)
        assert self.session.run(mine.values(**values)).rowcount == 1

    def remove(self, *numbers: int) -> None:
        gone = self.session.delete(planning_change).where(planning_change.c.number.in_(numbers))
        assert self.session.run(gone).rowcount == len(numbers)

    def insert(self, number: int, **values: Any) -> None:
        row = next(iter(self.session.rows(self.session.select(planning_change).limit(1))))
        self.session.insert(planning_change, [{**row._asdict(), "number": number, "id": "forged", **values}])

    def shift_up(self, first: int) -> None:
        for number in range(ENTRIES, first - 1, -1):
            self.change(number, number=number + 1)

    def note(self, **values: Any) -> None:
        assert self.session.run(self.session.update(audit_head).values(**values)).rowcount == 1

    @property
    def findings(self) -> list[tuple[str, int, int | None]]:
        found = verify_audit(audit=self.log).findings
        return [(one.breach.value, one.number, one.until) for one in found]


@pytest.fixture
def organization_with_trail(database: SqlDatabase, organization: str) -> str:
    append(database.units_of_work(organization), *(an_entry(n) for n in range(1, ENTRIES + 1)))
    return organization


@contextmanager
def laid_open(database: SqlDatabase, organization: str) -> Iterator[Trail]:
    """The trail's rows, in a transaction that is undone."""
    with database.engine.connect() as connection:
        connection.begin()
        yield Trail(connection, organization)
        connection.rollback()


@pytest.fixture
def trail(database: SqlDatabase, organization_with_trail: str) -> Iterator[Trail]:
    with laid_open(database, organization_with_trail) as trail:
        yield trail


def other_text(most: int) -> st.SearchStrategy[str]:
    letters = st.characters(exclude_categories=("Cs", "Cc"))
    return st.text(letters, min_size=1, max_size=most)


records = st.dictionaries(
    other_text(5), st.none() | st.booleans() | st.integers(-(2**40), 2**40) | other_text(5), max_size=3
)
ALTERATIONS: dict[str, st.SearchStrategy[Any]] = {
    "id": other_text(9),
    "entity": other_text(9),
    "entity_id": other_text(9),
    "user_id": other_text(9),
    "action": other_text(9),
    "before": st.none() | records,
    "after": st.none() | records,
    "timestamp": st.integers(-(10**9), 10**9).map(lambda n: CHANGE.timestamp + timedelta(microseconds=n)),
    "request_id": st.none() | other_text(9),
    "hash": other_text(9) | st.just("0" * 64),
    "organization_id": other_text(9).map(lambda name: f"elsewhere {name}"),
    "number": st.integers(-5, 0) | st.integers(ENTRIES + 1, 99),
}


@pytest.mark.storeless("what the tests alter")
def test_every_column_of_a_row_is_altered_in_the_property_test() -> None:
    assert set(ALTERATIONS) == set(planning_change.c.keys())


@given(data=st.data(), number=st.integers(1, ENTRIES))
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_single_alteration_of_any_row_is_found_where_it_is(
    database: SqlDatabase, organization_with_trail: str, data: st.DataObject, number: int
) -> None:
    column = data.draw(st.sampled_from([*ALTERATIONS, "row removed"]))
    with laid_open(database, organization_with_trail) as trail:
        row = trail.log.stored(number - 1, number, 1)[0]
        if column == "row removed":
            trail.remove(number)
        else:
            value = data.draw(ALTERATIONS[column].filter(lambda v: v != getattr(row.entry, column, row.hash)))
            trail.change(number, **{column: value})

        findings = trail.findings

    if column in {"row removed", "organization_id"}:
        assert findings == [("removed", number, number)]
    elif column == "number":
        assert ("removed", number, number) in findings
    else:
        assert findings == [("changed", number, None)]


@given(
    number=st.none() | st.integers(-2, ENTRIES + 3),
    digest=st.none() | other_text(9),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_alteration_of_the_note_of_the_newest_entry_is_found(
    database: SqlDatabase, organization_with_trail: str, number: int | None, digest: str | None
) -> None:
    with laid_open(database, organization_with_trail) as trail:
        changed = {"number": number, "hash": digest}
        changed = {name: value for name, value in changed.items() if value is not None}
        if changed:
            trail.note(**changed)
        else:
            trail.session.run(trail.session.delete(audit_head))

        findings = trail.findings

    assert (findings == []) is (changed == {"number": ENTRIES})


def test_row_put_in_at_the_end_is_named(trail: Trail) -> None:
    trail.insert(ENTRIES + 1)

    assert trail.findings == [("inserted", ENTRIES + 1, None)]


def test_rows_put_in_at_the_end_are_named_even_with_sound_hashes(trail: Trail) -> None:
    forged = an_entry(99)
    digest = chain_hash(trail.log.head().hash, forged)
    trail.insert(ENTRIES + 1, **{**attrs.asdict(forged), "hash": digest})
    trail.insert(ENTRIES + 2)

    assert trail.findings == [("inserted", ENTRIES + 1, ENTRIES + 2)]


def test_row_put_in_before_the_beginning_is_named(trail: Trail) -> None:
    trail.insert(0)

    assert trail.findings == [("inserted", 0, None)]


def test_row_put_in_between_is_named_though_the_later_ones_moved_up(trail: Trail) -> None:
    trail.shift_up(4)
    trail.insert(4)
    trail.note(number=ENTRIES + 1)

    assert trail.findings == [("inserted", 4, None)]


def test_rows_that_changed_places_are_found(trail: Trail) -> None:
    rows = {row.number: row._asdict() for row in trail.session.rows(trail.session.select(planning_change))}
    for to, come in ((3, 4), (4, 3)):
        trail.change(to, **{name: rows[come][name] for name in rows[to] if name != "number"})

    assert trail.findings[0] == ("inserted", 3, None)


def test_rows_removed_from_the_middle_and_from_the_end_are_counted(trail: Trail) -> None:
    trail.remove(2, 3, ENTRIES - 1, ENTRIES)

    assert trail.findings == [("removed", 2, 3), ("removed", ENTRIES - 1, ENTRIES)]


def test_trail_emptied_with_its_note_is_found_by_an_anchor(trail: Trail) -> None:
    kept = trail.log.head()
    trail.remove(*range(1, ENTRIES + 1))
    trail.session.run(trail.session.delete(audit_head))

    without = verify_audit(audit=trail.log).findings
    found = verify_audit(audit=trail.log, anchors={kept.number: {kept.hash}}).findings

    assert (without, found) == ((), (AuditFinding(breach=Breach.ANCHOR, number=ENTRIES),))


def test_end_cut_off_with_its_note_put_back_is_found_by_an_anchor(trail: Trail) -> None:
    kept = trail.log.head()
    earlier = trail.log.stored(ENTRIES - 2, None, 1)[0]
    trail.remove(ENTRIES)
    trail.note(number=earlier.number, hash=earlier.hash)

    without = verify_audit(audit=trail.log).findings
    found = verify_audit(audit=trail.log, anchors={kept.number: {kept.hash}}).findings

    assert (without, found) == ((), (AuditFinding(breach=Breach.ANCHOR, number=ENTRIES),))


@pytest.mark.parametrize("number", [2, 2**63 - 1])
def test_write_that_the_altered_note_leads_astray_is_refused(trail: Trail, number: int) -> None:
    trail.note(number=number)

    with pytest.raises(Unavailable, match="planning audit verify"):
        trail.log.append([an_entry(9)])


@pytest.mark.one_database("what PostgreSQL's column refuses")
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_note_that_is_no_number_is_found(trail: Trail) -> None:
    table = sa.table("audit_head", sa.column("number"))
    trail.connection.execute(sa.update(table).values(number="many"))

    assert [finding[0] for finding in trail.findings] == ["head"]


def test_several_changes_are_told_one_by_one(trail: Trail) -> None:
    trail.change(2, user_id="eve")
    trail.change(5, after={"note": "y"})
    trail.change(6, action="delete")

    assert [finding[:2] for finding in trail.findings] == [("changed", 2), ("changed", 5), ("changed", 6)]


def test_trail_of_another_organization_is_no_trail_of_ours(trail: Trail) -> None:
    assert chain_origin("a") != chain_origin("b")
    assert trail.log.origin() == chain_origin(trail.session.organization_id)


@pytest.mark.one_database("what most of PostgreSQL's columns refuse")
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("column", "raw"),
    [
        ("before", "{broken"),
        ("after", "[1]"),
        ("timestamp", "yesterday"),
        ("timestamp", 10**18),
        ("id", ""),
        ("user_id", ""),
    ],
)
def test_row_that_cannot_be_read_is_found(trail: Trail, column: str, raw: object) -> None:
    table = sa.table("planning_change", sa.column("number"), sa.column(column))
    trail.connection.execute(sa.update(table).where(table.c.number == 5).values({column: raw}))

    assert [finding[:2] for finding in trail.findings] == [("changed", 5)]


@pytest.mark.one_database("SQLite has no such instants")
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
@pytest.mark.parametrize("raw", ["infinity", "0044-03-15 12:00:00+00 BC"])
def test_instant_that_no_calendar_here_has_is_found(trail: Trail, raw: str) -> None:
    statement = sa.text(
        "UPDATE planning_change SET timestamp = CAST(:raw AS timestamptz)"
        " WHERE organization_id = :name AND number = 5"
    )
    trail.connection.execute(statement, {"raw": raw, "name": trail.session.organization_id})

    assert [finding[:2] for finding in trail.findings] == [("changed", 5)]


@pytest.mark.storeless("one entry")
def test_records_are_json_that_comes_back_as_it_went() -> None:
    assert json.loads(canonical(an_entry(1)))["after"] == {"note": "x", "list": []}
