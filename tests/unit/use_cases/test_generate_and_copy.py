"""Shifts from templates and from other periods, over clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

import attrs
import pytest

from planning_core import (
    HardConflicts,
    InvalidInput,
    Outcome,
    Shift,
    ShiftTemplate,
    delete,
)
from planning_core.domain.kinds import kind_of
from planning_core.use_cases.copy import CopyShifts, copy_shifts
from planning_core.use_cases.generate import GenerateShifts, generate_shifts
from tests.small_plan import MISSION, PLANNER, ROLE, SITE, Office, a_shift, an_assignment, an_id, at


def template(**values: Any) -> ShiftTemplate:
    names = {"name": "Early", "mission_id": MISSION, "site_id": SITE, "role_id": ROLE}
    hours = {"start_time": time(8), "duration_minutes": 480, "break_minutes": 30}
    return ShiftTemplate(id=an_id(500), **{**names, **hours, **values})


def generate(office: Office, first: date, end: date, *template_ids: str) -> Outcome:
    command = GenerateShifts(first_day=first, end_day=end, template_ids=template_ids)
    with office.unit_of_work() as uow:
        outcome = generate_shifts(command, principal=PLANNER, uow=uow, **office.tools)
        uow.commit()
        return outcome


def after(outcome: Outcome) -> list[Any]:
    return [e.after for e in outcome.edits]


def starts(outcome: Outcome) -> list[datetime]:
    return [e.after.starts_at for e in outcome.edits if isinstance(e.after, Shift)]


def test_template_keeps_its_wall_time_over_both_clock_changes(office: Office) -> None:
    office.add(template())

    spring = generate(office, date(2025, 3, 29), date(2025, 3, 31))
    autumn = generate(office, date(2025, 10, 25), date(2025, 10, 27))

    assert starts(spring) == [
        datetime(2025, 3, 29, 7, tzinfo=UTC),
        datetime(2025, 3, 30, 6, tzinfo=UTC),
    ]
    assert starts(autumn) == [
        datetime(2025, 10, 25, 6, tzinfo=UTC),
        datetime(2025, 10, 26, 7, tzinfo=UTC),
    ]


def test_start_that_the_clock_skips_moves_to_the_first_instant_that_exists(office: Office) -> None:
    office.add(template(start_time=time(2, 30), duration_minutes=60, break_minutes=0))

    outcome = generate(office, date(2025, 3, 30), date(2025, 3, 31))

    assert starts(outcome) == [datetime(2025, 3, 30, 1, 0, tzinfo=UTC)]


def test_start_that_exists_twice_takes_the_first(office: Office) -> None:
    office.add(template(start_time=time(2, 30), duration_minutes=60, break_minutes=0))

    outcome = generate(office, date(2025, 10, 26), date(2025, 10, 27))

    assert starts(outcome) == [datetime(2025, 10, 26, 0, 30, tzinfo=UTC)]


def test_generating_twice_makes_nothing_twice(office: Office) -> None:
    office.add(template(weekdays=(1, 3)))

    first = generate(office, date(2025, 3, 3), date(2025, 3, 17))
    second = generate(office, date(2025, 3, 3), date(2025, 3, 17))

    assert (len(first.edits), len(second.edits)) == (4, 0)


def test_generated_shift_that_was_deleted_comes_back_only_if_it_is_gone(office: Office) -> None:
    office.add(template())
    made = generate(office, date(2025, 3, 3), date(2025, 3, 5))
    office.write(delete("shift", made.edits[0].id))

    again = generate(office, date(2025, 3, 3), date(2025, 3, 5))

    assert starts(again) == [at(3, 7)]


def test_days_outside_validity_and_mission_are_left_out(office: Office) -> None:
    office.add(template(valid_from=date(2025, 3, 4), valid_until=date(2025, 3, 5)))

    outcome = generate(office, date(2025, 3, 1), date(2025, 3, 31))

    assert starts(outcome) == [at(4, 7), at(5, 7)]


@pytest.mark.parametrize(
    ("first", "end", "template_id"),
    [
        (date(2025, 3, 5), date(2025, 3, 5), an_id(500)),
        (date(2025, 3, 5), date(2029, 3, 5), an_id(500)),
        (date(2025, 3, 5), date(2025, 3, 6), an_id(501)),
    ],
)
def test_command_that_makes_no_sense_is_refused(
    office: Office, first: date, end: date, template_id: str
) -> None:
    office.add(template())

    with pytest.raises(InvalidInput):
        generate(office, first, end, template_id)


def copy(office: Office, command: CopyShifts) -> Outcome:
    with office.unit_of_work() as uow:
        outcome = copy_shifts(command, principal=PLANNER, uow=uow, **office.tools)
        uow.commit()
        return outcome


def test_copied_week_keeps_wall_time_over_the_clock_change(office: Office) -> None:
    shift = a_shift(1, day=26, start=7, end=11)
    office.add(shift, an_assignment(1, shift, status="confirmed", locked=True))

    outcome = copy(office, CopyShifts(starts_at=at(24), ends_at=at(31), onto=at(31), with_assignments=True))

    shift, assignment = after(outcome)
    assert (shift.starts_at, shift.status.value) == (at(33, 6), "draft")
    assert (assignment.status.value, assignment.locked) == ("proposed", False)


def test_copy_that_would_clash_is_refused_whole(office: Office) -> None:
    shift, there = a_shift(1), a_shift(2, day=10, start=9, end=13)
    office.add(shift, there, an_assignment(1, shift), an_assignment(2, there))

    with pytest.raises(HardConflicts):
        copy(office, CopyShifts(starts_at=at(3), ends_at=at(10), onto=at(10), with_assignments=True))

    with office.unit_of_work(writes=False) as uow:
        assert len(uow.plan.shift_ids(None, 10)) == 2


def test_copy_without_assignments_copies_shifts_alone(office: Office) -> None:
    shift = a_shift(1, note="as last week")
    office.add(shift, an_assignment(1, shift), attrs.evolve(a_shift(2), status="cancelled"), as_is=True)

    outcome = copy(office, CopyShifts(starts_at=at(3), ends_at=at(10), onto=at(10)))

    assert [(kind_of(e), e.note) for e in after(outcome)] == [("shift", "as last week")]
