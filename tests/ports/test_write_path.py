"""The one write path on every storage: writers at the same moment, and histories of writes."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import attrs

from planning_core import (
    Availability,
    Change,
    HardConflicts,
    Shift,
    StaleVersion,
    check,
    create,
    update,
)
from planning_core.domain.kinds import kind_of
from planning_core.ports.unit_of_work import UnitOfWorkFactory
from planning_core.use_cases.rules_in_force import recheck
from tests.small_plan import ANNA, BEN, PLANNER, Office, a_shift, an_assignment, an_id, at, reference_data
from tests.unit.use_cases.test_write_properties import attempt, stored, whole_plan

WRITERS = 16


def test_sixteen_writers_leave_one_of_their_clashing_assignments(storage: UnitOfWorkFactory) -> None:
    office = Office(storage)
    shifts = [a_shift(n, start=8 + n * 0.1, end=12) for n in range(WRITERS)]
    office.add(*reference_data(), *shifts)
    together = Barrier(WRITERS)

    def assign(number: int) -> str:
        together.wait(timeout=30)
        try:
            office.add(an_assignment(number, shifts[number]), principal=PLANNER)
        except HardConflicts as refused:
            return ", ".join(sorted({c.rule for c in refused.conflicts}))
        return "written"

    with ThreadPoolExecutor(WRITERS) as pool:
        results = Counter(pool.map(assign, range(WRITERS)))

    assert results == {"written": 1, "double_booking": WRITERS - 1}
    with storage(writes=False) as uow:
        there = uow.plan.assignments_of_shifts([s.id for s in shifts])
    assert len(there) == 1


def test_two_writers_of_one_version_leave_one_edit(storage: UnitOfWorkFactory) -> None:
    office = Office(storage)
    shift = a_shift(1)
    office.add(*reference_data(), shift)
    together = Barrier(2)

    def edit(note: str) -> str:
        together.wait(timeout=30)
        try:
            office.write(update(attrs.evolve(shift, note=note), expected_version=1))
        except StaleVersion:
            return "stale"
        return "written"

    with ThreadPoolExecutor(2) as pool:
        results = Counter(pool.map(edit, ["one", "two"]))

    assert results == {"written": 1, "stale": 1}


def some_changes(office: Office, shifts: Sequence[Shift], chance: random.Random) -> list[Change]:
    """Somebody put on a shift or moved to another, a shift made longer or shorter, a day of leave."""
    number, shift = chance.randrange(30), chance.choice(shifts)
    what = chance.choice(["assign", "assign", "assign", "move", "leave"])
    entity: Any = an_assignment(number, shift, chance.choice([ANNA, BEN]))
    if what == "move":
        entity = attrs.evolve(shift, ends_at=shift.ends_at + timedelta(hours=chance.randrange(-3, 5)))
    elif what == "leave":
        day = chance.randrange(1, 20)
        entity = Availability(
            id=an_id(3000 + number),
            collaborator_id=chance.choice([ANNA, BEN]),
            kind="leave",
            starts_at=at(day, 8),
            ends_at=at(day, 10),
        )
    exists = office.get(kind_of(entity), entity.id) is not None
    return [update(entity) if exists else create(entity)]


def test_standing_conflicts_stay_those_of_a_full_check(storage: UnitOfWorkFactory) -> None:
    chance = random.Random(7)
    office = Office(storage)
    shifts = [
        a_shift(n, day=1 + n // 2, start=7 + 5 * (n % 2), end=11 + 7 * (n % 2), headcount=n % 3)
        for n in range(40)
    ]
    office.add(*reference_data(), *shifts)

    outcomes = Counter(
        attempt(office, some_changes(office, shifts, chance), dry=False)[0] for _ in range(120)
    )

    found = stored(office)
    assert found == check(whole_plan(office))
    assert outcomes["done"] > 20
    assert outcomes["refused"] > 5
    with storage() as uow:
        recheck(uow=uow, clock=office.clock)
        uow.commit()
    assert stored(office) == found
