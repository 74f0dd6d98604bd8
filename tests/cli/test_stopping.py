"""Commands that are stopped: how they end and what they leave."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from entrypoints.cli.commands import importing
from tests.cli.command import Desk, plan_file


def _wait_for(process: subprocess.Popen[str], words: str) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        if re.search(words, line):
            return
    raise AssertionError(f"{words} was never said")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopped_demo_is_done_and_leaves_no_folder(desk: Desk, number: signal.Signals) -> None:
    with desk.process("demo", "--port", "0", "--weeks", "4", TMPDIR=str(desk.folder)) as process:
        _wait_for(process, "stops it")
        process.send_signal(number)
        _, err = process.communicate(timeout=60)

    assert (process.returncode, "Traceback" in err) == (0, False)
    assert list(desk.folder.iterdir()) == []


def test_demo_stopped_while_it_writes_leaves_no_folder(desk: Desk) -> None:
    with desk.process("demo", "--port", "0", TMPDIR=str(desk.folder)) as process:
        assert process.stderr is not None
        process.stderr.readline()
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)

    assert process.returncode == 143
    assert list(desk.folder.iterdir()) == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopped_server_is_done(desk: Desk, number: signal.Signals) -> None:
    with desk.process("serve", "--port", "0") as process:
        _wait_for(process, "listens on")
        process.send_signal(number)
        _, err = process.communicate(timeout=60)

    assert (process.returncode, err) == (0, "")


def test_interrupted_import_says_that_nothing_was_written(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    path = desk.write("plan.json", plan_file())
    with monkeypatch.context() as patch:
        patch.setattr(importing, "import_items", interrupted)
        said = desk.run("import", path)

    assert (said.code, said.err) == (130, "Interrupted: nothing was written.\n")
    assert desk.run("check", "--json").json["conflicts"] == []


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        ("ModuleNotFoundError('typer', name='typer')", 2, "The library typer is missing"),
        ("KeyboardInterrupt", 130, ""),
    ],
)
def test_start_without_its_libraries_leaves_no_trace(
    tmp_path: Path, error: str, code: int, said: str
) -> None:
    (tmp_path / "typer.py").write_text(f"raise {error}\n")
    script = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); from entrypoints.cli import start; start()"

    ended = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, env={"LC_ALL": "C.UTF-8"}
    )

    assert ended.returncode == code
    assert ended.stderr.partition(":")[0] == said
