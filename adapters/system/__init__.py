"""The machine's own clock and a source of ids that nothing else has."""

from adapters.system.clock import SystemClock
from adapters.system.ids import UuidIds

__all__ = ["SystemClock", "UuidIds"]
