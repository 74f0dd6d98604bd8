"""Cookies that only this host can have set: under the prefix `__Host-` where the page is served over HTTPS.

Browsers take a cookie of such a name from a secure answer of that very host alone. A program on a host
beside it cannot plant one and so sign a browser in as somebody else.
"""

from __future__ import annotations

from starlette.requests import HTTPConnection
from starlette.responses import Response

SESSION = "planning_session"
SIGN_IN = "planning_sign_in"
"""Holds the secret of a sign-in under way: who comes back must be the browser that left."""
PREFIX = "__Host-"
MARK = "s2_"
"""What a session's secret begins with since cookies have the prefix."""


def is_secure(request: HTTPConnection) -> bool:
    """Whether the browser asks over HTTPS; behind a proxy that is believed, what it says."""
    return request.url.scheme == "https"


def name_of(name: str, request: HTTPConnection) -> str:
    """What a cookie is called where it is asked for."""
    return PREFIX + name if is_secure(request) else name


def cookie_of(name: str, request: HTTPConnection) -> str | None:
    """The value of a cookie, None where there is none."""
    return request.cookies.get(name_of(name, request)) or None


def session_of(request: HTTPConnection) -> str | None:
    """The secret of the session that a request shows.

    Over HTTPS a cookie without the prefix counts for sessions of earlier versions only: they end by
    themselves, and none begun since can be planted so.
    """
    own = cookie_of(SESSION, request)
    if own is None and is_secure(request):
        earlier = request.cookies.get(SESSION)
        return earlier if earlier and not earlier.startswith(MARK) else None
    return own


def set_cookie(name: str, value: str, seconds: int, request: HTTPConnection, response: Response) -> None:
    """Have the browser hold a cookie, out of reach of scripts and other sites; no seconds take it back."""
    response.set_cookie(
        name_of(name, request),
        value,
        max_age=seconds,
        path="/",
        httponly=True,
        samesite="strict",
        secure=is_secure(request),
    )
    if is_secure(request) and name in request.cookies:
        response.set_cookie(name, "", max_age=0, path="/", httponly=True, samesite="strict", secure=True)
