"""Counts that all processes share, on Redis; while that is out of reach each process counts for itself."""

from __future__ import annotations

import time
from collections.abc import Callable

import redis

from adapters.rates.in_process import InProcessRates
from planning_core.ports.rates import Rate

SECONDS = 0.25
"""To reach Redis and to get its answer: a count is worth no more waiting."""
PAUSE_SECONDS = 5.0
"""After a failure nobody waits for it again for that long."""

# One step for all, by one clock: what the key took is paid for at an instant, in microseconds.
_TAKE = """
local t = redis.call('TIME')
local now = t[1] * 1000000 + t[2]
local paid = math.max(tonumber(redis.call('GET', KEYS[1]) or now), now)
local wait = paid - now - ARGV[2]
if wait > 0 then return wait end
paid = paid + ARGV[1]
redis.call('SET', KEYS[1], string.format('%.0f', paid), 'PX', math.ceil((paid - now) / 1000) + 1)
return 0
"""


class SharedRates:
    """The same as in one process, for all that name the same Redis and prefix."""

    def __init__(
        self,
        url: str,
        prefix: str,
        *,
        on_failure: Callable[[Exception], None],
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._redis = redis.Redis.from_url(url, socket_timeout=SECONDS, socket_connect_timeout=SECONDS)
        self._take = self._redis.register_script(_TAKE)
        self._prefix, self._on_failure, self._now = prefix, on_failure, now
        self._own = InProcessRates(now=now)
        self._back_at = 0.0

    def take(self, key: str, rate: Rate) -> float:
        """Take one: 0.0, or the seconds after which one could be taken."""
        if self._now() < self._back_at:
            return self._own.take(key, rate)
        try:
            wait = self._take(
                keys=[f"{self._prefix}:rate:{key}"],
                args=[round(rate.interval * 1e6), round(rate.ahead * 1e6)],
            )
            return int(wait) / 1e6
        except redis.RedisError as error:
            self._back_at = self._now() + PAUSE_SECONDS
            self._on_failure(error)
            return self._own.take(key, rate)

    def close(self) -> None:
        """Let go of the connections."""
        self._redis.close()
