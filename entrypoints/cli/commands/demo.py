"""`planning demo`: the product on a realistic plan of its own making."""

from __future__ import annotations

import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from socket import socket
from typing import Annotated, NoReturn

import attrs
import typer

from entrypoints.cli.commands.link import ADMINISTRATOR, mint_code
from entrypoints.cli.commands.serve import (
    HOST_HELP,
    PORT_HELP,
    link_to,
    listen,
    run_server,
    until_stopped,
    url_of,
)
from entrypoints.cli.commands.token import mint_token
from entrypoints.cli.demo_plan import LEAST_WEEKS, MOST_WEEKS, write_demo
from entrypoints.cli.session import Session, session_of, show
from planning_core.errors import Fault, InvalidInput

_FILE = "planning-demo.db"


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("demo")(demo)


def demo(
    context: typer.Context,
    folder: Annotated[
        Path | None, typer.Option(help="Keep the database in this folder. Default: a folder that goes away.")
    ] = None,
    weeks: Annotated[int, typer.Option(min=LEAST_WEEKS, max=MOST_WEEKS, help="Length of the plan.")] = 8,
    host: Annotated[str | None, typer.Option(help=HOST_HELP)] = None,
    port: Annotated[int | None, typer.Option(help=PORT_HELP, min=0, max=65_535)] = None,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Write the plan and stop.")] = False,
) -> None:
    """Write a realistic plan into a fresh SQLite database and serve it."""
    session = session_of(context)
    place = tempfile.TemporaryDirectory(prefix="planning-demo-") if folder is None else nullcontext(folder)
    with _leaving_in_order(), place as found:
        database = _database(Path(found))
        own = attrs.evolve(session, database=str(database))
        listener = None if no_serve else listen(own, host, port)
        secret, code = _write(own, weeks)
        own.tell("token", secret=secret)
        if listener is not None:
            with until_stopped():
                _serve(own, listener, secret, code)


@contextmanager
def _leaving_in_order() -> Iterator[None]:
    """SIGTERM unwinds what is under way, so that the folder goes away."""
    usual = signal.signal(signal.SIGTERM, _leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, usual)


def _leave(number: int, frame: object) -> NoReturn:
    sys.exit(128 + number)


def _database(folder: Path) -> Path:
    """The path of a database that is not there yet."""
    path = folder / _FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        limits = {"problem": error.strerror or str(error)}
        raise InvalidInput([Fault("--folder", str(folder), "unwritable_file", limits)]) from None
    if path.exists():
        raise InvalidInput([Fault("--folder", str(path), "file_exists")])
    return path


def _serve(session: Session, listener: socket, secret: str, code: str) -> None:
    url = url_of(listener)
    session.tell("listening", url=url)
    session.tell("open", link=link_to(listener, code))
    session.tell("try")
    show(f'  curl -H "Authorization: Bearer {secret}" "{url}/api/v1/planning/shifts?limit=5"')
    session.tell("stop")
    run_server(session, listener)


def _write(session: Session, weeks: int) -> tuple[str, str]:
    """Write the plan; the secret of an administrator's token, and a sign-in code."""
    session.note("demo_making")
    with session.app(from_nothing=True) as app:
        summary = write_demo(app, weeks=weeks)
        session.tell("demo_made", **attrs.asdict(summary))
        return mint_token(app, session, "demo", ADMINISTRATOR), mint_code(app, session)
