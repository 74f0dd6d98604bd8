"""`planning token`: who may call the API."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from entrypoints.cli.holders import Holder, Person, Sites, Teams, holder
from entrypoints.cli.session import Session, session_of, show, show_json
from planning_core.ports.tokens import AccessToken
from planning_core.use_cases.tokens import create_token, revoke_token

if TYPE_CHECKING:
    from entrypoints.bootstrap import App

commands = typer.Typer(help="Make, revoke and list access tokens.", no_args_is_help=True)


@commands.command("create")
def create(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Stands in the audit as the user.")],
    role: Annotated[str, typer.Option(help="viewer, planner, publisher, admin or member.")],
    collaborator: Person = None,
    expires_in_days: Annotated[int | None, typer.Option(min=1, max=3660, help="Default: never.")] = None,
    site: Sites = None,
    team: Teams = None,
) -> None:
    """Make a token and write it, alone, to standard output; it cannot be shown again."""
    session = session_of(context)
    with session.app(from_nothing=True) as app:
        show(mint_token(app, session, name, holder(role, collaborator, site, team), expires_in_days))


def mint_token(
    app: App, session: Session, name: str, whose: Holder, expires_in_days: int | None = None
) -> str:
    """A new token's secret, its digest stored."""
    secret, digest = app.mint()
    days = expires_in_days
    with app.unit_of_work() as uow:
        create_token(
            name,
            digest=digest,
            principal=session.principal,
            uow=uow,
            clock=app.clock,
            ids=app.ids,
            expires_at=None if days is None else app.clock.now() + timedelta(days=days),
            **whose.found(uow),
        )
        uow.commit()
    return secret


@commands.command("revoke")
def revoke(
    context: typer.Context, name: Annotated[str, typer.Argument(help="The token's name or id.")]
) -> None:
    """End a token at once."""
    session = session_of(context)
    with session.app() as app, app.unit_of_work() as uow:
        token = revoke_token(name, principal=session.principal, uow=uow, clock=app.clock, ids=app.ids)
        uow.commit()
    session.tell("revoked", name=token.name)


@commands.command("list")
def list_(
    context: typer.Context, as_json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False
) -> None:
    """Show every token (never its secret)."""
    session = session_of(context)
    with session.app() as app, app.unit_of_work(writes=False) as uow:
        records = [_record(token) for token in uow.tokens.tokens()]
        names = uow.plan.names({one for r in records for one in (*r["site_ids"], *r["team_ids"])})
    if as_json:
        show_json(records)
    else:
        header = ("name", "role", "limits", "created_at", "expires_at", "revoked_at", "last_used_at")
        for record in records:
            kept_to = (*record["site_ids"], *record["team_ids"])
            record["limits"] = ", ".join(names.get(one, one) for one in kept_to) or None
        session.table(header, [[record[name] for name in header] for record in records])


def _record(token: AccessToken) -> dict[str, Any]:
    """A token without anything that helps to guess it."""
    found: dict[str, Any] = {"id": token.id, "name": token.name, "role": token.role.value}
    found["collaborator_id"] = token.collaborator_id
    found |= {"site_ids": token.limits.site_ids, "team_ids": token.limits.team_ids}
    for name in ("created_at", "expires_at", "revoked_at", "last_used_at"):
        instant = getattr(token, name)
        found[name] = None if instant is None else instant.isoformat(timespec="seconds")
    return found
