"""The route that every endpoint under the prefix is: authenticated first, then its body is read."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, ClassVar

from fastapi import APIRouter, Request, Response
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool

from entrypoints.api.bodies import ReadRequest, parse_body, read_body
from entrypoints.api.identity import credentials_of, refuse_cross_site
from entrypoints.bootstrap import App

PREFIX = "/api/v1/planning"


class PlanningRoute(APIRoute):
    """Authenticates before anything of the request is looked at."""

    open_to_all: ClassVar[bool] = False

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler with authentication and body reading in front."""
        answer = super().get_route_handler()
        takes_body = self.body_field is not None
        open_to_all = self.open_to_all

        async def handle(request: Request) -> Response:
            app: App = request.app.state.planning
            if open_to_all:
                refuse_cross_site(request)
            else:
                await _identify(request, app)
            body = await read_body(request, app.settings.max_body_bytes)
            parsed = parse_body(body, request.headers.get("content-type")) if takes_body else None
            return await answer(ReadRequest(request, body, parsed))

        return handle


class OpenRoute(PlanningRoute):
    """Signs browsers in and out: for our own page alone, signed in or not."""

    open_to_all = True


def router(tag: str, route_class: type[PlanningRoute] = PlanningRoute) -> APIRouter:
    """An empty router under the prefix whose endpoints are authenticated, unless the class says otherwise."""
    return APIRouter(prefix=PREFIX, route_class=route_class, tags=[tag])


async def _identify(request: Request, app: App) -> None:
    shown = credentials_of(request)
    if shown.token is None and shown.session is not None:
        refuse_cross_site(request)  # a cookie goes along whoever has the browser send the request
    found = await run_in_threadpool(shown.identify, app)
    request.state.principal, request.state.expires_at = found.principal, found.expires_at
