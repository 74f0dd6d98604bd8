"""Worker threads of this process."""

from __future__ import annotations

from threading import Lock

from dramatiq import Broker, Worker

from planning_core.errors import Unavailable

POLL_MS = 100


class Workers:
    """Threads that run what comes over a broker until they are stopped."""

    def __init__(self, broker: Broker, *, threads: int) -> None:
        self._broker, self._threads = broker, threads
        self._worker: Worker | None = None
        self._lock = Lock()

    def start(self) -> None:
        """Begin to run jobs; does nothing where they run already."""
        with self._lock:
            if self._worker is None:
                # Dramatiq's own command emits this; middleware that is added here one day counts on it.
                self._broker.emit_after("process_boot")
                self._worker = Worker(self._broker, worker_threads=self._threads, worker_timeout=POLL_MS)
                # A message taken in advance would wait behind a long job while another process idles.
                self._worker.queue_prefetch = self._threads
                self._worker.start()

    def check(self) -> None:
        """Raise Unavailable where the workers were started and are gone."""
        worker = self._worker
        if worker is not None and not all(thread.is_alive() for thread in worker.workers):
            raise Unavailable("queue", "a worker thread has died")

    def stop(self, seconds: float) -> None:
        """Take no more jobs; wait that long for those that run."""
        with self._lock:
            worker, self._worker = self._worker, None
        if worker is not None:
            worker.stop(timeout=int(seconds * 1000))
