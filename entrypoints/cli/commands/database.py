"""`planning db`: the database's tables."""

from __future__ import annotations

from typing import Annotated

import typer

from entrypoints.cli.session import DONE, REFUSED, session_of, show, show_json

commands = typer.Typer(help="Look after the database's tables.", no_args_is_help=True)


@commands.command("upgrade")
def upgrade(context: typer.Context) -> None:
    """Bring the tables to this version; does nothing where they are."""
    from entrypoints.bootstrap import upgrade_database

    session = session_of(context)
    with session.database_named(from_nothing=True):
        state = upgrade_database(session.settings)
    show(session.say("database", database=state.database) + session.say("db_current"))


@commands.command("check")
def check(
    context: typer.Context, as_json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False
) -> None:
    """Say whether the tables are of this version; exit code 1 where they are not."""
    from entrypoints.bootstrap import database_state

    session = session_of(context)
    with session.database_named():
        state = database_state(session.settings)
    if as_json:
        show_json(
            {
                "database": state.database,
                "current": state.current,
                "wanted": state.wanted,
                "up_to_date": state.up_to_date,
            }
        )
    else:
        said = session.say("db_current" if state.up_to_date else "db_behind")
        show(session.say("database", database=state.database) + said)
    raise typer.Exit(DONE if state.up_to_date else REFUSED)
