"""Commands on a database that another program made."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from tests.cli.command import Desk, plan_file


def test_commands_say_so_and_nothing_is_written(desk: Desk) -> None:
    file = desk.folder / "plan.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE contact (name TEXT)")
    before = file.read_bytes()
    plan = desk.write("plan.json", plan_file())
    words = (("import", plan), ("export", "shifts"), ("db", "upgrade"), ("rules",))

    said = [desk.run(*one) for one in words]

    assert [(one.code, one.out) for one in said] == [(3, "")] * 4
    assert [one.err for one in said if "another program made its tables (contact)" not in one.err] == []
    assert file.read_bytes() == before
