"""How often somebody may do something: the same promises in one process and on Redis."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from adapters.rates import InProcessRates
from adapters.rates.shared import PAUSE_SECONDS, SharedRates
from planning_core.ports.rates import Rate, Rates
from tests.servers.redis import running_redis

pytestmark = pytest.mark.storeless("counts, kept in a process or in Redis")

MakeRates = Callable[[], Rates]


@pytest.fixture(scope="module")
def redis_url() -> Iterator[str]:
    with running_redis() as server:
        yield server.url


def _fail(error: Exception) -> None:
    raise error


@pytest.fixture(params=["in process", "redis"])
def rates(request: pytest.FixtureRequest, organization: str) -> Iterator[Rates]:
    """Counts that nobody has used."""
    if request.param == "in process":
        yield InProcessRates()
        return
    shared = SharedRates(request.getfixturevalue("redis_url"), organization, on_failure=_fail)
    yield shared
    shared.close()


def test_as_many_as_a_minute_has_are_taken_at_once(rates: Rates) -> None:
    waits = [rates.take("a", Rate(5)) for _ in range(7)]

    assert waits[:5] == [0.0] * 5
    assert all(11 < wait <= 12 for wait in waits[5:])


def test_keys_do_not_share(rates: Rates) -> None:
    waits = [rates.take(key, Rate(1)) for key in ("a", "b", "a")]

    assert (waits[:2], waits[2] > 0) == ([0.0, 0.0], True)


def test_what_was_taken_comes_back_with_time(rates: Rates) -> None:
    quick = Rate(600)
    taken = sum(rates.take("a", quick) == 0.0 for _ in range(700))
    wait = rates.take("a", quick)

    assert 600 <= taken <= 700
    assert 0.0 <= wait <= 0.1


def test_two_at_once_never_take_the_same(rates: Rates) -> None:
    with ThreadPoolExecutor(8) as pool:
        waits = list(pool.map(lambda _: rates.take("a", Rate(20)), range(60)))

    assert waits.count(0.0) == 20


def test_time_that_passes_pays() -> None:
    now = [1000.0]
    rates = InProcessRates(now=lambda: now[0])
    first = [rates.take("a", Rate(2)) for _ in range(3)]

    now[0] += first[2]
    after = [rates.take("a", Rate(2)) for _ in range(2)]

    assert (first, after) == ([0.0, 0.0, 30.0], [0.0, 30.0])


def test_many_keys_take_bounded_room() -> None:
    rates = InProcessRates(most_keys=100)
    for number in range(1000):
        rates.take(str(number), Rate(1))

    assert len(rates._paid_at) <= 100
    assert rates.take("999", Rate(1)) > 0  # those who asked last are remembered


def test_processes_share_their_counts(redis_url: str, organization: str) -> None:
    first, second = (SharedRates(redis_url, organization, on_failure=_fail) for _ in range(2))

    waits = [one.take("a", Rate(3)) for one in (first, second, first, second)]
    first.close()
    second.close()

    assert (waits[:3], waits[3] > 0) == ([0.0] * 3, True)


def test_count_leaves_redis_when_it_is_paid_for(redis_url: str, organization: str) -> None:
    rates = SharedRates(redis_url, organization, on_failure=_fail)

    rates.take("a", Rate(60))
    lasts = rates._redis.pttl(f"{organization}:rate:a")
    rates.close()

    assert 0 < int(lasts) <= 1001


def test_without_redis_each_process_counts_for_itself() -> None:
    now, failures = [0.0], list[Exception]()
    rates = SharedRates("redis://127.0.0.1:1", "x", on_failure=failures.append, now=lambda: now[0])

    waits = [rates.take("a", Rate(2)) for _ in range(3)]
    now[0] += PAUSE_SECONDS + 1
    rates.take("b", Rate(2))
    rates.close()

    assert (waits[:2], waits[2] > 0) == ([0.0, 0.0], True)
    assert len(failures) == 2  # asked once, and once more after the pause
