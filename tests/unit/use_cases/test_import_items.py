"""Imports: matched by reference, all or nothing, judged as any write is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs
import pytest

from contracts.importing import ImportFileItems
from planning_core import (
    AccessRole,
    Assignment,
    Availability,
    Collaborator,
    Conflict,
    Fault,
    Forbidden,
    InvalidInput,
    Principal,
    Severity,
    Shift,
    ShiftTemplate,
    create,
    update,
)
from planning_core.domain.importing import IMPORT_ORDER, ImportItem, Place, RawRow
from planning_core.ports.conflict_store import ConflictQuery
from planning_core.ports.history import AuditQuery
from planning_core.ports.plan_store import Query
from planning_core.use_cases import import_items as module
from planning_core.use_cases.generate import every
from planning_core.use_cases.import_items import import_items
from planning_core.use_cases.import_report import ImportReport, KindCount
from planning_core.use_cases.rules_in_force import recheck, rules_in_force
from tests.small_plan import ADMIN, ANNA, PLANNER, ROLE, Office, a_shift, an_assignment

Sections = Mapping[str, list[dict[str, Any]]]


def items(sections: Sections) -> ImportFileItems:
    """The items that a file with these sections, by kind, would hold."""

    def rows(kind: str) -> Iterable[RawRow]:
        return (RawRow(Place("plan.json", n + 1, kind), kind, row) for n, row in enumerate(sections[kind]))

    return ImportFileItems(rows, [kind for kind in IMPORT_ORDER if kind in sections])


def brought_in(
    office: Office,
    sections: Sections,
    *,
    principal: Principal = ADMIN,
    as_is: bool = False,
    keep_good: bool = False,
) -> ImportReport:
    """The report of an import, committed unless it is refused."""
    with office.unit_of_work() as uow:
        report = import_items(
            items(sections),
            principal=principal,
            uow=uow,
            as_is=as_is,
            keep_good=keep_good,
            **office.tools,
        )
        if not report.refused:
            uow.commit()
    return report


def stored(office: Office, kind: str) -> list[Any]:
    """Everything of a kind."""
    with office.unit_of_work(writes=False) as uow:
        return list(every(Query(kind=kind), uow))


def conflicts(office: Office) -> list[Conflict]:
    """The stored conflicts."""
    with office.unit_of_work(writes=False) as uow:
        return uow.conflicts.find(ConflictQuery())


def shift(ref: str, start: int, end: int, day: int = 3, **more: Any) -> dict[str, Any]:
    """The row of a shift in March 2025."""
    times = {"starts_at": f"2025-03-{day:02d}T{start:02d}:00Z", "ends_at": f"2025-03-{day:02d}T{end:02d}:00Z"}
    return {"external_ref": ref, "mission": "Fair", "site": "Hall", "role": "Steward", **times, **more}


def on(ref: str, person: str = "Anna", **more: Any) -> dict[str, Any]:
    """The row of an assignment."""
    return {"shift": ref, "collaborator": person, **more}


CLASH: Sections = {
    "shift": [shift("A", 8, 12), shift("B", 10, 14), shift("C", 8, 12, day=5)],
    "assignment": [on("A"), on("B"), on("C")],
}


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


def test_new_hard_conflict_refuses_and_names_the_latest_row(office: Office) -> None:
    report = brought_in(office, CLASH)

    (fault,) = report.faults
    assert isinstance(fault.cause, Conflict)
    assert (fault.place.line, fault.kind, fault.cause.rule) == (2, "assignment", "double_booking")
    assert (report.refused, report.blocking_count) == (True, 1)
    assert stored(office, "shift") == []


def test_keep_good_leaves_out_the_latest_row_of_a_conflict(office: Office) -> None:
    report = brought_in(office, CLASH, keep_good=True)

    assert report.of("assignment") == KindCount(read=3, created=2, refused=1)
    assert {s.external_ref for s in stored(office, "shift")} == {"A", "B", "C"}
    assert all(c.type is Severity.SOFT for c in conflicts(office))
    with office.unit_of_work(writes=False) as uow:
        audited = uow.audit.page(AuditQuery(entities=("assignment",))).items
    assert [entry.action for entry in audited] == ["create", "create"]
    assert report.names[ANNA] == "Anna"


def test_keep_good_leaves_out_only_as_many_as_needed(office: Office) -> None:
    rows = [shift(str(n), 6 + n, 10 + n) for n in range(6)]

    report = brought_in(office, {"shift": rows, "assignment": [on(str(n)) for n in range(6)]}, keep_good=True)

    kept = {a.shift_id for a in stored(office, "assignment")}
    assert {s.external_ref for s in stored(office, "shift") if s.id in kept} == {"0", "4"}
    assert report.of("assignment").refused == 4


def test_keep_good_leaves_a_stored_shift_where_moving_it_would_clash(office: Office) -> None:
    brought_in(office, {"shift": [shift("A", 8, 12), shift("B", 13, 15)], "assignment": [on("A"), on("B")]})

    report = brought_in(office, {"shift": [shift("B", 11, 15), shift("D", 1, 2)]}, keep_good=True)

    assert report.of("shift") == KindCount(read=2, created=1, refused=1)
    assert {s.external_ref: s.starts_at.hour for s in stored(office, "shift")} == {"A": 8, "B": 13, "D": 1}


def test_hard_capacity_refuses_the_row_too_many(office: Office) -> None:
    report = brought_in(
        office,
        {"shift": [shift("A", 8, 12, hard_capacity=1)], "assignment": [on("A"), on("A", "Ben")]},
        keep_good=True,
    )

    assert [(f.place.line, f.kind) for f in report.faults] == [(2, "assignment")]
    assert [a.collaborator_id for a in stored(office, "assignment")] == [ANNA]


def test_as_is_takes_in_a_plan_with_its_conflicts(office: Office) -> None:
    report = brought_in(office, CLASH, as_is=True, principal=attrs.evolve(ADMIN, role=AccessRole.PUBLISHER))

    assert report.conflict_counts["double_booking", "hard"] == 1
    assert "double_booking" in {c.rule for c in conflicts(office)}


def test_as_is_needs_a_publisher_and_reference_data_an_administrator(office: Office) -> None:
    with pytest.raises(Forbidden):
        brought_in(office, CLASH, as_is=True, principal=PLANNER)
    with pytest.raises(Forbidden):
        brought_in(office, {"skill": [{"external_ref": "s", "name": "S"}]}, principal=PLANNER)


def test_standing_conflict_does_not_refuse_other_rows(office: Office) -> None:
    brought_in(office, CLASH, as_is=True)

    report = brought_in(office, {"shift": [shift("D", 16, 18)], "assignment": [on("D", "Ben"), on("A")]})

    assert (report.refused, report.written) == (False, 2)


def test_facts_are_written_whatever_they_break(office: Office) -> None:
    brought_in(office, {"shift": [shift("A", 8, 12)], "assignment": [on("A")]})
    leave = {"collaborator": "Anna", "kind": "leave", "starts_at": "2025-03-03T00:00Z",
             "ends_at": "2025-03-04T00:00Z"}  # fmt: skip

    report = brought_in(office, {"availability": [leave]})

    assert (report.refused, report.conflict_counts) == (False, {("absence", "hard"): 1})


def test_decision_against_a_fact_of_the_same_file_is_refused(office: Office) -> None:
    leave = {"collaborator": "Anna", "kind": "leave", "starts_at": "2025-03-03T00:00Z",
             "ends_at": "2025-03-04T00:00Z"}  # fmt: skip

    report = brought_in(
        office, {"availability": [leave], "shift": [shift("A", 8, 12)], "assignment": [on("A")]}
    )

    assert [f.cause.rule for f in report.faults if isinstance(f.cause, Conflict)] == ["absence"]


def test_template_succession_is_a_decision(office: Office) -> None:
    template = {
        "mission": "Fair",
        "site": "Hall",
        "role": "Steward",
        "start_time": "08:00",
        "duration_minutes": 60,
    }
    rows = [{"external_ref": ref, "name": ref, **template} for ref in "xy"]
    worked: Sections = {
        "shift_template": rows,
        "shift": [shift("A", 8, 9, template="x"), shift("B", 8, 9, day=4, template="y")],
        "assignment": [on("A"), on("B")],
    }
    brought_in(office, worked)

    report = brought_in(office, {"shift_template": [{**rows[0], "not_followed_by": ["y"]}]})

    assert (report.refused, report.blocking_count) == (True, 1)
    assert [t.not_followed_by for t in stored(office, "shift_template")] == [(), ()]


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


def test_cancelled_shift_takes_no_assignment(office: Office) -> None:
    report = brought_in(
        office, {"shift": [shift("A", 8, 12, status="cancelled")], "assignment": [on("A")]}, as_is=True
    )

    assert [f.cause.reason for f in report.faults if isinstance(f.cause, Fault)] == ["shift_cancelled"]


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


@pytest.mark.parametrize("most", [0, 1, 20_000])
def test_stored_conflicts_are_those_of_a_full_check(
    office: Office, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr("planning_core.use_cases.import_touched.MOST_IDS", most)
    shifts = [shift(f"{day}-{part}", start, end, day=day, headcount=2)
              for day in range(3, 15) for part, start, end in (("e", 5, 11), ("l", 13, 22))]  # fmt: skip
    people = ("Anna", "Ben")
    assigned = [on(row["external_ref"], people[n % 3 == 0]) for n, row in enumerate(shifts)]
    brought_in(office, {"shift": shifts[:9], "assignment": assigned[:9]}, as_is=True)

    brought_in(office, {"shift": shifts[5:], "assignment": assigned[5:]}, as_is=True)

    found = {c.fingerprint for c in conflicts(office)}
    with office.unit_of_work() as uow:
        recheck(uow=uow, clock=office.clock, rules=rules_in_force(uow))
        assert {c.fingerprint for c in uow.conflicts.find(ConflictQuery())} == found
    assert len(found) > 20


def test_import_and_single_writes_leave_the_same_conflicts(office: Office) -> None:
    office.write(*(create(s) for s in (a_shift(1, external_ref="A"), a_shift(2, start=10, external_ref="B"))))

    report = brought_in(office, {"assignment": [on("A"), on("B")]}, as_is=True)

    assert {c.rule for c in report.conflicts if c.type is Severity.HARD} == {"double_booking"}
    (first, _) = stored(office, "assignment")
    office.write(update(attrs.evolve(first, status="rejected")), as_is=True)
    assert {c.rule for c in conflicts(office)} == {"understaffed"}
    assert isinstance(first, Assignment)
    assert first.role_id == ROLE
    assert {type(e) for e in (*stored(office, "shift"), *stored(office, "availability"))} <= {
        Shift,
        Availability,
    }
    assert [t for t in stored(office, "shift_template") if not isinstance(t, ShiftTemplate)] == []
