"""`planning backup` and `planning restore`: while it serves, under a storm of writes, and what is refused."""

from __future__ import annotations

import os
import signal
import sqlite3
import stat
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from urllib.request import urlopen

import httpx2 as httpx
import pytest

from adapters.sql import SqlDatabase
from adapters.system import SystemClock, UuidIds
from planning_core import AccessRole, Principal, Skill, create
from planning_core.use_cases.write import apply_changes
from tests.cli.command import Desk, plan_file
from tests.cli.test_serve import lines_until


class Page:
    """Somebody who calls a server."""

    def __init__(self, url: str, token: str) -> None:
        self._client = httpx.Client(headers={"Authorization": f"Bearer {token}"}, timeout=60)
        self._url = url

    def status(self) -> int:
        """What it comes to that they read."""
        return self._client.get(f"{self._url}/shifts").status_code

    def shifts(self) -> int:
        """How many shifts they see, twice the same."""
        first, second = (self._client.get(f"{self._url}/shifts").json()["items"] for _ in range(2))
        assert first == second
        return len(first)

    def write(self) -> int:
        """What it comes to that they write."""
        shift = self._client.get(f"{self._url}/shifts").json()["items"][0]["shift"]
        kept = ("mission_id", "site_id", "role_id", "starts_at", "ends_at")
        body = {name: shift[name] for name in kept}
        return self._client.post(f"{self._url}/shifts", json=body).status_code

    def close(self) -> None:
        """Hang up."""
        self._client.close()

    @contextmanager
    def events(self) -> Iterator[Iterator[str]]:
        """The names of events as they come."""
        with self._client.stream("GET", f"{self._url}/events") as answer:
            yield (line[7:] for line in answer.iter_lines() if line.startswith("event: "))


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """Two people, three shifts."""
    assert desk.run("import", desk.write("plan.json", plan_file())).code == 0
    return desk


def plan_of(desk: Desk) -> Path:
    """The database's file."""
    return desk.folder / "plan.db"


def backed_up(desk: Desk, name: str = "backup.db") -> str:
    """A backup made; its path."""
    path = str(desk.folder / name)
    assert desk.run("backup", path).code == 0
    return path


def entries(desk: Desk) -> int:
    """How many audit entries there are."""
    said = desk.run("audit", "verify", "--json")
    assert said.code == 0
    return int(said.json["entries"])


def kept(desk: Desk) -> list[Path]:
    """The databases that restoring kept."""
    return sorted(desk.folder.glob("plan.db.before-restore-*"))


def test_backup_restores_the_plan_and_keeps_what_was_there(filled: Desk) -> None:
    backup = backed_up(filled)
    before = entries(filled)
    assert filled.run("import", filled.write("more.json", plan_file(shifts=9))).code == 0
    after = entries(filled)

    said = filled.run("restore", backup)

    (earlier,) = kept(filled)
    assert (said.code, said.out.splitlines()) == (
        0,
        [f"Restored: {plan_of(filled)}.", f"The earlier database is kept as {earlier}."],
    )
    assert (before, after, entries(filled)) == (8, 14, 8)
    assert filled.run("restore", str(earlier)).code == 0
    assert entries(filled) == 14


def test_backup_is_one_file_for_its_owner_alone(filled: Desk) -> None:
    backup = Path(backed_up(filled, "folder.db"))

    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert sorted(p.name for p in filled.folder.glob("*folder*")) == ["folder.db"]


def test_backup_is_told_in_french(filled: Desk) -> None:
    path = filled.folder / "sauvegarde.db"

    said = filled.run("--lang", "fr", "backup", str(path))

    size = f"{path.stat().st_size / 1e6:.1f}"
    assert said.out == f"Sauvegarde écrite et vérifiée : {path} ({size} Mo).\n"


def test_backup_overwrites_nothing(filled: Desk) -> None:
    path = filled.write("mine.txt", "keep me")

    said = filled.run("backup", path)

    assert (said.code, said.err) == (2, f"{path}: exists already\n")
    assert Path(path).read_text() == "keep me"


def test_backup_into_a_folder_that_is_not_there_is_wrong_use(filled: Desk) -> None:
    path = filled.folder / "nowhere" / "backup.db"

    said = filled.run("backup", str(path))

    assert (said.code, said.err) == (2, f"{path}: cannot be written: No such file or directory\n")


