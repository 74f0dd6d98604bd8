"""A server of the tests' own: a process on a port of this machine, which can be killed and started again."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence

import attrs

from tests.servers.ports import free_port, wait_for_port


@attrs.define(kw_only=True)
class OwnProcess:
    """The process, seen from a test. It keeps its port from one start to the next."""

    port: int = attrs.field(factory=free_port)
    _process: subprocess.Popen[bytes] | None = None

    def command(self) -> Sequence[str]:
        """How it is started."""
        raise NotImplementedError

    def start(self) -> None:
        """Listen; returns once it does."""
        self._process = subprocess.Popen(self.command())
        wait_for_port(self.port)

    def kill(self) -> None:
        """End it without a word."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
