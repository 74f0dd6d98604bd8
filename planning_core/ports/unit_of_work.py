"""One transaction over everything that is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Protocol, Self

import attrs

from planning_core.ports.calendars import CalendarStore
from planning_core.ports.conflict_store import ConflictStore
from planning_core.ports.events import EventOutbox
from planning_core.ports.history import AuditLog, PublicationStore, RuleSettings
from planning_core.ports.jobs import JobStore
from planning_core.ports.plan_store import PlanStore
from planning_core.ports.requests import RequestMemory
from planning_core.ports.sessions import SessionStore
from planning_core.ports.sinks import SinkStore
from planning_core.ports.timeline import TimelineReader
from planning_core.ports.tokens import TokenStore


def _ids(ids: Iterable[str]) -> frozenset[str]:
    return frozenset(ids)


@attrs.frozen(kw_only=True)
class Touched:
    """Ids of the people and of the shifts that a write concerns."""

    collaborator_ids: frozenset[str] = attrs.field(default=frozenset(), converter=_ids)
    shift_ids: frozenset[str] = attrs.field(default=frozenset(), converter=_ids)

    def covers(self, other: Touched) -> bool:
        """Whether nothing of the other is missing here."""
        return self.collaborator_ids >= other.collaborator_ids and self.shift_ids >= other.shift_ids

    def joined(self, other: Touched) -> Touched:
        """All of both."""
        return Touched(
            collaborator_ids=self.collaborator_ids | other.collaborator_ids,
            shift_ids=self.shift_ids | other.shift_ids,
        )


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
    calendars: CalendarStore
    sessions: SessionStore
    requests: RequestMemory
    timeline: TimelineReader
    sinks: SinkStore

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None: ...

    def hold_plan(self, *, alone: bool = False) -> None:
        """Join those who write the plan until the transaction ends; `alone`, once the others are through and
        with nobody beside.

        Comes before every read that a write rests on, and once: who has joined cannot come to be alone.
        """
        ...

    def lock(self, find: Callable[[], Touched], *, named: Touched | None = None) -> Touched:
        """Keep other writers from the people and shifts that `find` finds, until the transaction ends.

        What `find` looks at may move before it is held. So it is asked again afterwards, and again, until it
        finds nothing that is not held; its last answer was found with all of it held, and is returned. Rows
        are taken in one order, shifts before people and each by id. `named` is what the caller knows to be
        most or all of it: that is held without asking before. Comes before the first write. A unit of work
        that only reads holds nothing.
        """
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
