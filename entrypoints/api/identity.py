"""Who makes a request: by the bearer token in its header, else by the session in its cookie."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from urllib.parse import urlsplit

import attrs
from starlette.requests import HTTPConnection

from entrypoints.api.cookies import session_of
from entrypoints.api.refusals import CrossSite, SessionEnded, Unauthenticated
from entrypoints.api.vouching import identify_token, is_signed
from entrypoints.bootstrap import App
from planning_core.domain.principal import Identified
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.use_cases.sessions import identify_session
from planning_core.use_cases.tokens import authenticate

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@attrs.frozen
class Credentials:
    """What a request shows of its caller: a token in its header, else a session's secret in its cookie."""

    token: str | None
    session: str | None

    def digest(self) -> str:
        """What stands for the caller where the secret itself has no business."""
        return hashlib.sha256(f"{self.token}\n{self.session}".encode("utf-8", "surrogateescape")).hexdigest()

    def identify(self, app: App) -> Identified:
        """Who shows this. Raises Unauthenticated (SessionEnded: a cookie that opens nothing), NoAccess."""
        if self.token is not None and app.provider is not None and is_signed(self.token):
            return identify_token(self.token, app)
        if self.token is not None:
            digest = app.digest_of(self.token)
            return _found(app, Unauthenticated(), lambda uow: authenticate(digest, uow=uow, clock=app.clock))
        if self.session is None:
            raise Unauthenticated
        digest = app.digest_of(self.session)
        return _found(app, SessionEnded(), lambda uow: identify_session(digest, uow=uow, clock=app.clock))


def _found(
    app: App, refusal: Unauthenticated, identify: Callable[[UnitOfWork], Identified | None]
) -> Identified:
    with app.unit_of_work(writes=False) as uow:
        found = identify(uow)
    if found is None:
        raise refusal
    return found


def credentials_of(request: HTTPConnection) -> Credentials:
    """What a request shows. A header of any kind leaves the cookie unread.

    Raises Unauthenticated for a header that carries no bearer token.
    """
    header = request.headers.get("authorization")
    if header is None:
        return Credentials(None, session_of(request))
    scheme, _, secret = header.partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        raise Unauthenticated
    return Credentials(secret.strip(), None)


def refuse_cross_site(request: HTTPConnection) -> None:
    """Raise CrossSite for a request that writes and was not sent by our own page.

    Browsers say where a request comes from and let no page alter it: in Sec-Fetch-Site where the address is
    theirs to trust (HTTPS or this machine), else in Origin. One that says neither comes from no browser of
    today, and has no business with a cookie.
    """
    if request.scope["method"] in SAFE:
        return
    site = request.headers.get("sec-fetch-site")
    own = request.headers.get("host", "").lower()
    if site is None:
        same = bool(own) and _host_of(request.headers.get("origin", "")) == own
    else:
        same = site == "same-origin"
    if not same:
        raise CrossSite


def _host_of(origin: str) -> str:
    """Host and port of an origin, as a Host header has them; nothing of what is no web origin."""
    try:
        parts = urlsplit(origin)
    except ValueError:
        return ""
    return parts.netloc.lower() if parts.scheme in ("http", "https") else ""
