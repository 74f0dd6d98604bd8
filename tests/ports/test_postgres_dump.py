"""Backups of PostgreSQL as documented: a dump taken among writes restores to a sound trail."""

from __future__ import annotations

import os
import subprocess
import threading
from pathlib import Path

import pytest

from adapters.sql import SqlDatabase, schema_state, upgrade
from planning_core.use_cases.audit_verify import verify_audit
from tests.ports.record_data import CHANGE
from tests.servers.postgres import running_postgres
from tests.servers.programs import program

pytestmark = pytest.mark.one_database("of SQLite files there are backups")

PROGRAMS = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/usr/local/pgsql/bin")


def run(name: str, *arguments: str) -> None:
    """Run one of PostgreSQL's own programs."""
    path = program(name, package="postgresql", folders=PROGRAMS)
    subprocess.run(
        [str(path), *arguments], check=True, capture_output=True, env={**os.environ, "LC_ALL": "C"}
    )


def test_dump_among_writes_is_restored_to_a_sound_trail(tmp_path: Path) -> None:
    dump, begun, stop = str(tmp_path / "planning.dump"), threading.Event(), threading.Event()
    with running_postgres() as url:
        database = SqlDatabase(url)
        upgrade(database)

        def write() -> None:
            while not stop.is_set():
                with database.unit_of_work() as work:
                    work.audit.append([CHANGE] * 20)
                    work.commit()
                begun.set()

        writer = threading.Thread(target=write)
        writer.start()
        begun.wait()
        address = url.replace("+psycopg", "")
        run("pg_dump", "--format=custom", f"--file={dump}", address)
        stop.set()
        writer.join()
        run("createdb", f"--maintenance-db={address}", "planning_restored")
        run(
            "pg_restore",
            "--exit-on-error",
            "--no-owner",
            f"--dbname={address.replace('/postgres?', '/planning_restored?')}",
            dump,
        )

        restored = SqlDatabase(url.replace("/postgres?", "/planning_restored?"))
        with restored.unit_of_work(writes=False) as work:
            verdict = verify_audit(audit=work.audit)
        state = schema_state(restored)
        for one in (database, restored):
            one.close()

    assert (verdict.findings, verdict.entries % 20, state.up_to_date) == ((), 0, True)
    assert verdict.entries == verdict.head.number >= 20
