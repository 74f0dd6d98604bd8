"""Jobs on Dramatiq: the broker carries ids, the job's row is the truth."""

from adapters.jobs.embedded import EmbeddedWorkers, embedded_broker
from adapters.jobs.queue import DramatiqQueue
from adapters.jobs.sweeper import Sweeper

__all__ = ["DramatiqQueue", "EmbeddedWorkers", "Sweeper", "embedded_broker"]
