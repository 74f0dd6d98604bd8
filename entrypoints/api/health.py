"""Liveness, readiness and figures, outside the prefix and open to all."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from entrypoints.api.declarations import problems
from entrypoints.api.metrics import Metrics
from entrypoints.bootstrap import App

routes = APIRouter(tags=["health"])


class Health(BaseModel):
    """A state in one word."""

    status: str


@routes.get("/healthz", summary="Is the process alive")
async def alive() -> Health:
    """Answers as long as the process does."""
    return Health(status="ok")


@routes.get(
    "/readyz",
    summary="Are storage and queue within reach",
    responses={503: problems()[503]},
)
def ready(request: Request) -> Health:
    """Reads from storage and asks the queue."""
    app: App = request.app.state.planning
    with app.unit_of_work(writes=False) as uow:
        uow.rules.rule_set()
    app.reach_queue()
    return Health(status="ok")


@routes.get("/metrics", summary="Figures for Prometheus", response_class=Response)
def figures(request: Request) -> Response:
    """In Prometheus's text format."""
    metrics: Metrics = request.app.state.metrics
    return Response(metrics.exposition(), media_type="text/plain; version=0.0.4; charset=utf-8")
