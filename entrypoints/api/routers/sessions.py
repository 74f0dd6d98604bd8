"""Browsers signed in and out: the session is a cookie that scripts cannot read."""

from __future__ import annotations

from datetime import timedelta

from fastapi import Request, Response
from starlette.status import HTTP_200_OK, HTTP_204_NO_CONTENT

from contracts.access import MeOut
from contracts.sessions import ProviderAddress, SignIn, SignInWays, SignOutAddress
from entrypoints.api.cookies import MARK, SIGN_IN, session_of, set_cookie
from entrypoints.api.cookies import SESSION as SESSION_COOKIE
from entrypoints.api.declarations import BODY_PROBLEMS, done, problems
from entrypoints.api.limits import count_sign_in_as
from entrypoints.api.refusals import CodeRefused, SessionEnded, TokenRefused
from entrypoints.api.rendering import caller_record, encoded
from entrypoints.api.routes import PREFIX, OpenRoute, router
from entrypoints.api.vouching import (
    MOST_SECONDS,
    holder_of,
    keep_identity,
    provider_of,
    redeem,
    redirect_url,
    sign_out_address,
)
from entrypoints.bootstrap import App
from planning_core.domain.principal import Identified
from planning_core.ports.identity import Attested
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.use_cases.sessions import sign_in_attested, sign_in_with_code, sign_in_with_token, sign_out

routes = router("access", OpenRoute)
SESSION = f"{PREFIX}/session"
_COOKIE_HEADER = {"Set-Cookie": {"description": "The session.", "schema": {"type": "string"}}}


@routes.get(
    "/session",
    summary="How browsers can sign in",
    response_model=SignInWays,
    responses={**done(SignInWays, "The ways besides a code and a token."), **problems()},
)
def ways(request: Request) -> Response:
    """For everybody: the page asks before anybody is signed in."""
    app: App = request.app.state.planning
    provider = None if app.provider is None else {"name": app.provider.name}
    return Response(encoded({"provider": provider}), HTTP_200_OK, media_type="application/json")


@routes.post(
    "/session/provider",
    summary="Begin to sign a browser in with the identity provider",
    response_model=ProviderAddress,
    responses={
        **done(ProviderAddress, "Where the browser goes.", **_COOKIE_HEADER),
        **problems("not-found", *BODY_PROBLEMS),
    },
)
def leave(request: Request) -> Response:
    """The browser comes back to `/sign-in`; what the provider added there goes to `POST /session`."""
    app: App = request.app.state.planning
    secret, _ = app.mint()
    address = provider_of(app).sign_in_address(secret, redirect_url(request, app))
    response = Response(encoded({"address": address}), HTTP_200_OK, media_type="application/json")
    set_cookie(SIGN_IN, secret, MOST_SECONDS, request, response)
    return response


@routes.post(
    "/session",
    summary="Sign a browser in",
    response_model=MeOut,
    responses={**done(MeOut, "Who is signed in.", **_COOKIE_HEADER), **problems(*BODY_PROBLEMS)},
)
def start(request: Request, body: SignIn) -> Response:
    """With the code of a sign-in link, which works once, with an access token, or with what the identity
    provider answered. For the page alone."""
    app: App = request.app.state.planning
    if body.provider is None:
        count_sign_in_as(body.code or body.token or "", app)
    secret = MARK + app.mint()[0]
    digest = app.digest_of(secret)
    attested = None if body.provider is None else redeem(body.provider, request, app)
    with app.unit_of_work() as uow:
        found = _vouched_for(attested, digest, app, uow) if attested else _signed_in(body, digest, app, uow)
        uow.sessions.remove(app.digest_of(session_of(request) or ""))
        record = caller_record(found.principal, found.expires_at, uow)
        uow.commit()
    request.state.principal = found.principal
    if found.token_id is not None:
        request.app.state.uses.note(found.token_id)
    response = Response(encoded(record), HTTP_200_OK, media_type="application/json")
    left = timedelta() if found.expires_at is None else found.expires_at - app.clock.now()
    seconds = max(0, int(left.total_seconds()))
    set_cookie(SESSION_COOKIE, secret, seconds, request, response)
    keep_identity(attested.token if attested else None, seconds, request, response)
    if attested is not None:
        set_cookie(SIGN_IN, "", 0, request, response)
    return response


@routes.delete(
    "/session",
    summary="Sign a browser out",
    response_model=SignOutAddress,
    responses={
        **done(
            SignOutAddress,
            "Signed out; the browser goes there to sign out at the identity provider too.",
            **_COOKIE_HEADER,
        ),
        204: {"description": "Signed out.", "headers": _COOKIE_HEADER},
        **problems(),
    },
)
def end(request: Request) -> Response:
    """Ends the session at once, and takes the cookie back. Nothing happens where there is none.

    Who signed in with an identity provider goes on to its page for signing out, where it has one.
    """
    app: App = request.app.state.planning
    secret, of_provider = session_of(request), False
    if secret:
        with app.unit_of_work() as uow:
            of_provider = sign_out(app.digest_of(secret), uow=uow)
            uow.commit()
    address = sign_out_address(request, app) if of_provider else None
    response = Response(status_code=HTTP_204_NO_CONTENT)
    if address is not None:
        response = Response(encoded({"address": address}), HTTP_200_OK, media_type="application/json")
    set_cookie(SESSION_COOKIE, "", 0, request, response)
    keep_identity(None, 0, request, response)
    return response


def _signed_in(asked: SignIn, session: str, app: App, uow: UnitOfWork) -> Identified:
    if asked.code is not None:
        found = sign_in_with_code(app.digest_of(asked.code), session, uow=uow, clock=app.clock)
        refusal: CodeRefused | TokenRefused = CodeRefused()
    else:
        found = sign_in_with_token(app.digest_of(asked.token or ""), session, uow=uow, clock=app.clock)
        refusal = TokenRefused()
    if found is None:
        raise refusal
    return found


def _vouched_for(attested: Attested, session: str, app: App, uow: UnitOfWork) -> Identified:
    principal = holder_of(attested, app, uow)
    count_sign_in_as(principal.user_id, app)
    found = sign_in_attested(
        principal,
        session,
        uow=uow,
        clock=app.clock,
        attested=attested,
        lasts=timedelta(hours=app.settings.oidc_session_hours),
    )
    if found is None:
        raise SessionEnded
    return found
