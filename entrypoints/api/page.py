"""The built page as static files: one document at `/`, what it loads under `/assets/`, its icon."""

from __future__ import annotations

import mimetypes
from collections.abc import Awaitable, Callable
from pathlib import Path

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.staticfiles import StaticFiles

from entrypoints.api.languages import language_of
from entrypoints.api.vouching import RETURN_PATH

DIST = Path(__file__).resolve().parents[1] / "timeline" / "dist"
_INDEX = "index.html"

# Nothing runs, is styled, loaded or framed but what this server itself sends as a file.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
_DOCUMENT_HEADERS = {"Content-Security-Policy": CONTENT_SECURITY_POLICY}
_FOR_EVER = "public, max-age=31536000, immutable"
_ASK_AGAIN = "no-cache"

_NOT_BUILT = {
    "en": "The page is not built here: run `make page` in the checkout, or install the wheel, "
    "which holds it. The API answers under /api/v1/planning.",
    "fr": "La page n'est pas construite ici : lancez `make page` dans le dépôt, ou installez le wheel, "
    "qui la contient. L'API répond sous /api/v1/planning.",
}

# What Python's own table may not know, whatever the machine; scripts and styles of another type are refused.
for _type, _ending in (
    ("text/javascript", ".js"),
    ("text/css", ".css"),
    ("image/svg+xml", ".svg"),
    ("font/woff2", ".woff2"),
    ("application/manifest+json", ".webmanifest"),
):
    mimetypes.add_type(_type, _ending)


def add_page(api: FastAPI, dist: Path = DIST) -> None:
    """Serve the page built in that folder; where there is none, `/` says how to build it."""
    files = StaticFiles(directory=dist, check_dir=False)

    async def document(request: Request) -> Response:
        if not (dist / _INDEX).is_file():
            text = _NOT_BUILT[language_of(request.headers.get("accept-language"))]
            return PlainTextResponse(text + "\n", 404, {"Cache-Control": "no-store"})
        return await _file(files, _INDEX, request, {**_DOCUMENT_HEADERS, "Cache-Control": _ASK_AGAIN})

    async def asset(request: Request) -> Response:
        # A name says what is in it: another content gets another name.
        name = request.path_params["name"]
        return await _file(files, f"assets/{name}", request, {"Cache-Control": _FOR_EVER})

    def beside(name: str) -> Callable[[Request], Awaitable[Response]]:
        async def other(request: Request) -> Response:
            return await _file(files, name, request, {"Cache-Control": _ASK_AGAIN})

        return other

    for path in ("/", RETURN_PATH):
        api.add_route(path, document, methods=["GET"], include_in_schema=False)
    api.add_route("/assets/{name}", asset, methods=["GET"], include_in_schema=False)
    for file in sorted(dist.iterdir()) if dist.is_dir() else ():
        if file.is_file() and file.name != _INDEX:
            api.add_route(f"/{file.name}", beside(file.name), methods=["GET"], include_in_schema=False)


async def _file(files: StaticFiles, name: str, request: Request, headers: dict[str, str]) -> Response:
    if "\0" in name:
        raise HTTPException(404)
    response = await files.get_response(name, request.scope)
    response.headers.update(headers)
    return response
