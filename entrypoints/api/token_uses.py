"""When tokens, of callers and of calendars, were used last, noted beside the requests that use them."""

from __future__ import annotations

from threading import Event, Lock, Thread

import structlog

from planning_core.errors import PlanningError
from planning_core.ports.clock import Clock
from planning_core.ports.unit_of_work import UnitOfWorkFactory

GATHER_SECONDS = 1.0
"""Uses are gathered for so long and written together."""
_log = structlog.get_logger("planning.api")


class TokenUses:
    """Uses of tokens on their way to storage, in a thread and transactions of their own.

    No request waits for them, and none fails because they cannot be written.
    """

    def __init__(
        self, unit_of_work: UnitOfWorkFactory, clock: Clock, *, gather_seconds: float = GATHER_SECONDS
    ) -> None:
        self._unit_of_work, self._clock, self._gather_seconds = unit_of_work, clock, gather_seconds
        self._used: set[str] = set()
        self._fetched: set[str] = set()
        self._lock, self._news, self._stopped = Lock(), Event(), Event()
        self._thread: Thread | None = None

    def note(self, token_id: str) -> None:
        """A token was used just now."""
        with self._lock:
            self._used.add(token_id)
        self._news.set()

    def note_calendar(self, collaborator_id: str) -> None:
        """A person's calendar was fetched just now."""
        with self._lock:
            self._fetched.add(collaborator_id)
        self._news.set()

    def start(self) -> None:
        """Begin to write what is noted."""
        self._stopped.clear()
        self._thread = Thread(target=self._run, name="token-uses", daemon=True)
        self._thread.start()

    def stop(self, seconds: float = 5.0) -> None:
        """Write what is noted and end, within that time."""
        self._stopped.set()
        self._news.set()
        if self._thread is not None:
            self._thread.join(seconds)
            self._thread = None

    def write(self) -> None:
        """Write what was noted so far; what cannot be written now is noted at the token's next use."""
        with self._lock:
            used, self._used = self._used, set()
            fetched, self._fetched = self._fetched, set()
        if not (used or fetched):
            return
        try:
            with self._unit_of_work() as uow:
                now = self._clock.now()
                uow.tokens.note_use(used, now)
                uow.calendars.note_use(fetched, now)
                uow.commit()
        except PlanningError as error:
            _log.warning("uses of tokens not noted", tokens=len(used) + len(fetched), reason=str(error))

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._news.wait()
            self._stopped.wait(self._gather_seconds)
            self._news.clear()
            self.write()
