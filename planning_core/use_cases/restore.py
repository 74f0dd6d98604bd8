"""Putting a published version back as drafts."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from planning_core.domain.change import Change, Edit
from planning_core.domain.history import PublishedShift
from planning_core.domain.kinds import Entity, kind_of
from planning_core.domain.plan import Plan
from planning_core.domain.principal import AccessRole, Principal
from planning_core.domain.work import Assignment, Shift, ShiftStatus
from planning_core.errors import HardConflicts, Locked, NotFound, OutsideLimits
from planning_core.ports.clock import Clock
from planning_core.ports.ids import IdSource
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.use_cases.alignment import check_alignment
from planning_core.use_cases.decide import Outcome, decide_edits
from planning_core.use_cases.limits import named, require_within
from planning_core.use_cases.load import load_plan
from planning_core.use_cases.record_writes import record_action, record_conflicts, record_edits
from planning_core.use_cases.transitions import Author


def restore_publication(
    number: int,
    *,
    principal: Principal,
    uow: UnitOfWork,
    clock: Clock,
    ids: IdSource,
    request_id: str | None = None,
) -> Outcome:
    """Put a version's shifts, with the assignments they had, back as drafts; the caller commits.

    Shifts that were deleted since come back, cancelled ones too; assignments added since to these shifts go.
    Shifts that the version does not hold stay as they are. It is one decision: a new hard conflict refuses it
    (HardConflicts), and so does a locked assignment that would change (Locked). Raises NotFound, Forbidden,
    OutsideLimits where any of it is outside the caller's part of the plan, InvalidInput where a shift no
    longer fits its mission.
    """
    principal.require(AccessRole.PUBLISHER, "restore")
    uow.hold_plan(alone=True)
    publication = uow.publications.get(number)
    if publication is None:
        raise NotFound("publication", str(number))
    changes = tuple(_changes(publication.snapshot, uow))
    plan, rules = load_plan(changes, uow)
    try:
        require_within(plan, changes, principal)
    except OutsideLimits as error:
        raise named(error, uow) from None
    author = Author(principal=principal, rules=rules)
    outcome = decide_edits(plan, changes, _edits(changes, plan), author)
    if outcome.blocking:
        raise HardConflicts(outcome.blocking, changes)
    record_edits(outcome.edits, principal=principal, uow=uow, clock=clock, ids=ids, request_id=request_id)
    record_conflicts(outcome.before, outcome.after, uow)
    record_action(
        "restore",
        "publication",
        publication.id,
        None,
        {"number": number, "edits": len(outcome.edits)},
        principal=principal,
        uow=uow,
        clock=clock,
        ids=ids,
        request_id=request_id,
    )
    return outcome


def _changes(snapshot: tuple[PublishedShift, ...], uow: UnitOfWork) -> Iterator[Change]:
    """The version's shifts and assignments as wishes, and the removal of assignments it does not hold."""
    shift_ids = {p.shift.id for p in snapshot}
    stored = {a.id: a for a in uow.plan.assignments_of_shifts(shift_ids)}
    existing = uow.plan.get_many("shift", shift_ids)
    kept = {a.id for p in snapshot for a in p.assignments}
    elsewhere = uow.plan.get_many("assignment", kept - set(stored))
    for published in snapshot:
        draft = attrs.evolve(published.shift, status=ShiftStatus.DRAFT)
        yield _wish(draft, published.shift.id in existing)
    for assignment_id in stored:
        if assignment_id not in kept:
            yield Change(op="delete", entity="assignment", id=assignment_id)
    for published in snapshot:
        for assignment in published.assignments:
            yield _wish(assignment, assignment.id in stored or assignment.id in elsewhere)


def _wish(entity: Entity, exists: bool) -> Change:
    return Change(op="update" if exists else "create", entity=kind_of(entity), id=entity.id, data=entity)


def _edits(changes: tuple[Change, ...], plan: Plan) -> tuple[Edit, ...]:
    """What really changes, with new versions. Statuses go back whatever stands: that is what restoring is."""
    edits = []
    for position, change in enumerate(changes):
        before = plan.get(change.entity, change.id)
        after = change.data
        if isinstance(after, Shift | Assignment):
            marked = isinstance(before, Shift | Assignment)
            after = attrs.evolve(
                after, version=before.version if before else 1, changed_since_publication=marked
            )
        if before is not None and _same(before, after):
            continue
        if isinstance(before, Assignment) and before.locked:
            raise Locked(before.id)
        if before is not None and after is not None:
            after = attrs.evolve(after, version=before.version + 1)
        action = "delete" if after is None else "restore"
        edits.append(
            Edit(
                entity=change.entity,
                id=change.id,
                before=before,
                after=after,
                action=action,
                position=position,
            )
        )
    edits += _marks(edits, plan)
    result = plan.with_edits(edits)
    for edit in edits:
        if edit.after is not None:
            check_alignment(edit.after, result)
    return tuple(edits)


def _marks(edits: list[Edit], plan: Plan) -> list[Edit]:
    """Other published shifts that lose somebody have changed since their publication."""
    edited = {e.id for e in edits}
    left = {
        e.before.shift_id: e.position
        for e in edits
        if isinstance(e.before, Assignment)
        and isinstance(e.after, Assignment)
        and e.before.shift_id != e.after.shift_id
    }
    found = []
    for shift_id, position in left.items():
        shift = plan.shifts.get(shift_id)
        if shift is not None and shift_id not in edited and shift.status is ShiftStatus.PUBLISHED:
            after = attrs.evolve(shift, changed_since_publication=True)
            if after != shift:
                found.append(
                    Edit(
                        entity="shift",
                        id=shift_id,
                        before=shift,
                        after=after,
                        action="mark",
                        position=position,
                    )
                )
    return found


def _same(before: Entity, after: Entity | None) -> bool:
    if not isinstance(after, Shift | Assignment) or not isinstance(before, Shift | Assignment):
        return before == after
    return attrs.evolve(after, changed_since_publication=before.changed_since_publication) == before
