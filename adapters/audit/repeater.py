"""A thread that does a thing again and again."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread


class Repeater:
    """A thread that calls `turn` every few seconds, at once again where that says there is more to do."""

    def __init__(
        self,
        name: str,
        turn: Callable[[], bool],
        *,
        every_seconds: float,
        on_failure: Callable[[Exception], None],
    ) -> None:
        self._name, self._turn, self._every = name, turn, every_seconds
        self._on_failure = on_failure
        self._stopped = Event()
        self._thread: Thread | None = None

    def start(self) -> None:
        """Begin now; does nothing where it runs already."""
        if self._thread is None:
            self._stopped.clear()
            self._thread = Thread(target=self._run, name=self._name, daemon=True)
            self._thread.start()

    def tell_to_stop(self) -> None:
        """End after the turn that runs."""
        self._stopped.set()

    def stop(self, seconds: float) -> None:
        """End after the turn that runs, for which it waits that long at most."""
        self.tell_to_stop()
        if self._thread is not None:
            self._thread.join(seconds)
            self._thread = None

    def _run(self) -> None:
        while not self._stopped.is_set():
            more = False
            try:
                more = self._turn()
            except Exception as error:  # whatever it was, the next turn begins where storage says
                self._on_failure(error)
            if not more:
                self._stopped.wait(self._every)
