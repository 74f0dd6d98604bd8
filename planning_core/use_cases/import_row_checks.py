"""What single rows of an import are asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from planning_core.domain.kinds import Entity
from planning_core.domain.people import Availability
from planning_core.domain.work import Assignment, Shift, ShiftStatus, ShiftTemplate
from planning_core.errors import Fault, InvalidInput


def succession_changes(entity: Entity | None, current: Entity | None) -> bool:
    """Whether a template that may have shifts gets other templates that must not follow it."""
    return (
        isinstance(entity, ShiftTemplate)
        and isinstance(current, ShiftTemplate)
        and entity.not_followed_by != current.not_followed_by
    )


def key_field(kind: str) -> str:
    """The field that says which thing a row means."""
    return {"assignment": "collaborator_id", "availability": "collaborator_id"}.get(kind, "external_ref")


def shown(entity: Entity) -> Any:
    """What stands in that field."""
    if isinstance(entity, Assignment | Availability):
        return entity.collaborator_id
    return getattr(entity, "external_ref", None)


def refuse_published(entity: Entity, current: Entity | None) -> None:
    """Work is published by a publication, or comes in as it stands elsewhere: not row by row."""
    if not isinstance(entity, Shift) or entity.status is not ShiftStatus.PUBLISHED:
        return
    if not isinstance(current, Shift) or current.status is not ShiftStatus.PUBLISHED:
        raise InvalidInput([Fault("status", entity.status.value, "published_as_it_is")])


def has_time(fields: Mapping[str, Any]) -> bool:
    """Whether a row says a time; one of an event of a calendar may say that it is cancelled."""
    return "event" not in fields or fields["event"].at is not None
