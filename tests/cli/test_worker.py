"""`planning worker`: what it says, how it starts anew what dies, how it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.cli.command import Desk
from tests.cli.test_serve import lines_until


def children_of(process: subprocess.Popen[str]) -> list[int]:
    """The processes that a process started."""
    tasks = Path(f"/proc/{process.pid}/task").glob("*/children")
    return [int(number) for task in tasks for number in task.read_text().split()]


def test_process_that_dies_is_started_again_and_all_end_when_told(desk: Desk) -> None:
    with desk.process("--lang", "fr", "worker", "--processes", "2", "--threads", "1") as process:
        said = lines_until(process, "calcul")
        first = children_of(process)
        os.kill(first[0], signal.SIGKILL)
        deadline = time.monotonic() + 30
        while len(set(children_of(process)) - {first[0]}) < 2:
            assert time.monotonic() < deadline, "no other process was started"
            time.sleep(0.1)
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=60)

    assert said == ["Planning PRO exécute les calculs : 2 processus, 1 calcul en parallèle dans chacun."]
    assert "Un processus worker s'est arrêté (-9) ; un autre démarre dans 1 s." in err
    assert (process.returncode, "Traceback" in err) == (0, False)


@pytest.mark.parametrize(
    ("url", "code", "said"),
    [
        ("redis://:secret@127.0.0.1:1/0", 3, "Service momentanément injoignable"),
        ("http://127.0.0.1", 2, "PLANNING_REDIS_URL"),
        ("redis://127.0.0.1:port", 2, "PLANNING_REDIS_URL"),
    ],
)
def test_queue_that_cannot_be_used_is_said_and_nothing_starts(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, url: str, code: int, said: str
) -> None:
    monkeypatch.setenv("PLANNING_REDIS_URL", url)

    worker = desk.run("--lang", "fr", "worker")

    assert (worker.code, worker.out) == (code, "")
    assert said in worker.err
    assert "secret" not in worker.err


def test_server_whose_queue_is_out_of_reach_answers_but_is_not_ready(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from urllib.error import HTTPError
    from urllib.request import urlopen

    with desk.process("serve", "--port", "0", PLANNING_REDIS_URL="redis://127.0.0.1:1/0") as process:
        url = lines_until(process, "listens on")[-1].rpartition(" ")[2]
        alive = urlopen(f"{url}/healthz", timeout=30).status  # noqa: S310 - our own server
        with pytest.raises(HTTPError, match="503"):
            urlopen(f"{url}/readyz", timeout=30)  # noqa: S310 - our own server
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)

    assert alive == 200
