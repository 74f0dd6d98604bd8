"""Finding the programs of servers; on a Debian machine where that is allowed, installing them."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path


class MissingProgram(Exception):
    """A server's program is not there and may not be installed from here."""


def program(name: str, *, package: str, folders: Iterable[str] = ()) -> Path:
    """The path of a server's program; `folders` (patterns) are where distributions keep it off the path.

    Raises MissingProgram, saying what to install.
    """
    found = _find(name, folders)
    if found is None:
        with _one_at_a_time():
            found = _find(name, folders)
            if found is None:
                _install(package)
                found = _find(name, folders)
    if found is None:
        raise MissingProgram(
            f"the tests need {name}: install it (on Debian: apt install {package}), or name a running server"
        )
    return found


def _find(name: str, folders: Iterable[str]) -> Path | None:
    on_path = shutil.which(name)
    if on_path is not None:
        return Path(on_path)
    places = [place for pattern in folders for place in Path("/").glob(pattern.lstrip("/"))]
    newest_first = sorted(places, key=_version, reverse=True)
    return next((place / name for place in newest_first if os.access(place / name, os.X_OK)), None)


def _version(place: Path) -> tuple[int, ...]:
    return tuple(int(part) for part in place.parts if part.isdigit())


def _install(package: str) -> None:
    """Install a Debian package where this user may; a failure shows as the program still missing."""
    may = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if shutil.which("apt-get") is None or (may and shutil.which("sudo") is None):
        return
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", package]):
        subprocess.run([*may, *command], env=environment, capture_output=True, check=False, timeout=600)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Hold other test processes of this machine off while one installs."""
    with Path(tempfile.gettempdir(), "planning-pro-install.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
