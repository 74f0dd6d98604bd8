"""The one place that imports adapters: wires them to the core."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Sequence
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from threading import Event

import attrs
import structlog
from dramatiq import Broker

from adapters.audit import AuditFeeders, JsonLinesSink, WebhookSink
from adapters.files import ImportFiles, Rejects, open_files, xlsx_pieces
from adapters.identity import digest_of, mint
from adapters.jobs import JobRunning, memory_broker, redis_broker
from adapters.rates import InProcessRates
from adapters.solver.compilation import Compilation
from adapters.sql import (
    EventNotices,
    Held,
    SqlDatabase,
    back_up,
    needs_upgrade,
    restore,
    schema_state,
    upgrade,
)
from adapters.system import SystemClock, UuidIds
from entrypoints.settings import Settings
from entrypoints.solvers import compiling_first, solver_of
from planning_core.errors import Fault, InvalidInput, Unavailable
from planning_core.memory import InMemoryDatabase
from planning_core.ports.clock import Clock
from planning_core.ports.identity import IdentityProvider
from planning_core.ports.ids import IdSource
from planning_core.ports.jobs import JobQueue
from planning_core.ports.rates import Rates
from planning_core.ports.sinks import AuditSink
from planning_core.ports.unit_of_work import UnitOfWork, UnitOfWorkFactory
from planning_core.use_cases.attested import ClaimRules
from planning_core.use_cases.audit_feed import Feeding
from planning_core.use_cases.rules_in_force import recheck_if_rules_changed
from planning_core.use_cases.run_auto_assign import SolverFor

__all__ = [
    "App",
    "DatabaseState",
    "Held",
    "ImportFiles",
    "Rejects",
    "back_up_database",
    "build_app",
    "database_state",
    "memory_app",
    "open_files",
    "restore_database",
    "upgrade_database",
    "wire",
    "xlsx_pieces",
]

STOP_SECONDS = 5.0
_log = structlog.get_logger("planning")

Hear = Callable[[Callable[[], None]], Callable[[], None]]


@attrs.frozen(kw_only=True)
class App:
    """The product, wired: what every door is given.

    `mint` makes the secret of a token and its digest, `digest_of` finds the digest of a secret shown.
    `rates` counts what may be done so often only. `provider` vouches for people where one is set, and
    `claim_rules` say what they may do then.
    `sinks` get the audit entries, as `feeding` says.
    `start` begins what a server runs beside its answers: it feeds sinks and, without Redis, runs jobs.
    `hear` has a function called when other processes stored events, where storage tells of that, until what
    it answers is called. `work` begins to run jobs in this process, `run_job` runs one now. `reach_queue`
    raises Unavailable where jobs cannot run. `close` ends all that runs, gives running jobs back, and lets go
    of storage.
    """

    settings: Settings
    unit_of_work: UnitOfWorkFactory
    clock: Clock
    ids: IdSource
    solver: SolverFor
    queue: JobQueue
    mint: Callable[[], tuple[str, str]]
    digest_of: Callable[[str], str]
    rates: Rates
    provider: IdentityProvider | None
    claim_rules: ClaimRules
    sinks: Sequence[AuditSink]
    feeding: Feeding
    run_job: Callable[[str], None]
    hear: Hear
    start: Callable[[], None]
    work: Callable[[], None]
    reach_queue: Callable[[], None]
    close: Callable[[], None]


def build_app(settings: Settings) -> App:
    """The product on the database that the settings name, its plan checked under the rules of today.

    A SQLite file is brought to this version's tables first; another database only by `planning db upgrade`.
    Raises Unavailable, InvalidInput.
    """
    database = SqlDatabase(settings.database_url)
    if database.is_sqlite:
        upgrade(database)
    elif needs_upgrade(database):
        raise Unavailable("database", "its tables are of another version: run planning db upgrade")

    def hear(told: Callable[[], None]) -> Callable[[], None]:
        notices = EventNotices(database, settings.organization, told)
        notices.start()
        return notices.stop

    app = wire(settings, database.units_of_work(settings.organization), let_go=database.close, hear=hear)
    with app.unit_of_work() as uow:
        if recheck_if_rules_changed(uow=uow, clock=app.clock):
            uow.commit()
    return app


@attrs.frozen
class DatabaseState:
    """A database, its password hidden, and the revisions of its tables: theirs (None: no tables) and ours."""

    database: str
    current: str | None
    wanted: str

    @property
    def up_to_date(self) -> bool:
        """Whether this version can work with the tables."""
        return self.current == self.wanted


def database_state(settings: Settings) -> DatabaseState:
    """How the tables of the settings' database stand. Raises Unavailable, InvalidInput."""
    database = SqlDatabase(settings.database_url)
    try:
        state = schema_state(database)
        return DatabaseState(database.url.render_as_string(), state.current, state.wanted)
    finally:
        database.close()


def upgrade_database(settings: Settings) -> DatabaseState:
    """Bring the tables of the settings' database to this version. Raises Unavailable, InvalidInput."""
    database = SqlDatabase(settings.database_url)
    try:
        upgrade(database)
    finally:
        database.close()
    return database_state(settings)


def back_up_database(settings: Settings, target: Path, told: Callable[[int, int], None]) -> int:
    """Copy the settings' SQLite database into a new file while it is in use; the bytes written.

    Raises InvalidInput, also for a database that is no file (`needs_sqlite`); Unavailable.
    """
    return back_up(_database_file(settings), target, told=told).size


