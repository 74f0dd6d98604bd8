"""Where audit entries are sent besides storage, and how far each of these sinks has come."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

import attrs


class SinkError(Exception):
    """A sink did not take what it was given; the message says why, and holds no secret."""


class SinkDown(SinkError):
    """The sink cannot be reached or cannot work now: the same delivery may succeed later."""


class SinkRefused(SinkError):
    """The sink was reached and will not have what it was given."""


class AuditSink(Protocol):
    """Something outside that keeps audit entries."""

    @property
    def name(self) -> str:
        """What it is called in settings, tables and messages."""
        ...

    def deliver(self, records: Sequence[Mapping[str, Any]]) -> None:
        """Hand over entries, in their order; when this returns they are kept. Raises SinkDown, SinkRefused.

        May be called again with entries that it has got already.
        """
        ...


@attrs.frozen(kw_only=True)
class SinkState:
    """How far a sink has come: all entries up to `position` are delivered or among the dead letters.

    `failures` are those in a row, for whatever reason; `refusals` those by which it refused the entry after
    `position`. Nothing is sent before `retry_at`. One feeder at a time holds a sink, until `claimed_until`.
    """

    name: str
    position: int = 0
    failures: int = 0
    refusals: int = 0
    error: str | None = None
    retry_at: datetime | None = None
    delivered_at: datetime | None = None
    claimed_by: str | None = None
    claimed_until: datetime | None = None


@attrs.frozen(kw_only=True)
class DeadLetter:
    """An entry that a sink refused too often: its number, how often, what the sink said last, and when."""

    sink: str
    number: int
    refusals: int
    error: str
    at: datetime


class SinkStore(Protocol):
    """States of sinks, and their dead letters."""

    def states(self) -> list[SinkState]:
        """Every sink that was ever fed, by name."""
        ...

    def claim(self, name: str, holder: str, now: datetime, until: datetime) -> SinkState | None:
        """Take a sink for one feeder; None while another one holds it. A new sink begins at position 0.

        Nobody holds a sink beyond `until`: a clock was set back since.
        """
        ...

    def keep(self, state: SinkState, holder: str) -> bool:
        """Store a state if that feeder holds the sink still; whether it did."""
        ...

    def bury(self, letter: DeadLetter) -> None:
        """Keep a dead letter, in the place of an earlier one of that entry."""
        ...

    def letters(self, sinks: Collection[str], after: int, limit: int) -> list[DeadLetter]:
        """Dead letters of these sinks (empty: all) for entries above that number, by number and sink."""
        ...

    def unbury(self, sink: str, number: int) -> None:
        """Drop a dead letter, if there is one."""
        ...
