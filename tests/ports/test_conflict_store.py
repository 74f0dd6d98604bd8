"""Standing conflicts: stored once, found by what they are about."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from planning_core.domain.conflict import Conflict
from planning_core.domain.reference import Severity
from planning_core.ports.conflict_store import ConflictQuery
from planning_core.ports.unit_of_work import UnitOfWorkFactory
from tests.ports.plan_data import DAY, HOUR, START, a_shift, store
from tests.ports.record_data import CONFLICT, a_conflict


def put(storage: UnitOfWorkFactory, *found: Conflict, gone: tuple[str, ...] = ()) -> None:
    with storage() as work:
        work.conflicts.replace(gone, found)
        work.commit()


def test_conflict_comes_back_as_it_was_with_its_fingerprint(storage: UnitOfWorkFactory) -> None:
    put(storage, CONFLICT)

    with storage(writes=False) as work:
        (found,) = work.conflicts.find(ConflictQuery())

    assert (found, found.fingerprint) == (CONFLICT, CONFLICT.fingerprint)


def test_conflict_is_found_by_its_fingerprint_while_it_stands(storage: UnitOfWorkFactory) -> None:
    put(storage, CONFLICT)

    with storage(writes=False) as work:
        assert work.conflicts.get(CONFLICT.fingerprint) == CONFLICT
        assert work.conflicts.get("none") is None


def test_conflict_is_listed_under_all_that_it_is_about(storage: UnitOfWorkFactory) -> None:
    other = a_conflict("other", START - HOUR, shift_ids=("shift", "shift"))
    put(storage, CONFLICT, other)

    with storage(writes=False) as work:
        shifts = work.conflicts.about("shift", ["shift", "other", "none"])
        assignments = work.conflicts.about("assignment", ["b"])
        people = work.conflicts.about("collaborator", ["person", "shift"])
        nothing = work.conflicts.about("collaborator", [])

    assert shifts == {"shift": [other, CONFLICT], "other": [CONFLICT]}
    assert assignments == {"b": [CONFLICT]}
    assert people == {"person": [CONFLICT]}
    assert nothing == {}


def test_conflicts_are_found_by_owner_in_order(storage: UnitOfWorkFactory) -> None:
    late, early = a_conflict("x", START + HOUR), a_conflict("y", START)
    same_time = a_conflict("a", START, rule="absence")
    put(storage, late, early, same_time, a_conflict("z", owner="shift"))

    with storage(writes=False) as work:
        assert work.conflicts.owned(["person", "nobody"]) == [same_time, early, late]


def test_replace_takes_away_and_puts_in_once(storage: UnitOfWorkFactory) -> None:
    standing, leaving = a_conflict("x", shift_ids=("s",)), a_conflict("y", shift_ids=("s",))
    put(storage, standing, leaving)
    overridden = attrs.evolve(standing, overridden=True)

    put(storage, overridden, overridden, gone=(leaving.fingerprint, "0" * 16))

    with storage(writes=False) as work:
        assert work.conflicts.find(ConflictQuery()) == [overridden]
        assert work.conflicts.about("shift", ["s"]) == {"s": [overridden]}


def test_clear_takes_all_away(storage: UnitOfWorkFactory) -> None:
    put(storage, CONFLICT, a_conflict("x"))

    with storage() as work:
        work.conflicts.clear()
        work.commit()

    with storage(writes=False) as work:
        assert work.conflicts.find(ConflictQuery()) == []
        assert work.conflicts.about("shift", ["shift"]) == {}


@pytest.mark.parametrize(
    ("query", "subjects"),
    [
        ({"ends_after": START, "starts_before": START + DAY}, ["long", "here", "ann"]),
        ({"ends_after": START + DAY}, ["later"]),
        ({"starts_before": START}, ["long"]),
        ({"rules": ("absence", "x")}, ["here"]),
        ({"types": ("hard",)}, ["long"]),
        ({"collaborator_ids": ("ann", "x")}, ["ann"]),
        ({"site_ids": ("site",)}, ["here"]),
        ({"site_ids": ("site", "other")}, ["here", "later"]),
        ({"mission_ids": ("mission",)}, ["here", "later"]),
        ({"site_ids": ("other",), "mission_ids": ("mission",)}, ["later"]),
        ({"site_ids": ("other",), "mission_ids": ("elsewhere",)}, []),
        ({"rules": ("absence",), "types": ("hard",)}, []),
    ],
)
def test_find_keeps_what_matches(
    storage: UnitOfWorkFactory, query: dict[str, Any], subjects: list[str]
) -> None:
    store(storage, a_shift("s"), a_shift("t", site_id="other"))
    put(
        storage,
        a_conflict("later", START + DAY, shift_ids=("gone", "t")),
        a_conflict("ann", START + 2 * HOUR, collaborator_ids=("ann", "bob")),
        a_conflict("here", rule="absence", shift_ids=("s",)),
        a_conflict("long", START - 90 * DAY, 90 * 24 + 1, type=Severity.HARD),
    )

    with storage(writes=False) as work:
        found = work.conflicts.find(ConflictQuery(**query))

    assert [one.subject[0] for one in found] == subjects


def test_thousand_conflicts_are_replaced_at_once(storage: UnitOfWorkFactory) -> None:
    first = [a_conflict(f"{n:04}", shift_ids=(f"s{n}",)) for n in range(1203)]
    second = [a_conflict(f"{n:04}", excess=1, shift_ids=("s",)) for n in range(1203)]
    put(storage, *first)

    put(storage, *second, gone=tuple(one.fingerprint for one in first))

    with storage(writes=False) as work:
        assert work.conflicts.find(ConflictQuery()) == second
        assert work.conflicts.about("shift", [f"s{n}" for n in range(1203)]) == {}
        assert work.conflicts.about("shift", ["s"]) == {"s": second}
