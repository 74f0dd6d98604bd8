"""Windows of the plan: every storage tells the same columns."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from adapters.sql import SqlDatabase
from planning_core.domain.people import Availability, Collaborator
from planning_core.domain.record import to_record
from planning_core.domain.reference import Blackout, Site
from planning_core.domain.time import Window
from planning_core.ports.timeline import (
    ASSIGNMENT_COLUMNS,
    AVAILABILITY_COLUMNS,
    REFERENCE_FIELDS,
    SHIFT_COLUMNS,
    TimelineQuery,
    TimelineRows,
    assignment_columns,
    availability_columns,
    shift_columns,
)
from planning_core.ports.unit_of_work import UnitOfWorkFactory
from tests.ports.plan_data import DAY, FULL, HOUR, START, a_shift, an_assignment, store

WEEK = Window(START - DAY, START + 6 * DAY)
ENTITIES: dict[str, Any] = {one.id: one for one in FULL}


def read(storage: UnitOfWorkFactory, window: Window = WEEK, **filters: Any) -> TimelineRows:
    with storage(writes=False) as work:
        return work.timeline.rows(TimelineQuery(window=window, **filters))


def test_every_field_of_every_kind_comes_as_it_was_stored(storage: UnitOfWorkFactory) -> None:
    store(storage, *FULL)

    rows = read(storage)

    assert rows.shifts == shift_columns([ENTITIES["shift"]])
    assert rows.assignments == assignment_columns([ENTITIES["assignment"]])
    assert rows.availability == availability_columns([ENTITIES["window"]])
    assert rows.recurring == [ENTITIES["recurring"]]
    assert rows.references == {
        kind: [{name: record[name] for name in fields}]
        for kind, fields in REFERENCE_FIELDS.items()
        for record in [to_record(ENTITIES["person" if kind == "collaborator" else kind])]
    }


def test_columns_tell_instants_in_whole_milliseconds_and_values_as_json(storage: UnitOfWorkFactory) -> None:
    store(storage, *FULL)

    rows = read(storage)

    start_ms = int(datetime(2026, 3, 2, 8, tzinfo=UTC).timestamp()) * 1000 + 123
    assert (rows.shifts["start_ms"], rows.shifts["end_ms"]) == ([start_ms], [start_ms + 8 * 3_600_000])
    assert (rows.availability["start_ms"], rows.availability["weight"]) == ([start_ms], [30])
    assert rows.shifts["required_skill_ids"] == [["skill", "other"]]
    assert (rows.shifts["status"], rows.shifts["ever_published"]) == (["published"], [True])
    assert rows.assignments["override"] == [
        {"rules": ["min_rest", "absence"], "reason": "Agreed", "user_id": "ada"}
    ]


def test_empty_plan_has_empty_columns(storage: UnitOfWorkFactory) -> None:
    rows = read(storage)

    assert rows.shifts == {name: [] for name in SHIFT_COLUMNS}
    assert rows.assignments == {name: [] for name in ASSIGNMENT_COLUMNS}
    assert rows.availability == {name: [] for name in AVAILABILITY_COLUMNS}
    assert rows.references == {kind: [] for kind in REFERENCE_FIELDS}
    assert rows.recurring == []


def test_window_holds_what_overlaps_it_by_start_then_id(storage: UnitOfWorkFactory) -> None:
    starts = {"before": -9, "touching": -8, "into": -7, "b": 0, "a": 0, "out": 23, "after": 24}
    store(
        storage,
        *(a_shift(name, START + hours * HOUR) for name, hours in starts.items()),
        *(an_assignment(f"{name} 1", name) for name in starts),
        *(an_assignment(f"{name} 0", name, status="rejected") for name in starts),
    )

    rows = read(storage, Window(START, START + DAY))

    assert list(rows.shifts["id"]) == ["into", "a", "b", "out"]
    assert list(rows.assignments["id"]) == [
        *("into 0", "into 1", "a 0", "a 1", "b 0", "b 1", "out 0", "out 1"),
    ]


def test_more_rows_than_are_read_at_once_all_come(storage: UnitOfWorkFactory) -> None:
    shifts = [a_shift(f"{number:04}", START + number * timedelta(minutes=1)) for number in range(450)]
    store(storage, *shifts)

    rows = read(storage)

    assert rows.shifts == shift_columns(shifts)


@pytest.mark.parametrize(
    ("filters", "shown", "assigned"),
    [
        ({"site_ids": ("park", "none")}, ["park"], ["ben park"]),
        ({"mission_ids": ("gala",)}, ["gala"], ["rejected"]),
        ({"role_ids": ("sound",)}, ["sound"], []),
        ({"collaborator_ids": ("ben",)}, ["park", "plain"], ["ben park", "anna", "ben plain"]),
        ({"collaborator_ids": ("cleo",)}, [], []),
        ({"collaborator_ids": ("ben",), "site_ids": ("site",)}, ["plain"], ["anna", "ben plain"]),
    ],
)
def test_filters_narrow_shifts_and_their_assignments(
    storage: UnitOfWorkFactory, filters: dict[str, Any], shown: list[str], assigned: list[str]
) -> None:
    store(
        storage,
        a_shift("gala", mission_id="gala"),
        a_shift("park", site_id="park"),
        a_shift("plain"),
        a_shift("sound", role_id="sound"),
        an_assignment("anna", "plain", "anna"),
        an_assignment("ben park", "park", "ben"),
        an_assignment("ben plain", "plain", "ben"),
        an_assignment("rejected", "gala", "cleo", status="rejected"),
    )

    rows = read(storage, **filters)

    assert sorted(rows.shifts["id"]) == shown
    assert sorted(rows.assignments["id"]) == sorted(assigned)


def test_lists_stay_whole_and_people_are_those_active_or_in_the_window(storage: UnitOfWorkFactory) -> None:
    store(
        storage,
        Site(id="b", name="éclair", timezone="Europe/Paris"),
        Site(id="a", name="Zoo", timezone="Europe/Paris"),
        Site(id="d", name="zoo", timezone="Europe/Paris"),
        Collaborator(id="here", name="Here"),
        Collaborator(id="gone", name="Gone", active=False),
        Collaborator(id="left", name="Left", active=False),
        a_shift("shift"),
        a_shift("later", START + 30 * DAY),
        an_assignment("1", "shift", "gone", status="rejected"),
        an_assignment("2", "later", "left"),
    )

    rows = read(storage, site_ids=("site",))

    assert [one["id"] for one in rows.references["site"]] == ["a", "d", "b"]
    assert [one["id"] for one in rows.references["collaborator"]] == ["gone", "here"]


def test_availability_and_blackouts_are_those_of_the_window_and_of_whom_was_asked_for(
    storage: UnitOfWorkFactory,
) -> None:
    def leave(name: str, person: str, start: datetime = START) -> Availability:
        return Availability(
            id=name, collaborator_id=person, kind="leave", starts_at=start, ends_at=start + DAY
        )

    def closed(name: str, site: str, start: datetime = START) -> Blackout:
        return Blackout(id=name, site_id=site, starts_at=start, ends_at=start + DAY)

    store(storage, leave("b", "ben"), leave("a", "anna"), leave("late", "ben", START + 10 * DAY))
    store(
        storage, closed("2", "park"), closed("1", "hall", START + HOUR), closed("3", "hall", START + 9 * DAY)
    )

    whole, narrow = read(storage), read(storage, collaborator_ids=("ben",), site_ids=("hall",))

    assert (list(whole.availability["id"]), list(narrow.availability["id"])) == (["a", "b"], ["b"])
    assert [one["id"] for one in whole.references["blackout"]] == ["2", "1"]
    assert [one["id"] for one in narrow.references["blackout"]] == ["1"]


def test_windows_of_another_organization_are_not_told(database: SqlDatabase, organization: str) -> None:
    store(database.units_of_work(organization), *FULL)

    other = read(database.units_of_work(f"not {organization}"))

    assert other.shifts == {name: [] for name in SHIFT_COLUMNS}
    assert other.references == {kind: [] for kind in REFERENCE_FIELDS}
