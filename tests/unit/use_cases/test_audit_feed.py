"""Feeding a sink: order, retries, dead letters, one feeder at a time, and what is left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

import attrs
import pytest

from planning_core.memory import InMemoryDatabase
from planning_core.memory.clock import FixedClock
from planning_core.ports.sinks import DeadLetter, SinkDown, SinkError, SinkRefused, SinkState
from planning_core.use_cases.audit_feed import (
    LEASE,
    LONGEST_WAIT,
    Feeding,
    feed_sink,
    purge_events,
    resend_letters,
)
from tests.ports.plan_data import START
from tests.ports.record_data import CHANGE, EVENT

SECOND = timedelta(seconds=1)
FEEDING = Feeding(organization="acme", most_refusals=3)


class Sink:
    """A sink in memory that is down, or refuses, as it is told."""

    name = "sink"

    def __init__(self) -> None:
        self.got: list[Mapping[str, Any]] = []
        self.calls = 0
        self.down = False
        self.refused: set[int] = set()
        self.before: Callable[[], None] = lambda: None

    @property
    def numbers(self) -> list[int]:
        return [record["number"] for record in self.got]

    def deliver(self, records: Sequence[Mapping[str, Any]]) -> None:
        self.calls += 1
        self.before()
        if self.down:
            raise SinkDown("no route")
        if self.refused & {record["number"] for record in records}:
            raise SinkRefused("HTTP 400")
        self.got += records


@attrs.define
class Post:
    """Storage, a sink and a clock."""

    database: InMemoryDatabase
    sink: Sink
    clock: FixedClock

    def append(self, count: int = 1, **fields: Any) -> None:
        with self.database.unit_of_work() as work:
            work.audit.append([attrs.evolve(CHANGE, **fields)] * count)
            work.commit()

    def feed(self, holder: str = "feeder", feeding: Feeding = FEEDING) -> bool:
        return feed_sink(
            self.sink,
            feeding=feeding,
            holder=holder,
            unit_of_work=self.database.unit_of_work,
            clock=self.clock,
        )

    def feed_for(self, seconds: int) -> None:
        """Look every second, as a feeder does."""
        for _ in range(seconds):
            while self.feed():
                pass
            self.clock.advance(SECOND)

    @property
    def state(self) -> SinkState:
        with self.database.unit_of_work(writes=False) as work:
            return work.sinks.states()[0]

    @property
    def letters(self) -> list[DeadLetter]:
        with self.database.unit_of_work(writes=False) as work:
            return work.sinks.letters((), 0, 999)


@pytest.fixture
def post() -> Post:
    return Post(InMemoryDatabase(), Sink(), FixedClock(START))


def test_entries_arrive_in_their_order_in_portions(post: Post) -> None:
    post.append(250)

    more = [post.feed() for _ in range(4)]

    assert (more, post.sink.calls) == ([True, True, False, False], 3)
    assert post.sink.numbers == list(range(1, 251))
    assert (post.state.position, post.state.delivered_at) == (250, START)


def test_what_is_delivered_is_the_entry_with_its_place_in_the_chain(post: Post) -> None:
    post.append()
    with post.database.unit_of_work(writes=False) as work:
        link = work.audit.head()

    post.feed()

    assert post.sink.got == [
        {
            "organization": "acme",
            "number": 1,
            "hash": link.hash,
            **{name: getattr(CHANGE, name) for name in ("id", "entity", "entity_id", "user_id", "action")},
            "before": CHANGE.before,
            "after": CHANGE.after,
            "timestamp": f"{CHANGE.timestamp:%Y-%m-%dT%H:%M:%S.%f}Z",
            "request_id": CHANGE.request_id,
        }
    ]


@pytest.mark.parametrize(("with_reasons", "reason"), [(False, None), (True, "surgery")])
def test_reasons_of_absences_stay_here_unless_they_are_asked_for(
    post: Post, with_reasons: bool, reason: str | None
) -> None:
    post.append(entity="availability", before=None, after={"kind": "leave", "reason": "surgery"})

    post.feed(feeding=attrs.evolve(FEEDING, with_reasons=with_reasons))

    assert [(r["before"], r["after"]) for r in post.sink.got] == [(None, {"kind": "leave", "reason": reason})]


def test_sink_that_is_down_is_waited_for_however_long_and_loses_nothing(post: Post) -> None:
    post.append(3)
    post.sink.down = True
    post.feed_for(3_600)
    calls, state = post.sink.calls, post.state

    post.sink.down = False
    post.feed_for(300)

    # 1, 2, 4 … 256 seconds, then every five minutes.
    assert calls == 9 + 1 + (3_600 - 511) // 300
    assert (state.position, state.error, post.letters) == (0, "no route", [])
    assert post.sink.numbers == [1, 2, 3]
    assert (post.state.failures, post.state.error, post.state.retry_at) == (0, None, None)


def test_no_transaction_is_open_while_the_sink_is_spoken_to(post: Post) -> None:
    post.append()
    post.sink.before = lambda: post.append()

    post.feed()

    assert post.sink.numbers == [1]


def test_entry_refused_too_often_becomes_a_dead_letter_and_the_others_arrive(post: Post) -> None:
    post.append(150)
    post.sink.refused = {50, 120}

    post.feed_for(30)

    assert post.sink.numbers == [n for n in range(1, 151) if n not in {50, 120}]
    assert [(one.number, one.refusals, one.error) for one in post.letters] == [
        (50, 3, "HTTP 400"),
        (120, 3, "HTTP 400"),
    ]
    assert post.state.position == 150


def test_being_down_is_no_refusal(post: Post) -> None:
    post.append(2)
    post.sink.down = True
    post.feed_for(120)
    post.sink.down, post.sink.refused = False, {1}
    post.clock.advance(LONGEST_WAIT)

    post.feed()

    assert (post.state.refusals, post.letters) == (1, [])


def test_dead_letters_are_sent_again_when_asked(post: Post) -> None:
    post.append(5)
    post.sink.refused = {2, 4}
    post.feed_for(30)
    told: list[tuple[int, str | None]] = []

    def tell(number: int, error: SinkError | None) -> None:
        told.append((number, None if error is None else str(error)))

    def resend(*numbers: int) -> None:
        resend_letters(
            post.sink,
            numbers,
            feeding=FEEDING,
            unit_of_work=post.database.unit_of_work,
            told=tell,
        )

    resend()
    post.sink.refused = set()
    resend(4)
    left = [one.number for one in post.letters]
    post.sink.down = True
    resend()
    post.sink.down = False
    resend()

    assert told == [(2, "HTTP 400"), (4, "HTTP 400"), (4, None), (2, "no route"), (2, None)]
    assert (left, post.letters, post.sink.numbers[-2:]) == ([2], [], [4, 2])


def test_second_feeder_leaves_a_sink_alone_that_is_being_fed(post: Post) -> None:
    post.append()
    seen: list[bool] = []
    post.sink.before = lambda: seen.append(post.feed("other")) if not seen else None

    post.feed("first")

    assert (seen, post.sink.calls) == ([False], 1)
    assert post.state.position == 1


def test_feeder_that_stays_away_is_replaced_and_its_late_word_counts_no_more(post: Post) -> None:
    post.append(2)

    def take_too_long() -> None:
        post.sink.before = lambda: None
        post.clock.advance(LEASE + SECOND)
        post.feed("other")
        post.append()

    post.sink.before = take_too_long
    late = post.feed("first")

    assert (late, post.state.position, post.state.claimed_by) == (False, 2, "other")
    assert post.sink.numbers == [1, 2, 1, 2]  # at least once


def test_clock_set_back_does_not_stop_the_feeding(post: Post) -> None:
    post.append()
    post.sink.down = True
    post.feed()
    post.sink.down = False
    post.clock.advance(timedelta(hours=-1))

    post.feed("after a restart")

    assert post.sink.numbers == [1]


def test_nothing_is_written_while_there_is_nothing_to_deliver(post: Post) -> None:
    committed = post.database.committed

    assert post.feed() is False
    assert post.database.committed is committed


def test_events_go_once_they_are_old_and_every_sink_has_their_entries(post: Post) -> None:
    for day in range(4):
        post.append(timestamp=START + timedelta(days=day))
        with post.database.unit_of_work() as work:
            work.events.add(attrs.evolve(EVENT, topic=str(day), at=START + timedelta(days=day)))
            work.commit()

    def purge(*sinks: str) -> list[str]:
        more = purge_events(
            before=START + timedelta(days=2), sinks=sinks, unit_of_work=post.database.unit_of_work
        )
        assert more is False
        with post.database.unit_of_work(writes=False) as work:
            return [event.topic for event in work.events.after(0, 9)]

    undelivered = purge("sink")
    post.feed_for(1)
    delivered = purge("sink")

    assert (undelivered, delivered) == (["0", "1", "2", "3"], ["2", "3"])
