"""The barest FastAPI server: one endpoint that answers the bytes of a file, `bare_server.py FILE PORT`."""

from __future__ import annotations

import sys
from pathlib import Path

import uvicorn
from fastapi import FastAPI, Response


def bare(content: bytes) -> FastAPI:
    """An application with one endpoint, which answers these bytes."""
    app = FastAPI()

    @app.get("/shifts")
    def shifts() -> Response:
        return Response(content, media_type="application/json")

    return app


if __name__ == "__main__":
    config = uvicorn.Config(
        bare(Path(sys.argv[1]).read_bytes()), port=int(sys.argv[2]), log_level="warning", access_log=False
    )
    uvicorn.Server(config).run()
