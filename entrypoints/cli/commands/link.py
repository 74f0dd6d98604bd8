"""`planning link`: a link that signs one browser in, once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from entrypoints.cli.holders import Holder, Person, Sites, Teams, holder
from entrypoints.cli.session import Session, session_of, show
from planning_core.errors import Fault, InvalidInput
from planning_core.use_cases.sessions import create_code

if TYPE_CHECKING:
    from entrypoints.bootstrap import App

USER = "local"
"""Who the audit names where nobody is: whoever sits at the machine that serves."""
ADMINISTRATOR = Holder(role="admin")


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("link")(link)


def link(
    context: typer.Context,
    role: Annotated[str, typer.Option(help="viewer, planner, publisher, admin or member.")] = "admin",
    name: Annotated[str, typer.Option(help="Stands in the audit as the user.")] = USER,
    collaborator: Person = None,
    site: Sites = None,
    team: Teams = None,
    url: Annotated[
        str | None,
        typer.Option(help="Address of the server. Default: PLANNING_HOST and PLANNING_PORT."),
    ] = None,
) -> None:
    """Write a link to the page that signs one browser in, once, within 15 minutes."""
    session = session_of(context)
    settings = session.settings
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    address = f"http://{host}:{settings.port}" if url is None else url.rstrip("/")
    if not address.startswith(("http://", "https://")):
        raise InvalidInput([Fault("--url", address, "not_a_web_address")])
    with session.app() as app:
        whose = holder(role, collaborator, site, team)
        show(sign_in_link(address, mint_code(app, session, whose, name=name)))


def sign_in_link(url: str, code: str) -> str:
    """The link; the code stands in the fragment, which browsers send to no server and put in no referrer."""
    for anywhere, here in (("//0.0.0.0:", "//127.0.0.1:"), ("//[::]:", "//[::1]:")):
        url = url.replace(anywhere, here)
    return f"{url}/#code={code}"


def mint_code(app: App, session: Session, whose: Holder = ADMINISTRATOR, *, name: str = USER) -> str:
    """A new sign-in code, its digest stored."""
    code, digest = app.mint()
    with app.unit_of_work() as uow:
        create_code(
            digest,
            name=name,
            principal=session.principal,
            uow=uow,
            clock=app.clock,
            **whose.found(uow),
        )
        uow.commit()
    return code
