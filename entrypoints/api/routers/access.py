"""Who the caller is; the tokens that callers show."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Response

from contracts.access import MeOut, TokenAnswer, TokenIn, TokenMade, TokenPage
from contracts.fields import Id
from entrypoints.api.calls import Answer, CallDep
from entrypoints.api.declarations import POST_PROBLEMS, IdempotencyKey, done, problems
from entrypoints.api.rendering import caller_record, token_record
from entrypoints.api.routes import router
from planning_core.domain.principal import AccessRole, Limits
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.use_cases.tokens import create_token, revoke_token

routes = router("access")


@routes.get(
    "/me",
    summary="Who the caller is and may do",
    response_model=MeOut,
    responses={**done(MeOut, "The caller."), **problems()},
)
def me(call: CallDep) -> Response:
    """For every role."""
    return call.read(lambda uow: Answer(body=caller_record(call.principal, call.expires_at, uow)))


@routes.get(
    "/tokens",
    summary="List tokens",
    response_model=TokenPage,
    responses={**done(TokenPage, "Every token, without its secret."), **problems()},
)
def list_tokens(call: CallDep) -> Response:
    """Revoked and expired ones too, oldest first."""
    call.require(AccessRole.ADMIN, "read tokens")
    return call.read(
        lambda uow: Answer(
            body={"items": [{"token": token_record(t)} for t in uow.tokens.tokens()], "next": None}
        )
    )


@routes.post(
    "/tokens",
    summary="Make a token",
    status_code=201,
    response_model=TokenMade,
    responses={
        201: {"model": TokenMade, "description": "The token and, this once, its secret."},
        **problems(*POST_PROBLEMS),
    },
)
def make_token(call: CallDep, body: TokenIn, key: IdempotencyKey = None) -> Response:
    """The secret is kept nowhere: a repeated request gets null in its place."""
    secret, digest = call.app.mint()

    def write(uow: UnitOfWork) -> Answer:
        token = create_token(
            body.name,
            body.role,
            digest,
            collaborator_id=body.collaborator_id,
            limits=Limits(site_ids=body.site_ids, team_ids=body.team_ids),
            expires_at=body.expires_at,
            uow=uow,
            **call.writing,
        )
        record = token_record(token)
        return Answer(
            status=201,
            body={"token": record, "secret": secret},
            repeat={"token": record, "secret": None},
        )

    return call.write(write)


@routes.delete(
    "/tokens/{token_id}",
    summary="Revoke a token",
    response_model=TokenAnswer,
    responses={**done(TokenAnswer, "The revoked token."), **problems("not-found")},
)
def delete_token(call: CallDep, token_id: Annotated[Id, Path(description="A token's id.")]) -> Response:
    """It opens nothing from now on."""
    return call.write(
        lambda uow: Answer(body={"token": token_record(revoke_token(token_id, uow=uow, **call.writing))})
    )
