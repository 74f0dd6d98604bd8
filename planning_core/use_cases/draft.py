"""A plan being edited: what changes come to, one after the other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from planning_core.domain.change import Edit
from planning_core.domain.kinds import Entity
from planning_core.domain.plan import Plan
from planning_core.domain.work import Assignment

Key = tuple[str, str]


class Draft:
    """A plan with edits laid over it, so that each change sees what those before it did."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._over: dict[Key, Entity | None] = {}
        self._edits: dict[Key, Edit] = {}

    def get(self, kind: str, entity_id: str) -> Entity | None:
        """The entity as it is now."""
        key = (kind, entity_id)
        return self._over[key] if key in self._over else self.plan.get(kind, entity_id)

    def assignments_on(self, shift_id: str) -> list[Assignment]:
        """All assignments to a shift as it is now, in id order."""
        found: dict[str, Any] = {a.id: a for a in self.plan.assignments_on(shift_id)}
        for (kind, entity_id), entity in self._over.items():
            if kind == "assignment":
                found.pop(entity_id, None)
                if isinstance(entity, Assignment) and entity.shift_id == shift_id:
                    found[entity_id] = entity
        return [found[key] for key in sorted(found)]

    def put(self, kind: str, entity_id: str, after: Entity | None, action: str, position: int) -> None:
        """Record that an entity becomes `after` (None: goes away)."""
        key = (kind, entity_id)
        earlier = self._edits.get(key)
        before = earlier.before if earlier else self.plan.get(kind, entity_id)
        if earlier is not None:
            action = earlier.action if earlier.action == "create" and after is not None else action
        self._over[key] = after
        self._edits[key] = Edit(
            entity=kind, id=entity_id, before=before, after=after, action=action, position=position
        )

    def edits(self) -> Iterable[Edit]:
        """What really changes, each entity once, in the order in which it was first touched."""
        return [e for e in self._edits.values() if e.before is not None or e.after is not None]
