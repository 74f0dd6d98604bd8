"""`planning audit`: who changed what."""

from __future__ import annotations

from typing import Annotated

import typer

from entrypoints.cli.periods import FROM_HELP, TO_HELP, keep_to, period_of
from entrypoints.cli.session import session_of, show_json
from planning_core.domain.record import to_record
from planning_core.ports.history import AuditQuery
from planning_core.sentences import ENTITY_NAMES

_ACTIONS = ("create", "update", "delete", "cancel", "restore", "publish", "mark", "override")
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
        start, end = period_of(since, until, uow)
        query = AuditQuery(
            entities=keep_to(ENTITY_NAMES, entity or (), "--entity"),
            entity_ids=tuple(entity_id or ()),
            user_ids=tuple(user or ()),
            actions=keep_to(_ACTIONS, action or (), "--action"),
            since=start,
            until=end,
            limit=limit,
        )
        entries = uow.audit.page(query).items
    if as_json:
        show_json([to_record(entry) for entry in entries])
        return
    session.table(
        ("when", "who", "action", "entity", "id"),
        [(f"{e.timestamp:%Y-%m-%d %H:%M:%S}Z", e.user_id, e.action, e.entity, e.entity_id) for e in entries],
    )