def test_backup_of_no_plan_is_said(desk: Desk) -> None:
    said = desk.run("backup", str(desk.folder / "backup.db"))

    assert (said.code, list(desk.folder.iterdir())) == (3, [])


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_database_that_is_no_file_is_for_its_own_tools(filled: Desk, command: str) -> None:
    said = filled.run(command, "x.db", "--database", "postgresql://nobody@localhost/plan")

    assert (said.code, said.err) == (
        2,
        "The database is no SQLite file: back it up and restore it with pg_dump and pg_restore.\n",
    )


def test_damaged_database_is_not_backed_up(filled: Desk) -> None:
    damage(plan_of(filled))

    said = filled.run("backup", str(filled.folder / "backup.db"))

    assert said.code == 3
    assert "damaged" in said.err
    assert list(filled.folder.glob("*backup*")) == []


def damage(file: Path) -> None:
    """Overwrite pages in the middle of a file."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    with file.open("r+b") as content:
        content.seek(20 * 4096)
        content.write(os.urandom(40 * 4096))


def test_damaged_or_strange_backup_is_refused_before_anything_is_touched(filled: Desk) -> None:
    damaged = Path(backed_up(filled, "damaged.db"))
    damage(damaged)
    text = filled.write("notes.txt", "no database at all" * 1000)
    strange = filled.folder / "strange.db"
    with closing(sqlite3.connect(strange)) as connection:
        connection.execute("CREATE TABLE other (x)")

    said = [filled.run("restore", str(path)) for path in (damaged, text, strange, filled.folder / "none.db")]

    assert [one.code for one in said] == [2, 2, 2, 2]
    assert said[1].err == (
        f"{text}: is no backup of Planning PRO, or a damaged one: file is not a database\n"
    )
    assert said[2].err == (
        f"{strange}: is no backup of Planning PRO, or a damaged one: no tables of Planning PRO\n"
    )
    assert said[3].err == f"there is no file {filled.folder / 'none.db'}\n"
    assert (entries(filled), kept(filled)) == (8, [])


def test_backup_of_a_newer_version_is_refused(filled: Desk) -> None:
    backup = backed_up(filled)
    with closing(sqlite3.connect(backup)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999_future'")

    said = filled.run("restore", backup)

    assert (said.code, said.err) == (
        2,
        f"{backup}: was made by a newer version of Planning PRO (its tables: 9999_future)\n",
    )


def test_backup_is_restored_where_nothing_was(filled: Desk) -> None:
    backup = backed_up(filled)
    place = f"sqlite:///{filled.folder / 'other' / 'plan.db'}"

    said = filled.run("restore", backup, "--database", place)

    assert (said.code, said.out) == (0, f"Restored: {filled.folder / 'other' / 'plan.db'}.\n")
    assert filled.run("audit", "verify", "--json", "--database", place).json["entries"] == 8


@pytest.mark.parametrize("harm", ["not a database " * 1_000, ""])
def test_database_that_cannot_be_opened_any_more_is_put_aside(filled: Desk, harm: str) -> None:
    backup = backed_up(filled)
    for path in filled.folder.glob("plan.db*"):
        path.unlink()
    plan_of(filled).write_text(harm)

    said = filled.run("restore", backup)

    assert said.code == 0
    assert entries(filled) == 8
    assert len(kept(filled)) == 1


def test_damaged_database_is_kept_as_it_is(filled: Desk) -> None:
    backup = backed_up(filled)
    damage(plan_of(filled))

    said = filled.run("restore", backup)

    assert (said.code, entries(filled), len(kept(filled))) == (0, 8, 1)


def test_restore_while_a_server_holds_the_database_is_refused_and_done_after_it(filled: Desk) -> None:
    backup = backed_up(filled)
    with filled.process("serve", "--port", "0") as process:
        (line,) = lines_until(process, "listens on")
        urlopen(f"{line.rpartition(' ')[2]}/healthz", timeout=30).close()  # noqa: S310 - our own server

        while_serving = backed_up(filled, "while-serving.db")
        held = filled.run("restore", backup)
        french = filled.run("--lang", "fr", "restore", backup)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
    after = filled.run("restore", while_serving)

    assert (held.code, held.out) == (1, "")
    assert held.err == (
        f"Refused: another process has {plan_of(filled)} open. Stop it, or give --while-serving.\n"
    )
    assert french.err.startswith("Refusé : un autre processus a ouvert")
    assert (after.code, entries(filled)) == (0, 8)


def newest_event(desk: Desk) -> int:
    """The number by which pages and servers know the plan."""
    with closing(sqlite3.connect(plan_of(desk))) as database:
        (number,) = database.execute("SELECT max(sequence) FROM outgoing_event").fetchone()
    return int(number)


def test_number_of_a_restored_plan_is_none_that_a_page_has_seen(filled: Desk) -> None:
    backup = backed_up(filled)
    seen = newest_event(filled)
    assert filled.run("import", filled.write("more.json", plan_file(shifts=9))).code == 0
    seen = max(seen, newest_event(filled))

    assert filled.run("restore", backup).code == 0

    assert newest_event(filled) > seen
    with SqlDatabase(filled.database).units_of_work("default")(writes=False) as uow:
        (told,) = uow.events.after(seen, 10)
    assert told.topic == "plan.reset"


def test_restore_while_it_serves_is_seen_by_callers_and_open_pages(filled: Desk) -> None:
    backup = backed_up(filled)
    token = filled.run("token", "create", "reader", "--role", "planner").out.strip()
    with_token = backed_up(filled, "with-token.db")
    assert filled.run("import", filled.write("more.json", plan_file(shifts=9))).code == 0
    with filled.process("serve", "--port", "0") as process:
        (line,) = lines_until(process, "listens on")
        page = Page(f"{line.rpartition(' ')[2]}/api/v1/planning", token)
        before = page.shifts()
        with page.events() as names:
            greeting = next(names)

            restored = filled.run("restore", with_token, "--while-serving")
            assert restored.code == 0, restored.err
            told = next(names)
        after = page.shifts()
        written = page.write()
        gone = filled.run("restore", backup, "--while-serving")
        status = page.status()
        page.close()
        process.send_signal(signal.SIGTERM)
        _, logs = process.communicate(timeout=60)

    assert (restored.code, restored.err, gone.code) == (0, "", 0)
    assert (greeting, told) == ("hello", "plan.reset")
    assert (before, after, written) == (9, 3, 201)
    assert status == 401  # the token was made after that backup
    assert "Traceback" not in logs
    assert len(kept(filled)) == 2
    assert entries(filled) == 8


@contextmanager
def storm(address: str, writers: int) -> Iterator[list[int]]:
    """Writers that go on until the block ends; yields what counts their commits."""
    database, stop, written, names = SqlDatabase(address), threading.Event(), [0] * writers, count()
    principal = Principal(user_id="storm", role=AccessRole.ADMIN)
    ids = UuidIds()

    def write(writer: int) -> None:
        while not stop.is_set():
            changes = [create(Skill(id=ids.new_id(), name=f"skill {next(names)}")) for _ in range(3)]
            with database.unit_of_work("default") as uow:
                apply_changes(changes, principal=principal, uow=uow, clock=SystemClock(), ids=ids)
                uow.commit()
            written[writer] += 1

    threads = [threading.Thread(target=write, args=(n,)) for n in range(writers)]
    for thread in threads:
        thread.start()
    try:
        yield written
    finally:
        stop.set()
        for thread in threads:
            thread.join()
        database.close()


def test_backup_in_a_storm_of_writes_is_a_consistent_plan_whose_audit_verifies(desk: Desk) -> None:
    assert desk.run("import", desk.write("plan.json", plan_file(shifts=4_000))).code == 0
    before = entries(desk)
    backup = desk.folder / "backup.db"

    with storm(desk.database, writers=4) as written:
        said = desk.installed("backup", str(backup))
        during = sum(written)

    after = entries(desk)
    restored = ("--database", f"sqlite:///{backup}")
    verdict = desk.run("audit", "verify", "--json", *restored)
    checked = desk.run("check", "--full", "--json", *restored)
    assert (said.code, said.err) == (0, "")
    assert during > 20
    assert (verdict.code, checked.json["drift"]) == (0, {"gone": 0, "missing": 0})
    assert before <= verdict.json["entries"] < after
    with closing(sqlite3.connect(backup)) as connection:
        (skills,) = connection.execute("SELECT count(*) FROM skill").fetchone()
    # Every write is there whole or not at all, and the audit tells of each.
    assert (skills % 3, skills) == (0, verdict.json["entries"] - before)
