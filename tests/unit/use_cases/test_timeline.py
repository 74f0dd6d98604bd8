"""Laying out a window: coverage over time, occurrences of recurrences, places of what is named."""

from __future__ import annotations

from datetime import date, time, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning_core import Availability, Recurrence
from planning_core.domain.time import Window
from planning_core.domain.work import Assignment, Shift
from planning_core.ports.timeline import (
    Columns,
    TimelineQuery,
    TimelineRows,
    assignment_columns,
    availability_columns,
    milliseconds,
    reference_record,
    shift_columns,
)
from planning_core.use_cases.timeline import Timeline, lay_out, read_timeline
from tests.small_plan import ANNA, BEN, SITE, VIEWER, Office, a_shift, an_assignment, at, reference_data

DAY = Window(at(3), at(4))
HOUR_MS = 3_600_000


def rows_of(shifts: list[Shift], assignments: list[Assignment], **more: Any) -> TimelineRows:
    """Rows of these, with the small plan's reference data."""
    references: dict[str, list[Any]] = {"team": [], "blackout": []}
    for kind in ("skill", "role", "site", "mission", "collaborator"):
        found = [one for one in reference_data() if type(one).__name__.lower() == kind]
        references[kind] = [reference_record(kind, one) for one in found]
    return TimelineRows(
        references=references,
        shifts=shift_columns(shifts),
        assignments=assignment_columns(assignments),
        availability=availability_columns(()),
        recurring=more.get("recurring", []),
    )


def steps(timeline: Timeline) -> list[tuple[float, int, int]]:
    """Coverage as hours of the day with seats wanted and filled."""
    columns: Columns = timeline.coverage
    return [
        ((at_ms - milliseconds(DAY.start)) / HOUR_MS, wanted, assigned)
        for at_ms, wanted, assigned in zip(*columns.values(), strict=True)
    ]


def test_coverage_steps_where_shifts_begin_and_end() -> None:
    early, late = a_shift(1, start=8, end=12, headcount=2), a_shift(2, start=10, end=14)

    found = lay_out(rows_of([early, late], [an_assignment(1, early)]), DAY)

    assert steps(found) == [(0, 0, 0), (8, 2, 1), (10, 3, 1), (12, 1, 0), (14, 0, 0)]


def test_coverage_of_a_shift_with_people_to_spare_hides_no_gap_of_another() -> None:
    full, empty = a_shift(1, headcount=1), a_shift(2, headcount=1)
    people = [an_assignment(1, full), an_assignment(2, full, BEN)]

    found = lay_out(rows_of([full, empty], people), DAY)

    assert steps(found) == [(0, 0, 0), (8, 2, 1), (12, 0, 0)]


@pytest.mark.parametrize(("status", "seats"), [("proposed", 1), ("confirmed", 1), ("rejected", 0)])
def test_coverage_counts_who_is_not_rejected(status: str, seats: int) -> None:
    shift = a_shift(1)

    found = lay_out(rows_of([shift], [an_assignment(1, shift, status=status)]), DAY)

    assert steps(found) == [(0, 0, 0), (8, 1, seats), (12, 0, 0)]


def test_coverage_leaves_out_cancelled_shifts_and_those_that_want_nobody() -> None:
    shifts = [a_shift(1, status="cancelled"), a_shift(2, headcount=0)]

    found = lay_out(rows_of(shifts, [an_assignment(n, one) for n, one in enumerate(shifts)]), DAY)

    assert steps(found) == [(0, 0, 0)]


def test_coverage_is_cut_at_the_window() -> None:
    before = a_shift(1, day=2, start=20, end=26)
    after = a_shift(2, start=20, end=30)

    found = lay_out(rows_of([before, after], []), DAY)

    assert steps(found) == [(0, 1, 0), (2, 0, 0), (20, 1, 0)]


def test_coverage_takes_shifts_that_follow_each_other_as_one_step() -> None:
    shifts = [a_shift(1, start=8, end=12), a_shift(2, start=12, end=16)]

    found = lay_out(rows_of(shifts, []), DAY)

    assert steps(found) == [(0, 0, 0), (8, 1, 0), (16, 0, 0)]


