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


@contextmanager
def running_postgres() -> Iterator[str]:
    """The address (for SQLAlchemy, with psycopg) of a server that runs as long as this stands open."""
    initdb = program("initdb", package="postgresql", folders=_FOLDERS)
    server = initdb.with_name("postgres")
    folder = Path(tempfile.mkdtemp(prefix="planning-postgres-"))
    user = _user()
    if user is not None:
        shutil.chown(folder, user)
    data = folder / "data"
    try:
        _run(
            user,
            initdb,
            f"--pgdata={data}",
            "--username=planning",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
        )
        settings = [f"-c{name}={value}" for name, value in _SETTINGS.items()]
        options = " ".join([*settings, f"-k{folder}"])
        control = initdb.with_name("pg_ctl")
        log = folder / "log"
        _run(user, control, "start", "-w", "-s", f"-D{data}", f"-o{options}", f"-l{log}", f"-p{server}")
        try:
            yield f"postgresql+psycopg://planning@/postgres?host={folder}"
        finally:
            _run(user, control, "stop", "-w", "-s", "-mimmediate", f"-D{data}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


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
