"""One transaction over everything that is stored."""

from __future__ import annotations

from collections.abc import Collection
from types import TracebackType
from typing import Protocol, Self

from planning_core.ports.conflict_store import ConflictStore
from planning_core.ports.events import EventOutbox
from planning_core.ports.history import AuditLog, PublicationStore, RuleSettings
from planning_core.ports.jobs import JobStore
from planning_core.ports.plan_store import PlanStore
from planning_core.ports.requests import RequestMemory
from planning_core.ports.sessions import SessionStore
from planning_core.ports.timeline import TimelineReader
from planning_core.ports.tokens import TokenStore


class UnitOfWork(Protocol):
    """One transaction of one organization: used in a `with` block, rolled back unless committed.

    Where storage cannot be reached, entering or using it raises Unavailable.
    """

    plan: PlanStore
    conflicts: ConflictStore
    audit: AuditLog
    publications: PublicationStore
    rules: RuleSettings
    events: EventOutbox
    jobs: JobStore
    tokens: TokenStore
    sessions: SessionStore
    requests: RequestMemory
    timeline: TimelineReader

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None: ...

    def lock(self, *, collaborator_ids: Collection[str] = (), shift_ids: Collection[str] = ()) -> None:
        """Keep other writers from these people and shifts until the transaction ends, in id order."""
        ...

    def commit(self) -> None:
        """Make all of it so. What follows in the same block is another transaction.

        Raises RuntimeError for a unit of work that promised to read only.
        """
        ...

    def rollback(self) -> None:
        """Undo all of it."""
        ...


class UnitOfWorkFactory(Protocol):
    """Opens units of work bound to one organization."""

    def __call__(self, *, writes: bool = True) -> UnitOfWork:
        """A unit of work, not yet entered; `writes=False` promises to read only, and cannot be committed."""
        ...
