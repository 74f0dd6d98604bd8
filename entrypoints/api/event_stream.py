"""One page's stream of server-sent events."""

from __future__ import annotations

import asyncio
import weakref
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing, suppress
from typing import Any

import attrs
from fastapi.sse import KEEPALIVE_COMMENT
from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from entrypoints.api.event_feed import EventFeed
from entrypoints.api.refusals import Unauthenticated
from entrypoints.api.told_events import ToldEvent, message
from planning_core.errors import Unavailable
from planning_core.ports.identity import NoAccess

MOST_MISSED = 5_000
"""A page that missed more reads everything anew."""
HEARTBEAT_SECONDS = 15.0
RECHECK_SECONDS = 30.0
RECHECK_NEWS_SECONDS = 1.0
"""News is told to those only who were let in this lately: who signed out hears no more."""
RETRY = b"retry: 1000\n\n"
"""Milliseconds until a page that lost its stream asks again."""


@attrs.frozen(kw_only=True)
class Follower:
    """Who follows; `check` raises Unauthenticated once they may no more.

    `limited` are those who are kept to a part of the plan.
    """

    check: Callable[[], Any]
    member: bool
    limited: bool = False
    heartbeat_seconds: float = HEARTBEAT_SECONDS
    recheck_seconds: float = RECHECK_SECONDS

    def told(self, event: ToldEvent) -> bytes:
        """The message of an event for this follower."""
        if self.member:
            return event.scant
        return event.of_part if self.limited else event.whole


class EventStream(StreamingResponse):
    """The answer that goes on until the page leaves, its access ends or the server stops."""

    media_type = "text/event-stream"

    def __init__(self, stream: AsyncGenerator[bytes, None], leave: Callable[[], None]) -> None:
        """`leave` is called once, at the end of the stream, or where it is never sent."""
        self._stream, self._leave = stream, weakref.finalize(self, leave)
        # A proxy that collected the stream before passing it on would make it worthless.
        super().__init__(stream, headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the stream; its end is the end of the page's place among the listeners."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._leave()
            await self._stream.aclose()


async def follow(
    feed: EventFeed, follower: Follower, asked: int | None, current: int
) -> AsyncGenerator[bytes, None]:
    """The messages of one stream: what came after number `asked`, or from `current` on where that is None.

    A number that we never gave, or one too long ago, gets a `plan.reset` in the place of what was missed.
    """
    lost = asked is not None and (asked > current or current - asked > MOST_MISSED)
    position = current if asked is None or lost else asked
    # The greeting's number is where the stream goes on from, so that a page cut off after it misses nothing.
    opening = RETRY + message("hello", {"sequence": current}, position)
    if lost:
        opening += message("plan.reset", {"sequence": current}, current)
    with feed.listening():
        yield opening
        async with aclosing(_news(feed, follower, position)) as news:
            async for text in news:
                yield text


async def _news(feed: EventFeed, follower: Follower, position: int) -> AsyncGenerator[bytes, None]:
    now = asyncio.get_running_loop().time
    beat_at, checked_at = now() + follower.heartbeat_seconds, now()
    while not feed.stopped:
        news = feed.news
        events = await _found(feed, position)
        patience = RECHECK_NEWS_SECONDS if events else follower.recheck_seconds
        if now() - checked_at >= patience or any(event.ends_access for event in events):
            if not await _still_may(follower):
                return
            checked_at = now()
        if events:
            position = events[-1].number
            text = b"".join(follower.told(event) for event in events)
            if text:
                yield text
                beat_at = now() + follower.heartbeat_seconds
            continue
        if now() >= beat_at:
            yield KEEPALIVE_COMMENT
            beat_at = now() + follower.heartbeat_seconds
        with suppress(TimeoutError):
            async with asyncio.timeout_at(min(beat_at, checked_at + follower.recheck_seconds)):
                await news.wait()


async def _found(feed: EventFeed, position: int) -> list[ToldEvent]:
    try:
        return list(await feed.after(position))
    except Unavailable:
        return []  # told as soon as storage is back


async def _still_may(follower: Follower) -> bool:
    try:
        await run_in_threadpool(follower.check)
    except (Unauthenticated, NoAccess):
        return False
    except Unavailable:
        pass  # nobody is sent away because storage is
    return True
