"""The file of JSON lines and the signed webhook: what arrives, and what is said where it does not."""

from __future__ import annotations

import hashlib
import hmac
import json
import socket
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from adapters.audit import JsonLinesSink, WebhookSink
from adapters.audit.webhook import TIMEOUT_SECONDS
from planning_core.ports.sinks import SinkDown, SinkRefused
from planning_core.use_cases.audit_feed import LEASE, ONE_BY_ONE

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
RECORDS = [{"organization": "acme", "number": n, "after": {"note": "é\u2028"}} for n in (1, 2)]
SECRET = "a secret of some length"


def lines_of(file: Path) -> list[Any]:
    return [json.loads(line) for line in file.read_bytes().split(b"\n")[:-1]]


def test_file_gets_a_line_for_each_entry_and_is_its_owners_alone(tmp_path: Path) -> None:
    file = tmp_path / "audit.jsonl"
    sink = JsonLinesSink(file)

    sink.deliver(RECORDS)
    sink.deliver(RECORDS[:1])

    assert lines_of(file) == [*RECORDS, RECORDS[0]]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("torn", [b'{"number": 3, "af', b"x" * 200_000])
def test_line_that_a_crash_tore_is_cut_off(tmp_path: Path, torn: bytes) -> None:
    file = tmp_path / "audit.jsonl"
    sink = JsonLinesSink(file)
    sink.deliver(RECORDS)
    with file.open("ab") as lines:
        lines.write(torn)

    sink.deliver(RECORDS[:1])

    assert lines_of(file) == [*RECORDS, RECORDS[0]]


def test_file_that_is_nothing_but_a_torn_line_begins_anew(tmp_path: Path) -> None:
    file = tmp_path / "audit.jsonl"
    file.write_bytes(b'{"number"')

    JsonLinesSink(file).deliver(RECORDS)

    assert lines_of(file) == RECORDS


def test_file_that_was_moved_away_is_made_anew(tmp_path: Path) -> None:
    file = tmp_path / "audit.jsonl"
    sink = JsonLinesSink(file)
    sink.deliver(RECORDS[:1])
    file.rename(tmp_path / "audit.jsonl.1")

    sink.deliver(RECORDS[1:])

    assert (lines_of(tmp_path / "audit.jsonl.1"), lines_of(file)) == (RECORDS[:1], RECORDS[1:])


def test_file_that_cannot_be_written_is_down(tmp_path: Path) -> None:
    with pytest.raises(SinkDown, match="No such file or directory"):
        JsonLinesSink(tmp_path / "nowhere" / "audit.jsonl").deliver(RECORDS)


class Server:
    """An HTTP server that answers as it is told and remembers what it was asked."""

    def __init__(self) -> None:
        self.status, self.location = 200, ""
        self.asked: list[tuple[str, dict[str, str], bytes]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.asked.append((self.path, dict(self.headers), body))
                self.send_response(outer.status)
                self.send_header("Location", outer.location)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.http = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}"


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    thread = Thread(target=server.http.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield server
    server.http.shutdown()
    server.http.server_close()
    thread.join()


def webhook(url: str) -> WebhookSink:
    return WebhookSink(url, SECRET, lambda: NOW)


def test_webhook_posts_entries_that_are_signed_with_their_time(server: Server) -> None:
    webhook(f"{server.url}/in?x=1").deliver(RECORDS)

    ((path, headers, body),) = server.asked
    timestamp = f"{NOW.timestamp():.0f}"
    signed = hmac.new(SECRET.encode(), f"{timestamp}.".encode() + body, hashlib.sha256).hexdigest()
    assert (path, headers["Content-Type"]) == ("/in?x=1", "application/json")
    assert (headers["Planning-Timestamp"], headers["Planning-Signature"]) == (timestamp, f"v1={signed}")
    assert json.loads(body) == {"organization": "acme", "entries": RECORDS}


@pytest.mark.parametrize("status", [200, 201, 202, 204])
def test_answer_of_success_means_delivered(server: Server, status: int) -> None:
    server.status = status

    webhook(server.url).deliver(RECORDS)

    assert len(server.asked) == 1


@pytest.mark.parametrize("status", [400, 401, 404, 410, 413, 422])
def test_answer_of_refusal_is_a_refusal(server: Server, status: int) -> None:
    server.status = status

    with pytest.raises(SinkRefused, match=f"^HTTP {status}$"):
        webhook(server.url).deliver(RECORDS)


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503])
def test_answer_of_one_that_cannot_now_is_down(server: Server, status: int) -> None:
    server.status = status

    with pytest.raises(SinkDown, match=f"^HTTP {status}$"):
        webhook(server.url).deliver(RECORDS)


def test_redirect_is_not_followed(server: Server) -> None:
    server.status, server.location = 302, f"{server.url}/elsewhere"

    with pytest.raises(SinkRefused, match=r"^HTTP 302$"):
        webhook(server.url).deliver(RECORDS)

    assert len(server.asked) == 1


def test_nobody_listening_is_down() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]

    with pytest.raises(SinkDown, match="Connection refused"):
        webhook(f"http://127.0.0.1:{port}").deliver(RECORDS)


def test_name_that_is_not_known_is_down() -> None:
    with pytest.raises(SinkDown):
        webhook("http://nowhere.invalid/x").deliver(RECORDS)


def test_silence_is_down_long_before_the_feeder_loses_the_sink() -> None:
    assert 2 * timedelta(seconds=TIMEOUT_SECONDS) + ONE_BY_ONE < LEASE
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]

        with pytest.raises(SinkDown, match="no answer in time"):
            webhook(f"http://127.0.0.1:{port}").deliver(RECORDS)


def test_answer_that_is_no_http_is_down() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

        def babble() -> None:
            peer, _ = listener.accept()
            with peer:
                peer.recv(65_536)
                peer.sendall(b"hello there\r\n\r\n")

        thread = Thread(target=babble)
        thread.start()
        with pytest.raises(SinkDown):
            webhook(f"http://127.0.0.1:{port}").deliver(RECORDS)
        thread.join()
