"""`planning restore`: a backup put in the place of the embedded database."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from entrypoints.cli.addresses import sqlite_file
from entrypoints.cli.session import REFUSED, progress, session_of


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("restore")(restore)


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A file that planning backup wrote.")],
    while_serving: Annotated[
        bool, typer.Option("--while-serving", help="Servers may have it open: their pages begin anew.")
    ] = False,
) -> None:
    """Put a backup in the place of the embedded database, which is kept beside it.

    Exit code 1 while a server or another command has the database open, unless --while-serving is given.
    """
    from entrypoints.bootstrap import Held, restore_database

    session = session_of(context)
    settings = session.settings
    database = sqlite_file(settings.database_url)
    try:
        with session.database_named(from_nothing=True), progress("restore", 1.0) as bar:
            kept = restore_database(
                settings, file, lambda done, of: bar(str(file), done / max(of, 1)), serving=while_serving
            )
    except Held:
        session.note("database_held", file=database)
        raise typer.Exit(REFUSED) from None
    session.tell("restored", file=database)
    if kept is not None:
        session.tell("earlier_kept", file=kept)
