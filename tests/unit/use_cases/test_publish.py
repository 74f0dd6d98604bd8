"""Publishing: numbers, snapshots, differences, blockers, putting a version back."""

from __future__ import annotations

import attrs
import pytest

from planning_core import (
    Availability,
    Forbidden,
    HardConflicts,
    Locked,
    NotFound,
    Override,
    Principal,
    ShiftStatus,
    Window,
    delete,
    update,
)
from planning_core.use_cases.publish import (
    Published,
    PublishPeriod,
    compare_publications,
    preview_publication,
    publish,
)
from planning_core.use_cases.restore import restore_publication
from tests.small_plan import (
    ANNA,
    BEN,
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

FIRST_WEEK = Window(at(3), at(10))


def publish_week(office: Office, window: Window = FIRST_WEEK, principal: Principal = PUBLISHER) -> Published:
    with office.unit_of_work() as uow:
        published = publish(PublishPeriod(window=window), principal=principal, uow=uow, **office.tools)
        uow.commit()
        return published


def restore(office: Office, number: int) -> None:
    with office.unit_of_work() as uow:
        restore_publication(number, principal=PUBLISHER, uow=uow, **office.tools)
        uow.commit()


def test_publications_are_numbered_and_hold_what_was_published(office: Office) -> None:
    shift = a_shift(1)
    office.add(shift, an_assignment(1, shift))

    first = publish_week(office)
    office.write(update(attrs.evolve(office.get("shift", shift.id), note="gate B")))
    second = publish_week(office)

    assert (first.publication.number, second.publication.number) == (1, 2)
    notes = [p.publication.snapshot[0].shift.note for p in (first, second)]
    assert notes == [None, "gate B"]
    assert [a.collaborator_id for a in first.publication.snapshot[0].assignments] == [ANNA]
    assert office.get("shift", shift.id).status is ShiftStatus.PUBLISHED


def test_snapshot_does_not_change_with_the_plan(office: Office) -> None:
    shift = a_shift(1)
    office.add(shift)
    publish_week(office)

    office.write(update(attrs.evolve(office.get("shift", shift.id), note="later")))

    with office.unit_of_work(writes=False) as uow:
        stored = uow.publications.get(1)
    assert stored is not None
    assert stored.snapshot[0].shift.note is None


def test_difference_names_shifts_and_people(office: Office) -> None:
    kept, moved, gone = a_shift(1), a_shift(2, day=4), a_shift(3, day=5)
    office.add(kept, moved, gone, an_assignment(1, moved), an_assignment(2, gone))
    publish_week(office)
    new = a_shift(4, day=6)
    office.write(update(attrs.evolve(office.get("shift", moved.id), starts_at=at(4, 9))))
    office.write(delete("shift", gone.id))
    office.add(new, an_assignment(3, new, BEN))

    diff = publish_week(office).diff

    assert [d.shift_id for d in diff.added] == [new.id]
    assert [(d.shift_id, d.fields) for d in diff.changed] == [(moved.id, ("starts_at",))]
    assert [d.shift_id for d in diff.removed] == [gone.id]
    assert [(p.collaborator_id, p.added, p.changed, p.removed) for p in diff.people] == [
        (ANNA, (), (moved.id,), (gone.id,)),
        (BEN, (new.id,), (), ()),
    ]


def test_shift_moved_out_of_the_period_goes_along(office: Office) -> None:
    shift = a_shift(1)
    office.add(shift)
    publish_week(office)
    office.write(update(attrs.evolve(office.get("shift", shift.id), starts_at=at(12, 8), ends_at=at(12, 12))))

    second = publish_week(office)

    assert [(d.shift_id, d.fields) for d in second.diff.changed] == [(shift.id, ("starts_at", "ends_at"))]
    assert office.get("shift", shift.id).changed_since_publication is False


def test_another_period_leaves_the_first_in_force(office: Office) -> None:
    office.add(a_shift(1), a_shift(2, day=11))
    publish_week(office)
    publish_week(office, Window(at(10), at(17)))

    with office.unit_of_work(writes=False) as uow:
        diff = compare_publications(1, 2, principal=VIEWER, uow=uow)

    assert ([d.shift_id for d in diff.added], diff.removed) == ([an_id(1002)], ())


def test_standing_hard_conflict_refuses_a_publication_until_overridden(office: Office) -> None:
    shift = a_shift(1)
    office.add(shift, an_assignment(1, shift))
    office.add(
        Availability(
            id=an_id(60), collaborator_id=ANNA, kind="leave", starts_at=at(3), ends_at=at(4), reason="sick"
        )
    )

    with pytest.raises(HardConflicts) as refused:
        publish_week(office)
    override = Override(rules=("absence",), reason="she came back")
    office.write(update(attrs.evolve(office.get("assignment", an_id(2001)), override=override)))
    published = publish_week(office)

    assert [c.rule for c in refused.value.conflicts] == ["absence"]
    assert [(c.rule, c.overridden) for c in published.conflicts] == [("absence", True)]
    assert published.publication.number == 1


def test_publication_of_one_site_leaves_others_alone(office: Office) -> None:
    office.add(a_shift(1))
    command = PublishPeriod(window=FIRST_WEEK, site_ids=(an_id(77),))

    with office.unit_of_work() as uow:
        published = publish(command, principal=PUBLISHER, uow=uow, **office.tools)
        uow.commit()

    assert published.publication.snapshot == ()
    assert office.get("shift", an_id(1001)).status is ShiftStatus.DRAFT


def test_planner_may_not_publish(office: Office) -> None:
    with pytest.raises(Forbidden):
        publish_week(office, principal=PLANNER)


def test_preview_of_a_publication_writes_nothing(office: Office) -> None:
    office.add(a_shift(1))

    with office.unit_of_work(writes=False) as uow:
        scope = PublishPeriod(window=FIRST_WEEK, site_ids=(SITE,))
        conflicts, diff = preview_publication(scope, principal=VIEWER, uow=uow)

    assert ([c.rule for c in conflicts], [d.shift_id for d in diff.added]) == (
        ["understaffed"],
        [an_id(1001)],
    )
    assert office.get("shift", an_id(1001)).status is ShiftStatus.DRAFT


def test_restore_puts_a_version_back_as_drafts(office: Office) -> None:
    shift = a_shift(1)
    office.add(shift, an_assignment(1, shift))
    publish_week(office)
    changed = attrs.evolve(office.get("shift", shift.id), note="changed", starts_at=at(3, 9))
    office.write(update(changed), delete("assignment", an_id(2001)))
    office.add(an_assignment(2, shift, BEN))

    restore(office, 1)

    stored = office.get("shift", shift.id)
    assert (stored.status, stored.note, stored.starts_at) == (ShiftStatus.DRAFT, None, at(3, 8))
    assert office.get("assignment", an_id(2001)).collaborator_id == ANNA
    assert office.get("assignment", an_id(2002)) is None


def test_restore_brings_back_cancelled_work(office: Office) -> None:
    shift = a_shift(1)
    office.add(shift)
    publish_week(office)
    office.write(delete("shift", shift.id))
    publish_week(office)

    restore(office, 1)
    third = publish_week(office)

    assert third.publication.number == 3
    assert [d.shift_id for d in third.diff.added] == [shift.id]


def test_restore_that_would_make_a_hard_conflict_is_refused_whole(office: Office) -> None:
    shift = a_shift(1)
    office.add(shift, an_assignment(1, shift))
    publish_week(office)
    office.write(delete("assignment", an_id(2001)))
    clash = a_shift(2, start=10, end=14)
    office.add(clash, an_assignment(2, clash))

    with pytest.raises(HardConflicts):
        restore(office, 1)

    assert office.get("shift", shift.id).status is ShiftStatus.PUBLISHED
    assert office.get("assignment", an_id(2001)) is None


def test_restore_leaves_a_locked_assignment_alone(office: Office) -> None:
    shift = a_shift(1)
    office.add(shift)
    publish_week(office)
    office.add(an_assignment(1, shift, locked=True))

    with pytest.raises(Locked):
        restore(office, 1)


def test_unknown_version_is_not_found(office: Office) -> None:
    with pytest.raises(NotFound):
        restore(office, 4)
