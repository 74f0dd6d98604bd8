"""Connections that are slow, endless or nonsense, on a real server."""

from __future__ import annotations

import asyncio
import json
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from email.parser import BytesParser

import attrs
import pytest
import uvicorn
from uvicorn.server import ServerState

from entrypoints.api.connections import HEAD_SECONDS, BoundedProtocol
from tests.cli.command import Desk
from tests.cli.test_serve import lines_until

PATH = "/api/v1/planning/skills"
PATIENCE = 30.0
"""Of the tests, with a server that ends a connection: much more than it should take."""


@attrs.frozen
class Serving:
    """A server and a token that may write."""

    port: int
    token: str

    @contextmanager
    def connection(self) -> Iterator[socket.socket]:
        """A connection on which the test says what it likes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as connection:
            yield connection

    def head(self, *headers: str) -> bytes:
        """A POST by the token."""
        lines = [f"POST {PATH} HTTP/1.1", "Host: here", f"Authorization: Bearer {self.token}", *headers]
        return "\r\n".join([*lines, "", ""]).encode()


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """A server that waits a second for a body, and takes a hundred thousand bytes of it."""
    desk = Desk(tmp_path_factory.mktemp("desk"), None)  # type: ignore[arg-type] # captures nothing here
    settings = {"PLANNING_BODY_SECONDS": "1", "PLANNING_MAX_BODY_BYTES": "100000"}
    with desk.process("serve", "--port", "0", **settings) as process:
        try:
            (line,) = lines_until(process, "listens on")
            token = desk.installed("token", "create", "writer", "--role", "admin").out.strip()
            yield Serving(int(line.rpartition(":")[2]), token)
        finally:
            process.terminate()
            process.communicate(timeout=60)


@attrs.frozen
class Heard:
    """An answer as it came."""

    status: int
    headers: dict[str, str]
    kind: str


def answer_on(connection: socket.socket) -> Heard:
    """The answer that comes on a connection, which may be left open after it."""
    read = b""
    while b"\r\n\r\n" not in read:
        got = connection.recv(65_536)
        assert got, "closed without an answer"
        read += got
    head, _, body = read.partition(b"\r\n\r\n")
    line, _, rest = head.partition(b"\r\n")
    headers = {k.lower(): v for k, v in BytesParser().parsebytes(rest + b"\r\n\r\n").items()}
    while len(body) < int(headers["content-length"]):
        body += connection.recv(65_536)
    return Heard(int(line.split()[1]), headers, json.loads(body)["type"].rpartition(":")[2])


def seconds_until_closed(connection: socket.socket, trickle: bytes = b"") -> float:
    """How long the server keeps a connection on which now and then a byte comes."""
    began = time.monotonic()
    connection.settimeout(0.2)
    while time.monotonic() - began < PATIENCE:
        try:
            if trickle:
                connection.sendall(trickle)
            if not connection.recv(65_536):
                return time.monotonic() - began
        except TimeoutError:
            continue
        except OSError:
            return time.monotonic() - began
    raise AssertionError("the connection was kept open")


def test_body_that_trickles_is_cut_off(serving: Serving) -> None:
    with serving.connection() as connection:
        connection.sendall(serving.head("Content-Type: application/json", "Content-Length: 1000"))
        began = time.monotonic()
        connection.settimeout(0.1)
        heard = None
        while heard is None and time.monotonic() - began < PATIENCE:
            with suppress(TimeoutError):
                connection.sendall(b" ")
                heard = answer_on(connection)
        took = time.monotonic() - began

    assert heard is not None
    assert (heard.status, heard.kind) == (408, "body-too-slow")
    assert 0.9 <= took < PATIENCE


def test_body_in_chunks_without_end_is_cut_off(serving: Serving) -> None:
    with serving.connection() as connection:
        connection.sendall(serving.head("Content-Type: application/json", "Transfer-Encoding: chunked"))
        chunk = b"2710\r\n" + b" " * 10_000 + b"\r\n"
        for _ in range(11):
            connection.sendall(chunk)
        heard = answer_on(connection)

    assert (heard.status, heard.kind) == (413, "body-too-large")


def test_nobody_keeps_a_connection_without_asking_for_something(serving: Serving) -> None:
    begun = serving.head("Content-Type: application/json", "Content-Length: 1000000")
    kept_open = [(b"", b""), (b"GET /healthz HTTP/1.1\r\nHost: here\r\nX-Slow: ", b"a"), (begun, b" ")]

    def keep(sent: bytes, trickle: bytes) -> float:
        with serving.connection() as connection:
            connection.sendall(sent)
            if sent == begun:
                assert answer_on(connection).kind == "body-too-large"
            return seconds_until_closed(connection, trickle)

    with ThreadPoolExecutor(3) as pool:
        kept = list(pool.map(lambda one: keep(*one), kept_open))

    assert [HEAD_SECONDS - 1 < seconds < PATIENCE for seconds in kept] == [True] * 3


@pytest.mark.parametrize(
    "sent",
    [
        b"NONSENSE\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: here\r\nX-Long: " + b"a" * 300_000 + b"\r\n\r\n",
        b"GET /healthz?" + b"a" * 300_000 + b" HTTP/1.1\r\nHost: here\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: here\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: here\r\nBroken header\r\n\r\n",
    ],
)
def test_head_that_is_nonsense_or_too_large_is_refused(serving: Serving, sent: bytes) -> None:
    with serving.connection() as connection:
        connection.sendall(sent)
        heard = answer_on(connection)
        kept = seconds_until_closed(connection)

    assert (heard.status, heard.kind) == (400, "malformed")
    assert heard.headers["x-content-type-options"] == "nosniff"
    assert heard.headers["content-security-policy"].startswith("default-src 'none'")
    assert "server" not in heard.headers
    assert kept < HEAD_SECONDS


def test_requests_after_one_another_go_over_one_connection(serving: Serving) -> None:
    body = b'{"name": "Rigging"}'
    with serving.connection() as connection:
        statuses = []
        for _ in range(3):
            connection.sendall(
                serving.head("Content-Type: application/json", f"Content-Length: {len(body)}") + body
            )
            read = b""
            while b"}}" not in read and b"]}" not in read:
                read += connection.recv(65_536)
            statuses.append(int(read.split()[1]))

    assert statuses == [201, 201, 201]


def test_body_of_an_answer_does_not_wait_for_its_head_to_be_acknowledged() -> None:
    async def sends_at_once() -> bool:
        config = uvicorn.Config(lambda scope: None, http=BoundedProtocol, log_config=None)
        config.load()
        loop, accepted = asyncio.get_running_loop(), list[BoundedProtocol]()

        def accept() -> BoundedProtocol:
            accepted.append(BoundedProtocol(config, ServerState(), {}))
            return accepted[-1]

        with socket.create_server(("127.0.0.1", 0)) as listener:  # as `planning serve` listens
            server = await loop.create_server(accept, sock=listener)
            async with server:
                _, writer = await asyncio.open_connection(*listener.getsockname())
                while not accepted or accepted[0].transport is None:
                    await asyncio.sleep(0.01)
                connection = accepted[0].transport.get_extra_info("socket")
                found = connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
                writer.close()
                accepted[0].transport.close()
        return bool(found)

    assert asyncio.run(sends_at_once())
