"""Changes: what somebody asks to alter; and edits: what that comes to in a plan."""

from __future__ import annotations

from enum import StrEnum

import attrs

from planning_core.domain.kinds import DECISIONS, KINDS, Entity, kind_of
from planning_core.errors import Fault, InvalidInput


class Op(StrEnum):
    """What a change does to an entity."""

    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"


@attrs.frozen(kw_only=True)
class Change:
    """One wish: create this, replace that by this, delete that.

    `data` is the whole entity as it shall be (None for a deletion), its version of no account.
    `expected_version` refuses the change when the entity has moved on since (None: any version).
    """

    op: Op = attrs.field(converter=Op)
    entity: str
    id: str
    data: Entity | None = None
    expected_version: int | None = None

    def __attrs_post_init__(self) -> None:
        if self.entity not in KINDS:
            raise InvalidInput([Fault("entity", self.entity, "not_allowed", {"allowed": ", ".join(KINDS)})])
        if (self.data is None) != (self.op is Op.DELETE):
            raise InvalidInput([Fault("data", self.op.value, "data_and_op")])
        if self.data is not None and (kind_of(self.data) != self.entity or self.data.id != self.id):
            raise InvalidInput([Fault("id", self.id, "id_and_data")])

    @property
    def is_decision(self) -> bool:
        """Whether a new hard conflict refuses it (a fact is recorded whatever it breaks)."""
        return self.entity in DECISIONS


def create(entity: Entity) -> Change:
    """The change that brings in an entity."""
    return Change(op=Op.CREATE, entity=kind_of(entity), id=entity.id, data=entity)


def update(entity: Entity, expected_version: int | None = None) -> Change:
    """The change that replaces the entity of that id by this one."""
    return Change(
        op=Op.UPDATE, entity=kind_of(entity), id=entity.id, data=entity, expected_version=expected_version
    )


def delete(kind: str, entity_id: str, expected_version: int | None = None) -> Change:
    """The change that takes an entity away (a published shift is cancelled instead)."""
    return Change(op=Op.DELETE, entity=kind, id=entity_id, expected_version=expected_version)


@attrs.frozen(kw_only=True)
class Edit:
    """One thing that really changes: from what to what (None: from or to nothing).

    `action` is the audit's word for it. `position` is the change, counted from 0, that asked for it.
    """

    entity: str
    id: str
    before: Entity | None
    after: Entity | None
    action: str
    position: int = 0

    @property
    def is_decision(self) -> bool:
        """Whether a new hard conflict refuses it."""
        return self.entity in DECISIONS
