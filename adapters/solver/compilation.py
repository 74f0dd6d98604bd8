"""The engine of auto-assign compiled by a process of its own, which yields to everything else."""

from __future__ import annotations

import fcntl
import hashlib
import os
import platform
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from threading import Lock

SOURCES = Path(__file__).parent

COMMAND = (sys.executable, "-m", "adapters.solver.compile", "--yielding")


def stamp() -> Path:
    """The file that says that these sources are compiled for this machine, beside what is compiled."""
    facts = [sys.version, platform.machine(), _processor()]
    with suppress(PackageNotFoundError):
        facts.append(version("numba"))
    facts += [path.read_text(encoding="utf-8") for path in sorted(SOURCES.glob("*.py"))]
    digest = hashlib.blake2b("\0".join(facts).encode(), digest_size=8).hexdigest()
    folder = os.environ.get("NUMBA_CACHE_DIR")
    return (Path(folder) if folder else SOURCES / "__pycache__") / f"compiled-{digest}"


def _processor() -> str:
    """What the machine says of its processor: code is compiled for that kind."""
    with suppress(OSError):
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        return "\n".join(sorted({line for line in lines if line.startswith(("model name", "flags"))}))
    return platform.processor()


def is_compiled() -> bool:
    """Whether there is nothing to do: it is compiled, or numba is not there."""
    return find_spec("numba") is None or stamp().exists()


@contextmanager
def alone() -> Iterator[None]:
    """One process compiles at a time, as far as there is a place to say so."""
    try:
        stamp().parent.mkdir(parents=True, exist_ok=True)
        lock = stamp().with_name("compiling").open("w")
    except OSError:
        yield
        return
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


class Compilation:
    """Compiles the engine where it is not compiled yet.

    The process that does it goes on for its minutes when this one ends, so that a command that is over sooner
    leaves a compiled engine to the next.
    """

    def __init__(
        self, command: Sequence[str] = COMMAND, *, is_done: Callable[[], bool] = is_compiled
    ) -> None:
        self._command, self._is_done = command, is_done
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._done = False

    def begin(self) -> bool:
        """Begin it, once; whether that was needed."""
        with self._lock:
            if self._done or self._process is not None:
                return False
            if self._is_done():
                self._done = True
                return False
            nothing = subprocess.DEVNULL
            try:
                self._process = subprocess.Popen(  # noqa: S603 # our own module
                    self._command, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True
                )
            except OSError:  # then the first search compiles for itself
                self._done = True
                return False
            return True

    def ready(self) -> bool:
        """Whether the engine can be used without waiting for it, or would have to compile for itself.

        Begins where nobody did.
        """
        self.begin()
        return self._done or self._process is None or self._process.poll() is not None
