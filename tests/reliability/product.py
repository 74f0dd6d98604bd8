"""The product as a real server process that can be killed, and callers that talk to it over HTTP."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

import attrs

from tests.cli.command import PLANNING

PREFIX = "/api/v1/planning"
NO_LIMITS = {"PLANNING_WRITES_PER_MINUTE": "0", "PLANNING_SIGN_INS_PER_MINUTE": "0"}


class Lost(Exception):
    """The server went away before it answered: whether it did what was asked is not known."""


@attrs.frozen
class Said:
    """An answer; the body read as JSON."""

    status: int
    headers: dict[str, str]
    body: Any


@attrs.define
class Caller:
    """Somebody with a token, on one kept connection."""

    port: int
    token: str
    timeout: float = 60
    _connection: HTTPConnection | None = None

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Said:
        """What the API answers. Raises Lost where no answer came, ConnectionRefusedError: nobody listens."""
        if self._connection is None:
            connection = HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
            connection.connect()
            self._connection = connection
        sent = None if body is None else json.dumps(body).encode()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        named |= {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        try:
            self._connection.request(method, PREFIX + path, sent, named)
            answer = self._connection.getresponse()
            content = answer.read()
        except (HTTPException, OSError) as error:
            self.close()
            raise Lost(f"{method} {path}: {error!r}") from None
        told = {name.lower(): value for name, value in answer.getheaders()}
        return Said(answer.status, told, json.loads(content) if content else None)

    def close(self) -> None:
        """Hang up."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


@attrs.define
class Product:
    """`planning serve` on a database, seen from a test."""

    folder: Path
    database: str
    environment: dict[str, str] = attrs.field(factory=dict)
    before: Sequence[str] = ()
    token: str = ""
    port: int = 0
    process: subprocess.Popen[str] | None = None

    @property
    def told(self) -> dict[str, str]:
        """What its processes are told."""
        own = {"PLANNING_DATABASE_URL": self.database, "PLANNING_LOG_LEVEL": "warning", "LC_ALL": "C.UTF-8"}
        return {**os.environ, **NO_LIMITS, **own, **self.environment}

    @property
    def log(self) -> str:
        """What its servers wrote beside their output."""
        path = self.folder / "serve.log"
        return path.read_text() if path.exists() else ""

    def planning(self, *arguments: str, code: int = 0) -> str:
        """What a command of the product prints."""
        done = subprocess.run(
            [PLANNING, *arguments], env=self.told, capture_output=True, text=True, check=False, timeout=300
        )
        assert done.returncode == code, f"planning {' '.join(arguments)}: {done.returncode}\n{done.stderr}"
        return done.stdout

    def set_up(self, plan: dict[str, Any]) -> None:
        """Make the tables, take in a plan from an import file, and mint an administrator's token."""
        file = self.folder / "set-up.json"
        file.write_text(json.dumps(plan))
        self.planning("db", "upgrade")
        self.planning("import", str(file))
        self.token = self.planning("token", "create", "admin", "--role", "admin").split()[0]

    def start(self) -> None:
        """Listen; returns once it does."""
        with (self.folder / "serve.log").open("a") as log:
            process = subprocess.Popen(
                [*self.before, PLANNING, "serve", "--port", "0"],
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env=self.told,
            )
        self.process = process
        assert process.stdout is not None
        line = next((one for one in process.stdout if "listens on" in one), "")
        assert line, f"it never listened: {self.log}"
        self.port = int(line.split()[-1].rpartition(":")[2])
        self._wait_for_an_answer()

    def _wait_for_an_answer(self) -> None:
        # It listens before its application stands: the first answer waits for that.
        assert self.status_of("/roles") == 200, self.log

    def kill(self) -> None:
        """End it without a word."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End it in good order."""
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        process, self.process = self.process, None
        if process is not None:
            process.send_signal(how)
            process.wait(60)
            assert process.stdout is not None
            process.stdout.close()

    def caller(self, timeout: float = 60) -> Caller:
        """Somebody who calls it."""
        return Caller(self.port, self.token, timeout)

    def status_of(self, path: str) -> int:
        """The status of an answer to a read."""
        caller = self.caller()
        said = caller.ask("GET", path)
        caller.close()
        return said.status

    @contextmanager
    def events(self) -> Iterator[Iterator[str]]:
        """The names of events as they come."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("GET", f"{PREFIX}/events", headers={"Authorization": f"Bearer {self.token}"})
        answer = connection.getresponse()
        try:
            yield (line[7:].decode().strip() for line in answer if line.startswith(b"event: "))
        finally:
            answer.close()
            connection.close()

    def all_of(self, path: str) -> list[Any]:
        """Every entity of a list."""
        caller, items, cursor = self.caller(), [], ""
        while True:
            said = caller.ask("GET", f"{path}?limit=500{cursor}")
            assert said.status == 200, said
            items += [item[noun_of(path)] for item in said.body["items"]]
            if said.body["next"] is None:
                caller.close()
                return items
            cursor = f"&cursor={said.body['next']}"


def noun_of(path: str) -> str:
    """What a path of the API speaks of: `shift` for `/shifts/…`."""
    return path.split("/")[1].removesuffix("s")


@contextmanager
def served(folder: Path, database: str, plan: dict[str, Any], **fields: Any) -> Iterator[Product]:
    """A product with a plan, its server started; gone when this closes."""
    product = Product(folder, database, **fields)
    product.set_up(plan)
    product.start()
    try:
        yield product
    finally:
        product.kill()
