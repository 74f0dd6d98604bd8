"""Corners of the write path that a user can run into."""

from __future__ import annotations

from datetime import date, time

import attrs
import pytest

from planning_core import (
    Availability,
    Blackout,
    Forbidden,
    HardConflicts,
    HeldSkill,
    InvalidInput,
    Override,
    Recurrence,
    ShiftStatus,
    ShiftTemplate,
    Window,
    check,
    create,
    delete,
    update,
)
from planning_core.use_cases.copy import CopyShifts, copy_shifts
from planning_core.use_cases.generate import GenerateShifts, generate_shifts
from planning_core.use_cases.publish import PublishPeriod, publish
from tests.small_plan import (
    ANNA,
    BEN,
    MISSION,
    PLANNER,
    PUBLISHER,
    ROLE,
    SITE,
    SKILL,
    Office,
    a_shift,
    an_assignment,
    an_id,
    at,
)
from tests.unit.use_cases.test_write_properties import stored, whole_plan


def closed(office: Office, day: int = 10) -> None:
    office.add(Blackout(id=an_id(70), site_id=SITE, starts_at=at(day), ends_at=at(day, 24)))


def leave(office: Office, day: int = 3) -> None:
    office.add(
        Availability(
            id=an_id(3000 + day), collaborator_id=ANNA, kind="leave", starts_at=at(day), ends_at=at(day, 24)
        )
    )


def publish_week(office: Office) -> None:
    command = PublishPeriod(window=Window(at(3), at(10)))
    with office.unit_of_work() as uow:
        publish(command, principal=PUBLISHER, uow=uow, **office.tools)
        uow.commit()


def test_new_shift_on_a_blackout_is_refused(office: Office) -> None:
    closed(office)

    with pytest.raises(HardConflicts) as refused:
        office.add(a_shift(1, day=10), principal=PLANNER)

    assert [c.rule for c in refused.value.conflicts] == ["site_blackout"]


def test_shift_moved_onto_a_blackout_is_refused(office: Office) -> None:
    closed(office)
    shift = a_shift(1)
    office.add(shift)

    with pytest.raises(HardConflicts):
        office.write(update(attrs.evolve(shift, starts_at=at(10, 8), ends_at=at(10, 12))), principal=PLANNER)


def test_copy_and_generation_onto_a_blackout_are_refused(office: Office) -> None:
    closed(office)
    template = ShiftTemplate(
        id=an_id(500),
        name="Early",
        mission_id=MISSION,
        site_id=SITE,
        role_id=ROLE,
        start_time=time(8),
        duration_minutes=240,
    )
    office.add(a_shift(1), template)
    copying = CopyShifts(starts_at=at(3), ends_at=at(4), onto=at(10))
    generating = GenerateShifts(first_day=date(2025, 3, 9), end_day=date(2025, 3, 12))

    with office.unit_of_work() as uow, pytest.raises(HardConflicts):
        copy_shifts(copying, principal=PLANNER, uow=uow, **office.tools)
    with office.unit_of_work() as uow, pytest.raises(HardConflicts):
        generate_shifts(generating, principal=PLANNER, uow=uow, **office.tools)


def test_override_holds_for_its_person_and_shift_alone(office: Office) -> None:
    shift, other = a_shift(1, required_skill_ids=(SKILL,)), a_shift(2, day=4, required_skill_ids=(SKILL,))
    override = Override(rules=("missing_skill",), reason="shadowing a colleague")
    office.add(shift, other)
    office.add(an_assignment(1, shift, override=override), principal=PUBLISHER)
    there = office.get("assignment", an_id(2001))

    for elsewhere in ({"shift_id": other.id}, {"collaborator_id": BEN}):
        with pytest.raises(Forbidden):
            office.write(update(attrs.evolve(there, **elsewhere)), principal=PLANNER)
    office.write(update(attrs.evolve(there, note="bring gloves")), principal=PLANNER)

    assert office.get("assignment", an_id(2001)).override.user_id == "pia"


def test_old_override_does_not_cover_what_the_same_list_makes_worse(office: Office) -> None:
    days = [a_shift(n, day=2 + n, start=6, end=16) for n in range(1, 5)]
    late = a_shift(9, day=7, start=6, end=15.5)
    more = a_shift(8, day=8, start=6, end=10)
    office.add(*days, late, more)
    office.add(*(an_assignment(n, shift) for n, shift in enumerate(days)))
    override = Override(rules=("weekly_hours",), reason="agreed with her")
    office.add(an_assignment(9, late, override=override), principal=PUBLISHER)
    over = office.get("assignment", an_id(2009))

    with pytest.raises(HardConflicts):
        office.write(update(attrs.evolve(over, note="x")), create(an_assignment(8, more)), principal=PLANNER)


