"""The OpenAPI document: what FastAPI makes of the endpoints, completed with what they share."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from contracts.problems import Problem
from entrypoints.api.cookies import SESSION as COOKIE
from entrypoints.api.problems import MEDIA_TYPE
from entrypoints.api.routers.sessions import SESSION
from entrypoints.api.routes import PREFIX

Document = dict[str, Any]

_DESCRIPTION = """\
Every instant is RFC 3339 with an offset, every duration whole minutes. One thing read or written comes as
`{"<entity>": {...}, "conflicts": [...]}`, a list as `{"items": [the same], "next": cursor or null}`.
`PUT` replaces: what a `GET` returned can be sent back as it is, bare or in its envelope; read-only fields
are ignored, `null` clears a field, a field left out takes its default. Errors are problem details
(RFC 9457), in French or English by `Accept-Language`.
"""

_LANGUAGE = {
    "name": "Accept-Language",
    "in": "header",
    "required": False,
    "description": "`fr` or `en`: the language of sentences.",
    "schema": {"type": "string"},
    "example": "fr",
}


def complete(api: FastAPI) -> None:
    """Have the API answer with the completed document."""

    def openapi() -> Document:
        if api.openapi_schema is None:
            api.openapi_schema = _document(api)
        return api.openapi_schema

    api.openapi = openapi  # type: ignore[method-assign] # the way that FastAPI lays down


def _document(api: FastAPI) -> Document:
    document = get_openapi(
        title=api.title,
        version=api.version,
        summary=api.summary,
        description=_DESCRIPTION,
        routes=api.routes,
    )
    components = document.setdefault("components", {})
    _, problem = models_json_schema([(Problem, "serialization")], ref_template="#/components/schemas/{model}")
    schemas = components.setdefault("schemas", {})
    for name, schema in problem["$defs"].items():
        schemas.setdefault(name, schema)
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    components["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": "A token of `planning token create`."},
        "session": {
            "type": "apiKey",
            "in": "cookie",
            "name": COOKIE,
            "description": "What `POST /session` sets, for the page; over HTTPS its name begins with "
            "`__Host-`. A request that writes must then come from the page's own origin.",
        },
    }
    shared: Document = components.setdefault("responses", {})
    for path, operations in document["paths"].items():
        for operation in operations.values():
            _say_what_streams_hold(operation)
            _complete(operation, ours=path.startswith(PREFIX), secured=not path.startswith(SESSION))
            _share_problems(operation["responses"], shared)
    return document


def _say_what_streams_hold(operation: Document) -> None:
    """Leave the schema of a stream's data alone: FastAPI adds that what is not JSON is text."""
    for response in operation["responses"].values():
        stream = response.get("content", {}).get("text/event-stream")
        if stream is not None:
            stream["schema"].pop("type", None)


def _share_problems(responses: Document, shared: Document) -> None:
    """Name each declared problem once and refer to it, or the document would say the same a hundred times."""
    for status, response in responses.items():
        if MEDIA_TYPE not in response.get("content", {}):
            continue
        kinds = response["content"][MEDIA_TYPE]["examples"]
        name = "".join(word.capitalize() for kind in kinds for word in kind.split("-"))
        shared[name] = response
        responses[status] = {"$ref": f"#/components/responses/{name}"}


def _complete(operation: Document, *, ours: bool, secured: bool) -> None:
    if ours:
        operation["security"] = [{"token": []}, {"session": []}] if secured else []
        operation.setdefault("parameters", []).append(_LANGUAGE)
        operation["responses"].pop("default", None)
