"""What the chain of hashes costs a write, and how fast it is checked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import attrs

from adapters.sql import SqlDatabase, upgrade
from adapters.sql.record_tables import planning_change
from adapters.sql.session import Session
from adapters.sql.unit_of_work import WRITES
from planning_core import Assignment, AssignmentStatus
from planning_core.domain.audit_chain import chain_hash
from planning_core.domain.history import PlanningChange
from planning_core.domain.record import to_record
from planning_core.use_cases.audit_verify import verify_audit
from tests.benchmarks.table import Section
from tests.benchmarks.timing import milliseconds, rounds_of, seconds
from tests.servers.postgres import running_postgres

ROUNDS, ENTRIES, PORTION = 300, 100_000, 1_000
ASSIGNMENT = Assignment(
    id="0" * 36,
    shift_id="1" * 36,
    collaborator_id="2" * 36,
    role_id="3" * 36,
    status=AssignmentStatus.CONFIRMED,
)
ENTRY = PlanningChange(
    id="4" * 36,
    entity="assignment",
    entity_id=ASSIGNMENT.id,
    user_id="bench",
    action="update",
    before=to_record(ASSIGNMENT),
    after=to_record(attrs.evolve(ASSIGNMENT, locked=True, version=2)),
    timestamp=datetime(2026, 3, 2, 8, tzinfo=UTC),
    request_id="5" * 36,
)


def test_cost_of_the_audit_chain(report: Callable[[Section], None], tmp_path: Path) -> None:
    with running_postgres() as url:
        databases = {
            "SQLite": SqlDatabase(f"sqlite:///{tmp_path / 'plan.db'}"),
            "PostgreSQL": SqlDatabase(url),
        }
        rows = [row for name, database in databases.items() for row in _measured(name, database)]
        for database in databases.values():
            database.close()

    digest = seconds(lambda: [chain_hash("0" * 64, ENTRY) for _ in range(10_000)]) / 10_000
    remark = (
        "One transaction with one entry of an assignment's change, committed; `plain` inserts the same row"
        f" without number, hash and note. The hash alone takes {digest * 1e6:.0f} µs. PostgreSQL runs without"
        " fsync. Memory while checking does not grow with the trail."
    )
    header = (
        "database",
        "plain",
        "chained",
        "the chain costs",
        f"{ENTRIES:,} entries checked in",
        "entries/s",
    )
    report(Section("Audit chain", header, rows, (remark,)))


def _measured(name: str, database: SqlDatabase) -> list[list[str]]:
    upgrade(database)
    number = 0

    def plain() -> None:
        nonlocal number
        number += 1
        row = {**attrs.asdict(ENTRY), "number": number, "hash": "0" * 64}
        with database.engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
            Session(connection, "plain").insert(planning_change, [row])

    def chained() -> None:
        with database.unit_of_work("chained") as work:
            work.audit.append([ENTRY])
            work.commit()

    without, with_chain = rounds_of(ROUNDS, plain, chained)
    for _ in range(ENTRIES // PORTION):
        with database.unit_of_work("long") as work:
            work.audit.append([ENTRY] * PORTION)
            work.commit()
    with database.unit_of_work("long", writes=False) as work:
        taken = seconds(lambda: verify_audit(audit=work.audit))
        assert verify_audit(audit=work.audit).findings == ()
    cost = milliseconds(with_chain - without)
    return [
        [
            name,
            milliseconds(without),
            milliseconds(with_chain),
            cost,
            f"{taken:.1f} s",
            f"{ENTRIES / taken:,.0f}",
        ]
    ]
