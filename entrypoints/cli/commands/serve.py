"""`planning serve`: the API, with the jobs in the same process."""

from __future__ import annotations

import errno
import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from entrypoints.cli.commands.link import mint_code, sign_in_link
from entrypoints.cli.session import Session, session_of
from planning_core.errors import Fault, InvalidInput

_APPLICATION = "entrypoints.api.server:application"
_PROTOCOL = "entrypoints.api.connections:BoundedProtocol"
"""Named, not imported: one door does not know another."""
MOST_WAITING_BYTES = 16_384
"""Of a request's head that is not whole yet."""

HOST_HELP = "Address to listen on. Default: PLANNING_HOST, else this machine only."
PORT_HELP = "Port to listen on (0: any free one). Default: PLANNING_PORT, else 8000."


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("serve")(serve)


def serve(
    context: typer.Context,
    host: Annotated[str | None, typer.Option(help=HOST_HELP)] = None,
    port: Annotated[int | None, typer.Option(help=PORT_HELP, min=0, max=65_535)] = None,
) -> None:
    """Serve the page and the HTTP API, and run their jobs, in one process, until stopped."""
    session = session_of(context)
    listener = listen(session, host, port)
    with session.app(from_nothing=True) as app:  # a database out of reach is said before the server starts
        code = mint_code(app, session)
    with until_stopped():
        session.tell("listening", url=url_of(listener))
        session.tell("open", link=link_to(listener, code))
        run_server(session, listener)


def listen(session: Session, host: str | None, port: int | None) -> socket.socket:
    """A socket that listens; raises InvalidInput where the address is taken or not ours."""
    settings = session.settings
    address = (settings.host if host is None else host, settings.port if port is None else port)
    try:
        family = socket.getaddrinfo(*address, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server(address, family=family, backlog=2048)
    except (socket.gaierror, UnicodeError):
        raise _no_address(host, address[0]) from None
    except OSError as error:
        if error.errno == errno.EADDRNOTAVAIL:
            raise _no_address(host, address[0]) from None
        shown = f"{address[0]}:{address[1]}"
        known = error.errno is not None and error.errno > 0
        problem = os.strerror(error.errno or 0) if known else error.strerror or str(error)
        raise InvalidInput([Fault("--port", shown, "port_taken", {"problem": problem})]) from None


def _no_address(given: str | None, address: str) -> InvalidInput:
    setting = "PLANNING_HOST" if given is None else "--host"
    return InvalidInput([Fault(setting, address, "no_such_address")])


def url_of(listener: socket.socket) -> str:
    """Where a listening socket is reached."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def link_to(listener: socket.socket, code: str) -> str:
    """A link to the page that signs a browser of this machine in with a code."""
    return sign_in_link(url_of(listener), code)


@contextmanager
def until_stopped() -> Iterator[None]:
    """Ctrl+C and SIGTERM are the usual end of what stands inside.

    The server stops in good order on either, then raises the signal once more.
    """
    usual = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        return
    finally:
        signal.signal(signal.SIGTERM, usual)


def run_server(session: Session, listener: socket.socket) -> None:
    """Serve on that socket until stopped."""
    import uvicorn

    settings = session.settings
    os.environ["PLANNING_DATABASE_URL"] = settings.database_url
    os.environ["PLANNING_ORGANIZATION"] = settings.organization
    sys.stdout.flush()  # whoever reads a pipe waits for the address
    config = uvicorn.Config(
        _APPLICATION,
        factory=True,
        http=_PROTOCOL,
        h11_max_incomplete_event_size=MOST_WAITING_BYTES,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=10,
    )
    with listener:
        uvicorn.Server(config).run(sockets=[listener])
