"""The one write path: what is refused, what is recorded, what follows."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from planning_core import (
    AssignmentStatus,
    Availability,
    Blackout,
    Forbidden,
    HardConflicts,
    IllegalTransition,
    InUse,
    InvalidInput,
    Locked,
    NotFound,
    Override,
    ShiftStatus,
    StaleVersion,
    create,
    delete,
    update,
)
from planning_core.ports.conflict_store import ConflictQuery
from planning_core.ports.history import AuditQuery
from planning_core.use_cases.preview import preview_changes
from tests.small_plan import (
    ADMIN,
    ANNA,
    BEN,
    MISSION,
    OTHER_ROLE,
    PLANNER,
    PUBLISHER,
    SITE,
    VIEWER,
    Office,
    a_shift,
    an_assignment,
    an_id,
    at,
)


def audit(office: Office) -> list[tuple[str, str, str]]:
    """(action, entity, user) of every entry, oldest first."""
    with office.unit_of_work(writes=False) as uow:
        page = uow.audit.page(AuditQuery(limit=500))
    return [(e.action, e.entity, e.user_id) for e in reversed(page.items)]


def standing(office: Office) -> list[tuple[str, str]]:
    """(rule, type) of every stored conflict."""
    with office.unit_of_work(writes=False) as uow:
        return [(c.rule, c.type.value) for c in uow.conflicts.find(ConflictQuery())]


def leave(day: int, person: str = ANNA) -> Availability:
    return Availability(
        id=an_id(3000 + day), collaborator_id=person, kind="leave", starts_at=at(day), ends_at=at(day, 24)
    )


def test_clashing_assignment_is_refused_and_nothing_written(office: Office) -> None:
    first, second = a_shift(1), a_shift(2, start=10, end=14)
    office.add(first, second, an_assignment(1, first))
    before = audit(office)

    with pytest.raises(HardConflicts) as refused:
        office.add(an_assignment(2, second), principal=PLANNER)

    assert [c.rule for c in refused.value.conflicts] == ["double_booking"]
    assert office.get("assignment", an_id(2002)) is None
    assert audit(office) == before


def test_rejected_assignment_counts_for_nothing(office: Office) -> None:
    first, second = a_shift(1), a_shift(2, start=10, end=14)
    office.add(first, second, an_assignment(1, first, status="rejected"))

    outcome = office.add(an_assignment(2, second), principal=PLANNER)

    assert [c.rule for c in outcome.new_conflicts] == []


def test_leave_is_recorded_and_reports_what_it_breaks(office: Office) -> None:
    shift = a_shift(1)
    office.add(shift, an_assignment(1, shift))

    outcome = office.add(leave(3), principal=PLANNER)

    assert [(c.rule, c.type.value) for c in outcome.new_conflicts] == [("absence", "hard")]
    assert standing(office) == [("absence", "hard")]


def test_standing_conflict_does_not_block_its_repair(office: Office) -> None:
    shift = a_shift(1)
    office.add(shift, an_assignment(1, shift))
    office.add(leave(3))

    moved = attrs.evolve(an_assignment(1, shift), collaborator_id=BEN)
    outcome = office.write(update(moved), principal=PLANNER)

    assert [c.rule for c in outcome.resolved_conflicts] == ["absence"]
    assert standing(office) == []


def test_standing_conflict_may_not_be_made_worse(office: Office) -> None:
    shift = a_shift(1, start=20, end=23)
    office.add(shift, an_assignment(1, shift))
    office.add(leave(3))

    longer = attrs.evolve(shift, starts_at=at(3, 18))

    with pytest.raises(HardConflicts):
        office.write(update(longer), principal=PLANNER)


def test_fact_and_decision_in_one_list_judge_the_decision_under_the_fact(office: Office) -> None:
    shift = a_shift(1)
    office.add(shift)

    with pytest.raises(HardConflicts) as refused:
        office.add(leave(3), an_assignment(1, shift), principal=PLANNER)

    assert [c.rule for c in refused.value.conflicts] == ["absence"]
    assert office.get("availability", leave(3).id) is None


def test_override_needs_a_publisher_and_a_rule_that_may_be_overridden(office: Office) -> None:
    shift = a_shift(1)
    office.add(shift)
    office.add(leave(3))
    override = Override(rules=("absence",), reason="she offered to come")
    assignment = an_assignment(1, shift, override=override)

    with pytest.raises(Forbidden):
        office.add(assignment, principal=PLANNER)
    office.add(assignment, principal=PUBLISHER)

    stored = office.get("assignment", assignment.id)
    assert stored.override == Override(rules=("absence",), reason="she offered to come", user_id="pia")
    assert audit(office)[-1] == ("override", "assignment", "pia")
    never = Override(rules=("double_booking",), reason="no")
    with pytest.raises(InvalidInput):
        office.write(update(attrs.evolve(stored, override=never)), principal=PUBLISHER)


def test_override_does_not_cover_what_comes_later(office: Office) -> None:
    shift, other = a_shift(1), a_shift(2, start=14, end=16)
    office.add(shift, other)
    office.add(leave(3))
    office.add(an_assignment(1, shift, override=Override(rules=("absence",), reason="agreed")))

    with pytest.raises(HardConflicts):
        office.add(an_assignment(2, other), principal=PLANNER)


def test_locked_assignment_refuses_all_but_unlocking(office: Office) -> None:
    shift = a_shift(1)
    locked = an_assignment(1, shift, locked=True)
    office.add(shift, locked)

    with pytest.raises(Locked):
        office.write(update(attrs.evolve(locked, status=AssignmentStatus.CONFIRMED)))
    with pytest.raises(Locked):
        office.write(delete("assignment", locked.id))
    with pytest.raises(Locked):
        office.write(delete("shift", shift.id))
    office.write(update(attrs.evolve(locked, locked=False)))

    assert office.get("assignment", locked.id).locked is False


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        (["draft", "published", "cancelled", "draft"], True),
        (["draft", "cancelled", "draft"], True),
        (["draft", "published", "draft"], False),
        (["draft", "cancelled", "published"], False),
    ],
)
def test_shift_status_follows_only_legal_steps(office: Office, path: list[str], allowed: bool) -> None:
    shift = a_shift(1)
    office.add(shift)

    def walk() -> None:
        for status in path[1:]:
            office.write(update(attrs.evolve(shift, status=ShiftStatus(status))))

    if allowed:
        walk()
        assert office.get("shift", shift.id).status.value == path[-1]
    else:
        with pytest.raises(IllegalTransition):
            walk()


def test_cancelled_shift_takes_no_edit_but_restoring(office: Office) -> None:
    shift = a_shift(1)
    office.add(shift)
    office.write(update(attrs.evolve(shift, status=ShiftStatus.CANCELLED)))

    with pytest.raises(IllegalTransition):
        office.write(update(attrs.evolve(shift, status=ShiftStatus.CANCELLED, note="later")))
    with pytest.raises(InvalidInput):
        office.add(an_assignment(1, shift))


def test_deleting_a_draft_removes_it_with_its_assignments(office: Office) -> None:
    shift = a_shift(1)
    office.add(shift, an_assignment(1, shift))

    office.write(delete("shift", shift.id), principal=PLANNER)

    assert (office.get("shift", shift.id), office.get("assignment", an_id(2001))) == (None, None)


def test_deleting_a_published_shift_cancels_it(office: Office) -> None:
    shift = a_shift(1, status=ShiftStatus.PUBLISHED)
    office.add(shift, an_assignment(1, shift))

    office.write(delete("shift", shift.id), principal=PLANNER)

    assert office.get("shift", shift.id).status is ShiftStatus.CANCELLED
    assert audit(office)[-1] == ("cancel", "shift", "paul")


def test_publishing_by_status_needs_a_publisher(office: Office) -> None:
    shift = a_shift(1)
    office.add(shift)

    with pytest.raises(Forbidden):
        office.write(update(attrs.evolve(shift, status=ShiftStatus.PUBLISHED)), principal=PLANNER)


def test_viewer_writes_nothing(office: Office) -> None:
    with pytest.raises(Forbidden):
        office.add(a_shift(1), principal=VIEWER)


def test_stale_version_is_refused(office: Office) -> None:
    shift = a_shift(1)
    office.add(shift)
    office.write(update(attrs.evolve(shift, note="one"), expected_version=1))

    with pytest.raises(StaleVersion) as stale:
        office.write(update(attrs.evolve(shift, note="two"), expected_version=1))

    assert (stale.value.expected, stale.value.current) == (1, 2)


def test_update_that_changes_nothing_writes_nothing(office: Office) -> None:
    shift = a_shift(1)
    office.add(shift)
    before = audit(office)

    outcome = office.write(update(attrs.evolve(shift, version=7)))

    assert outcome.edits == ()
    assert office.get("shift", shift.id).version == 1
    assert audit(office) == before


def test_none_clears_a_field(office: Office) -> None:
    shift = a_shift(1, note="bring gloves", soft_capacity=3)
    office.add(shift)

    office.write(update(attrs.evolve(shift, note=None, soft_capacity=None)))

    stored = office.get("shift", shift.id)
    assert (stored.note, stored.soft_capacity, stored.version) == (None, None, 2)


@pytest.mark.parametrize(
    ("values", "path", "reason"),
    [
        ({"site_id": an_id(99)}, "site_id", "unknown_reference"),
        ({"mission_id": an_id(99)}, "mission_id", "unknown_reference"),
        ({"required_skill_ids": (an_id(99),)}, "required_skill_ids.0", "unknown_reference"),
        ({"ends_at": at(400)}, "ends_at", "outside_mission"),
    ],
)
def test_shift_that_does_not_fit_its_mission_is_refused(
    office: Office, values: dict[str, Any], path: str, reason: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        office.add(a_shift(1, **values))

    assert [(f.path, f.reason) for f in refused.value.faults] == [(path, reason)]


def test_mission_may_not_leave_its_shifts_out(office: Office) -> None:
    office.add(a_shift(1))
    mission = office.get("mission", MISSION)

    with pytest.raises(InUse):
        office.write(update(attrs.evolve(mission, ends_at=at(2))))

    assert office.get("mission", MISSION) == mission


def test_reference_data_in_use_cannot_go(office: Office) -> None:
    with pytest.raises(InUse) as refused:
        office.write(delete("site", SITE))

    assert (refused.value.used_by, refused.value.used_by_id) == ("mission", MISSION)


def test_reference_data_is_written_by_administrators_only(office: Office) -> None:
    with pytest.raises(Forbidden):
        office.write(delete("role", OTHER_ROLE), principal=PUBLISHER)


def test_lost_skill_is_a_fact_and_its_conflict_stands(office: Office) -> None:
    from planning_core import HeldSkill
    from tests.small_plan import SKILL

    anna = office.get("collaborator", ANNA)
    office.write(update(attrs.evolve(anna, skills=(HeldSkill(skill_id=SKILL),))))
    shift = a_shift(1, required_skill_ids=(SKILL,))
    office.add(shift, an_assignment(1, shift))

    outcome = office.write(update(attrs.evolve(anna, skills=())))

    assert [c.rule for c in outcome.new_conflicts] == ["missing_skill"]
    assert standing(office) == [("missing_skill", "hard")]


def test_blackout_is_a_fact_found_on_the_shifts_of_its_site(office: Office) -> None:
    shift = a_shift(1)
    office.add(shift, an_assignment(1, shift))

    outcome = office.add(Blackout(id=an_id(50), site_id=SITE, starts_at=at(3), ends_at=at(4)))

    assert [(c.rule, c.shift_ids) for c in outcome.new_conflicts] == [("site_blackout", (shift.id,))]


def test_published_shift_reads_changed_after_its_people_change(office: Office) -> None:
    from planning_core.domain.time import Window
    from planning_core.use_cases.publish import PublishPeriod, publish

    shift = a_shift(1)
    office.add(shift)
    with office.unit_of_work() as uow:
        publish(PublishPeriod(window=Window(at(1), at(8))), principal=PUBLISHER, uow=uow, **office.tools)
        uow.commit()
    assert office.get("shift", shift.id).changed_since_publication is False

    office.add(an_assignment(1, shift), principal=PLANNER)

    stored = office.get("shift", shift.id)
    assert (stored.changed_since_publication, stored.version) == (True, 2)
    assert office.get("assignment", an_id(2001)).changed_since_publication is True


def test_preview_says_what_the_write_then_does(office: Office) -> None:
    first, second = a_shift(1), a_shift(2, start=10, end=14)
    office.add(first, second, an_assignment(1, first))
    changes = [create(an_assignment(2, second))]

    with office.unit_of_work(writes=False) as uow:
        previewed = preview_changes(changes, principal=PLANNER, uow=uow)

    with pytest.raises(HardConflicts) as refused:
        office.write(*changes, principal=PLANNER)
    assert previewed.blocking == refused.value.conflicts
    assert office.get("assignment", an_id(2002)) is None


def test_create_then_use_in_the_same_list(office: Office) -> None:
    shift = a_shift(1)

    outcome = office.add(shift, an_assignment(1, shift), principal=PLANNER)

    assert [(e.entity, e.action) for e in outcome.edits] == [("shift", "create"), ("assignment", "create")]


def test_unknown_id_is_not_found(office: Office) -> None:
    with pytest.raises(NotFound):
        office.write(delete("shift", an_id(9)), principal=ADMIN)


def test_every_write_is_audited_with_its_author_and_states(office: Office) -> None:
    shift = a_shift(1)
    office.add(shift, principal=PLANNER)
    office.write(update(attrs.evolve(shift, note="x")), principal=PLANNER)
    office.write(delete("shift", shift.id), principal=PUBLISHER)

    with office.unit_of_work(writes=False) as uow:
        entries = uow.audit.page(AuditQuery(entity_ids=(shift.id,))).items

    assert [(e.action, e.user_id, e.before is None, e.after is None) for e in reversed(entries)] == [
        ("create", "paul", True, False),
        ("update", "paul", False, False),
        ("delete", "pia", False, True),
    ]
    assert entries[1].before is not None
    assert entries[1].after is not None
    assert (entries[1].before["note"], entries[1].after["note"]) == (None, "x")
