"""Signs of life while a solver is busy."""

from __future__ import annotations

from queue import Queue
from threading import Event

from adapters.jobs.heartbeats import Heartbeats


def test_hearts_beat_as_long_as_their_jobs_run() -> None:
    first: Queue[int] = Queue()
    second: Queue[int] = Queue()
    hearts = Heartbeats(every_seconds=0.01)

    with hearts.beating(lambda: first.put(1)), hearts.beating(lambda: second.put(2)):
        beats = [first.get(timeout=10), first.get(timeout=10), second.get(timeout=10)]
    left = first.qsize(), second.qsize()
    Event().wait(0.1)

    assert beats == [1, 1, 2]
    assert (first.qsize(), second.qsize()) == left


def test_hurried_hearts_beat_at_once() -> None:
    beats: Queue[int] = Queue()
    hearts = Heartbeats(every_seconds=3600)

    with hearts.beating(lambda: beats.put(1)):
        hearts.hurry()
        beat = beats.get(timeout=10)

    assert beat == 1
