"""The route that every endpoint under the prefix is: authenticated first, then its body is read."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, ClassVar

from fastapi import APIRouter, Request, Response
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool

from entrypoints.api.bodies import MAX_INT, ReadRequest, parse_body, read_body
from entrypoints.api.identity import SAFE, credentials_of, refuse_cross_site
from entrypoints.api.limits import count_sign_in, count_write
from entrypoints.bootstrap import App

PREFIX = "/api/v1/planning"


class PlanningRoute(APIRoute):
    """Authenticates before anything of the request is looked at."""

    open_to_all: ClassVar[bool] = False
    for_our_page: ClassVar[bool] = False
    most_bytes: ClassVar[int | None] = None

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler with authentication and body reading in front."""
        answer = super().get_route_handler()
        takes_body = self.body_field is not None
        open_to_all, for_our_page = self.open_to_all, self.for_our_page

        async def handle(request: Request) -> Response:
            app: App = request.app.state.planning
            if for_our_page or (not open_to_all and credentials_of(request).session is not None):
                refuse_cross_site(request)  # a cookie goes along whoever has the browser send the request
            if for_our_page or not open_to_all:
                await run_in_threadpool(_admit, request, app, known=not open_to_all)
            limit = min(self.most_bytes or MAX_INT, app.settings.max_body_bytes)
            body = await read_body(request, limit, app.settings.body_seconds)
            parsed = parse_body(body, request.headers.get("content-type")) if takes_body else None
            return await answer(ReadRequest(request, body, parsed))

        return handle


class OpenRoute(PlanningRoute):
    """Signs browsers in and out: for our own page alone, signed in or not."""

    open_to_all = True
    for_our_page = True
    most_bytes = 20_000


class ProviderRoute(PlanningRoute):
    """What an identity provider's server tells us: what it sends must prove by itself whom it is from."""

    open_to_all = True
    most_bytes = 20_000


def router(tag: str, route_class: type[PlanningRoute] = PlanningRoute) -> APIRouter:
    """An empty router under the prefix whose endpoints are authenticated, unless the class says otherwise."""
    return APIRouter(prefix=PREFIX, route_class=route_class, tags=[tag])


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
