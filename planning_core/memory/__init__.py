"""The ports in memory: a library user's default, and the tests' own storage."""

from planning_core.memory.clock import FixedClock, TickingClock
from planning_core.memory.database import InMemoryDatabase, InMemoryUnitOfWork
from planning_core.memory.ids import CountingIds

__all__ = ["CountingIds", "FixedClock", "InMemoryDatabase", "InMemoryUnitOfWork", "TickingClock"]
