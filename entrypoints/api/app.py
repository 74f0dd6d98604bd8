"""The HTTP API and the page, made of an App."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware

from entrypoints.api import health
from entrypoints.api.document import complete
from entrypoints.api.event_feed import EventFeed
from entrypoints.api.handlers import add_handlers
from entrypoints.api.kept_answers import KeptAnswers
from entrypoints.api.metrics import Metrics
from entrypoints.api.middleware import AroundRequests
from entrypoints.api.page import DIST, add_page
from entrypoints.api.routers import ROUTERS
from entrypoints.api.routes import PREFIX
from entrypoints.api.stopping import told_to_stop
from entrypoints.api.stream_places import StreamPlaces
from entrypoints.api.token_uses import TokenUses
from entrypoints.bootstrap import App

VERSION = "1"
LEAST_COMPRESSED = 1_400
"""Bytes; less than that fits into one packet as it is."""
COMPRESS_LEVEL = 4
"""A tenth of the bytes of a large answer; higher levels take twice the time for a fiftieth less."""


def create_app(app: App, *, page: Path = DIST) -> FastAPI:
    """The API over a wired product, and the page built in that folder.

    It starts the product's own jobs and closes it when it ends.
    """

    feed = EventFeed(app.unit_of_work)
    uses = TokenUses(app.unit_of_work, app.clock)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        app.start()
        feed.start()
        uses.start()
        deafen = app.hear(feed.wake)
        try:
            with told_to_stop(feed.stop):
                yield
        finally:
            deafen()
            feed.stop()
            uses.stop()
            app.close()

    api = FastAPI(
        title="Planning PRO",
        version=VERSION,
        summary="Staff planning: shifts, assignments and the rules that they must keep.",
        openapi_url=f"{PREFIX}/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        redirect_slashes=False,
    )
    metrics = Metrics(app.unit_of_work)
    api.state.planning = app
    api.state.metrics = metrics
    api.state.kept = KeptAnswers()
    api.state.feed = feed
    api.state.uses = uses
    api.state.places = StreamPlaces(app.settings.streams_per_caller)
    for routes in ROUTERS:
        api.include_router(routes)
    api.include_router(health.routes)
    add_page(api, page)
    add_handlers(api)
    # Event streams are left as they are: the middleware knows them by their type.
    api.add_middleware(GZipMiddleware, minimum_size=LEAST_COMPRESSED, compresslevel=COMPRESS_LEVEL)
    api.add_middleware(AroundRequests, ids=app.ids, metrics=metrics)
    complete(api)
    return api
