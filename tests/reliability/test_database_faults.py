"""A database that fails: what callers are told, and that nothing acknowledged is lost once it is back."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest

from adapters.sql import SqlDatabase, upgrade
from tests.cli.command import PLANNING, plan_file
from tests.reliability.accounts import Writer, versions_on, writers_on
from tests.reliability.product import Product, Said, served
from tests.servers.postgres import postgres_server

PROBLEM = "urn:planning-pro:problem:unavailable"
CHECKED = "Stored conflicts agree with a full check."
PLAN = plan_file(shifts=0, people=1)


def assert_kept(product: Product, writer: Writer) -> None:
    """All that was acknowledged is there, the trail is sound, conflicts stored are those of a full check."""
    caller = product.caller()
    writer.settle(caller)
    caller.close()

    assert writer.open is None
    assert writer.missing(versions_on(product)) == []
    assert len(product.all_of("/shifts")) == writer.shifts
    product.planning("audit", "verify")
    assert product.planning("check", "--full", "--limit", "0").splitlines()[-1] == CHECKED
    assert "Traceback" not in product.log


def assert_told(said: Said) -> None:
    """The answer says that storage fails, and when to come back."""
    assert (said.status, said.headers["content-type"]) == (503, "application/problem+json")
    assert (said.body["type"], said.headers["retry-after"]) == (PROBLEM, "2")


def write_until(writer: Writer, product: Product, status: int, most: int = 3_000) -> Said:
    """Write until an answer has that status; the answer."""
    caller = product.caller()
    said = next(said for _ in range(most) if (said := writer.step(caller)).status == status)
    caller.close()
    return said


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[Path]:
    """A file system of that size; where none may be mounted the test is skipped."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a file system of a chosen size cannot be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_full_disk_refuses_writes_loses_nothing_and_is_over_when_there_is_room(tmp_path: Path) -> None:
    with (
        small_disk(tmp_path / "disk", 8_000) as disk,
        served(tmp_path, f"sqlite:///{disk / 'plan.db'}", PLAN) as product,
    ):
        (writer,) = writers_on(product, 1)
        write_until(writer, product, 201)
        ballast = disk / "ballast"
        ballast.write_bytes(bytes(shutil.disk_usage(disk).free - 120_000))
        said = write_until(writer, product, 503)
        read = product.status_of("/roles")
        ballast.unlink()
        write_until(writer, product, 201)
        assert_kept(product, writer)
        product.kill()
        product.start()
        assert_kept(product, writer)

    assert_told(said)
    assert "the disk is full" in product.log
    assert read == 200


@pytest.mark.skipif(shutil.which("prlimit") is None, reason="needs prlimit")
def test_file_that_may_not_grow_refuses_writes_and_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "plan.db"
    with served(tmp_path, f"sqlite:///{path}", PLAN, before=["prlimit", "--fsize=700000", "--"]) as product:
        (writer,) = writers_on(product, 1)
        said = write_until(writer, product, 503)
        read = product.status_of("/roles")
        product.kill()
        product.before = ()
        product.start()
        write_until(writer, product, 201)
        assert_kept(product, writer)

    assert_told(said)
    assert '"what": "database"' in product.log
    assert read == 200


def test_read_only_file_keeps_a_server_from_starting_and_says_so(tmp_path: Path) -> None:
    if os.geteuid() == 0 and shutil.which("setpriv") is None:
        pytest.skip("permissions do not bind this user, and setpriv is not there to bind it")
    rights = "-dac_override,-dac_read_search"  # what lets root write anywhere
    bound = ["setpriv", f"--bounding-set={rights}", f"--inh-caps={rights}"] if os.geteuid() == 0 else []
    folder = tmp_path / "data"
    folder.mkdir()
    with served(tmp_path, f"sqlite:///{folder / 'plan.db'}", PLAN) as product:
        (writer,) = writers_on(product, 1)
        write_until(writer, product, 201)
        product.stop()
        for one in (*folder.iterdir(), folder):
            one.chmod(0o444 if one.is_file() else 0o555)
        done = subprocess.run(
            [*bound, PLANNING, "serve", "--port", "0"],
            env=product.told,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        for one in (folder, *folder.iterdir()):
            one.chmod(0o644 if one.is_file() else 0o755)
        product.start()
        write_until(writer, product, 201)
        assert_kept(product, writer)

    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.rstrip().endswith("(the database file is read-only)")


def database_gone(folder: Path, seconds: float) -> str:
    """PostgreSQL goes down for so long among reads and writes, and comes back; the figures."""
    with postgres_server(synchronous_commit="on") as server:
        database = SqlDatabase(server.url)
        upgrade(database)
        database.close()
        with served(folder, server.url, PLAN) as product:
            (writer,) = writers_on(product, 1)
            stop, read = Event(), list[tuple[float, float, int]]()
            reader = Thread(target=_read, args=(product, stop, read))
            writing = Thread(target=writer.write, args=(product.caller(), stop))
            for thread in (reader, writing):
                thread.start()
            time.sleep(2)
            gone = time.monotonic()
            server.kill()
            time.sleep(seconds)
            server.start()
            back = time.monotonic()
            time.sleep(3)
            stop.set()
            for thread in (reader, writing):
                thread.join(60)
            assert_kept(product, writer)

    down = [one for one in read if gone + 1 < one[0] < back - 1]
    assert {status for *_, status in down} == {503}
    assert {status for *_, status in read} == {200, 503}
    assert len(writer.turned_away) > 0
    for said in writer.turned_away:
        assert_told(said)
    again = min(moment + took for moment, took, status in read if moment > gone + 1 and status == 200) - back
    return (
        f"PostgreSQL gone for {seconds:.0f} s: {len(down)} reads and {len(writer.turned_away)} writes told"
        f" 503, the slowest after {max(took for _, took, _ in down):.2f} s; answering {again:.1f} s after it"
        f" was back;"
        f" {writer.acknowledged} writes acknowledged, all there"
    )


def _read(product: Product, stop: Event, read: list[tuple[float, float, int]]) -> None:
    caller = product.caller()
    while not stop.wait(0.05):
        begun = time.monotonic()
        said = caller.ask("GET", "/roles")
        read.append((begun, time.monotonic() - begun, said.status))
    caller.close()


def test_database_gone_for_a_while_is_told_as_unavailable_and_comes_back_by_itself(tmp_path: Path) -> None:
    figures = database_gone(tmp_path, 4)

    assert "all there" in figures


@pytest.mark.reliability
def test_database_gone_for_thirty_seconds_loses_nothing(tmp_path: Path) -> None:
    figures = database_gone(tmp_path, 30)

    print(f"\n{figures}")  # noqa: T201 - figures for docs/reliability.md
