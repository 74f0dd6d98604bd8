"""The queue of auto-assign jobs and what runs them, on Dramatiq."""

from adapters.jobs.brokers import memory_broker, redis_broker
from adapters.jobs.queue import DramatiqQueue
from adapters.jobs.running import JobRunning
from adapters.jobs.sweeper import Sweeper
from adapters.jobs.workers import Workers

__all__ = ["DramatiqQueue", "JobRunning", "Sweeper", "Workers", "memory_broker", "redis_broker"]
