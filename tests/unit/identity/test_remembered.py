"""What a provider publishes: kept while it holds, asked for again when it must be, never too often."""

from __future__ import annotations

from threading import Event, Thread

import pytest

from adapters.identity.remembered import ATTEMPTS, FRESH_SECONDS, IN_SECONDS, USABLE_SECONDS, Remembered
from planning_core.errors import Unavailable


class Publisher:
    """Publishes a list of its own at each asking, or is away."""

    def __init__(self) -> None:
        self.asked, self.away, self.now = 0, False, 1_000.0
        self.remembered = Remembered(self.publish, now=lambda: self.now)

    def publish(self) -> list[int]:
        self.asked += 1
        if self.away:
            raise Unavailable("publisher", "away")
        return [self.asked]


@pytest.fixture
def publisher() -> Publisher:
    return Publisher()


def test_answer_serves_for_ten_minutes(publisher: Publisher) -> None:
    first = publisher.remembered.get()
    publisher.now += FRESH_SECONDS - 1
    second = publisher.remembered.get()
    publisher.now += 1
    third = publisher.remembered.get()

    assert (first, second, third) == ([1], [1], [2])


def test_answer_serves_on_for_a_day_while_the_publisher_is_away(publisher: Publisher) -> None:
    publisher.remembered.get()
    publisher.away = True
    publisher.now += USABLE_SECONDS - 1
    late = publisher.remembered.get()
    publisher.now += 1

    with pytest.raises(Unavailable, match="away"):
        publisher.remembered.get()
    assert late == [1]


def test_publisher_that_comes_back_is_asked_again(publisher: Publisher) -> None:
    publisher.away = True
    with pytest.raises(Unavailable):
        publisher.remembered.get()

    publisher.away = False

    assert publisher.remembered.get() == [2]


def test_attempts_are_bounded_and_begin_again(publisher: Publisher) -> None:
    publisher.away = True
    for _ in range(10):
        with pytest.raises(Unavailable):
            publisher.remembered.get()
    during = publisher.asked
    publisher.now += IN_SECONDS

    with pytest.raises(Unavailable):
        publisher.remembered.get()

    assert (during, publisher.asked) == (ATTEMPTS, ATTEMPTS + 1)


def test_what_was_not_enough_is_asked_for_anew(publisher: Publisher) -> None:
    seen = publisher.remembered.get()

    anew = publisher.remembered.anew(seen)
    known_by_others = publisher.remembered.anew(seen)

    assert (anew, known_by_others, publisher.asked) == ([2], [2], 2)


def test_nobody_can_say_what_is_new_while_the_publisher_is_away(publisher: Publisher) -> None:
    seen = publisher.remembered.get()
    publisher.away = True

    with pytest.raises(Unavailable):
        publisher.remembered.anew(seen)


def test_who_has_an_answer_does_not_wait_for_the_next() -> None:
    asked, go_on, now = Event(), Event(), [0.0]

    def publish() -> str:
        if now[0] == 0.0:
            return "old"
        asked.set()
        go_on.wait(30)
        return "new"

    remembered = Remembered(publish, now=lambda: now[0])
    remembered.get()
    now[0] = FRESH_SECONDS
    slow = Thread(target=remembered.get)
    slow.start()
    asked.wait(30)

    meanwhile = remembered.get()
    go_on.set()
    slow.join(30)

    assert (meanwhile, remembered.get()) == ("old", "new")
