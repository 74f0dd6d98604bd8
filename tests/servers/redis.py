"""A Redis server of the tests' own, which can be killed and started again with nothing in it."""

from __future__ import annotations

import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import attrs

from tests.servers.programs import program


@attrs.define
class Redis:
    """The process, seen from a test. It keeps nothing on disk."""

    folder: Path
    server: Path
    _process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it listens, or will."""
        return f"unix://{self.folder / 'redis.sock'}"

    def start(self) -> None:
        """Listen; returns once it does."""
        socket = self.folder / "redis.sock"
        socket.unlink(missing_ok=True)
        command = [self.server, "--port", "0", "--unixsocket", socket, "--save", "", "--dir", self.folder]
        self._process = subprocess.Popen([*map(str, command)], stdout=subprocess.DEVNULL)
        with self.client() as client:
            for _ in range(600):
                try:
                    client.ping()
                except ConnectionError:
                    time.sleep(0.05)
                else:
                    return
        raise AssertionError("redis-server does not answer")

    def kill(self) -> None:
        """End it without a word; what it held is lost."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
            self._process = None

    @contextmanager
    def client(self) -> Iterator[_Client]:
        """A client to look inside with."""
        import redis

        client = redis.Redis.from_url(self.url)
        try:
            yield _Client(client)
        finally:
            client.close()


@attrs.frozen
class _Client:
    redis: Any

    def ping(self) -> None:
        """Raise ConnectionError unless it answers."""
        import redis

        try:
            self.redis.ping()
        except redis.RedisError as error:
            raise ConnectionError(str(error)) from None

    def waiting(self, organization: str = "default") -> int:
        """How many messages of an organization's jobs wait."""
        return int(self.redis.llen(f"planning:{organization}:auto-assign"))


@contextmanager
def running_redis() -> Iterator[Redis]:
    """A server that runs as long as this stands open."""
    server = program("redis-server", package="redis-server")
    folder = Path(tempfile.mkdtemp(prefix="planning-redis-"))
    redis = Redis(folder, server)
    try:
        redis.start()
        yield redis
    finally:
        redis.kill()
        shutil.rmtree(folder, ignore_errors=True)
