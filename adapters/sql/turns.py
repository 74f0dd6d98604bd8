"""Writers of one process on a SQLite file, one after another in the order in which they came.

Left to itself SQLite has everyone try again after a while, whoever came first: in a storm some writers give
up without ever having had a turn.
"""

from __future__ import annotations

import time
from collections import deque
from threading import Event, Lock

from planning_core.errors import Unavailable

IN_A_ROW = 8
"""So many turns a process takes while it has writers waiting, before it lets another process have one."""
PAUSE_SECONDS = 0.004
"""Long enough for the writer of another process to notice: see `TRY_AGAIN_SECONDS` of the database."""


class Turns:
    """A lock that is handed on in order."""

    def __init__(self, wait_seconds: float) -> None:
        self._wait_seconds = wait_seconds
        self._guard = Lock()
        self._taken = False
        self.waiting: deque[Event] = deque()
        self._in_a_row = 0

    def take(self) -> None:
        """Wait for the turn. Raises Unavailable where it does not come in time."""
        with self._guard:
            if not self._taken:
                self._taken = True
                return
            mine = Event()
            self.waiting.append(mine)
        if not mine.wait(self._wait_seconds):
            with self._guard:
                if not mine.is_set():
                    self.waiting.remove(mine)
                    raise Unavailable("database", "other writers of this process come first")
        if self._in_a_row % IN_A_ROW == 0:
            time.sleep(PAUSE_SECONDS)

    def give(self) -> None:
        """End the turn."""
        with self._guard:
            if self.waiting:
                self._in_a_row += 1
                self.waiting.popleft().set()
            else:
                self._in_a_row, self._taken = 0, False
