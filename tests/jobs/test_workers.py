"""Workers in the process, the queue that feeds them, the sweeper behind both."""

from __future__ import annotations

import time
from collections.abc import Callable
from queue import Queue
from threading import Event

import pytest

from adapters.jobs import DramatiqQueue, Sweeper, Workers, memory_broker
from planning_core.errors import Unavailable
from planning_core.use_cases.auto_assign import LyingJobs


class Sent:
    """A queue that remembers."""

    def __init__(self, messages: int = 0) -> None:
        self.ids: list[str] = []
        self.messages = messages

    def waiting(self) -> int:
        """How many it holds."""
        return self.messages

    def send(self, job_id: str) -> None:
        """Remember it."""
        self.ids.append(job_id)


def lying(*left: str, waiting: tuple[str, ...] = ()) -> LyingJobs:
    """What a sweep finds."""
    return LyingJobs(left=left, waiting=waiting)


def _fail(error: Exception) -> None:
    raise AssertionError(error)


def _wait_until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < deadline, "it did not come to pass within 10 s"
        time.sleep(0.01)


def test_job_sent_is_run_by_a_worker_thread() -> None:
    ran: Queue[str] = Queue()
    broker = memory_broker()
    queue, workers = DramatiqQueue(broker, ran.put), Workers(broker, threads=2)
    workers.start()

    queue.send("one")
    queue.send("two")

    assert {ran.get(timeout=10), ran.get(timeout=10)} == {"one", "two"}
    workers.stop(5)


def test_job_sent_before_the_workers_start_is_run_when_they_do() -> None:
    ran: Queue[str] = Queue()
    broker = memory_broker()
    queue, workers = DramatiqQueue(broker, ran.put), Workers(broker, threads=1)
    queue.send("early")

    workers.start()
    workers.start()

    assert ran.get(timeout=10) == "early"
    workers.stop(5)


def test_job_that_raises_is_not_run_again_by_the_broker() -> None:
    runs: Queue[str] = Queue()

    def crash(job_id: str) -> None:
        runs.put(job_id)
        raise RuntimeError(job_id)

    broker = memory_broker()
    queue, workers = DramatiqQueue(broker, crash), Workers(broker, threads=1)
    workers.start()
    queue.send("bad")
    queue.send("next")

    assert [runs.get(timeout=10), runs.get(timeout=10)] == ["bad", "next"]
    workers.check()
    workers.stop(5)
    assert runs.empty()


def test_stopping_waits_for_the_job_that_runs() -> None:
    begun, ended = Event(), Event()

    def work(_: str) -> None:
        begun.set()
        time.sleep(0.2)
        ended.set()

    broker = memory_broker()
    queue, workers = DramatiqQueue(broker, work), Workers(broker, threads=1)
    workers.start()
    queue.send("long")
    begun.wait(10)

    workers.stop(5)

    assert ended.is_set()


def test_sweeper_sends_what_is_due_once() -> None:
    sent = Sent()
    sweeper = Sweeper(lambda: lying("a", waiting=("b",)), sent, every_seconds=1, on_failure=_fail)

    first, second = sweeper.sweep_once(), sweeper.sweep_once()

    assert (first, second, sent.ids) == (["a", "b"], [], ["a", "b"])


@pytest.mark.parametrize(("messages", "sent"), [(2, ["a"]), (1, ["a", "b", "c"])])
def test_sweeper_sends_what_waits_only_where_messages_were_lost(messages: int, sent: list[str]) -> None:
    queue = Sent(messages)
    sweeper = Sweeper(lambda: lying("a", waiting=("b", "c")), queue, every_seconds=1, on_failure=_fail)

    sweeper.sweep_once()

    assert queue.ids == sent


def test_sweeper_sends_again_what_is_still_due_later(monkeypatch: pytest.MonkeyPatch) -> None:
    sent, now = Sent(), [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    sweeper = Sweeper(lambda: lying("a"), sent, every_seconds=1, on_failure=_fail)

    sweeper.sweep_once()
    now[0] += 11
    sweeper.sweep_once()

    assert sent.ids == ["a", "a"]


def test_sweeper_goes_on_after_a_failure() -> None:
    sent = Sent()
    failures: list[Exception] = []
    answers = iter([Unavailable("storage"), RuntimeError("odd")])

    def sweep() -> LyingJobs:
        error = next(answers, None)
        if error is not None:
            raise error
        return lying("a")

    sweeper = Sweeper(sweep, sent, every_seconds=0.01, on_failure=failures.append)
    sweeper.start()
    _wait_until(lambda: sent.ids == ["a"])
    sweeper.stop()

    assert [type(f) for f in failures] == [Unavailable, RuntimeError]
