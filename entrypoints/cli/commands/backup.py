"""`planning backup`: a copy of the embedded database, while it serves."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from entrypoints.cli.session import progress, session_of


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("backup")(backup)


def backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The file to write; it must not exist yet.")],
) -> None:
    """Copy the embedded database (SQLite) into FILE, while it is in use, and check the copy."""
    from entrypoints.bootstrap import back_up_database

    session = session_of(context)
    with session.database_named(), progress("backup", 1.0) as bar:
        size = back_up_database(session.settings, file, lambda done, of: bar(str(file), done / max(of, 1)))
    session.tell("backed_up", file=file, size=f"{size / 1e6:.1f}")
