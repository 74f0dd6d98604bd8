"""Imports: matched by reference, all or nothing, each fault with its place."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from planning_core import (
    Collaborator,
    Fault,
    Forbidden,
    InvalidInput,
    update,
)
from planning_core.domain.importing import IMPORT_ORDER, ImportItem, Place
from planning_core.use_cases import import_items as module
from planning_core.use_cases.import_items import import_items
from planning_core.use_cases.import_report import KindCount
from tests.small_plan import ADMIN, PLANNER, Office, a_shift, an_assignment
from tests.unit.use_cases.importing import CLASH, Sections, brought_in, items, on, shift, stored


def test_every_kind_comes_in_and_the_same_again_changes_nothing(office: Office) -> None:
    window = {"starts_at": "2025-01-01T00:00:00Z", "ends_at": "2025-12-31T00:00:00Z"}
    sections: Sections = {
        "organization": [{"timezone": "Europe/London"}],
        "rule": [{"code": "min_rest", "parameters": {"rest_minutes": 600}}],
        "skill": [{"external_ref": "s", "name": "Rigging"}],
        "role": [{"external_ref": "r", "name": "Rigger", "required_skills": ["s", "First aid"]}],
        "site": [{"external_ref": "z", "name": "Dome", "timezone": "Europe/London"}],
        "team": [{"external_ref": "t", "name": "Blue", "colour": "#0000ff"}],
        "mission": [
            {"external_ref": "m", "name": "Tour", **window, "sites": ["z"], "roles": ["r"], "team": "t"}
        ],
        "shift_template": [
            {"external_ref": ref, "name": ref, "mission": "m", "site": "z", "role": "r",
             "start_time": "08:00", "duration_minutes": 240, "not_followed_by": [other], "weekdays": [1, 2]}
            for ref, other in (("e", "l"), ("l", "e"))
        ],
        "collaborator": [
            {"external_ref": "p", "name": "Zoe", "roles": ["r"], "sites": ["z"], "team": "t",
             "skills": [{"skill": "s", "valid_until": "2026-01-01"}, "First aid"],
             "contract": {"weekly_minutes": 2100, "max_shifts_per_template": {"e": 3}}}
        ],
        "blackout": [{"external_ref": "b", "site": "z", "reason": "works", **window, "severity": "soft"}],
        "availability": [
            {"collaborator": "p", "kind": "leave", **window},
            {"collaborator": "p", "kind": "preferred", "template": "e", "weight": 3,
             "recurrence": {"weekdays": [1], "timezone": "Europe/London"}},
        ],
        "shift": [{**shift("A", 8, 12), "mission": "m", "site": "z", "role": "r", "template": "e"}],
        "assignment": [on("A", "p", status="confirmed")],
    }  # fmt: skip

    first = brought_in(office, sections, as_is=True)
    again = brought_in(office, sections)

    one, two = KindCount(read=1, created=1), KindCount(read=2, created=2)
    changed = KindCount(read=1, updated=1)
    assert first.counts == {
        **dict.fromkeys(IMPORT_ORDER, one),
        "organization": changed,
        "rule": changed,
        "shift_template": two,
        "availability": two,
    }
    assert [f.cause for f in again.faults] == []
    assert {kind: (c.read, c.unchanged) for kind, c in again.counts.items()} == {
        kind: (c.read, c.read) for kind, c in first.counts.items()
    }
    (assignment,) = stored(office, "assignment")
    assert (assignment.source.value, assignment.status.value) == ("import", "confirmed")


def test_field_left_out_stays_and_null_clears(office: Office) -> None:
    brought_in(office, {"shift": [shift("A", 8, 12, note="old", headcount=3)]})

    brought_in(office, {"shift": [shift("A", 8, 12, note=None)]})

    (found,) = stored(office, "shift")
    assert (found.note, found.headcount, found.version) == (None, 3, 2)


def test_contract_terms_left_out_stay(office: Office) -> None:
    person = {"external_ref": "p", "name": "Zoe"}
    brought_in(office, {"collaborator": [{**person, "weekly_minutes": 2100, "max_weekends": 2}]})

    brought_in(office, {"collaborator": [{**person, "max_weekends": None}]})

    (zoe,) = (p for p in stored(office, "collaborator") if p.name == "Zoe")
    assert (zoe.contract.weekly_minutes, zoe.contract.max_weekends) == (2100, None)


def test_as_is_needs_a_publisher_and_reference_data_an_administrator(office: Office) -> None:
    with pytest.raises(Forbidden):
        brought_in(office, CLASH, as_is=True, principal=PLANNER)
    with pytest.raises(Forbidden):
        brought_in(office, {"skill": [{"external_ref": "s", "name": "S"}]}, principal=PLANNER)


@pytest.mark.parametrize(
    ("kind", "row", "column", "reason"),
    [
        ("shift", {**shift("A", 8, 12), "mission": "Nope"}, "mission", "unknown_reference"),
        ("shift", {**shift("A", 8, 12), "starts_at": "2025-03-03T08:00"}, "starts_at", "naive_instant"),
        ("shift", {**shift("A", 8, 12), "starts_at": "soon"}, "starts_at", "not_an_instant"),
        ("shift", shift("A", 12, 8), "ends_at", "end_not_after_start"),
        ("shift", {**shift("A", 8, 12), "ends_at": "2027-01-01T00:00Z"}, "ends_at", "outside_mission"),
        ("shift", {**shift("A", 8, 12), "status": "done"}, "status", "not_allowed"),
        ("shift", {**shift("A", 8, 12), "headcount": "two"}, "headcount", "not_a_whole_number"),
        ("shift", {**shift("A", 8, 12), "colour": "red"}, "colour", "unknown_field"),
        ("shift", {"external_ref": "A"}, "mission_id", "required"),
        ("shift", shift(" ", 8, 12), "external_ref", "required"),
        ("assignment", on("none"), "shift", "unknown_reference"),
        ("availability", {"collaborator": "Anna", "kind": "leave"}, "starts_at", "window_or_recurrence"),
        ("availability", {"collaborator": "Anna", "kind": "leave", "weekdays": [8], "timezone": "UTC"},
         "weekdays", "out_of_range"),
        ("site", {"external_ref": "z", "name": "Z", "timezone": "Mars"}, "timezone", "unknown_timezone"),
        ("collaborator", {"external_ref": "p", "name": "P", "contract": {"hours": 1}}, "contract",
         "unknown_field"),
        ("rule", {"code": "min_rest", "parameters": {"x": 1}}, "parameters.x", "unknown_field"),
        ("rule", {"code": "nope"}, "code", "unknown_rule"),
        ("organization", {"rule_set": "mars"}, "rule_set", "not_allowed"),
    ],
)  # fmt: skip
def test_fault_names_column_and_reason(
    office: Office, kind: str, row: dict[str, Any], column: str, reason: str
) -> None:
    report = brought_in(office, {kind: [row]})

    first = report.faults[0]
    assert isinstance(first.cause, Fault)
    assert (first.cause.reason, report.refused) == (reason, True)
    assert first.column in (column, {"mission_id": "mission_id", "parameters.x": "parameters"}.get(column))


def test_row_that_names_a_refused_row_says_so(office: Office) -> None:
    report = brought_in(office, {"shift": [shift("A", 12, 8)], "assignment": [on("A")]})

    assert [f.cause.reason for f in report.faults if isinstance(f.cause, Fault)] == [
        "end_not_after_start",
        "refers_to_refused_row",
    ]


def test_name_that_two_have_is_ambiguous(office: Office) -> None:
    office.add(Collaborator(id="ben-2", name="Ben"))

    report = brought_in(office, {"shift": [shift("A", 8, 12)], "assignment": [on("A", "Ben")]})

    assert [f.cause.reason for f in report.faults if isinstance(f.cause, Fault)] == ["ambiguous_name"]


@pytest.mark.parametrize("portion", [1, 1000])
def test_row_repeated_with_other_content_is_refused_and_with_the_same_is_not(
    office: Office, monkeypatch: pytest.MonkeyPatch, portion: int
) -> None:
    monkeypatch.setattr(module, "ROWS_AT_ONCE", portion)
    rows = [shift("A", 8, 12), shift("A", 8, 12), shift("A", 8, 13)]

    report = brought_in(office, {"shift": rows}, keep_good=True)

    assert report.of("shift") == KindCount(read=3, created=1, unchanged=1, refused=1)
    assert [(f.place.line, f.column) for f in report.faults] == [(3, "external_ref")]


def test_locked_assignment_refuses_its_row_alone(office: Office) -> None:
    work = a_shift(1, external_ref="A")
    office.add(work, an_assignment(1, work, locked=True))

    report = brought_in(office, {"assignment": [on("A", note="x"), on("A", "Ben")]}, keep_good=True)

    assert report.of("assignment") == KindCount(read=2, created=1, refused=1)


def test_cancelled_shift_takes_no_assignment_unless_it_stands_elsewhere(office: Office) -> None:
    cancelled = a_shift(1, external_ref="A")
    office.add(cancelled)
    office.write(update(attrs.evolve(cancelled, status="cancelled")))

    refused = brought_in(office, {"assignment": [on("A")]})
    taken = brought_in(office, {"assignment": [on("A")]}, as_is=True)

    assert [f.cause.reason for f in refused.faults if isinstance(f.cause, Fault)] == ["shift_cancelled"]
    assert taken.of("assignment") == KindCount(read=1, created=1)


def test_mission_that_leaves_out_its_shifts_is_refused(office: Office) -> None:
    window = {"starts_at": "2025-01-01T00:00:00Z", "ends_at": "2025-12-31T00:00:00Z"}
    mission = {"external_ref": "m", "name": "Tour", "sites": ["Hall"], "roles": ["Steward"]}
    brought_in(office, {"mission": [{**mission, **window}], "shift": [shift("A", 8, 12, mission="m")]})

    report = brought_in(office, {"mission": [{**mission, **window, "ends_at": "2025-02-01T00:00:00Z"}]})

    assert [type(f.cause).__name__ for f in report.faults] == ["InUse"]


def test_items_out_of_order_are_refused(office: Office) -> None:
    wrong = [*items({"shift": [shift("A", 8, 12)]}), *items({"skill": [{"external_ref": "s", "name": "S"}]})]

    with pytest.raises(InvalidInput, match="out_of_order"), office.unit_of_work() as uow:
        import_items(wrong, principal=ADMIN, uow=uow, **office.tools)


def test_items_of_an_iterator_may_be_gone_through_again(office: Office) -> None:
    with office.unit_of_work() as uow:
        report = import_items(
            iter(list(items(CLASH))), principal=ADMIN, uow=uow, keep_good=True, **office.tools
        )

    assert report.of("assignment").created == 2


def test_thousands_of_faults_are_counted_and_the_first_kept(office: Office) -> None:
    told: list[int] = []
    rows = [ImportItem(Place("f", n), "shift", {}, {}, (Fault("x", n, "required"),)) for n in range(3000)]

    with office.unit_of_work() as uow:
        report = import_items(
            rows,
            principal=ADMIN,
            uow=uow,
            on_fault=lambda fault: told.append(fault.place.line),
            **office.tools,
        )

    assert (report.fault_count, len(report.faults), told) == (3000, 1000, list(range(3000)))


def test_published_work_comes_in_only_as_it_stands_elsewhere(office: Office) -> None:
    rows: Sections = {"shift": [shift("A", 8, 12, status="published")]}

    refused = brought_in(office, rows)
    taken = brought_in(office, rows, as_is=True)

    assert [f.cause.reason for f in refused.faults if isinstance(f.cause, Fault)] == ["published_as_it_is"]
    assert taken.of("shift") == KindCount(read=1, created=1)
