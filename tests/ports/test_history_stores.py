"""The audit trail, publications, rule settings and outgoing events."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from planning_core.domain.history import PublishedShift, RuleSetting
from planning_core.errors import Fault, InvalidInput
from planning_core.ports.history import DEFAULT_RULE_SET, DEFAULT_TIMEZONE, AuditQuery
from planning_core.ports.unit_of_work import UnitOfWorkFactory
from tests.ports.plan_data import DAY, HOUR, START, a_shift, an_assignment
from tests.ports.record_data import CHANGE, EVENT, PUBLICATION, SETTING


def append(storage: UnitOfWorkFactory, *changes: dict[str, Any]) -> None:
    with storage() as work:
        work.audit.append([attrs.evolve(CHANGE, **change) for change in changes])
        work.commit()


def listed(storage: UnitOfWorkFactory, **query: Any) -> list[str]:
    with storage(writes=False) as work:
        return [entry.id for entry in work.audit.page(AuditQuery(**query)).items]


def test_audit_entry_comes_back_as_it_was(storage: UnitOfWorkFactory) -> None:
    bare = attrs.evolve(CHANGE, id="bare", before=None, after=None, request_id=None)
    with storage() as work:
        work.audit.append([CHANGE, bare])
        work.commit()

    with storage(writes=False) as work:
        assert list(work.audit.page(AuditQuery()).items) == [bare, CHANGE]


@pytest.mark.parametrize("limit", [1, 2, 5, 6])
def test_audit_pages_go_from_newest_to_oldest_without_loss(storage: UnitOfWorkFactory, limit: int) -> None:
    append(storage, {"id": "1"}, {"id": "2"}, {"id": "3"})
    append(storage, {"id": "4"}, {"id": "5"})
    append(storage, {"id": "6"})
    found: list[str] = []
    after = None

    with storage(writes=False) as work:
        while True:
            page = work.audit.page(AuditQuery(after=after, limit=limit))
            found += [entry.id for entry in page.items]
            if page.next is None:
                break
            after = page.next

    assert found == ["6", "5", "4", "3", "2", "1"]


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ({"entities": ("shift",)}, ["2", "1"]),
        ({"entity_ids": ("x", "y")}, ["3", "2"]),
        ({"user_ids": ("bob",)}, ["3"]),
        ({"actions": ("delete", "publish")}, ["1"]),
        ({"since": START + HOUR}, ["3", "2"]),
        ({"until": START + 2 * HOUR}, ["2", "1"]),
        ({"since": START + HOUR, "until": START + 2 * HOUR, "entities": ("role",)}, []),
    ],
)
def test_audit_is_filtered(storage: UnitOfWorkFactory, query: dict[str, Any], ids: list[str]) -> None:
    append(
        storage,
        {"id": "1", "action": "delete"},
        {"id": "2", "entity_id": "x", "timestamp": START + HOUR},
        {"id": "3", "entity": "role", "entity_id": "y", "user_id": "bob", "timestamp": START + 2 * HOUR},
    )

    assert listed(storage, **query) == ids


@pytest.mark.parametrize("cursor", ["", "x", "-1", "1.5", "²", "9" * 30])
def test_broken_audit_cursor_is_refused(storage: UnitOfWorkFactory, cursor: str) -> None:
    with storage(writes=False) as work, pytest.raises(InvalidInput) as caught:
        work.audit.page(AuditQuery(after=cursor))

    assert caught.value.faults == (Fault("cursor", cursor, "broken_cursor"),)


def test_publication_comes_back_with_its_snapshot(storage: UnitOfWorkFactory) -> None:
    with storage() as work:
        work.publications.add(PUBLICATION)
        work.commit()

    with storage(writes=False) as work:
        assert work.publications.get(1) == PUBLICATION
        assert work.publications.get(2) is None


def test_publications_are_numbered_without_gaps(storage: UnitOfWorkFactory) -> None:
    numbers = []
    for kept in (True, False, True, True):
        with storage() as work:
            number = work.publications.next_number()
            numbers.append(number)
            work.publications.add(attrs.evolve(PUBLICATION, id=str(number), number=number))
            if kept:
                work.commit()

    assert numbers == [1, 2, 2, 3]


def test_publications_are_listed_newest_first_without_snapshots(storage: UnitOfWorkFactory) -> None:
    stored = [attrs.evolve(PUBLICATION, id=str(number), number=number) for number in range(1, 5)]
    with storage() as work:
        for publication in stored:
            work.publications.add(publication)
        work.commit()
    bare = [attrs.evolve(publication, snapshot=()) for publication in stored]

    with storage(writes=False) as work:
        newest = work.publications.newest(None, 2)
        next_ones = work.publications.newest(3, 9)
        first_three = work.publications.up_to(3)

    assert newest == [bare[3], bare[2]]
    assert next_ones == [bare[1], bare[0]]
    assert first_three == stored[:3]


def test_published_to_a_person_is_what_the_latest_word_on_each_shift_says(
    storage: UnitOfWorkFactory,
) -> None:
    held = {1: {"a": ["ann"], "b": ["ann", "ben"], "c": ["ann"], "d": []}, 2: {"b": ["ben"], "d": ["ann"]}}
    with storage() as work:
        for number, shifts in held.items():
            snapshot = tuple(
                PublishedShift(
                    shift=a_shift(name),
                    assignments=tuple(an_assignment(f"{name}-{who}", name, who) for who in people),
                )
                for name, people in shifts.items()
            )
            removed = ("c",) if number == 2 else ()
            work.publications.add(
                attrs.evolve(PUBLICATION, number=number, snapshot=snapshot, removed_shift_ids=removed)
            )
        work.commit()

    with storage(writes=False) as work:
        found = {who: work.publications.published_to(who) for who in ("ann", "ben", "eve")}
    assert found == {"ann": {"a": 1, "d": 2}, "ben": {"b": 2}, "eve": {}}


def test_organization_has_a_rule_set_and_a_zone_from_the_start(storage: UnitOfWorkFactory) -> None:
    with storage(writes=False) as work:
        found = (
            work.rules.rule_set(),
            work.rules.timezone(),
            work.rules.checked_under(),
            work.rules.settings(),
        )

    assert found == (DEFAULT_RULE_SET, DEFAULT_TIMEZONE, None, [])


def test_organization_is_configured_piece_by_piece(storage: UnitOfWorkFactory) -> None:
    for change in ({"rule_set": "eu"}, {"timezone": "America/Montreal"}, {}):
        with storage() as work:
            work.rules.configure(**change)
            work.rules.mark_checked("digest")
            work.commit()

    with storage(writes=False) as work:
        found = work.rules.rule_set(), work.rules.timezone(), work.rules.checked_under()
    assert found == ("eu", "America/Montreal", "digest")


def test_unknown_zone_is_refused(storage: UnitOfWorkFactory) -> None:
    with storage() as work, pytest.raises(InvalidInput) as caught:
        work.rules.configure(timezone="Mars/Olympus")

    assert caught.value.faults == (Fault("timezone", "Mars/Olympus", "unknown_timezone"),)


def test_rule_setting_takes_the_place_of_the_earlier_one(storage: UnitOfWorkFactory) -> None:
    bare = RuleSetting(id="absence")
    later = attrs.evolve(SETTING, active=None, severity=None, parameters={}, version=4)
    with storage() as work:
        for setting in (SETTING, bare):
            work.rules.put(setting)
        work.commit()
    with storage(writes=False) as work:
        first = work.rules.settings()

    with storage() as work:
        work.rules.put(later)
        work.commit()

    with storage(writes=False) as work:
        assert (first, work.rules.settings()) == ([bare, SETTING], [bare, later])


def test_events_come_back_in_the_order_in_which_they_were_stored(storage: UnitOfWorkFactory) -> None:
    with storage(writes=False) as work:
        start = work.events.last_sequence()
    for name in "abc":
        with storage() as work:
            work.events.add(attrs.evolve(EVENT, topic=name, at=START - DAY))
            work.events.add(attrs.evolve(EVENT, topic=name.upper()))
            work.commit()

    with storage(writes=False) as work:
        found = work.events.after(0, 9)
        some = work.events.after(found[1].sequence, 3)
        last = work.events.last_sequence()

    assert start == 0
    assert [one.topic for one in found] == ["a", "A", "b", "B", "c", "C"]
    assert [one.topic for one in some] == ["b", "B", "c"]
    assert last == found[-1].sequence
    assert found[1] == attrs.evolve(EVENT, topic="A", sequence=found[1].sequence)
    assert [one.sequence for one in found] == sorted({one.sequence for one in found})
