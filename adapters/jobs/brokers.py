"""What carries job ids: memory within one process, Redis between processes and machines.

Neither has middleware. Retries, age and time limits are the job row's affair: a broker that ran a job again
by itself would run it twice.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dramatiq import Broker
from dramatiq.brokers.stub import StubBroker

from planning_core.errors import Fault, InvalidInput, Unavailable

ANSWER_SECONDS = 5.0
"""How long Redis may take to answer."""
HEARTBEAT_TIMEOUT_MS = 10_000
"""After that silence, what a process had taken from the queue goes back into it."""
ALWAYS = 1_000_000
"""Out of a million: every command looks for such processes, else it takes minutes until one does."""


def memory_broker() -> Broker:
    """A broker in memory."""
    return StubBroker(middleware=[])


def redis_broker(url: str, namespace: str) -> Broker:
    """A broker on Redis, its keys under a name. Nothing is opened before it is used.

    Raises InvalidInput for an address that is none, Unavailable where the library is not installed.
    """
    try:
        import redis
        from dramatiq.brokers.redis import RedisBroker
    except ImportError:
        raise Unavailable("queue", "the library redis is not installed: add the extra redis") from None
    try:
        client = redis.Redis.from_url(
            url, socket_timeout=ANSWER_SECONDS, socket_connect_timeout=ANSWER_SECONDS
        )
    except ValueError:
        raise InvalidInput([Fault("redis_url", "…", "not_a_redis_url")]) from None
    make: Callable[..., Broker] = RedisBroker
    return make(
        client=client,
        namespace=namespace,
        middleware=[],
        heartbeat_timeout=HEARTBEAT_TIMEOUT_MS,
        maintenance_chance=ALWAYS,
    )


def waiting_in(broker: Broker, queue: str) -> int:
    """How many messages of a queue nobody has taken."""
    if isinstance(broker, StubBroker):
        return int(broker.queues[queue].qsize())
    redis: Any = broker
    return int(redis.client.llen(f"{redis.namespace}:{queue}"))


def failures() -> tuple[type[Exception], ...]:
    """What a broker raises when it cannot be reached."""
    from dramatiq.errors import BrokerError

    try:
        from redis.exceptions import RedisError
    except ImportError:
        return BrokerError, OSError
    return BrokerError, OSError, RedisError
