"""The route that every endpoint under the prefix is: authenticated first, then its body is read."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool

from entrypoints.api.bodies import ReadRequest, parse_body, read_body
from entrypoints.api.refusals import Unauthenticated
from entrypoints.bootstrap import App
from planning_core.domain.principal import Principal
from planning_core.use_cases.tokens import authenticate

PREFIX = "/api/v1/planning"


class PlanningRoute(APIRoute):
    """Authenticates before anything of the request is looked at."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler with authentication and body reading in front."""
        answer = super().get_route_handler()
        takes_body = self.body_field is not None

        async def handle(request: Request) -> Response:
            app: App = request.app.state.planning
            header = request.headers.get("authorization")
            request.state.principal = await run_in_threadpool(_authenticated, app, header)
            body = await read_body(request, app.settings.max_body_bytes)
            parsed = parse_body(body, request.headers.get("content-type")) if takes_body else None
            return await answer(ReadRequest(request, body, parsed))

        return handle


def router(tag: str) -> APIRouter:
    """An empty router under the prefix whose endpoints are authenticated."""
    return APIRouter(prefix=PREFIX, route_class=PlanningRoute, tags=[tag])


def _authenticated(app: App, header: str | None) -> Principal:
    scheme, _, secret = (header or "").partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        raise Unauthenticated
    with app.unit_of_work(writes=False) as uow:
        principal = authenticate(app.digest_of(secret.strip()), uow=uow, clock=app.clock)
    if principal is None:
        raise Unauthenticated
    return principal
