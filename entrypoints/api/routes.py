"""The route that every endpoint under the prefix is: authenticated, then its body is looked at."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import wraps
from inspect import iscoroutinefunction
from typing import Any, ClassVar

from fastapi import APIRouter, Request, Response
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool

from entrypoints.api.bodies import MAX_INT, ReadRequest, parse_body, read_body
from entrypoints.api.identity import SAFE, credentials_of, refuse_cross_site
from entrypoints.api.limits import count_sign_in, count_write
from entrypoints.api.refusals import Unauthenticated
from entrypoints.bootstrap import App

PREFIX = "/api/v1/planning"
SHORT_BYTES = 16_384
"""A body of no more is taken in before its sender is known: finding out is done in one go with answering."""

_UNSIMPLE = frozenset({"content-encoding", "expect", "transfer-encoding"})
"""Headers of bodies that are told of, or refused, by other rules."""

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class PlanningRoute(APIRoute):
    """Authenticates before anything of the request is looked at, and answers, in one visit to a thread.

    Endpoints and what they depend on wait for nothing but storage, so that a thread can run them through.
    """

    open_to_all: ClassVar[bool] = False
    for_our_page: ClassVar[bool] = False
    most_bytes: ClassVar[int | None] = None

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        super().__init__(path, endpoint if iscoroutinefunction(endpoint) else _in_place(endpoint), **options)

    def get_route_handler(self) -> Handler:
        """The handler with authentication and body reading in front."""
        answer = super().get_route_handler()
        takes_body = self.body_field is not None
        open_to_all, for_our_page = self.open_to_all, self.for_our_page

        async def handle(request: Request) -> Response:
            app: App = request.app.state.planning
            shown = None if open_to_all else credentials_of(request)
            if for_our_page or (shown is not None and shown.session is not None):
                refuse_cross_site(request)  # a cookie goes along whoever has the browser send the request
            if shown is not None and shown.session is None and shown.token is None:
                raise Unauthenticated
            limit = min(self.most_bytes or MAX_INT, app.settings.max_body_bytes)
            admitted = open_to_all or not _is_short(request, limit)
            if admitted and (for_our_page or not open_to_all):
                await run_in_threadpool(_admit, request, app, known=not open_to_all)
            body = await read_body(request, limit, app.settings.body_seconds)

            def finish() -> Response:
                if not admitted:
                    _admit(request, app, known=True)
                parsed = parse_body(body, request.headers.get("content-type")) if takes_body else None
                return _run_through(answer, ReadRequest(request, body, parsed))

            return await run_in_threadpool(finish)

        return handle


class OpenRoute(PlanningRoute):
    """Signs browsers in and out: for our own page alone, signed in or not."""

    open_to_all = True
    for_our_page = True
    most_bytes = 20_000


class FeedRoute(PlanningRoute):
    """Shows who comes with the secret of the address itself what that opens, and looks at no other."""

    open_to_all = True


class ProviderRoute(PlanningRoute):
    """What an identity provider's server tells us: what it sends must prove by itself whom it is from."""

    open_to_all = True
    most_bytes = 20_000


def router(tag: str, route_class: type[PlanningRoute] = PlanningRoute) -> APIRouter:
    """An empty router under the prefix whose endpoints are authenticated, unless the class says otherwise."""
    return APIRouter(prefix=PREFIX, route_class=route_class, tags=[tag])


def _in_place(endpoint: Callable[..., Any]) -> Callable[..., Coroutine[Any, Any, Any]]:
    """The endpoint as one that runs where it is called, not in a thread of its own."""

    @wraps(endpoint)
    async def run(**arguments: Any) -> Any:
        return endpoint(**arguments)

    return run


def _run_through(answer: Handler, request: Request) -> Response:
    """What a handler answers that waits for nothing that only an event loop could bring."""
    running = answer(request)
    try:
        running.send(None)
    except StopIteration as done:
        response: Response = done.value
        return response
    running.close()
    raise RuntimeError("an endpoint waits for the event loop, which is not here")


def _is_short(request: Request, limit: int) -> bool:
    """Whether a request says that it has a short body, or none, which nobody need be asked to send."""
    if not _UNSIMPLE.isdisjoint(request.headers):
        return False
    declared = request.headers.get("content-length", "0")
    return declared.isdecimal() and int(declared[:20]) <= min(SHORT_BYTES, limit)


def _admit(request: Request, app: App, *, known: bool) -> None:
    """Find out who calls, unless all may, and count what may be done so often only."""
    if known:
        found = credentials_of(request).identify(app)
        request.state.principal, request.state.expires_at = found.principal, found.expires_at
        if found.token_id is not None:
            request.app.state.uses.note(found.token_id)
        if request.method not in SAFE:
            count_write(found.principal.user_id, app)
    elif request.method == "POST":
        count_sign_in(request, app)
