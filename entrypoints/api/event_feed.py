"""The one look-out for new events in a process, whatever the number of pages that follow."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

import structlog
from starlette.concurrency import run_in_threadpool

from entrypoints.api.told_events import ToldEvent
from planning_core.errors import PlanningError
from planning_core.ports.unit_of_work import UnitOfWorkFactory

POLL_SECONDS = 0.5
"""How often storage is asked for what other processes wrote, while somebody listens."""
KEPT = 500
PORTION = 500
"""Events read at once."""

_log = structlog.get_logger("planning.api")


class EventFeed:
    """New events, read from storage once for all who listen.

    Writes of this process wake it at once, those of others where storage tells of them; it looks for itself
    every `poll_seconds`, and only while somebody listens. Everything but `wake` and `stop` belongs to the
    event loop's thread.
    """

    def __init__(self, unit_of_work: UnitOfWorkFactory, *, poll_seconds: float = POLL_SECONDS) -> None:
        self._unit_of_work, self._poll_seconds = unit_of_work, poll_seconds
        self._events: deque[ToldEvent] = deque(maxlen=KEPT)
        self._complete_after: int | None = None  # every event after this number is among those kept
        self._loop: asyncio.AbstractEventLoop | None = None
        self._watching: asyncio.Task[None] | None = None
        self._woken = asyncio.Event()
        self.listeners = 0
        self.news = asyncio.Event()
        self.stopped = False

    def start(self) -> None:
        """Let pages follow from now on."""
        self.stopped = False

    def stop(self) -> None:
        """End every stream, now and until the next start. May be called from any thread or signal handler."""
        self.stopped = True
        self._in_loop(self._announce)

    def wake(self) -> None:
        """Look for new events at once. May be called from any thread."""
        self._in_loop(self._woken.set)

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Keep the look-out while somebody follows."""
        self.listeners += 1
        if self.listeners == 1:
            self._begin()
        try:
            yield
        finally:
            self.listeners -= 1
            if not self.listeners:
                self._end()

    async def after(self, number: int) -> Sequence[ToldEvent]:
        """Events that follow that number, in order, the first 500 of them.

        Whoever waits for more takes hold of `news` before asking, and then waits for that.
        """
        if self._complete_after is None:
            return []  # the first look is under way and its end is news: one look for all who come at once
        if number >= self._complete_after:
            return [event for event in self._events if event.number > number]
        return await run_in_threadpool(self._read, number)

    def last_number(self) -> int:
        """The number of the newest event. Asks storage: not for the event loop's thread."""
        with self._unit_of_work(writes=False) as uow:
            return uow.events.last_sequence()

    def _read(self, number: int) -> list[ToldEvent]:
        with self._unit_of_work(writes=False) as uow:
            return [ToldEvent(event) for event in uow.events.after(number, PORTION)]

    def _begin(self) -> None:
        self._events.clear()
        self._complete_after = None
        self._woken, self.news = asyncio.Event(), asyncio.Event()
        self._loop = asyncio.get_running_loop()
        self._watching = self._loop.create_task(self._watch())

    def _end(self) -> None:
        self._loop = None
        if self._watching is not None:
            self._watching.cancel()

    async def _watch(self) -> None:
        last: int | None = None
        while True:
            try:
                last = await self._look(last)
            except PlanningError:
                pass  # storage is out of reach: whoever writes is told so, here it is tried again
            except Exception:
                _log.exception("looking for events failed")
            with suppress(TimeoutError):
                async with asyncio.timeout(self._poll_seconds):
                    await self._woken.wait()
            self._woken.clear()

    async def _look(self, last: int | None) -> int:
        """Take in what is new since the last look; the number reached."""
        if last is None:
            last = self._complete_after = await run_in_threadpool(self.last_number)
            self._announce()  # what came before that number is in storage for whoever waits for it
            return last
        found = await run_in_threadpool(self._read, last)
        for event in found:
            if len(self._events) == KEPT:
                self._complete_after = self._events[0].number
            self._events.append(event)
        if len(found) == PORTION:
            self._woken.set()
        if found:
            self._announce()
        return found[-1].number if found else last

    def _announce(self) -> None:
        news, self.news = self.news, asyncio.Event()
        news.set()

    def _in_loop(self, action: object) -> None:
        loop = self._loop
        if loop is not None and callable(action):
            with suppress(RuntimeError):  # the loop has ended meanwhile
                loop.call_soon_threadsafe(action)
