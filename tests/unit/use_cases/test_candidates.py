"""Candidates for a seat: whoever is eligible can be assigned, whoever is not would be refused."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planning_core import Availability, Collaborator, Contract, Severity, create
from planning_core.domain.principal import AccessRole, Principal
from planning_core.domain.work import Shift
from planning_core.errors import Forbidden, InvalidInput, NotFound
from planning_core.solver import PlanSeatJudge
from planning_core.use_cases.candidates import Candidate, rank_candidates
from planning_core.use_cases.preview import preview_changes
from tests.small_plan import (
    ADMIN,
    ANNA,
    BEN,
    OTHER_ROLE,
    ROLE,
    VIEWER,
    Office,
    a_shift,
    an_assignment,
    an_id,
    at,
)
from tests.unit.use_cases.test_write_properties import HISTORIES, Wish, an_office, as_changes, attempt

CLEO, DAN = an_id(301), an_id(302)


def candidates(office: Office, shift_id: str, role_id: str | None = None) -> list[Candidate]:
    with office.unit_of_work(writes=False) as uow:
        return rank_candidates(shift_id, principal=VIEWER, uow=uow, judge_for=PlanSeatJudge, role_id=role_id)


def refused(office: Office, shift: Shift, person_id: str) -> bool:
    """Whether a preview of assigning somebody says that a write would be refused."""
    wanted = create(an_assignment(7_000, shift, person_id))
    with office.unit_of_work(writes=False) as uow:
        return bool(preview_changes([wanted], principal=ADMIN, uow=uow).blocking)


@settings(max_examples=60, deadline=None)
@given(HISTORIES, st.integers(1, 8))
def test_eligible_are_those_whom_a_preview_would_not_refuse(history: list[list[Wish]], number: int) -> None:
    office = an_office()
    for wanted in history:
        attempt(office, as_changes(office, wanted), dry=False)
    shift = office.get("shift", a_shift(number).id)
    if shift is None or shift.status.value == "cancelled":
        return

    found = candidates(office, shift.id)

    assert {one.person.id: one.eligible for one in found} == {
        person: not refused(office, shift, person) for person in (ANNA, BEN)
    }


def test_conflicts_of_the_eligible_are_those_of_a_preview(office: Office) -> None:
    shift, long = a_shift(1, headcount=3), a_shift(2, day=5, start=6, end=15, break_minutes=0)
    contract = Contract(weekly_minutes=60)
    office.add(shift, long)
    office.add(said(1, ANNA, day=5))
    office.add(Collaborator(id=CLEO, name="Cleo", role_ids=(ROLE,), contract=contract))

    found = {one.person.id: one for one in candidates(office, long.id)}

    for person in (ANNA, BEN, CLEO):
        with office.unit_of_work(writes=False) as uow:
            outcome = preview_changes([create(an_assignment(9, long, person))], principal=ADMIN, uow=uow)
        expected = {(c.rule, c.type, c.excess) for c in outcome.new_conflicts}
        assert {(c.rule, c.type, c.excess) for c in found[person].conflicts} == expected
        assert all(not c.assignment_ids for c in found[person].conflicts)


def said(number: int, person: str, day: int, kind: str = "undesired") -> Availability:
    window: dict[str, Any] = {"starts_at": at(day), "ends_at": at(day + 1)}
    return Availability(id=an_id(3_000 + number), collaborator_id=person, kind=kind, **window)


def test_best_comes_first_and_excluded_people_last_with_what_excludes_them(office: Office) -> None:
    shift, earlier = a_shift(1, day=5), a_shift(2, day=4)
    office.add(
        Collaborator(id=CLEO, name="Cleo", role_ids=(ROLE,)),
        Collaborator(id=DAN, name="Dan", role_ids=(OTHER_ROLE,)),
        shift,
        earlier,
        an_assignment(1, earlier, BEN),
    )
    office.add(said(1, ANNA, day=5), said(2, CLEO, day=5, kind="leave"))

    found = candidates(office, shift.id)

    assert [(one.person.id, one.rank, one.eligible) for one in found] == [
        (BEN, 1, True),
        (ANNA, 2, True),
        (CLEO, None, False),
        (DAN, None, False),
    ]
    assert [[c.rule for c in one.conflicts if c.type is Severity.HARD] for one in found] == [
        [],
        [],
        ["absence"],
        ["role_mismatch"],
    ]
    assert [one.score is None for one in found] == [False, False, True, True]


def test_load_decides_among_equals(office: Office) -> None:
    shift, other = a_shift(1, day=5), a_shift(2, day=4, end=18, break_minutes=60)
    office.add(shift, other, an_assignment(1, other, ANNA))

    found = candidates(office, shift.id)

    assert [(one.person.id, one.minutes_in_week) for one in found] == [(BEN, 0), (ANNA, 540)]
    assert found[0].reasons == {"load": 0.5, "soft": 0, "wishes": 0, "continuity": 0.0}


def test_people_of_the_shift_carry_their_assignment(office: Office) -> None:
    shift = a_shift(1, headcount=2)
    office.add(shift, an_assignment(1, shift, ANNA), an_assignment(2, shift, BEN, status="rejected"))

    found = {one.person.id: one for one in candidates(office, shift.id)}

    assert [one.id if one else None for one in (found[ANNA].assignment, found[BEN].assignment)] == [
        an_id(2001),
        an_id(2002),
    ]
    assert (found[ANNA].eligible, found[BEN].eligible) == (False, True)


def test_inactive_people_are_no_candidates_and_a_role_keeps_those_who_hold_it(office: Office) -> None:
    shift = a_shift(1)
    office.add(shift, Collaborator(id=DAN, name="Dan", role_ids=(OTHER_ROLE,)))
    anna = office.get("collaborator", ANNA)
    office.add(attrs.evolve(anna, id=CLEO, name="Cleo", active=False))

    everybody, holders = candidates(office, shift.id), candidates(office, shift.id, OTHER_ROLE)

    assert [one.person.name for one in everybody] == ["Anna", "Ben", "Dan"]
    assert [one.person.name for one in holders] == ["Dan"]


def test_unknown_and_cancelled_shifts_have_no_candidates(office: Office) -> None:
    shift = a_shift(1)
    office.add(attrs.evolve(shift, status="cancelled"))

    with pytest.raises(NotFound):
        candidates(office, an_id(9_999))
    with pytest.raises(InvalidInput) as refused:
        candidates(office, shift.id)
    assert [fault.reason for fault in refused.value.faults] == ["shift_cancelled"]


def test_members_do_not_rank_people(office: Office) -> None:
    member = Principal(user_id="anna", role=AccessRole.MEMBER, collaborator_id=ANNA)

    with office.unit_of_work(writes=False) as uow, pytest.raises(Forbidden):
        rank_candidates(an_id(1), principal=member, uow=uow, judge_for=PlanSeatJudge)
