"""`planning audit`: who changed what."""

from __future__ import annotations

from typing import Annotated

import typer

from entrypoints.cli.periods import FROM_HELP, TO_HELP, instant_of
from entrypoints.cli.session import session_of, show_json, show_table
from planning_core.domain.record import to_record
from planning_core.ports.history import AuditQuery

commands = typer.Typer(help="Read the audit trail.", no_args_is_help=True)


@commands.callback()
def audit() -> None:
    """Read the audit trail."""


@commands.command("list")
def list_(
    context: typer.Context,
    entity: Annotated[list[str] | None, typer.Option(help="Kind of thing, as shift; repeatable.")] = None,
    entity_id: Annotated[list[str] | None, typer.Option("--id", help="Its id; repeatable.")] = None,
    user: Annotated[list[str] | None, typer.Option(help="Who did it; repeatable.")] = None,
    action: Annotated[list[str] | None, typer.Option(help="create, update, publish …; repeatable.")] = None,
    since: Annotated[str | None, typer.Option("--from", help=FROM_HELP)] = None,
    until: Annotated[str | None, typer.Option("--to", help=TO_HELP)] = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="How many entries to show.")] = 50,
    as_json: Annotated[
        bool, typer.Option("--json", help="Write JSON, states before and after included.")
    ] = False,
) -> None:
    """Show audit entries, newest first."""
    session = session_of(context)
    with session.app() as app, app.unit_of_work(writes=False) as uow:
        query = AuditQuery(
            entities=tuple(entity or ()),
            entity_ids=tuple(entity_id or ()),
            user_ids=tuple(user or ()),
            actions=tuple(action or ()),
            since=None if since is None else instant_of(since, "--from", uow),
            until=None if until is None else instant_of(until, "--to", uow),
            limit=limit,
        )
        entries = uow.audit.page(query).items
    if as_json:
        show_json([to_record(entry) for entry in entries])
        return
    show_table(
        ("when", "who", "action", "entity", "id"),
        [(f"{e.timestamp:%Y-%m-%d %H:%M:%S}Z", e.user_id, e.action, e.entity, e.entity_id) for e in entries],
    )
