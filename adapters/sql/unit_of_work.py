"""One transaction of one organization on a SQL database."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Self

from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from adapters.sql.audit_log import SqlAuditLog
from adapters.sql.calendar_store import SqlCalendarStore
from adapters.sql.conflict_store import SqlConflictStore
from adapters.sql.job_store import SqlJobStore
from adapters.sql.kept_entities import told_as
from adapters.sql.outbox import SqlEventOutbox
from adapters.sql.plan_store import SqlPlanStore
from adapters.sql.plan_tables import PLAN_TABLES
from adapters.sql.publications import SqlPublicationStore
from adapters.sql.request_memory import SqlRequestMemory
from adapters.sql.rule_settings import SqlRuleSettings
from adapters.sql.session import Session
from adapters.sql.session_store import SqlSessionStore
from adapters.sql.sink_store import SqlSinkStore
from adapters.sql.timeline import SqlTimelineReader
from adapters.sql.token_store import SqlTokenStore
from adapters.sql.turns import Turns
from planning_core.errors import Unavailable
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
from planning_core.ports.unit_of_work import Touched

if TYPE_CHECKING:
    from adapters.sql.pipeline import Pipeline

WRITES = "planning_writes"
"""The execution option that says whether a connection's transactions write."""


_MOST_KEPT = 100
"""So many rows that are held are read while they are, for whoever asks for them next."""


class SqlUnitOfWork:
    """A connection from enter to exit; what is not committed is rolled back."""

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
    _pipeline: Pipeline | None

    def __init__(
        self, engine: Engine, organization_id: str, *, writes: bool, turns: Turns | None = None
    ) -> None:
        self._engine, self._organization_id, self._writes = engine, organization_id, writes
        self._turns = turns if writes else None

    def __enter__(self) -> Self:
        if self._turns is not None:
            self._turns.take()  # before a connection: those who wait keep none from readers
        try:
            self._open()
        except BaseException:
            self._end_turn()
            raise
        return self

    def _open(self) -> None:
        try:
            connection = self._engine.connect().execution_options(**{WRITES: self._writes})
        except PoolTimeoutError:
            raise Unavailable("database", "all its connections are in use") from None
        try:
            connection.begin()
        except BaseException:
            connection.close()
            raise
        self._bind(connection)

    def _end_turn(self) -> None:
        if self._turns is not None:
            self._turns.give()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        # Closing gives the connection back to the pool, which rolls back what is open.
        try:
            if self._pipeline is not None:
                self._pipeline.let_go()
            self._connection.close()
        finally:
            self._end_turn()

    def hold_plan(self, *, alone: bool = False) -> None:
        """Join those who write the plan until the transaction ends; `alone`, with nobody beside."""
        if self._writes:
            self._session.hold("plan", shared=not alone)
            self.rules = rules = SqlRuleSettings(self._session)  # what was read before may have changed
            rules.ask()

    def lock(self, find: Callable[[], Touched], *, named: Touched | None = None) -> Touched:
        """Keep other writers from what `find` finds, asked again until it finds nothing that is not held."""
        pipeline = self._pipeline
        if pipeline is None or not self._writes:
            return find()  # On SQLite, BEGIN IMMEDIATE keeps every other writer out already.
        found = find() if named is None else named
        while True:
            pipeline.mark()
            self._take(found)
            again = find()
            if found.covers(again):
                pipeline.keep()
                return again
            # Taking the rest now would break the order in which all writers take rows: let go, take all anew.
            pipeline.undo()
            found = found.joined(again)

    def _take(self, touched: Touched) -> None:
        for kind, ids in (("shift", touched.shift_ids), ("collaborator", touched.collaborator_ids)):
            column, few = PLAN_TABLES[kind].c.id, len(ids) <= _MOST_KEPT
            rows = self._session.hold_rows(column, ids, *(told_as(kind, postgres=True) if few else ()))
            if few:
                self._session.held[kind] = frozenset(ids), rows

    def commit(self) -> None:
        """Make all of it so."""
        if not self._writes:
            raise RuntimeError("this unit of work was opened for reading")
        if self._pipeline is not None:
            self._pipeline.commit()
        self._connection.commit()
        self._session.held.clear()
        self.rules = SqlRuleSettings(self._session)

    def rollback(self) -> None:
        """Undo all of it."""
        if self._pipeline is not None:
            self._pipeline.let_go()
        self._connection.rollback()
        self._session.held.clear()
        self.rules = SqlRuleSettings(self._session)

    def _bind(self, connection: Connection) -> None:
        self._connection = connection
        self._pipeline = None
        if self._engine.dialect.name == "postgresql":
            from adapters.sql.pipeline import Pipeline  # with the driver, which need not be installed

            self._pipeline = Pipeline(connection, writes=self._writes)
        session = self._session = Session(connection, self._organization_id, self._pipeline)
        self.plan = SqlPlanStore(session)
        self.conflicts = SqlConflictStore(session)
        self.audit = SqlAuditLog(session)
        self.publications = SqlPublicationStore(session)
        self.rules = SqlRuleSettings(session)
        self.events = SqlEventOutbox(session)
        self.jobs = SqlJobStore(session)
        self.tokens = SqlTokenStore(session)
        self.calendars = SqlCalendarStore(session)
        self.sessions = SqlSessionStore(session)
        self.requests = SqlRequestMemory(session)
        self.timeline = SqlTimelineReader(session)
        self.sinks = SqlSinkStore(session)
