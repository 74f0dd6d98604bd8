"""What happens to the plan, as it happens."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import Header, Query, Request

from contracts.events import EventData
from entrypoints.api.declarations import problems
from entrypoints.api.event_feed import EventFeed
from entrypoints.api.event_stream import EventStream, Follower, follow
from entrypoints.api.identity import credentials_of
from entrypoints.api.routes import router
from entrypoints.api.stream_places import StreamPlaces
from planning_core.domain.principal import AccessRole, Principal

routes = router("events")

_MOST = 2**63 - 1
LastEventId = Annotated[
    int | None,
    Header(
        alias="Last-Event-ID",
        ge=0,
        le=_MOST,
        description="The number of the last event seen, which browsers send when they come back.",
    ),
]
After = Annotated[
    int | None,
    Query(ge=0, le=_MOST, description="The same for a first connection. Without either: from now on."),
]

_DESCRIPTION = """\
Server-sent events, each with its number as `id` and JSON as `data`: `hello` first, with the number of the \
newest event; then `plan.changed`, `plan.checked` and `job.changed` in order. A stream that is asked for \
with a number goes on after it; where that is too long ago or was never given, one `plan.reset` says to read \
everything anew. A member, and whoever is kept to sites or teams, \
is told that the plan changed, not by whom or how. The stream ends when the \
caller's token or session does, and when the server stops. One token or session has 20 streams \
open at most, unless the server is set up otherwise; one more is answered 429."""


@routes.get(
    "/events",
    summary="Follow the plan",
    status_code=200,
    response_class=EventStream,
    response_model=None,
    responses={200: {"model": EventData, "description": _DESCRIPTION}, **problems()},
)
def events(request: Request, last_event_id: LastEventId = None, after: After = None) -> EventStream:
    """For every role."""
    feed: EventFeed = request.app.state.feed
    shown = credentials_of(request)
    principal: Principal = request.state.principal
    follower = Follower(
        check=partial(shown.identify, request.app.state.planning),
        member=principal.role is AccessRole.MEMBER,
        limited=bool(principal.limits),
    )
    asked, current = after if last_event_id is None else last_event_id, feed.last_number()
    places: StreamPlaces = request.app.state.places
    caller = shown.digest()
    places.take(caller)
    return EventStream(follow(feed, follower, asked, current), partial(places.give, caller))