def restore_database(
    settings: Settings, source: Path, told: Callable[[int, int], None], *, serving: bool = False
) -> Path | None:
    """Put a backup in the place of the settings' SQLite database; where the earlier one is kept.

    Raises InvalidInput, Held while another process has the database open (unless `serving`), Unavailable.
    """
    file = _database_file(settings)
    now = SystemClock().now()
    keep_as = file.with_name(f"{file.name}.before-restore-{now:%Y%m%dT%H%M%S%fZ}")
    kept = restore(source, file, keep_as=keep_as, at=now, told=told, serving=serving)
    build_app(settings).close()  # its conflicts are those of the rules of today
    return kept


def _database_file(settings: Settings) -> Path:
    database = SqlDatabase(settings.database_url)
    database.close()
    if not database.is_sqlite or database.url.database is None:
        raise InvalidInput([Fault("", None, "needs_sqlite")])
    return Path(database.url.database)


def memory_app(settings: Settings) -> App:
    """The product on storage that lasts as long as the process."""
    return wire(settings, InMemoryDatabase().unit_of_work, let_go=lambda: None)


def wire(
    settings: Settings,
    unit_of_work: UnitOfWorkFactory,
    *,
    let_go: Callable[[], None],
    hear: Hear = lambda _: lambda: None,  # storage that tells nobody
) -> App:
    """The product on any storage, its jobs run by threads of this process once it is started."""
    clock, ids = SystemClock(), UuidIds()
    compilation = Compilation()
    solver = solver_of(settings, lambda: import_module("adapters.solver"), compilation.ready)
    closing = Event()

    def for_jobs(*, writes: bool = True) -> UnitOfWork:
        # A job that does not end when it shall is left as it stands; it goes stale and another takes it up.
        if closing.is_set():
            raise Unavailable("storage", "shutting down")
        return unit_of_work(writes=writes)

    jobs = JobRunning(
        _broker(settings),
        threads=settings.job_threads,
        sweep_seconds=settings.job_sweep_seconds,
        unit_of_work=for_jobs,
        solver=solver,
        clock=clock,
        ids=ids,
        on_failure=_job_trouble,
    )

    work = compiling_first(settings, compilation.begin, jobs.start)

    def not_fed(error: Exception) -> None:
        if isinstance(error, Unavailable):
            _log.warning("feeding audit sinks waits", reason=str(error))
        else:
            _log.error("feeding audit sinks failed", exc_info=error)

    rates = _rates(settings)
    sinks, feeding = _audit_sinks(settings, clock), settings.feeding
    feeders = AuditFeeders(
        sinks,
        feeding,
        holder=f"{socket.gethostname()}-{os.getpid()}-{ids.new_id()}",
        unit_of_work=for_jobs,
        clock=clock,
        every_seconds=settings.audit_feed_seconds,
        keep_events=timedelta(days=settings.events_keep_days),
        on_failure=not_fed,
    )

    def start() -> None:
        if settings.redis_url is None:
            work()
        feeders.start()

    def close() -> None:
        jobs.stop(STOP_SECONDS)
        closing.set()
        feeders.stop(STOP_SECONDS)
        rates.close()
        let_go()

    return App(
        settings=settings,
        unit_of_work=unit_of_work,
        clock=clock,
        ids=ids,
        solver=solver,
        queue=jobs.queue,
        mint=mint,
        digest_of=digest_of,
        rates=rates,
        provider=_provider(settings),
        claim_rules=settings.claim_rules,
        sinks=sinks,
        feeding=feeding,
        run_job=jobs.run,
        hear=hear,
        start=start,
        work=work,
        reach_queue=jobs.check,
        close=close,
    )


def _broker(settings: Settings) -> Broker:
    """Redis where it is set: keys of one organization's jobs, so that no worker takes another's."""
    if settings.redis_url is None:
        return memory_broker()
    return redis_broker(settings.redis_url.get_secret_value(), f"planning:{settings.organization}")


def _job_trouble(error: Exception, job_id: str | None) -> None:
    if isinstance(error, Unavailable):
        _log.warning("jobs wait", job_id=job_id, reason=str(error))
    else:
        _log.error("job failed" if job_id else "sweep failed", job_id=job_id, exc_info=error)


def _rates(settings: Settings) -> Rates:
    if settings.redis_url is None:
        return InProcessRates()
    from adapters.rates.shared import SharedRates

    return SharedRates(
        settings.redis_url.get_secret_value(),
        f"planning:{settings.organization}",
        on_failure=lambda error: _log.warning("rates not shared", reason=type(error).__name__),
    )


def _provider(settings: Settings) -> IdentityProvider | None:
    if settings.oidc_issuer is None:
        return None
    try:
        from adapters.identity.openid import OpenIdClient, OpenIdProvider
    except ImportError:
        raise Unavailable(
            "identity provider", "its libraries are not installed: add the extra openid"
        ) from None
    secret = settings.oidc_client_secret
    return OpenIdProvider(
        OpenIdClient(
            issuer=settings.oidc_issuer,
            client_id=settings.oidc_client_id,
            client_secret=secret.get_secret_value() if secret else None,
            name=settings.oidc_name,
            scopes=settings.oidc_scopes,
            audiences=settings.oidc_audience,
            algorithms=settings.oidc_algorithms,
            leeway_seconds=settings.oidc_leeway_seconds,
        )
    )


def _audit_sinks(settings: Settings, clock: Clock) -> list[AuditSink]:
    sinks: list[AuditSink] = []
    if settings.audit_file is not None:
        sinks.append(JsonLinesSink(settings.audit_file))
    if settings.audit_webhook_url is not None and settings.audit_webhook_secret is not None:
        secret = settings.audit_webhook_secret.get_secret_value()
        sinks.append(WebhookSink(settings.audit_webhook_url, secret, clock.now))
    return sinks
