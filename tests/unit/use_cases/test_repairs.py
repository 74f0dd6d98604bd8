"""Repairs of standing conflicts: each that is offered can be written, and mends the conflict."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planning_core import Assignment, Availability, Collaborator, Conflict, Mission, Severity, update
from planning_core.domain.principal import AccessRole, Principal
from planning_core.errors import Forbidden, NotFound
from planning_core.ports.conflict_store import ConflictQuery
from planning_core.rules.comparison import compare
from planning_core.solver import PlanSeatJudge
from planning_core.use_cases.repair_ideas import RepairKind
from planning_core.use_cases.repair_sentences import repair_sentence
from planning_core.use_cases.repairs import MOST_REPAIRS, Repair, find_repairs
from tests.small_plan import (
    ANNA,
    BEN,
    MISSION,
    PLANNER,
    ROLE,
    SITE,
    Office,
    a_shift,
    an_assignment,
    an_id,
    at,
)
from tests.unit.use_cases.test_write_properties import HISTORIES, Wish, an_office, as_changes, attempt

CLEO = an_id(301)
NAMES = {ANNA: "Anna", BEN: "Ben", CLEO: "Cleo", SITE: "Hall"}


def standing(office: Office) -> list[Conflict]:
    with office.unit_of_work(writes=False) as uow:
        return uow.conflicts.find(ConflictQuery())


def repairs_of(office: Office, conflict: Conflict, principal: Principal = PLANNER) -> list[Repair]:
    with office.unit_of_work(writes=False) as uow:
        _, found = find_repairs(
            conflict.fingerprint, principal=principal, uow=uow, ids=office.ids, judge_for=PlanSeatJudge
        )
    return found


def the_one(office: Office, rule: str) -> Conflict:
    return next(one for one in standing(office) if one.rule == rule)


@settings(max_examples=40, deadline=None)
@given(HISTORIES, st.data())
def test_every_repair_offered_can_be_written_and_mends_the_conflict(
    history: list[list[Wish]], data: st.DataObject
) -> None:
    office = an_office()
    for wanted in history:
        attempt(office, as_changes(office, wanted), dry=False)
    found = standing(office)
    if not found:
        return
    conflict = data.draw(st.sampled_from(found))
    offered = repairs_of(office, conflict)
    if not offered:
        return
    repair = data.draw(st.sampled_from(offered))

    office.write(*repair.idea.changes, principal=PLANNER)

    left = standing(office)
    assert conflict.fingerprint not in {one.fingerprint for one in left}
    assert [one for one in compare(found, left).new if one.type is Severity.HARD] == []
    assert len(offered) <= MOST_REPAIRS


@pytest.fixture
def absent(office: Office) -> Office:
    """Anna is on a shift and then on leave; Ben could come in her place."""
    shift = a_shift(1, day=5)
    office.add(shift, an_assignment(1, shift, ANNA, status="confirmed"))
    window: dict[str, Any] = {"starts_at": at(5, 7), "ends_at": at(5, 13)}
    office.add(Availability(id=an_id(3001), collaborator_id=ANNA, kind="leave", **window))
    return office


def test_absence_is_mended_by_a_swap_a_move_or_going_without(absent: Office) -> None:
    conflict = the_one(absent, "absence")

    offered = repairs_of(absent, conflict)

    assert [one.idea.kind for one in offered] == [
        RepairKind.SWAP_PERSON,
        RepairKind.MOVE_SHIFT,
        RepairKind.MOVE_SHIFT,
        RepairKind.MOVE_SHIFT,
        RepairKind.DROP_ASSIGNMENT,
    ]
    swapped = offered[0].idea.changes[0].data
    assert isinstance(swapped, Assignment)
    assert (swapped.collaborator_id, swapped.id) == (BEN, an_id(2001))
    assert [c.rule for c in offered[-1].outcome.new_conflicts] == ["understaffed"]


def test_nearest_move_out_of_the_way_is_offered(absent: Office) -> None:
    offered = repairs_of(absent, the_one(absent, "absence"))

    starts = {one.idea.moved.starts_at for one in offered if one.idea.moved is not None}
    assert starts == {at(5, 13), at(5, 3), at(6, 8)}


def test_locked_assignments_and_their_shifts_are_left_alone(absent: Office) -> None:
    locked = attrs.evolve(absent.get("assignment", an_id(2001)), locked=True)
    absent.write(update(locked))

    assert repairs_of(absent, the_one(absent, "absence")) == []


def test_empty_seats_are_filled_all_at_once(office: Office) -> None:
    office.add(a_shift(1, headcount=2), Collaborator(id=CLEO, name="Cleo", role_ids=(ROLE,)))

    offered = repairs_of(office, the_one(office, "understaffed"))

    assert [one.idea.kind for one in offered] == [RepairKind.ASSIGN_PERSON]
    assert len(offered[0].idea.coming) == 2
    assert offered[0].outcome.new_conflicts == ()


def test_seat_left_beside_others_is_filled(office: Office) -> None:
    shift = a_shift(1, headcount=2)
    office.add(shift, an_assignment(1, shift, ANNA))

    offered = repairs_of(office, the_one(office, "understaffed"))

    assert [(one.idea.kind, one.idea.coming) for one in offered] == [(RepairKind.ASSIGN_PERSON, (BEN,))]


def test_one_empty_seat_is_offered_to_the_best_people(office: Office) -> None:
    office.add(a_shift(1), Collaborator(id=CLEO, name="Cleo", role_ids=(ROLE,)))

    offered = repairs_of(office, the_one(office, "understaffed"))

    assert [one.idea.coming for one in offered] == [(ANNA,), (BEN,), (CLEO,)]


def test_missing_break_is_mended_by_the_shortest_break(office: Office) -> None:
    shift = a_shift(1, start=8, end=15)
    office.add(shift, an_assignment(1, shift))

    offered = repairs_of(office, the_one(office, "missing_break"))

    assert offered[0].idea.kind is RepairKind.ADD_BREAK
    assert offered[0].idea.moved is not None
    assert offered[0].idea.moved.break_minutes == 20


def test_nothing_is_offered_outside_the_mission(absent: Office) -> None:
    mission = absent.get("mission", MISSION)
    shift = absent.get("shift", a_shift(1).id)
    tight: Mission = attrs.evolve(mission, starts_at=shift.starts_at, ends_at=shift.ends_at)
    absent.write(update(tight))

    kinds = {one.idea.kind for one in repairs_of(absent, the_one(absent, "absence"))}

    assert kinds == {RepairKind.SWAP_PERSON, RepairKind.DROP_ASSIGNMENT}


def test_conflict_that_stands_no_more_is_not_found(absent: Office) -> None:
    conflict = the_one(absent, "absence")
    absent.write(*repairs_of(absent, conflict)[0].idea.changes)

    with pytest.raises(NotFound):
        repairs_of(absent, conflict)


def test_members_find_no_repairs(absent: Office) -> None:
    member = Principal(user_id="anna", role=AccessRole.MEMBER, collaborator_id=ANNA)

    with pytest.raises(Forbidden):
        repairs_of(absent, the_one(absent, "absence"), member)


def test_sentences_say_who_when_and_where(absent: Office) -> None:
    offered = repairs_of(absent, the_one(absent, "absence"))

    shown = [offered[0].idea, offered[1].idea, offered[-1].idea]
    said = [[repair_sentence(one, spoken, NAMES, "Europe/Paris") for one in shown] for spoken in ("en", "fr")]

    assert said == [
        [
            "Put Ben in the place of Anna on the shift of Wednesday 5 March 2025, 09:00–13:00 (Hall).",
            "Move the shift of Wednesday 5 March 2025, 09:00–13:00 (Hall)"
            " to Wednesday 5 March 2025, 14:00–18:00.",
            "Take Anna off the shift of Wednesday 5 March 2025, 09:00–13:00 (Hall).",
        ],
        [
            "Remplacer Anna par Ben sur le shift du mercredi 5 mars 2025, 09:00–13:00 (Hall).",
            "Déplacer le shift du mercredi 5 mars 2025, 09:00–13:00 (Hall)"
            " : mercredi 5 mars 2025, 14:00–18:00.",
            "Retirer Anna du shift du mercredi 5 mars 2025, 09:00–13:00 (Hall).",
        ],
    ]


def test_several_people_are_listed(office: Office) -> None:
    office.add(a_shift(1, headcount=2))
    (offered,) = repairs_of(office, the_one(office, "understaffed"))

    english, french = (repair_sentence(offered.idea, one, NAMES, "Europe/Paris") for one in ("en", "fr"))

    assert english == "Put Anna and Ben on the shift of Monday 3 March 2025, 09:00–13:00 (Hall)."
    assert french == "Affecter Anna et Ben au shift du lundi 3 mars 2025, 09:00–13:00 (Hall)."
