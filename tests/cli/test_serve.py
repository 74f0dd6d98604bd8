"""`planning serve` and `planning demo`: a process that listens, answers and stops."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tests.cli.command import Desk, plan_file


def lines_until(process: subprocess.Popen[str], pattern: str) -> list[str]:
    """The lines that a process writes, up to the first that matches."""
    found: list[str] = []
    assert process.stdout is not None
    for line in process.stdout:
        found.append(line.rstrip("\n"))
        if re.search(pattern, line):
            return found
    raise AssertionError(f"{pattern} was never said: {found}")


def get(url: str, token: str) -> Any:
    """What the API answers."""
    request = Request(url, headers={"Authorization": f"Bearer {token}"})  # noqa: S310 - our own server
    with urlopen(request, timeout=30) as answer:  # noqa: S310 - our own server
        return json.load(answer)


def test_serve_answers_on_the_address_that_it_prints_and_stops_when_told(desk: Desk) -> None:
    desk.run("import", desk.write("plan.json", plan_file()))
    token = desk.run("token", "create", "reader", "--role", "viewer").out.strip()

    with desk.process("serve", "--port", "0") as process:
        (line,) = lines_until(process, "listens on")
        url = line.rpartition(" ")[2]
        found = get(f"{url}/api/v1/planning/shifts", token)
        with pytest.raises(HTTPError, match="401"):
            get(f"{url}/api/v1/planning/shifts", "wrong")
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=60)

    assert url.startswith("http://127.0.0.1:")
    assert [item["shift"]["external_ref"] for item in found["items"]] == ["s0", "s1", "s2"]
    assert "Traceback" not in err


def test_port_in_use_is_said(desk: Desk) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])

        said = desk.run("serve", "--port", port)

    assert said.code == 2
    assert (
        said.err
        == f"--port « 127.0.0.1:{port} »: this address cannot be listened on: Address already in use\n"
    )


def test_demo_prints_a_token_that_works(desk: Desk) -> None:
    folder = desk.folder / "demo"

    with desk.process("demo", "--port", "0", "--weeks", "4", "--folder", str(folder)) as process:
        lines = lines_until(process, "curl")
        token = next(line.rpartition(" ")[2] for line in lines if line.startswith("Token"))
        url = next(line.rpartition(" ")[2] for line in lines if "listens on" in line)
        me = get(f"{url}/api/v1/planning/me", token)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)

    assert lines[-1].startswith(f'  curl -H "Authorization: Bearer {token}" "{url}')
    assert me["role"] == "admin"
    again = desk.run("demo", "--folder", str(folder), "--no-serve")
    assert (again.code, "exists already" in again.err) == (2, True)