def test_override_of_what_does_not_stand_is_refused(office: Office) -> None:
    shift = a_shift(1)
    office.add(shift)
    override = Override(rules=("absence",), reason="just in case")

    with pytest.raises(InvalidInput) as refused:
        office.add(an_assignment(1, shift, override=override), principal=PUBLISHER)

    assert [(f.path, f.reason) for f in refused.value.faults] == [("override.rules.0", "nothing_to_override")]


def test_work_that_was_ever_published_never_vanishes(office: Office) -> None:
    shift = a_shift(1)
    office.add(shift, an_assignment(1, shift))
    publish_week(office)
    office.write(delete("shift", shift.id), principal=PLANNER)
    publish_week(office)
    cancelled = office.get("shift", shift.id)
    office.write(update(attrs.evolve(cancelled, status=ShiftStatus.DRAFT)), principal=PLANNER)

    office.write(delete("shift", shift.id), principal=PLANNER)

    assert office.get("shift", shift.id).status is ShiftStatus.CANCELLED
    assert office.get("assignment", an_id(2001)) is not None


def test_shift_is_not_published_by_its_status_while_a_hard_conflict_stands(office: Office) -> None:
    shift = a_shift(1)
    office.add(shift, an_assignment(1, shift))
    leave(office)

    with pytest.raises(HardConflicts) as refused:
        office.write(update(attrs.evolve(shift, status=ShiftStatus.PUBLISHED)), principal=PUBLISHER)

    assert [c.rule for c in refused.value.conflicts] == ["absence"]


def test_locked_assignment_on_a_cancelled_shift_can_be_unlocked(office: Office) -> None:
    shift = a_shift(1)
    locked = an_assignment(1, shift, locked=True)
    office.add(shift, locked)
    office.write(update(attrs.evolve(shift, status=ShiftStatus.CANCELLED)))

    office.write(update(attrs.evolve(locked, locked=False)), principal=PLANNER)

    assert office.get("assignment", locked.id).locked is False


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2025, 1, 1), date(9999, 12, 31)),
        (date(1, 1, 1), date(1, 1, 3)),
        (date(2025, 1, 1), date(2199, 12, 31)),
    ],
)
def test_recurrence_may_end_at_the_calendars_end(office: Office, first: date, last: date) -> None:
    shift = a_shift(1)
    office.add(shift, an_assignment(1, shift))
    every_monday = Recurrence(
        weekdays=(1,),
        start_time=time(0),
        end_time=time(0),
        timezone="Europe/Paris",
        valid_from=first,
        valid_until=last,
    )

    outcome = office.add(
        Availability(id=an_id(60), collaborator_id=ANNA, kind="leave", recurrence=every_monday)
    )

    expected = ["absence"] if last.year > 2025 else []
    assert [c.rule for c in outcome.new_conflicts] == expected


@pytest.mark.parametrize("year", [1, 1900, 2199, 9999])
def test_generation_outside_the_known_years_is_refused(year: int) -> None:
    with pytest.raises(InvalidInput):
        GenerateShifts(first_day=date(year, 1, 1), end_day=date(year, 1, 5))


def test_site_that_moves_to_another_zone_has_its_conflicts_told_anew(office: Office) -> None:
    office.add(a_shift(1, start=23.5, end=25, headcount=2))
    site = office.get("site", SITE)

    office.write(update(attrs.evolve(site, timezone="America/New_York")))

    assert stored(office) == check(whole_plan(office))


def test_role_that_asks_for_a_skill_is_checked_on_everybody(office: Office) -> None:
    shift, later = a_shift(1), a_shift(2, day=200)
    office.add(shift, later, an_assignment(1, shift), an_assignment(2, later, BEN))
    anna = office.get("collaborator", ANNA)
    office.write(update(attrs.evolve(anna, skills=(HeldSkill(skill_id=SKILL),))))
    role = office.get("role", ROLE)

    outcome = office.write(update(attrs.evolve(role, required_skill_ids=(SKILL,))))

    assert [(c.rule, c.collaborator_ids) for c in outcome.new_conflicts] == [("missing_skill", (BEN,))]
    assert stored(office) == check(whole_plan(office))
