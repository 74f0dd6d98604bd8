"""Carrying out edits: rows, audit entries, standing conflicts and the outgoing event, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planning_core.domain.change import Edit
from planning_core.domain.conflict import Conflict
from planning_core.domain.history import PlanningChange, RuleSetting
from planning_core.domain.principal import Principal
from planning_core.domain.record import to_record
from planning_core.domain.reference import Mission
from planning_core.errors import InUse
from planning_core.ports.clock import Clock
from planning_core.ports.events import OutgoingEvent
from planning_core.ports.ids import IdSource
from planning_core.ports.unit_of_work import UnitOfWork

_NEVER_REFERRED_TO = frozenset({"assignment", "availability", "blackout"})


def record_edits(
    edits: Sequence[Edit],
    *,
    principal: Principal,
    uow: UnitOfWork,
    clock: Clock,
    ids: IdSource,
    request_id: str | None,
    overlapping: bool = False,
) -> None:
    """Write edits with an audit entry for each and one event for all.

    `overlapping` takes in assignments of one person that overlap: as they stand elsewhere, or to be judged.
    Raises InUse where something removed is still referred to, or a mission leaves out its shifts.
    """
    if not edits:
        return
    uow.plan.write(edits, overlapping=overlapping)
    for edit in edits:
        _refuse_dangling(edit, uow)
    now = clock.now()
    audited = [e for e in edits if e.action != "mark"]
    uow.audit.append(
        [
            PlanningChange(
                id=ids.new_id(),
                entity=edit.entity,
                entity_id=edit.id,
                user_id=principal.user_id,
                action=edit.action,
                before=None if edit.before is None else to_record(edit.before),
                after=None if edit.after is None else to_record(edit.after),
                timestamp=now,
                request_id=request_id,
            )
            for edit in audited
        ]
    )
    changes = [
        {
            "entity": e.entity,
            "id": e.id,
            "action": e.action,
            "version": None if e.after is None else e.after.version,
        }
        for e in edits
    ]
    payload = {"changes": changes, "user_id": principal.user_id, "request_id": request_id}
    uow.events.add(OutgoingEvent(topic="plan.changed", payload=payload, at=now))


def _refuse_dangling(edit: Edit, uow: UnitOfWork) -> None:
    if edit.after is None and edit.entity not in _NEVER_REFERRED_TO:
        user = uow.plan.first_reference(edit.entity, edit.id)
        if user is not None:
            raise InUse(edit.entity, edit.id, *user)
    if isinstance(edit.after, Mission) and edit.before is not None:
        outside = uow.plan.shift_outside(edit.after)
        if outside is not None:
            raise InUse("mission", edit.id, "shift", outside)


def record_conflicts(before: Iterable[Conflict], after: Iterable[Conflict], uow: UnitOfWork) -> None:
    """Bring the standing conflicts from what they were to what they are."""
    earlier = {c.fingerprint: c for c in before}
    later = {c.fingerprint: c for c in after}
    gone = [f for f in earlier if f not in later]
    found = [c for f, c in later.items() if earlier.get(f) != c]
    if gone or found:
        uow.conflicts.replace(gone, found)


def record_action(
    action: str,
    entity: str,
    entity_id: str,
    before: dict[str, object] | None,
    after: dict[str, object] | None,
    *,
    principal: Principal,
    uow: UnitOfWork,
    clock: Clock,
    ids: IdSource,
    request_id: str | None,
) -> None:
    """Write one audit entry, and its event, for what is no edit of an entity: a publication, a setting."""
    now = clock.now()
    uow.audit.append(
        [
            PlanningChange(
                id=ids.new_id(),
                entity=entity,
                entity_id=entity_id,
                user_id=principal.user_id,
                action=action,
                before=before,
                after=after,
                timestamp=now,
                request_id=request_id,
            )
        ]
    )
    changes = [{"entity": entity, "id": entity_id, "action": action, "version": None}]
    payload = {"changes": changes, "user_id": principal.user_id, "request_id": request_id}
    uow.events.add(OutgoingEvent(topic="plan.changed", payload=payload, at=now))


def record_setting(
    before: RuleSetting,
    after: RuleSetting,
    *,
    principal: Principal,
    uow: UnitOfWork,
    clock: Clock,
    ids: IdSource,
    request_id: str | None,
) -> None:
    """Write the audit entry of a rule's setting."""
    record_action(
        "update" if before.version else "create",
        "rule",
        after.id,
        to_record(before) if before.version else None,
        to_record(after),
        principal=principal,
        uow=uow,
        clock=clock,
        ids=ids,
        request_id=request_id,
    )
