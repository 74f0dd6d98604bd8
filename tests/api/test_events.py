"""One page's stream of events: what it is told, where it goes on, when it ends."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import aclosing
from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi.testclient import TestClient

from adapters.sql import SqlDatabase
from entrypoints.api.event_feed import EventFeed
from entrypoints.api.event_stream import Follower, follow
from entrypoints.api.refusals import Unauthenticated
from entrypoints.api.told_events import ToldEvent
from planning_core.errors import Unavailable
from planning_core.ports.events import OutgoingEvent
from planning_core.ports.unit_of_work import UnitOfWork, UnitOfWorkFactory
from tests.api.world import PREFIX, Caller, faults_of

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
Message = tuple[str, int, Any]


def plan_changed(*ids: str, entity: str = "shift") -> OutgoingEvent:
    changes = [{"entity": entity, "id": one, "action": "update", "version": 2} for one in ids]
    payload = {"changes": changes, "user_id": "paula", "request_id": "r1"}
    return OutgoingEvent(topic="plan.changed", payload=payload, at=AT)


def job_changed() -> OutgoingEvent:
    payload = {"job_id": "j", "status": "running", "progress": 0.5, "coverage": {}, "objective": None}
    return OutgoingEvent(topic="job.changed", payload=payload, at=AT)


class Counting:
    """Storage that counts how often it is opened to be read, and can be out of reach."""

    def __init__(self, units: UnitOfWorkFactory) -> None:
        self._units = units
        self.reads, self.away = 0, False

    def __call__(self, *, writes: bool = True) -> UnitOfWork:
        if self.away:
            raise Unavailable("storage")
        self.reads += not writes
        return self._units(writes=writes)

    def write(self, *events: OutgoingEvent) -> list[int]:
        """Store events; their numbers, which on PostgreSQL go on from those of other organizations."""
        with self._units() as work:
            before = work.events.last_sequence()
            for event in events:
                work.events.add(event)
            work.commit()
        with self._units(writes=False) as work:
            return [event.sequence for event in work.events.after(before, len(events))]


@pytest.fixture
def storage(database: SqlDatabase, organization: str) -> Counting:
    return Counting(database.units_of_work(organization))


def follower(check: Callable[[], object] = lambda: None, **fields: Any) -> Follower:
    return Follower(**{"check": check, "member": False, **fields})


def messages(text: bytes) -> list[Message]:
    """The events of a piece of a stream: name, number and data."""
    found = []
    for block in text.decode().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.split("\n") if line and line[0] != ":")
        if "data" in fields:
            found.append((fields["event"], int(fields["id"]), json.loads(fields["data"])))
    return found


async def told(stream: AsyncGenerator[bytes, None], number: int) -> list[Message]:
    """The next so many events of a stream."""
    found: list[Message] = []
    async with asyncio.timeout(10):
        while len(found) < number:
            found += messages(await anext(stream))
    return found


def run(scene: Coroutine[Any, Any, None]) -> None:
    asyncio.run(scene)


def test_stream_greets_and_goes_on_from_now(storage: Counting) -> None:
    (old,) = storage.write(plan_changed("old"))
    feed = EventFeed(storage, poll_seconds=0.01)

    async def scene() -> None:
        async with aclosing(follow(feed, follower(), None, old)) as stream:
            opening = await anext(stream)
            (new,) = storage.write(plan_changed("a"))
            found = await told(stream, 1)

        assert opening.startswith(b"retry: 1000\n\n")
        assert messages(opening) == [("hello", old, {"sequence": old})]
        assert found == [
            (
                "plan.changed",
                new,
                {
                    "sequence": new,
                    "at": "2026-03-02T08:00:00Z",
                    "user_id": "paula",
                    "request_id": "r1",
                    "changes": [{"entity": "shift", "id": "a", "action": "update", "version": 2}],
                    "truncated": False,
                },
            )
        ]

    run(scene())


def test_page_that_comes_back_misses_nothing_and_hears_nothing_twice(storage: Counting) -> None:
    numbers = storage.write(*(plan_changed(str(n)) for n in range(1200)))
    seen, newest = numbers[149], numbers[-1]
    feed = EventFeed(storage, poll_seconds=0.01)

    async def scene() -> None:
        async with aclosing(follow(feed, follower(), seen, newest)) as stream:
            found = await told(stream, 1 + 1050)
            numbers.extend(storage.write(plan_changed("late")))
            found += await told(stream, 1)

        assert found[0] == ("hello", seen, {"sequence": newest})
        assert [number for _, number, _ in found[1:]] == numbers[150:]

    run(scene())


@pytest.mark.parametrize(("asked", "current"), [(12, 11), (0, 5001), (2**63 - 1, 11)])
def test_number_never_given_or_too_long_ago_says_to_read_everything(
    storage: Counting, asked: int, current: int
) -> None:
    feed = EventFeed(storage, poll_seconds=0.01)

    async def scene() -> None:
        async with aclosing(follow(feed, follower(), asked, current)) as stream:
            found = messages(await anext(stream))

        assert found == [
            ("hello", current, {"sequence": current}),
            ("plan.reset", current, {"sequence": current}),
        ]

    run(scene())


def test_member_is_told_that_the_plan_changed_and_no_more(storage: Counting) -> None:
    feed = EventFeed(storage, poll_seconds=0.01)
    checked = OutgoingEvent(topic="plan.checked", payload={"conflicts": 3}, at=AT)

    async def scene() -> None:
        async with aclosing(follow(feed, follower(member=True), 0, 0)) as stream:
            await anext(stream)
            first, _, third = storage.write(plan_changed("a"), job_changed(), checked)
            found = await told(stream, 2)

        assert found == [
            ("plan.changed", first, {"sequence": first}),
            ("plan.changed", third, {"sequence": third}),
        ]

    run(scene())


def test_jobs_and_checks_are_told(storage: Counting) -> None:
    checked = OutgoingEvent(topic="plan.checked", payload={"conflicts": 3}, at=AT)
    of_no_use = OutgoingEvent(topic="of.no.use", payload={}, at=AT)
    numbers = storage.write(job_changed(), checked, of_no_use, plan_changed("a"))
    feed = EventFeed(storage, poll_seconds=0.01)

    async def scene() -> None:
        async with aclosing(follow(feed, follower(), numbers[0] - 1, numbers[-1])) as stream:
            found = (await told(stream, 4))[1:]

        assert [(name, number) for name, number, _ in found] == [
            ("job.changed", numbers[0]),
            ("plan.checked", numbers[1]),
            ("plan.changed", numbers[3]),
        ]
        assert found[0][2] == {"sequence": numbers[0], "at": "2026-03-02T08:00:00Z", **job_changed().payload}
        assert found[1][2] == {"sequence": numbers[1], "at": "2026-03-02T08:00:00Z", "conflicts": 3}

    run(scene())


@pytest.mark.storeless("what one stream is told of an event")
def test_long_list_of_changes_is_cut_and_says_so() -> None:
    event = ToldEvent(plan_changed(*map(str, range(201))))

    ((_, _, data),) = messages(event.whole)

    assert (len(data["changes"]), data["truncated"]) == (200, True)


def test_quiet_stream_gives_signs_of_life(storage: Counting) -> None:
    feed = EventFeed(storage, poll_seconds=0.01)

    async def scene() -> None:
        async with aclosing(follow(feed, follower(heartbeat_seconds=0.05), None, 0)) as stream:
            texts = [await anext(stream) for _ in range(3)]

        assert texts[1:] == [b": ping\n\n"] * 2

    run(scene())


@pytest.mark.parametrize("quick", [False, True])
def test_stream_ends_when_access_does(storage: Counting, quick: bool) -> None:
    feed = EventFeed(storage, poll_seconds=0.01)
    asked = []

    def check() -> None:
        asked.append(True)
        if len(asked) > 1:
            raise Unauthenticated

    async def scene() -> None:
        patient = follower(check, recheck_seconds=60 if quick else 0.05)
        async with aclosing(follow(feed, patient, None, 0)) as stream:
            await anext(stream)
            if quick:  # a token was revoked: whose it was is seen at once, not after a while
                storage.write(plan_changed("t", entity="token"), plan_changed("u", entity="token"))
                await anext(stream)
                storage.write(plan_changed("v", entity="token"))
            async with asyncio.timeout(10):
                rest = [text async for text in stream]

        assert (rest, len(asked)) == ([], 2)

    run(scene())


def test_stream_outlives_storage_out_of_reach(storage: Counting) -> None:
    feed = EventFeed(storage, poll_seconds=0.01)

    def check() -> None:
        raise Unavailable("storage")

    async def scene() -> None:
        async with aclosing(follow(feed, follower(check, recheck_seconds=0.02), None, 0)) as stream:
            await anext(stream)
            storage.away = True
            waiting = asyncio.ensure_future(anext(stream))
            await asyncio.sleep(0.1)
            storage.away = False
            numbers = storage.write(plan_changed("a"))
            async with asyncio.timeout(10):
                text = await waiting

        assert [number for _, number, _ in messages(text)] == numbers

    run(scene())


def test_stopped_feed_ends_every_stream(storage: Counting) -> None:
    feed = EventFeed(storage, poll_seconds=60)

    async def scene() -> None:
        streams = [follow(feed, follower(), None, 0) for _ in range(3)]
        for stream in streams:
            await anext(stream)
        waiting = [asyncio.ensure_future(anext(stream, b"")) for stream in streams]
        await asyncio.sleep(0.05)

        await asyncio.to_thread(feed.stop)

        async with asyncio.timeout(5):
            assert await asyncio.gather(*waiting) == [b"", b"", b""]
        assert feed.listeners == 0

    run(scene())


def test_write_of_this_process_is_told_at_once(storage: Counting) -> None:
    feed = EventFeed(storage, poll_seconds=60)

    async def scene() -> None:
        async with aclosing(follow(feed, follower(), None, 0)) as stream:
            await anext(stream)
            waiting = asyncio.ensure_future(anext(stream))
            await asyncio.sleep(0.05)
            numbers = storage.write(plan_changed("a"))
            await asyncio.to_thread(feed.wake)
            async with asyncio.timeout(5):
                text = await waiting

        assert [number for _, number, _ in messages(text)] == numbers

    run(scene())


def test_storage_is_asked_once_for_a_hundred_streams_and_not_at_all_for_none(storage: Counting) -> None:
    feed = EventFeed(storage, poll_seconds=0.05)

    async def scene() -> None:
        streams = [follow(feed, follower(), None, 0) for _ in range(100)]
        for stream in streams:
            await anext(stream)
        waiting = [asyncio.ensure_future(anext(stream)) for stream in streams]
        await asyncio.sleep(0.2)
        before, begun = storage.reads, time.monotonic()
        async with asyncio.timeout(30):
            while storage.reads < before + 5:
                await asyncio.sleep(0.05)
        looks, most = storage.reads - before, (time.monotonic() - begun) / 0.05 + 1
        (number,) = storage.write(plan_changed("a"))
        texts = await asyncio.gather(*waiting)
        for stream in streams:
            await stream.aclose()

        assert looks <= most
        assert len(set(texts)) == 1
        assert messages(texts[0]) == messages(ToldEvent(_numbered(plan_changed("a"), number)).whole)
        assert await _at_rest(storage)

    run(scene())


async def _at_rest(storage: Counting) -> bool:
    """Whether it is asked no more, once a look that was under way is over."""
    for _ in range(50):
        before = storage.reads
        await asyncio.sleep(0.3)
        if storage.reads == before:
            return True
    return False


def _numbered(event: OutgoingEvent, number: int) -> OutgoingEvent:
    return OutgoingEvent(topic=event.topic, payload=event.payload, at=event.at, sequence=number)


@pytest.mark.parametrize(
    ("header", "query", "path"),
    [
        ("x", None, "header.Last-Event-ID"),
        ("-1", None, "header.Last-Event-ID"),
        (str(2**63), None, "header.Last-Event-ID"),
        (None, "x", "query.after"),
        (None, "-1", "query.after"),
    ],
)
def test_number_that_is_none_is_refused(
    admin: Caller, header: str | None, query: str | None, path: str
) -> None:
    answer = admin.call(
        "GET",
        "/events",
        headers={} if header is None else {"Last-Event-ID": header},
        params={} if query is None else {"after": query},
    )

    assert list(faults_of(answer)) == [path]


def test_stranger_follows_nothing(client: TestClient) -> None:
    assert client.get(f"{PREFIX}/events").status_code == 401
