"""What an ASGI server runs: `uvicorn --factory entrypoints.api.server:application`."""

from __future__ import annotations

import gc

from fastapi import FastAPI

from entrypoints.api.app import create_app
from entrypoints.bootstrap import build_app
from entrypoints.logs import configure_logs, keep_secrets_out_of_access_logs
from entrypoints.settings import Settings


def application() -> FastAPI:
    """The API as the environment's settings want it."""
    settings = Settings()
    configure_logs(settings)
    keep_secrets_out_of_access_logs()
    api = create_app(build_app(settings))
    # What start-up made lives as long as the process: the collector need not look it through again and again.
    gc.collect()
    gc.freeze()
    return api
