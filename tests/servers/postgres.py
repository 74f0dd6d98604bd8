"""A PostgreSQL server of the tests' own: its data in a temporary folder, reached through a socket in it."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import attrs

from tests.servers.programs import program

_FOLDERS = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/usr/local/pgsql/bin")
# Nothing of it outlives the tests: what makes a database safe against a power cut only costs time here.
_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "listen_addresses": "''",
    "max_connections": "200",
}


@attrs.define
class Postgres:
    """The server, seen from a test."""

    folder: Path
    control: Path
    user: str | None
    settings: dict[str, str]

    @property
    def url(self) -> str:
        """Its address, for SQLAlchemy with psycopg."""
        return f"postgresql+psycopg://planning@/postgres?host={self.folder}"

    def start(self) -> None:
        """Answer; returns once it does."""
        options = " ".join(
            [*(f"-c{name}={value}" for name, value in self.settings.items()), f"-k{self.folder}"]
        )
        server = self.control.with_name("postgres")
        log = self.folder / "log"
        self._tell("start", f"-o{options}", f"-l{log}", f"-p{server}")

    def kill(self) -> None:
        """End it as a crash would: every connection breaks; what was committed is there after a start."""
        self._tell("stop", "-mimmediate")

    def _tell(self, *what: str) -> None:
        _run(self.user, self.control, what[0], "-w", "-s", f"-D{self.folder / 'data'}", *what[1:])


@contextmanager
def postgres_server(**settings: str) -> Iterator[Postgres]:
    """A server that runs as long as this stands open, unless a test kills it."""
    initdb = program("initdb", package="postgresql", folders=_FOLDERS)
    folder = Path(tempfile.mkdtemp(prefix="planning-postgres-"))
    user = _user()
    if user is not None:
        shutil.chown(folder, user)
    server = Postgres(folder, initdb.with_name("pg_ctl"), user, {**_SETTINGS, **settings})
    try:
        _run(
            user,
            initdb,
            f"--pgdata={folder / 'data'}",
            "--username=planning",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
        )
        server.start()
        try:
            yield server
        finally:
            server.kill()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running_postgres() -> Iterator[str]:
    """The address (for SQLAlchemy, with psycopg) of a server that runs as long as this stands open."""
    with postgres_server() as server:
        yield server.url


def _user() -> str | None:
    """Whom to run it as: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _run(user: str | None, *command: str | Path) -> None:
    become = [] if user is None else ["runuser", "-u", user, "--"]
    done = subprocess.run(
        [*become, *map(str, command)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
    )
    if done.returncode != 0:
        raise RuntimeError(f"{Path(command[0]).name} failed: {done.stderr or done.stdout}")