@given(
    st.lists(
        st.tuples(st.integers(-5, 28), st.integers(1, 9), st.integers(0, 3), st.integers(0, 4)), max_size=12
    )
)
def test_coverage_at_every_instant_is_the_sum_over_shifts(drawn: list[tuple[int, int, int, int]]) -> None:
    shifts, assignments = [], []
    for number, (start, hours, wanted, people) in enumerate(drawn):
        shifts.append(a_shift(number, start=start, end=start + hours, headcount=wanted))
        assignments += [an_assignment(number * 10 + seat, shifts[-1]) for seat in range(people)]

    found = steps(lay_out(rows_of(shifts, assignments), DAY))

    for hour in range(24):
        running = [(w, min(w, p)) for start, hours, w, p in drawn if start <= hour < start + hours]
        told = max(step for step in found if step[0] <= hour)
        assert told[1:] == (sum(w for w, _ in running), sum(p for _, p in running))
    assert all(one[1:] != other[1:] for one, other in pairwise(found))


def weekly(**values: Any) -> Availability:
    """Anna would rather not work on Monday and Sunday nights."""
    recurrence = {
        "weekdays": (1, 7),
        "start_time": time(22),
        "end_time": time(6),
        "timezone": "Europe/Paris",
        **values,
    }
    return Availability(
        id="weekly", collaborator_id=ANNA, kind="undesired", weight=3, recurrence=Recurrence(**recurrence)
    )


def occurrences(timeline: Timeline) -> list[tuple[float, float]]:
    """Occurrences in hours from the start of Monday the 3rd of March 2025, UTC."""
    first = milliseconds(at(3))
    columns = timeline.availability
    return [
        ((start - first) / HOUR_MS, (end - first) / HOUR_MS)
        for start, end in zip(columns["start_ms"], columns["end_ms"], strict=True)
    ]


def test_recurrences_are_laid_out_in_the_window() -> None:
    window = Window(at(3), at(11))

    found = lay_out(rows_of([], [], recurring=[weekly()]), window)

    assert occurrences(found) == [(-3, 5), (21, 29), (165, 173), (189, 197)]
    assert found.availability["recurring"] == [True] * 4
    assert found.availability["id"] == ["weekly"] * 4
    assert found.availability["weight"] == [3] * 4


def test_recurrence_out_of_its_dates_is_not_laid_out() -> None:
    ended = weekly(valid_until=date(2025, 3, 3))

    found = lay_out(rows_of([], [], recurring=[ended]), Window(at(3), at(11)))

    assert occurrences(found) == [(-3, 5), (21, 29)]


def test_recurrence_over_a_clock_change_keeps_to_the_wall() -> None:
    window = Window(at(30), at(30) + timedelta(days=1))
    night = weekly(weekdays=(7,), start_time=time(1), end_time=time(4))

    found = lay_out(rows_of([], [], recurring=[night]), window)

    assert occurrences(found) == [(27 * 24, 27 * 24 + 2)]


def test_what_names_something_gone_is_left_out() -> None:
    shift, lost = a_shift(1), a_shift(2, site_id="gone")
    people = [an_assignment(1, shift), an_assignment(2, shift, "gone"), an_assignment(3, lost)]

    found = lay_out(rows_of([lost, shift], people), DAY)

    assert found.shifts["id"] == [shift.id]
    assert (found.assignments["id"], found.assignments["shift"]) == ([people[0].id], [0])


def test_places_point_into_their_lists(office: Office) -> None:
    shift = a_shift(1)
    office.add(shift, an_assignment(1, shift, BEN))

    with office.unit_of_work(writes=False) as uow:
        found, _ = read_timeline(TimelineQuery(window=DAY), principal=VIEWER, uow=uow)

    people = found.references["collaborator"]
    assert people[found.assignments["collaborator"][0]]["id"] == BEN
    assert found.references["site"][found.shifts["site"][0]]["id"] == SITE


def test_conflicts_of_filtered_windows_name_a_shift_shown_or_a_person_asked_for(office: Office) -> None:
    lacking, other = a_shift(1), a_shift(2, day=3, start=14, end=16)
    office.add(lacking, other)

    with office.unit_of_work(writes=False) as uow:
        _, whole = read_timeline(TimelineQuery(window=DAY), principal=VIEWER, uow=uow)
        hers = TimelineQuery(window=DAY, collaborator_ids=(ANNA,))
        _, nobody = read_timeline(hers, principal=VIEWER, uow=uow)

    assert [one.shift_ids for one in whole] == [(lacking.id,), (other.id,)]
    assert nobody == []
