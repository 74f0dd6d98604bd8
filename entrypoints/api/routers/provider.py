"""What an identity provider tells this server by itself, without a browser between them."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import parse_qs

import structlog
from fastapi import Depends, Request, Response
from starlette.status import HTTP_200_OK

from contracts.sessions import SignedOutSessions
from entrypoints.api.declarations import BODY_PROBLEMS, done, problems
from entrypoints.api.refusals import NotAForm, SignOutRefused
from entrypoints.api.rendering import encoded
from entrypoints.api.routes import ProviderRoute, router
from entrypoints.api.vouching import provider_of
from entrypoints.bootstrap import App
from planning_core.ports.identity import NotAttested
from planning_core.use_cases.sessions import end_signed_out

routes = router("access", ProviderRoute)
_FORM = "application/x-www-form-urlencoded"
_MOST_FIELDS = 20
_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            _FORM: {
                "schema": {
                    "type": "object",
                    "properties": {"logout_token": {"type": "string", "minLength": 1}},
                    "required": ["logout_token"],
                    "examples": [{"logout_token": "eyJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ.eyJpc3Mi.c2lnbmVk"}],
                }
            }
        },
    }
}
_log = structlog.get_logger("planning.api")


async def _logout_token(request: Request) -> str:
    """The one token of a form. Raises NoProvider, NotAForm, SignOutRefused."""
    provider_of(request.app.state.planning)
    content_type = request.headers.get("content-type", "")
    if content_type.partition(";")[0].strip().lower() != _FORM:
        raise NotAForm(content_type)
    try:
        form = parse_qs((await request.body()).decode("ascii"), max_num_fields=_MOST_FIELDS)
    except ValueError:  # other bytes, too many fields
        raise SignOutRefused("form") from None
    tokens = form.get("logout_token", [])
    if len(tokens) != 1:
        raise SignOutRefused("form")
    return tokens[0]


@routes.post(
    "/session/provider/sign-out",
    summary="End the sessions of somebody who signed out at the identity provider",
    response_model=SignedOutSessions,
    responses={
        **done(SignedOutSessions, "They are ended."),
        **problems("not-found", "sign-out-refused", *BODY_PROBLEMS),
    },
    openapi_extra=_BODY,
)
def sign_out(request: Request, token: Annotated[str, Depends(_logout_token)]) -> Response:
    """OpenID Connect Back-Channel Logout: for the provider's server, which signs what it says."""
    app: App = request.app.state.planning
    try:
        signed_out = provider_of(app).signed_out(token)
    except NotAttested as error:
        _log.info("sign-out not accepted", reason=error.reason)
        raise SignOutRefused(error.reason) from None
    with app.unit_of_work() as uow:
        ended = end_signed_out(signed_out, uow=uow)
        uow.commit()
    _log.info("signed out by the identity provider", sessions=ended)
    return Response(encoded({"sessions": ended}), HTTP_200_OK, media_type="application/json")
