"""What others named moves nothing on the terminal of whoever looks at it."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from entrypoints.logs import configure_logs
from entrypoints.settings import Settings
from tests.cli.command import Desk, plan_file

EVIL = "Zoé\x1b]0;gone\x07\x1b[2J\x9b31m\x7f"
SHOWN = "Zoé\\x1b]0;gone\\x07\\x1b[2J\\x9b31m\\x7f"


def commands_of(text: str) -> set[str]:
    """Characters that a terminal obeys instead of showing them."""
    return {c for c in text if (ord(c) < 32 or 127 <= ord(c) < 160) and c not in "\n\t"}


def test_names_are_shown_without_what_a_terminal_would_obey(desk: Desk) -> None:
    plan = plan_file()
    plan["sites"][0]["name"] = EVIL
    desk.run("import", desk.write("plan.json", plan))
    desk.run("token", "create", EVIL, "--role", "planner", "--site", "hall")

    said = [
        desk.run("check", "--from", "2025-03-01", "--to", "2025-03-30"),
        desk.run("token", "list"),
        desk.run("token", "revoke", EVIL),
        desk.run("token", "revoke", EVIL),
        desk.run("import", desk.write(f"plan{EVIL}.txt", plan)),
    ]

    assert [commands_of(one.out + one.err) for one in said] == [set()] * 5
    assert SHOWN in said[1].out
    assert SHOWN in said[2].out


def test_json_stays_json_and_means_the_same(desk: Desk) -> None:
    desk.run("token", "create", EVIL, "--role", "planner")

    said = desk.run("token", "list", "--json")

    assert commands_of(said.out) == set()
    assert said.json[0]["name"] == EVIL


@pytest.fixture
def pretty(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """Logs as they are shown on a terminal."""
    written = io.StringIO()
    monkeypatch.setattr("sys.stderr", written)
    before: Any = structlog.get_config()
    queue = logging.getLogger("dramatiq")
    handlers, propagate = queue.handlers, queue.propagate
    configure_logs(Settings(database_url="sqlite://", log_format="pretty"))
    yield written
    structlog.configure(**before)
    queue.handlers, queue.propagate = handlers, propagate


def test_logs_are_shown_without_what_a_terminal_would_obey(pretty: io.StringIO) -> None:
    log = structlog.get_logger("planning.test")

    log.info("request", user_id=EVIL, path="/a\x1b[2J", names=["x\x1b[1m"])
    try:
        raise ValueError(f"{EVIL}\nsecond line")
    except ValueError:
        log.exception("request failed")

    bare = re.sub("\x1b\\[[0-9;]*m", "", pretty.getvalue())  # colours are the log's own
    assert bare.count(SHOWN) == 2
    assert commands_of(bare) == set()
    assert "\nsecond line" in bare
