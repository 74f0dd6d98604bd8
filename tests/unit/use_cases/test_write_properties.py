"""Random histories of writes: preview and write agree, standing conflicts are those of a full check."""

from __future__ import annotations

from typing import Any

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from planning_core import (
    Availability,
    Change,
    Collaborator,
    Conflict,
    Contract,
    HardConflicts,
    Plan,
    PlanningError,
    Severity,
    check,
    create,
    delete,
    update,
)
from planning_core.domain.kinds import kind_of
from planning_core.memory import InMemoryDatabase
from planning_core.ports.conflict_store import ConflictQuery
from planning_core.ports.plan_store import Query
from planning_core.use_cases.preview import preview_changes
from tests.small_plan import ADMIN, ANNA, BEN, Office, a_shift, an_assignment, an_id, at, reference_data

NUMBERS = st.integers(1, 8)
PEOPLE = st.sampled_from([ANNA, BEN])


Wish = tuple[Any, bool]
"""An entity as it shall be, and whether it is rather to go away where it exists."""


@st.composite
def wishes(draw: st.DrawFn) -> Wish:
    """A shift, an assignment, a window of somebody's time or a contract, out of a small pool of ids."""
    number = draw(NUMBERS)
    what = draw(st.sampled_from(["shift", "assignment", "assignment", "assignment", "time", "contract"]))
    if what == "shift":
        entity: Any = a_shift(
            number,
            day=draw(st.integers(3, 9)),
            start=draw(st.integers(0, 20)),
            end=draw(st.integers(21, 34)),
            break_minutes=draw(st.sampled_from([0, 30])),
            headcount=draw(st.integers(0, 2)),
        )
    elif what == "assignment":
        status = draw(st.sampled_from(["proposed", "confirmed", "rejected"]))
        entity = an_assignment(number, a_shift(draw(NUMBERS)), draw(PEOPLE), status=status)
    elif what == "time":
        day = draw(st.integers(3, 9))
        entity = Availability(
            id=an_id(3000 + number),
            collaborator_id=draw(PEOPLE),
            kind=draw(st.sampled_from(["leave", "unavailable", "available", "undesired"])),
            starts_at=at(day, draw(st.integers(0, 12))),
            ends_at=at(day, draw(st.integers(13, 40))),
        )
    else:
        person = next(e for e in reference_data() if isinstance(e, Collaborator) and e.id == ANNA)
        contract = Contract(weekly_minutes=draw(st.integers(0, 2000)), max_daily_minutes=600)
        entity = attrs.evolve(person, contract=contract)
    return entity, draw(st.integers(0, 5)) == 0


def as_changes(office: Office, some: list[Wish]) -> list[Change]:
    """What to ask for, seen what exists: mostly sensible, now and then naming something twice."""
    changes = []
    for entity, goes in some:
        kind = kind_of(entity)
        if office.get(kind, entity.id) is None:
            changes.append(create(entity))
        elif goes and kind != "collaborator":
            changes.append(delete(kind, entity.id))
        else:
            changes.append(update(entity))
    return changes


def an_office() -> Office:
    """Reference data and eight short shifts over four days, two of them clashing."""
    office = Office(InMemoryDatabase().unit_of_work)
    shifts = [a_shift(n, day=3 + n // 2, start=8 + n % 2 * 3, end=12 + n % 2 * 3) for n in range(1, 9)]
    office.add(*reference_data(), *shifts)
    return office


HISTORIES = st.lists(st.lists(wishes(), min_size=1, max_size=3), min_size=4, max_size=16)


def stored(office: Office) -> list[Conflict]:
    with office.unit_of_work(writes=False) as uow:
        return uow.conflicts.find(ConflictQuery())


def whole_plan(office: Office) -> Plan:
    kinds = ("skill", "role", "site", "mission", "collaborator", "availability", "shift", "assignment")
    with office.unit_of_work(writes=False) as uow:
        entities = [e for kind in kinds for e in uow.plan.page(Query(kind=kind, limit=500)).items]
    return Plan(entities)


def attempt(office: Office, some: list[Change], *, dry: bool) -> tuple[str, Any]:
    """What came of it, in a form that a preview and a write can be compared by."""
    try:
        if dry:
            with office.unit_of_work(writes=False) as uow:
                outcome = preview_changes(some, principal=ADMIN, uow=uow)
            if outcome.blocking:
                return "refused", outcome.blocking
        else:
            outcome = office.write(*some)
    except HardConflicts as refused:
        return "refused", refused.conflicts
    except PlanningError as error:
        return type(error).__name__, str(error)
    return "done", (outcome.after, outcome.new_conflicts, outcome.resolved_conflicts)


@settings(max_examples=150, deadline=None)
@given(HISTORIES)
def test_preview_and_write_agree_and_conflicts_stay_true(history: list[list[Wish]]) -> None:
    office = an_office()

    for wanted in history:
        some = as_changes(office, wanted)
        before = {c.fingerprint for c in stored(office)}
        previewed = attempt(office, some, dry=True)
        written = attempt(office, some, dry=False)

        assert previewed == written
        if written[0] != "done":
            assert {c.fingerprint for c in stored(office)} == before
        assert stored(office) == check(whole_plan(office))


@settings(max_examples=100, deadline=None)
@given(HISTORIES)
def test_decisions_alone_never_make_a_hard_conflict(history: list[list[Wish]]) -> None:
    office = an_office()

    for wanted in history:
        some = as_changes(office, wanted)
        attempt(office, [c for c in some if c.is_decision], dry=False)

    assert [c for c in stored(office) if c.type is Severity.HARD] == []
