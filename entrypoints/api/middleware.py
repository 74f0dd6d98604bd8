"""What happens around every request: its id, its figures, its log line, headers, the last safety net."""

from __future__ import annotations

import re
import time
from collections.abc import MutableMapping
from typing import Any

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from entrypoints.api.languages import language_of
from entrypoints.api.metrics import Metrics
from entrypoints.api.problems import problem_record, problem_response
from entrypoints.api.refusals import Broken, HeadTooLarge
from planning_core.errors import PlanningError
from planning_core.ports.ids import IdSource

MOST_HEAD_BYTES = 16_384
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,100}\Z")
_log = structlog.get_logger("planning.api")

EVERYWHERE = (
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
)
"""On every answer, whatever it is."""
NOT_A_PAGE = (
    ("Cache-Control", "no-store"),
    (
        "Content-Security-Policy",
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
)
"""On every answer that says nothing else of its own: shown as a document, it could do nothing."""

_EVERYWHERE = [(name.lower().encode(), value.encode()) for name, value in EVERYWHERE]
_NOT_A_PAGE = [(name.lower().encode(), value.encode()) for name, value in NOT_A_PAGE]
_OURS = frozenset({b"x-request-id", *(name for name, _ in _EVERYWHERE)})


class AroundRequests:
    """ASGI middleware: names, counts and logs requests, and turns what nobody caught into a problem."""

    def __init__(self, app: ASGIApp, *, ids: IdSource, metrics: Metrics) -> None:
        self._app, self._ids, self._metrics = app, ids, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        await _Exchange(scope, send, self._ids, self._metrics).run(self._app, receive)


class _Exchange:
    """One request on its way through."""

    def __init__(self, scope: Scope, send: Send, ids: IdSource, metrics: Metrics) -> None:
        self._scope, self._send, self._metrics = scope, send, metrics
        self._headers = Headers(scope=scope)
        given = self._headers.get("x-request-id", "")
        self._id = given if _REQUEST_ID.match(given) else ids.new_id()
        self._language = language_of(self._headers.get("accept-language"))
        self._status = 0
        state: MutableMapping[str, Any] = scope.setdefault("state", {})
        state["request_id"] = self._id

    @property
    def _route(self) -> str:
        return getattr(self._scope.get("route"), "path", "none")

    async def run(self, app: ASGIApp, receive: Receive) -> None:
        started = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request_id=self._id):
            try:
                if _head_bytes(self._scope) > MOST_HEAD_BYTES:
                    await self._refuse(HeadTooLarge(MOST_HEAD_BYTES), receive)
                else:
                    await app(self._scope, receive, self._answer)
            except Exception:
                # The route, not the path: some paths are secrets.
                _log.exception("request failed", route=self._route)
                if self._status:
                    raise
                await self._refuse(Broken(), receive)
            finally:
                self._note(time.perf_counter() - started)

    async def _refuse(self, error: PlanningError, receive: Receive) -> None:
        record = problem_record(error, self._language, self._id, None)
        await problem_response(error, record)(self._scope, receive, self._answer)

    async def _answer(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._status = message["status"]
            given = [pair for pair in message["headers"] if pair[0] not in _OURS]
            names = {name for name, _ in given}
            given.append((b"x-request-id", self._id.encode()))
            given += _EVERYWHERE
            given += [pair for pair in _NOT_A_PAGE if pair[0] not in names]
            message["headers"] = given
            if any(name == b"content-type" and b"json" in value for name, value in given):
                headers = MutableHeaders(raw=given)
                headers["Content-Language"] = self._language
                headers.add_vary_header("Accept-Language")
        await self._send(message)

    def _note(self, seconds: float) -> None:
        route = self._route
        method = self._scope["method"]
        method = method if method in _METHODS else "other"
        self._metrics.answered(route, method, self._status, seconds)
        principal = self._scope.get("state", {}).get("principal")
        _log.info(
            "request",
            method=method,
            route=route,
            status=self._status,
            milliseconds=round(seconds * 1000, 1),
            user_id=getattr(principal, "user_id", None),
        )


def _head_bytes(scope: Scope) -> int:
    """The length of a request's target and headers."""
    target = len(scope.get("raw_path") or scope["path"]) + len(scope.get("query_string", b""))
    return target + sum(len(name) + len(value) for name, value in scope["headers"])


_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT"})
