"""What can go wrong for a reason that a caller can understand.

Every error carries data, never a status code: a door turns it into an HTTP problem or an exit code.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs


@attrs.frozen
class Fault:
    """One thing wrong with one value: where it stands, what it is, and why it cannot be taken.

    `reason` is a stable word (`naive_instant`, `too_long`, ...); `planning_core.sentences` turns it
    into French or English. `limits` holds the figures that the sentence names.
    """

    path: str
    value: Any
    reason: str
    limits: Mapping[str, Any] = attrs.field(factory=dict)

    def under(self, prefix: str) -> Fault:
        """The same fault seen from one level further out."""
        return attrs.evolve(self, path=f"{prefix}.{self.path}" if self.path else prefix)


class PlanningError(Exception):
    """Root of all errors that planning_core raises on purpose."""


class InvalidInput(PlanningError):
    """Values that no entity or command can be made of; `faults` says which and why."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{f.path}: {f.reason} ({f.value!r})" for f in self.faults))


class NotFound(PlanningError):
    """Nothing of that kind has that id (in this organization)."""

    def __init__(self, entity: str, entity_id: str) -> None:
        self.entity, self.entity_id = entity, entity_id
        super().__init__(f"no {entity} {entity_id}")


class Forbidden(PlanningError):
    """The caller may not do this; `needed` is the least role that may."""

    def __init__(self, action: str, needed: str) -> None:
        self.action, self.needed = action, needed
        super().__init__(f"{action} needs the role {needed}")


class OutsideLimits(PlanningError):
    """The caller is kept to a part of the plan that this is not in.

    `what` is `site` or `team`, with the id and name of the one that it belongs to (None: to none at all);
    or `whole`, where something is for callers without limits.
    """

    def __init__(self, what: str, entity_id: str | None = None, name: str | None = None) -> None:
        self.what, self.entity_id, self.name = what, entity_id, name
        super().__init__(f"outside the caller's limits: {what} {name or entity_id or ''}".rstrip())


class IllegalTransition(PlanningError):
    """A status cannot follow the one that stands."""

    def __init__(self, entity: str, entity_id: str, current: str, wanted: str) -> None:
        self.entity, self.entity_id, self.current, self.wanted = entity, entity_id, current, wanted
        super().__init__(f"{entity} {entity_id}: {current} cannot become {wanted}")


class Locked(PlanningError):
    """A locked assignment refuses every change but unlocking."""

    def __init__(self, entity_id: str) -> None:
        self.entity_id = entity_id
        super().__init__(f"assignment {entity_id} is locked")


class StaleVersion(PlanningError):
    """The caller edits a version that is no longer the current one."""

    def __init__(self, entity: str, entity_id: str, expected: int, current: int) -> None:
        self.entity, self.entity_id, self.expected, self.current = entity, entity_id, expected, current
        super().__init__(f"{entity} {entity_id}: version {expected} expected, {current} found")


class InUse(PlanningError):
    """A thing cannot go, or cannot change so, while others rely on it."""

    def __init__(self, entity: str, entity_id: str, used_by: str, used_by_id: str) -> None:
        self.entity, self.entity_id = entity, entity_id
        self.used_by, self.used_by_id = used_by, used_by_id
        super().__init__(f"{entity} {entity_id} is used by {used_by} {used_by_id}")


class HardConflicts(PlanningError):
    """A decision would create hard conflicts; nothing was written.

    `conflicts` are those that stand in the way (`planning_core.rules.Conflict`), `attempted` the
    changes that were refused.
    """

    def __init__(self, conflicts: Sequence[Any], attempted: Sequence[Any] = ()) -> None:
        self.conflicts, self.attempted = tuple(conflicts), tuple(attempted)
        super().__init__(", ".join(sorted({c.rule for c in self.conflicts})))


class Unavailable(PlanningError):
    """Storage or queue cannot be reached now; the same call may succeed later."""

    def __init__(self, what: str, reason: str = "") -> None:
        self.what, self.reason = what, reason
        super().__init__(f"{what} cannot be reached{': ' + reason if reason else ''}")


class Contended(Unavailable):
    """The database gave this transaction up for another one's sake; the same again may succeed at once."""
