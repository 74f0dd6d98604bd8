"""Pages that follow the plan of a real server: others' writes, coming back, being sent away, its end."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from typing import Any
from urllib.request import Request, urlopen

import attrs
import pytest

from tests.cli.command import Desk, plan_file, shift_row
from tests.cli.test_serve import lines_until

EVENTS = "/api/v1/planning/events"
Event = dict[str, Any]


@attrs.frozen
class Server:
    """A running `planning serve`."""

    process: subprocess.Popen[str]
    port: int

    def follow(self, token: str, path: str = EVENTS, **headers: str) -> Page:
        """A page that follows with a token."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("GET", path, headers={"Authorization": f"Bearer {token}", **headers})
        return Page(connection, connection.getresponse())

    def call(self, token: str, method: str, path: str, body: Any = None) -> None:
        """A request that must go well."""
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        url = f"http://127.0.0.1:{self.port}/api/v1/planning{path}"
        data = None if body is None else json.dumps(body).encode()
        with urlopen(Request(url, data, headers, method=method), timeout=20):
            pass


@attrs.frozen
class Page:
    """An open stream, read as it comes."""

    connection: HTTPConnection
    answer: HTTPResponse

    def events(self) -> Iterator[Event]:
        """Each event as it arrives, to the end of the stream."""
        fields: dict[str, str] = {}
        for raw in self.answer:
            line = raw.decode().rstrip("\n")
            if line and not line.startswith(":"):
                name, _, value = line.partition(": ")
                fields[name] = value
            elif "data" in fields:
                yield {
                    "event": fields["event"],
                    "id": int(fields["id"]),
                    "data": json.loads(fields["data"]),
                }
                fields = {}

    def next(self, number: int = 1) -> list[Event]:
        """The next so many events."""
        stream = self.events()
        return [next(stream) for _ in range(number)]

    def close(self) -> None:
        """Leave, as a closed tab does."""
        self.answer.close()
        self.connection.close()


@contextmanager
def serving(desk: Desk) -> Iterator[Server]:
    with desk.process("serve", "--port", "0") as process:
        try:
            line = lines_until(process, "listens on")[-1]
            yield Server(process, int(line.rpartition(":")[2]))
        finally:
            process.kill()
            process.communicate(timeout=30)


@pytest.fixture
def token(desk: Desk) -> str:
    """A planner's token, on a database with a small plan."""
    desk.run("import", desk.write("plan.json", plan_file()))
    return desk.run("token", "create", "paula", "--role", "admin").out.strip()


def one_shift_more(desk: Desk, number: int) -> None:
    """Another process imports a shift."""
    file = desk.write("more.json", {"shifts": [shift_row(number)]})
    assert desk.run("import", file).code == 0


def test_write_of_another_process_is_told_within_two_seconds(desk: Desk, token: str) -> None:
    with serving(desk) as server:
        page = server.follow(token)
        (hello,) = page.next()
        one_shift_more(desk, 10)
        written = time.monotonic()
        (event,) = page.next()
        seconds = time.monotonic() - written
        page.close()

    assert hello["event"] == "hello"
    assert (event["event"], event["id"]) == ("plan.changed", hello["data"]["sequence"] + 1)
    assert [(c["entity"], c["action"]) for c in event["data"]["changes"]] == [("shift", "create")]
    assert re.match(r"cli:", event["data"]["user_id"])
    assert seconds < 2


def test_headers_keep_the_stream_from_being_collected(desk: Desk, token: str) -> None:
    with serving(desk) as server:
        page = server.follow(token, **{"Accept-Encoding": "gzip, br"})
        headers = dict(page.answer.headers.items())
        page.next()
        page.close()

    assert headers["content-type"] == "text/event-stream; charset=utf-8"
    assert (headers["cache-control"], headers["x-accel-buffering"]) == ("no-store", "no")
    assert "content-encoding" not in headers


def test_page_that_comes_back_misses_nothing_and_hears_nothing_twice(desk: Desk, token: str) -> None:
    with serving(desk) as server:
        page = server.follow(token)
        start = page.next()[0]["id"]
        one_shift_more(desk, 10)
        first = page.next()[0]["id"]
        page.close()
        one_shift_more(desk, 11)
        one_shift_more(desk, 12)
        again = server.follow(token, **{"Last-Event-ID": str(first)})
        _, *missed = again.next(3)
        one_shift_more(desk, 13)
        (later,) = again.next()
        again.close()
        asked = server.follow(token, f"{EVENTS}?after={start}")
        everything = asked.next(5)[1:]
        asked.close()

    assert [event["id"] for event in missed] == [first + 1, first + 2]
    assert later["id"] == first + 3
    assert [event["id"] for event in everything] == [start + 1, start + 2, start + 3, start + 4]


def test_revoked_token_ends_the_stream(desk: Desk, token: str) -> None:
    viewer = desk.run("token", "create", "reader", "--role", "viewer").out.strip()

    with serving(desk) as server:
        page = server.follow(viewer)
        page.next()
        desk.run("token", "revoke", "reader")
        started = time.monotonic()
        rest = list(page.events())
        seconds = time.monotonic() - started
        page.close()
        refused = server.follow(viewer)
        refused.close()

    assert (rest, refused.answer.status) == ([], 401)
    assert seconds < 5


def test_page_that_left_is_forgotten_and_others_go_on(desk: Desk, token: str) -> None:
    with serving(desk) as server:
        pages = [server.follow(token) for _ in range(20)]
        for page in pages:
            page.next()
        for page in pages[1:]:
            page.close()
        server.call(token, "POST", "/sites", {"name": "New", "timezone": "UTC"})
        (event,) = pages[0].next()
        pages[0].close()

    assert [change["entity"] for change in event["data"]["changes"]] == ["site"]


def test_one_caller_has_twenty_streams_and_another_one_once_one_is_over(desk: Desk, token: str) -> None:
    other = desk.run("token", "create", "reader", "--role", "viewer").out.strip()

    with serving(desk) as server:
        pages = [server.follow(token) for _ in range(20)]
        one_more, of_another = server.follow(token), server.follow(other)
        refused = json.loads(one_more.answer.read())
        pages[0].close()
        until = time.monotonic() + 60
        while (again := server.follow(token)).answer.status == 429 and time.monotonic() < until:
            again.close()
            time.sleep(0.2)
        for page in (*pages[1:], one_more, of_another, again):
            page.close()

    assert {page.answer.status for page in pages} == {200}
    assert (one_more.answer.status, one_more.answer.headers["retry-after"]) == (429, "15")
    assert refused["type"].endswith(":too-many-requests")
    assert (of_another.answer.status, again.answer.status) == (200, 200)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_server_with_open_pages_stops_within_two_seconds(
    desk: Desk, token: str, number: signal.Signals
) -> None:
    with serving(desk) as server:
        pages = [server.follow(token) for _ in range(5)]
        for page in pages:
            page.next()
        started = time.monotonic()
        server.process.send_signal(number)
        rest = [list(page.events()) for page in pages]
        _, err = server.process.communicate(timeout=30)
        seconds = time.monotonic() - started
        for page in pages:
            page.close()

    levels = {json.loads(line)["level"] for line in err.splitlines()}
    assert (server.process.returncode, rest, levels) == (0, [[]] * 5, {"info"})
    assert seconds < 2
