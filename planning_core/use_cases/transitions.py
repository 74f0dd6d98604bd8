"""What a change does to one entity: statuses, locks, deletion, publication marks."""

from __future__ import annotations

from typing import Any, TypeVar, cast

import attrs

from planning_core.domain.change import Change, Op
from planning_core.domain.kinds import Entity
from planning_core.domain.principal import AccessRole, Principal
from planning_core.domain.work import (
    Assignment,
    AssignmentStatus,
    Override,
    Shift,
    ShiftStatus,
)
from planning_core.errors import (
    Fault,
    IllegalTransition,
    InvalidInput,
    Locked,
    NotFound,
    StaleVersion,
)
from planning_core.rules.registry import RuleBook
from planning_core.use_cases.draft import Draft

SHIFT_TRANSITIONS = {
    ShiftStatus.DRAFT: {ShiftStatus.PUBLISHED, ShiftStatus.CANCELLED},
    ShiftStatus.PUBLISHED: {ShiftStatus.CANCELLED},
    ShiftStatus.CANCELLED: {ShiftStatus.DRAFT},
}
ASSIGNMENT_TRANSITIONS = {
    AssignmentStatus.PROPOSED: {AssignmentStatus.CONFIRMED, AssignmentStatus.REJECTED},
    AssignmentStatus.CONFIRMED: {AssignmentStatus.REJECTED},
    AssignmentStatus.REJECTED: {AssignmentStatus.PROPOSED},
}


@attrs.frozen(kw_only=True)
class Author:
    """On whose behalf changes are applied. `trusted` brings in what stands elsewhere as it is."""

    principal: Principal
    rules: RuleBook
    trusted: bool = False


E = TypeVar("E", bound=Entity)


def having(entity: E, **values: Any) -> E:
    """The entity with these values: itself where it has them already, for making one anew checks it anew."""
    if all(getattr(entity, name) == value for name, value in values.items()):
        return entity
    return attrs.evolve(entity, **values)


def apply_change(draft: Draft, change: Change, position: int, author: Author) -> None:
    """Lay one change over the draft, with all that follows from it."""
    current = draft.get(change.entity, change.id)
    if change.op is Op.CREATE:
        if current is not None:
            raise InvalidInput([Fault("id", change.id, "already_exists")])
    elif current is None:
        raise NotFound(change.entity, change.id)
    elif change.expected_version is not None and current.version != change.expected_version:
        raise StaleVersion(change.entity, change.id, change.expected_version, current.version)
    if change.op is Op.DELETE:
        _delete(draft, cast(Entity, current), change, position)
    elif change.entity == "shift":
        _put_shift(draft, cast("Shift | None", current), cast(Shift, change.data), position, author)
    elif change.entity == "assignment":
        _put_assignment(
            draft, cast("Assignment | None", current), cast(Assignment, change.data), position, author
        )
    else:
        _put(draft, change.entity, current, cast(Entity, change.data), position)


def _put(draft: Draft, kind: str, current: Entity | None, wanted: Any, position: int) -> None:
    if current is None:
        draft.put(kind, wanted.id, having(wanted, version=1), "create", position)
        return
    after = attrs.evolve(wanted, version=current.version)
    if after != current:
        draft.put(kind, wanted.id, after, "update", position)


def _put_shift(draft: Draft, current: Shift | None, wanted: Shift, position: int, author: Author) -> None:
    publishes = wanted.status is ShiftStatus.PUBLISHED
    if publishes and (current is None or current.status is not ShiftStatus.PUBLISHED):
        author.principal.require(AccessRole.PUBLISHER, "publish")
    if current is None:
        after = having(wanted, version=1, changed_since_publication=publishes, ever_published=publishes)
        draft.put("shift", wanted.id, after, "create", position)
        return
    after = attrs.evolve(
        wanted,
        version=current.version,
        changed_since_publication=current.changed_since_publication,
        ever_published=current.ever_published,
    )
    if after == current:
        return
    if wanted.status is current.status:
        if current.status is ShiftStatus.CANCELLED:
            raise IllegalTransition("shift", current.id, current.status.value, wanted.status.value)
        action = "update"
    elif author.trusted or wanted.status in SHIFT_TRANSITIONS[current.status]:
        action = {
            ShiftStatus.CANCELLED: "cancel",
            ShiftStatus.PUBLISHED: "publish",
            ShiftStatus.DRAFT: "restore",
        }[wanted.status]
    else:
        raise IllegalTransition("shift", current.id, current.status.value, wanted.status.value)
    if publishes or current.status is ShiftStatus.PUBLISHED:
        after = attrs.evolve(after, changed_since_publication=True, ever_published=True)
    draft.put("shift", wanted.id, after, action, position)


