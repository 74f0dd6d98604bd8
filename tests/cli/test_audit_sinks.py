"""Audit entries on their way out: a server that feeds, a receiver that dies, commands that tell and mend."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.command import Desk, plan_file
from tests.cli.test_serve import lines_until
from tests.servers.receiver import Receiver

SECRET = "a secret of some length"
ENTRIES = 8  # a role, a site, a mission, two people, three shifts


def wait_until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < deadline, "it did not come to pass within a minute"
        time.sleep(0.05)


@pytest.fixture
def receiver(tmp_path: Path) -> Iterator[Receiver]:
    receiver = Receiver(tmp_path, SECRET)
    yield receiver
    receiver.kill()


@pytest.fixture
def filled(desk: Desk) -> Desk:
    assert desk.run("import", desk.write("plan.json", plan_file())).code == 0
    return desk


@contextmanager
def serving(desk: Desk, **environment: str) -> Iterator[subprocess.Popen[str]]:
    """A server that runs as long as this stands open."""
    with desk.process("serve", "--port", "0", PLANNING_AUDIT_FEED_SECONDS="0.1", **environment) as process:
        lines_until(process, "listens on")
        yield process
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=60)
        assert "Traceback" not in err


def webhook(receiver: Receiver) -> dict[str, str]:
    return {"PLANNING_AUDIT_WEBHOOK_URL": receiver.url, "PLANNING_AUDIT_WEBHOOK_SECRET": SECRET}


def grow(desk: Desk, shifts: int) -> None:
    """Write while others run; each call makes one shift more than the last."""
    assert desk.run("import", desk.write("more.json", plan_file(shifts=shifts))).code == 0


def first_times(numbers: list[int]) -> list[int]:
    """Each number where it came first."""
    return list(dict.fromkeys(numbers))


def test_receiver_that_is_killed_and_started_again_misses_nothing_and_blocks_no_write(
    filled: Desk, receiver: Receiver
) -> None:
    receiver.start()
    with serving(filled, **webhook(receiver)):
        wait_until(
            lambda: ENTRIES in [one["position"] for one in filled.run("audit", "sinks", "--json").json]
        )
        receiver.kill()
        for shifts in range(4, 9):
            grow(filled, shifts)
        while_down = len(set(receiver.numbers))
        state = filled.run("audit", "sinks", "--json").json[0]
        receiver.start()
        grow(filled, 9)
        wait_until(lambda: len(set(receiver.numbers)) == ENTRIES + 6)

    assert while_down == ENTRIES
    assert (state["name"], state["position"], state["newest"]) == ("webhook", ENTRIES, ENTRIES + 5)
    assert first_times(receiver.numbers) == list(range(1, ENTRIES + 7))


def test_receiver_killed_again_and_again_gets_every_entry_in_order(filled: Desk, receiver: Receiver) -> None:
    with serving(filled, **webhook(receiver)), serving(filled, **webhook(receiver)):
        for shifts in range(4, 12):
            receiver.start()
            grow(filled, shifts)
            time.sleep(0.15)
            receiver.kill()
        receiver.start()
        wait_until(lambda: len(set(receiver.numbers)) == ENTRIES + 8)

    assert first_times(receiver.numbers) == list(range(1, ENTRIES + 9))


@pytest.mark.slow
def test_feeder_that_is_killed_is_followed_by_another(filled: Desk, receiver: Receiver) -> None:
    receiver.start()
    with filled.process("serve", "--port", "0", **webhook(receiver)) as first:
        lines_until(first, "listens on")
        wait_until(lambda: bool(receiver.numbers))
        first.kill()
        first.communicate(timeout=60)
    grow(filled, 9)

    with serving(filled, **webhook(receiver)):
        wait_until(lambda: len(set(receiver.numbers)) == ENTRIES + 6)

    assert first_times(receiver.numbers) == list(range(1, ENTRIES + 7))


def test_entry_that_is_refused_is_set_aside_listed_and_sent_again(
    filled: Desk, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    receiver.refuse(3)
    receiver.start()
    with serving(filled, PLANNING_AUDIT_REFUSALS="2", **webhook(receiver)):
        wait_until(lambda: len(set(receiver.numbers)) == ENTRIES - 1)
        listed = filled.run("audit", "dead-letters", "--json").json
        shown = filled.run("--lang", "fr", "audit", "dead-letters").out.splitlines()
    for name, value in webhook(receiver).items():
        monkeypatch.setenv(name, value)

    refused = filled.run("audit", "resend", "webhook")
    receiver.refuse()
    sent = filled.run("audit", "resend", "webhook", "3")
    none = filled.run("audit", "dead-letters")

    assert [(one["sink"], one["number"], one["refusals"], one["error"]) for one in listed] == [
        ("webhook", 3, 2, "HTTP 400")
    ]
    assert shown[0] == "destination\tentrée\trefus\tquand\terreur"
    assert (refused.code, refused.out, refused.err) == (
        1,
        "0 entries delivered to webhook.\n",
        "Entry 3: HTTP 400\n",
    )
    assert (sent.code, sent.out, none.out) == (0, "1 entry delivered to webhook.\n", "No dead letters.\n")
    assert receiver.numbers[-1] == 3


def test_file_of_a_sink_serves_as_anchors(filled: Desk) -> None:
    file = filled.folder / "audit.jsonl"
    with serving(filled, PLANNING_AUDIT_FILE=str(file)):
        wait_until(lambda: file.exists() and len(file.read_text().splitlines()) == ENTRIES)

    held = filled.run("audit", "verify", "--anchor", str(file))
    said = filled.run("audit", "sinks").out.splitlines()

    assert held.code == 0
    assert [json.loads(line)["number"] for line in file.read_text().splitlines()] == list(
        range(1, ENTRIES + 1)
    )
    assert said[1].split("\t")[:3] == ["file", str(ENTRIES), str(ENTRIES)]


def test_no_sinks_are_said(filled: Desk) -> None:
    said = filled.run("audit", "sinks")
    unknown = filled.run("audit", "resend", "webhook")

    assert (said.code, said.out) == (
        0,
        "No sink of audit entries is set: PLANNING_AUDIT_FILE, PLANNING_AUDIT_WEBHOOK_URL.\n",
    )
    assert (unknown.code, unknown.err) == (2, "SINK « webhook »: is no sink that is set: –\n")


@pytest.mark.parametrize(
    ("url", "secret", "said"),
    [
        ("ftp://example.org", SECRET, "PLANNING_AUDIT_WEBHOOK_URL: "),
        ("http://", SECRET, "PLANNING_AUDIT_WEBHOOK_URL: "),
        ("https://me:word@example.org", SECRET, "PLANNING_AUDIT_WEBHOOK_URL: "),
        ("https://example.org:x", SECRET, "PLANNING_AUDIT_WEBHOOK_URL: "),
        ("https://example.org", "short", "PLANNING_AUDIT_WEBHOOK_SECRET: "),
        ("https://example.org", None, "PLANNING_AUDIT_WEBHOOK_SECRET: "),
    ],
)
def test_webhook_that_is_wrongly_set_is_wrong_use(
    filled: Desk, monkeypatch: pytest.MonkeyPatch, url: str, secret: str | None, said: str
) -> None:
    monkeypatch.setenv("PLANNING_AUDIT_WEBHOOK_URL", url)
    if secret is not None:
        monkeypatch.setenv("PLANNING_AUDIT_WEBHOOK_SECRET", secret)

    run = filled.run("audit", "sinks")

    assert (run.code, run.err.startswith(said)) == (2, True)
    assert "short" not in run.err
