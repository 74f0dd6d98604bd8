"""What runs beside a server or worker: the feeders of the audit sinks, and the purge of old events."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial

from adapters.audit.repeater import Repeater
from planning_core.ports.clock import Clock
from planning_core.ports.sinks import AuditSink
from planning_core.ports.unit_of_work import UnitOfWorkFactory
from planning_core.use_cases.audit_feed import Feeding, feed_sink, purge_events

PURGE_EVERY_SECONDS = 3_600.0


class AuditFeeders:
    """A thread for each sink, so that none waits for another; and one that drops old events."""

    def __init__(
        self,
        sinks: Sequence[AuditSink],
        feeding: Feeding,
        *,
        holder: str,
        unit_of_work: UnitOfWorkFactory,
        clock: Clock,
        every_seconds: float,
        keep_events: timedelta,
        on_failure: Callable[[Exception], None],
    ) -> None:
        names = [sink.name for sink in sinks]

        def feed(sink: AuditSink) -> bool:
            return feed_sink(sink, feeding=feeding, holder=holder, unit_of_work=unit_of_work, clock=clock)

        def purge() -> bool:
            return purge_events(before=clock.now() - keep_events, sinks=names, unit_of_work=unit_of_work)

        def repeated(name: str, turn: Callable[[], bool], seconds: float) -> Repeater:
            return Repeater(name, turn, every_seconds=seconds, on_failure=on_failure)

        self._threads = [
            *(repeated(f"audit-{sink.name}", partial(feed, sink), every_seconds) for sink in sinks),
            repeated("event-purge", purge, PURGE_EVERY_SECONDS),
        ]

    def start(self) -> None:
        """Begin; does nothing where they run already."""
        for thread in self._threads:
            thread.start()

    def stop(self, seconds: float) -> None:
        """End them; a delivery that takes longer than that is left to itself, and comes again later."""
        for thread in self._threads:
            thread.tell_to_stop()
        for thread in self._threads:
            thread.stop(seconds)