def _put_assignment(
    draft: Draft, current: Assignment | None, wanted: Assignment, position: int, author: Author
) -> None:
    override = _override(current, wanted, author)
    published = _is_published(draft, wanted.shift_id)
    if current is None:
        after = having(wanted, version=1, override=override, changed_since_publication=published)
        draft.put("assignment", wanted.id, after, "override" if override else "create", position)
    else:
        after = attrs.evolve(
            wanted,
            version=current.version,
            source=wanted.source if author.trusted else current.source,
            override=override,
            changed_since_publication=current.changed_since_publication,
        )
        if after == current:
            return
        _check_assignment_update(current, after, author)
        after = attrs.evolve(after, changed_since_publication=after.changed_since_publication or published)
        action = "override" if override is not None and override != current.override else "update"
        draft.put("assignment", wanted.id, after, action, position)
        _mark_shift(draft, current.shift_id, position)
    _mark_shift(draft, after.shift_id, position)


def _check_assignment_update(current: Assignment, after: Assignment, author: Author) -> None:
    if current.locked and attrs.evolve(after, locked=True) != current:
        raise Locked(current.id)
    if (
        after.status is not current.status
        and not author.trusted
        and after.status not in ASSIGNMENT_TRANSITIONS[current.status]
    ):
        raise IllegalTransition("assignment", current.id, current.status.value, after.status.value)


def _is_published(draft: Draft, shift_id: str) -> bool:
    shift = draft.get("shift", shift_id)
    return isinstance(shift, Shift) and shift.status is ShiftStatus.PUBLISHED


def _mark_shift(draft: Draft, shift_id: str, position: int) -> None:
    """A published shift whose assignments change has changed since its publication (same version)."""
    shift = draft.get("shift", shift_id)
    if (
        isinstance(shift, Shift)
        and shift.status is ShiftStatus.PUBLISHED
        and not shift.changed_since_publication
    ):
        draft.put("shift", shift_id, attrs.evolve(shift, changed_since_publication=True), "mark", position)


def _override(current: Assignment | None, assignment: Assignment, author: Author) -> Override | None:
    """The override as it is stored: checked, and signed by whoever gave it, for this person on this shift."""
    wanted = assignment.override
    if wanted is None:
        return None
    if current is not None and current.override is not None and seat(current) == seat(assignment):
        known = current.override
        if (wanted.rules, wanted.reason) == (known.rules, known.reason):
            return known
    author.principal.require(AccessRole.PUBLISHER, "override")
    for index, code in enumerate(wanted.rules):
        path = f"override.rules.{index}"
        if code not in author.rules:
            raise InvalidInput([Fault(path, code, "unknown_rule")])
        if not author.rules.get(code).rule.overridable:
            raise InvalidInput([Fault(path, code, "never_overridable")])
    return attrs.evolve(wanted, user_id=author.principal.user_id)


def seat(assignment: Assignment) -> tuple[str, str, str]:
    """Who does what where: what an override is given for."""
    return assignment.shift_id, assignment.collaborator_id, assignment.role_id


def _delete(draft: Draft, current: Entity, change: Change, position: int) -> None:
    if isinstance(current, Assignment):
        if current.locked:
            raise Locked(current.id)
        draft.put("assignment", current.id, None, "delete", position)
        _mark_shift(draft, current.shift_id, position)
    elif isinstance(current, Shift):
        _delete_shift(draft, current, position)
    else:
        draft.put(change.entity, current.id, None, "delete", position)


def _delete_shift(draft: Draft, current: Shift, position: int) -> None:
    """Work that was ever published is cancelled; other work goes, with its assignments."""
    if current.ever_published:
        if current.status is ShiftStatus.CANCELLED:
            raise IllegalTransition("shift", current.id, current.status.value, ShiftStatus.CANCELLED.value)
        after = attrs.evolve(current, status=ShiftStatus.CANCELLED, changed_since_publication=True)
        draft.put("shift", current.id, after, "cancel", position)
        return
    for assignment in draft.assignments_on(current.id):
        if assignment.locked:
            raise Locked(assignment.id)
        draft.put("assignment", assignment.id, None, "delete", position)
    draft.put("shift", current.id, None, "delete", position)
