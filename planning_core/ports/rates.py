"""How often somebody may do something, counted for all doors that share the count."""

from __future__ import annotations

from typing import Protocol

import attrs


@attrs.frozen
class Rate:
    """So many a minute, and as many at once by somebody who has not asked for a minute."""

    per_minute: int

    @property
    def interval(self) -> float:
        """Seconds that one takes."""
        return 60.0 / self.per_minute

    @property
    def ahead(self) -> float:
        """By how many seconds somebody may be ahead of their rate."""
        return self.interval * (self.per_minute - 1)


class Rates(Protocol):
    """Counts by key. A count that is out of reach never stops anybody: it is kept otherwise meanwhile."""

    def take(self, key: str, rate: Rate) -> float:
        """Take one: 0.0, or the seconds after which one could be taken."""
        ...

    def close(self) -> None:
        """Let go of what it holds."""
        ...
