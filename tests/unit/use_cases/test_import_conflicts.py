"""Imports and conflicts: what refuses a row, what is kept, what stands afterwards."""

from __future__ import annotations

import attrs
import pytest

from planning_core import (
    AccessRole,
    Assignment,
    Availability,
    Conflict,
    Severity,
    Shift,
    ShiftTemplate,
    create,
    update,
)
from planning_core.ports.conflict_store import ConflictQuery
from planning_core.ports.history import AuditQuery
from planning_core.use_cases.import_report import KindCount
from planning_core.use_cases.rules_in_force import recheck, rules_in_force
from tests.small_plan import ADMIN, ANNA, ROLE, Office, a_shift
from tests.unit.use_cases.importing import CLASH, Sections, brought_in, conflicts, on, shift, stored


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
