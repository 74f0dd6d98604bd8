"""The barest FastAPI server on PostgreSQL: one endpoint does one SELECT, one does one INSERT.

`python bare_app.py PORT DSN`.
"""

from __future__ import annotations

import json
import sys
from queue import LifoQueue
from typing import Annotated, Any

import psycopg
import uvicorn
from fastapi import Body, FastAPI, Response
from psycopg.rows import dict_row

CONNECTIONS = 40
"""As many as FastAPI has threads."""


def bare(dsn: str) -> FastAPI:
    """An application with those two endpoints, its connections kept open."""
    app = FastAPI()
    pool: LifoQueue[psycopg.Connection[dict[str, Any]]] = LifoQueue()
    for _ in range(CONNECTIONS):
        pool.put(psycopg.connect(dsn, row_factory=dict_row))

    @app.get("/shifts/{shift_id}")
    def read(shift_id: str) -> Response:
        connection = pool.get()
        try:
            row = connection.execute("SELECT * FROM shift WHERE id = %s", (shift_id,)).fetchone()
            connection.commit()
        finally:
            pool.put(connection)
        return Response(json.dumps(row, default=str), media_type="application/json")

    @app.post("/rows")
    def write(row: Annotated[dict[str, Any], Body()]) -> Response:
        connection = pool.get()
        try:
            connection.execute(
                "INSERT INTO bare_assignment (shift_id, collaborator_id, role_id) VALUES (%s, %s, %s)",
                (row["shift_id"], row["collaborator_id"], row["role_id"]),
            )
            connection.commit()
        finally:
            pool.put(connection)
        return Response(json.dumps(row), 201, media_type="application/json")

    return app


if __name__ == "__main__":
    config = uvicorn.Config(bare(sys.argv[2]), port=int(sys.argv[1]), log_level="warning", access_log=False)
    uvicorn.Server(config).run()
