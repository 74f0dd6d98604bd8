"""An import that is killed leaves nothing half-written."""

from __future__ import annotations

import signal
import sqlite3
import time

from tests.cli.command import Desk, plan_file


def test_import_killed_in_the_middle_leaves_nothing(desk: Desk) -> None:
    desk.run("db", "upgrade")
    file = desk.write("plan.json", plan_file(shifts=20_000))

    with desk.process("import", file) as process:
        wait_for_writes(desk)
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)

    assert process.returncode == -signal.SIGKILL
    assert desk.run("audit", "list", "--json").json == []
    assert desk.run("import", desk.write("small.json", plan_file()), "--json").json["written"] is True
    assert desk.run("check", "--full").out.splitlines()[-1] == "Stored conflicts agree with a full check."


def wait_for_writes(desk: Desk) -> None:
    """Return once another process writes to the database: its write-ahead log grows, or it holds the lock."""
    with sqlite3.connect(desk.folder / "plan.db", timeout=0, isolation_level=None) as database:
        for _ in range(1200):
            try:
                database.execute("BEGIN IMMEDIATE")
                database.execute("ROLLBACK")
            except sqlite3.OperationalError:
                break
            time.sleep(0.05)
        else:
            raise AssertionError("no write was seen")
    database.close()
    time.sleep(1.0)
