"""Signs of life of the jobs that run in this process, whatever their solvers are busy with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Lock, Thread


class Heartbeats:
    """A thread for each job that runs, so that one whose storage is slow holds up no other."""

    def __init__(self, *, every_seconds: float) -> None:
        self._every = every_seconds
        self._hearts: set[Event] = set()
        self._lock = Lock()

    @contextmanager
    def beating(self, beat: Callable[[], None]) -> Iterator[None]:
        """Call `beat` every few seconds as long as this stands open."""
        woken, over = Event(), Event()

        def run() -> None:
            while not over.is_set():
                woken.wait(self._every)
                woken.clear()
                if not over.is_set():
                    beat()

        thread = Thread(target=run, name="job-heartbeat", daemon=True)
        with self._lock:
            self._hearts.add(woken)
        thread.start()
        try:
            yield
        finally:
            with self._lock:
                self._hearts.discard(woken)
            over.set()
            woken.set()
            thread.join()

    def hurry(self) -> None:
        """Have every heart beat at once."""
        with self._lock:
            for woken in self._hearts:
                woken.set()
