"""A database in memory: what was committed, and units of work over a copy of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from threading import Lock
from types import TracebackType
from typing import Self

from planning_core.domain.kinds import Entity, kind_of
from planning_core.errors import Unavailable
from planning_core.memory.calendars import InMemoryCalendarStore
from planning_core.memory.conflict_store import InMemoryConflictStore
from planning_core.memory.history import InMemoryAuditLog, InMemoryPublicationStore, InMemoryRuleSettings
from planning_core.memory.jobs import InMemoryJobStore
from planning_core.memory.outbox import InMemoryEventOutbox
from planning_core.memory.plan_store import InMemoryPlanStore
from planning_core.memory.requests import InMemoryRequestMemory
from planning_core.memory.sessions import InMemorySessionStore
from planning_core.memory.sinks import InMemorySinkStore
from planning_core.memory.state import State
from planning_core.memory.timeline import InMemoryTimelineReader
from planning_core.memory.tokens import InMemoryTokenStore
from planning_core.ports.calendars import CalendarStore
from planning_core.ports.conflict_store import ConflictStore
from planning_core.ports.events import EventOutbox
from planning_core.ports.history import (
    DEFAULT_RULE_SET,
    DEFAULT_TIMEZONE,
    AuditLog,
    PublicationStore,
    RuleSettings,
)
from planning_core.ports.jobs import JobStore
from planning_core.ports.plan_store import PlanStore
from planning_core.ports.requests import RequestMemory
from planning_core.ports.sessions import SessionStore
from planning_core.ports.sinks import SinkStore
from planning_core.ports.timeline import TimelineReader
from planning_core.ports.tokens import TokenStore
from planning_core.ports.unit_of_work import Touched

WAIT_SECONDS = 30.0


class InMemoryDatabase:
    """One organization's data for as long as the process lives; `unit_of_work` is a UnitOfWorkFactory.

    >>> database = InMemoryDatabase()
    >>> with database.unit_of_work(writes=False) as work:
    ...     work.rules.rule_set()
    'fr'
    """

    def __init__(
        self,
        entities: Iterable[Entity] = (),
        *,
        rule_set: str = DEFAULT_RULE_SET,
        timezone: str = DEFAULT_TIMEZONE,
    ) -> None:
        self.committed = State(rule_set=rule_set, timezone=timezone)
        for entity in entities:
            self.committed.entities[kind_of(entity)][entity.id] = entity
        self.writer = Lock()

    def unit_of_work(self, *, writes: bool = True) -> InMemoryUnitOfWork:
        """A unit of work, not yet entered; one that writes waits for the one before it to end."""
        return InMemoryUnitOfWork(self, writes=writes)


class InMemoryUnitOfWork:
    """A transaction over a copy that a commit swaps in; writers go one after the other."""

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

    def __init__(self, database: InMemoryDatabase, *, writes: bool) -> None:
        self._database, self._writes = database, writes

    def __enter__(self) -> Self:
        if self._writes and not self._database.writer.acquire(timeout=WAIT_SECONDS):
            raise Unavailable("storage", "another writer holds it")
        self._open()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._writes:
            self._database.writer.release()

    def hold_plan(self, *, alone: bool = False) -> None:
        """Nothing to do: a unit of work that writes keeps all other writers out."""

    def lock(self, find: Callable[[], Touched], *, named: Touched | None = None) -> Touched:
        """What `find` finds: nothing can move meanwhile."""
        return find()

    def commit(self) -> None:
        """Make all of it so."""
        if not self._writes:
            raise RuntimeError("this unit of work was opened for reading")
        self._database.committed = self._state
        self._open()

    def rollback(self) -> None:
        """Undo all of it."""
        self._open()

    def _open(self) -> None:
        state = self._state = self._database.committed.copy()
        self.plan = InMemoryPlanStore(state)
        self.conflicts = InMemoryConflictStore(state)
        self.audit = InMemoryAuditLog(state)
        self.publications = InMemoryPublicationStore(state)
        self.rules = InMemoryRuleSettings(state)
        self.events = InMemoryEventOutbox(state)
        self.jobs = InMemoryJobStore(state)
        self.tokens = InMemoryTokenStore(state)
        self.calendars = InMemoryCalendarStore(state)
        self.sessions = InMemorySessionStore(state)
        self.requests = InMemoryRequestMemory(state)
        self.timeline = InMemoryTimelineReader(state)
        self.sinks = InMemorySinkStore(state)
