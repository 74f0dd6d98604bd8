"""Random histories of writes: preview and write agree, standing conflicts are those of a full check."""

from __future__ import annotations

from typing import Any

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from planning_core import (
    Availability,
    Change,
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
from planning_core.memory import InMemoryDatabase
from planning_core.ports.conflict_store import ConflictQuery
from planning_core.ports.plan_store import Query
from planning_core.use_cases.preview import preview_changes
from tests.small_plan import ADMIN, ANNA, BEN, Office, a_shift, an_assignment, an_id, at, reference_data

NUMBERS = st.integers(1, 8)
PEOPLE = st.sampled_from([ANNA, BEN])


@st.composite
def changes(draw: st.DrawFn) -> Change:
    """A wish that may well make no sense: ids that do not exist, clashes, deletions."""
    number = draw(NUMBERS)
    what = draw(st.sampled_from(["shift", "shift", "assignment", "assignment", "leave", "contract"]))
    op = draw(st.sampled_from([create, create, update, delete]))
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
        shift = a_shift(draw(NUMBERS))
        status = draw(st.sampled_from(["proposed", "confirmed", "rejected"]))
        entity = an_assignment(number, shift, draw(PEOPLE), status=status)
    elif what == "leave":
        day = draw(st.integers(3, 9))
        entity = Availability(
            id=an_id(3000 + number),
            collaborator_id=draw(PEOPLE),
            kind=draw(st.sampled_from(["leave", "unavailable", "available", "undesired"])),
            starts_at=at(day, draw(st.integers(0, 12))),
            ends_at=at(day, draw(st.integers(13, 40))),
        )
    else:
        person = next(e for e in reference_data() if e.id == draw(st.just(ANNA)))
        contract = Contract(weekly_minutes=draw(st.integers(0, 2000)), max_daily_minutes=600)
        return update(attrs.evolve(person, contract=contract))  # type: ignore[type-var]
    if op is delete:
        return delete(what if what != "leave" else "availability", entity.id)
    return op(entity)


HISTORIES = st.lists(st.lists(changes(), min_size=1, max_size=4), min_size=1, max_size=12)


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
def test_preview_and_write_agree_and_conflicts_stay_true(history: list[list[Change]]) -> None:
    office = Office(InMemoryDatabase().unit_of_work)
    office.add(*reference_data())

    for some in history:
        before = {c.fingerprint for c in stored(office)}
        previewed = attempt(office, some, dry=True)
        written = attempt(office, some, dry=False)

        assert previewed == written
        if written[0] != "done":
            assert {c.fingerprint for c in stored(office)} == before
        assert stored(office) == check(whole_plan(office))


@settings(max_examples=100, deadline=None)
@given(HISTORIES)
def test_decisions_alone_never_make_a_hard_conflict(history: list[list[Change]]) -> None:
    office = Office(InMemoryDatabase().unit_of_work)
    office.add(*reference_data())

    for some in history:
        attempt(office, [c for c in some if c.is_decision], dry=False)

    assert [c for c in stored(office) if c.type is Severity.HARD] == []
