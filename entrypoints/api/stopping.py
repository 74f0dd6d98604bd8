"""Hearing of the server's end before the server waits for what is under way."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def told_to_stop(act: Callable[[], None]) -> Iterator[None]:
    """Call `act` on the signals that stop a server, before whoever handles them now.

    A server ends its application only when every answer has been sent, and a stream is an answer without
    end: it has to hear of the signal itself. Outside the main thread nobody can; there `act` is not called.
    """
    if current_thread() is not main_thread():
        yield
        return
    earlier = {number: signal.getsignal(number) for number in _SIGNALS}

    def act_first(number: int, frame: FrameType | None) -> None:
        act()
        handle = earlier[signal.Signals(number)]
        if callable(handle):
            handle(number, frame)

    # Where nobody handles a signal it ends the process, and goes on doing so.
    handled = [number for number, handle in earlier.items() if callable(handle)]
    for number in handled:
        signal.signal(number, act_first)
    try:
        yield
    finally:
        for number in handled:
            signal.signal(number, earlier[number])
