"""People for whom an identity provider vouches: with a token, or coming back from its sign-in page."""

from __future__ import annotations

import structlog
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response

from contracts.sessions import ProviderAnswer
from entrypoints.api.cookies import SIGN_IN, cookie_of, is_secure
from entrypoints.api.refusals import NoProvider, VouchingRefused
from entrypoints.bootstrap import App
from planning_core.domain.principal import Identified, Principal
from planning_core.errors import Unavailable
from planning_core.ports.identity import Attested, IdentityProvider, NotAttested
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.use_cases.attested import principal_of

IDENTITY = "planning_identity"
"""Holds what the provider signed of a sign-in, to be shown to it at the end. It opens nothing here."""
IDENTITY_PATH = "/api/v1/planning/session"
MOST_OF_IDENTITY = 3_800
"""Characters; browsers keep cookies of 4096 bytes in all. A longer token is done without."""
MOST_SECONDS = 600
RETURN_PATH = "/sign-in"

_log = structlog.get_logger("planning.api")


def is_signed(token: str) -> bool:
    """Whether a token has the form of a provider's: three parts, which none of our own has."""
    return token.count(".") == 2


def provider_of(app: App) -> IdentityProvider:
    """The provider that is set. Raises NoProvider."""
    if app.provider is None:
        raise NoProvider
    return app.provider


def identify_token(token: str, app: App) -> Identified:
    """Whom a provider's token stands for. Raises VouchingRefused, NoAccess, Unavailable."""
    try:
        attested = provider_of(app).verify(token)
    except NotAttested as error:
        raise _refused(error) from None
    with app.unit_of_work(writes=False) as uow:
        principal = principal_of(attested.claims, app.claim_rules, uow)
    return Identified(principal=principal, expires_at=attested.expires_at)


def redeem(answer: ProviderAnswer, request: Request, app: App) -> Attested:
    """Who a browser that came back is, if it is the one that left. Raises VouchingRefused, Unavailable."""
    secret = cookie_of(SIGN_IN, request)
    if not secret:
        raise _refused(NotAttested("state"))
    try:
        return provider_of(app).redeem(
            answer.code, answer.state, secret, redirect_url(request, app), answer.issuer
        )
    except NotAttested as error:
        raise _refused(error) from None


def holder_of(attested: Attested, app: App, uow: UnitOfWork) -> Principal:
    """Who somebody attested is here. Raises NoAccess."""
    return principal_of(attested.claims, app.claim_rules, uow)


def redirect_url(request: HTTPConnection, app: App) -> str:
    """Where a browser comes back to: where the page was opened, unless a setting says so."""
    given = app.settings.oidc_redirect_url
    return given or f"{request.url.scheme}://{request.url.netloc}{RETURN_PATH}"


def sign_out_address(request: Request, app: App) -> str | None:
    """Where a browser that the provider signed in goes to sign out there; None where it need not, or cannot.

    Whoever signs out here is signed out, whether the provider can be reached or not.
    """
    if app.provider is None or not app.settings.oidc_sign_out:
        return None
    state, _ = app.mint()
    token = request.cookies.get(IDENTITY)
    try:
        return app.provider.sign_out_address(state, redirect_url(request, app), token or None)
    except Unavailable as error:
        _log.warning("not signed out at the identity provider", reason=str(error))
        return None


def keep_identity(token: str | None, seconds: int, request: HTTPConnection, response: Response) -> None:
    """Have the browser hold what the provider signed; where there is nothing, or too much, it holds none.

    It is long, and so sent to sessions' address alone, which no cookie of the prefix `__Host-` can be.
    """
    kept = token if token and len(token) <= MOST_OF_IDENTITY else ""
    if kept or IDENTITY in request.cookies:
        response.set_cookie(
            IDENTITY,
            kept,
            max_age=seconds if kept else 0,
            path=IDENTITY_PATH,
            httponly=True,
            samesite="strict",
            secure=is_secure(request),
        )


def _refused(error: NotAttested) -> VouchingRefused:
    _log.info("identity not accepted", reason=error.reason)
    return VouchingRefused(error.reason)
