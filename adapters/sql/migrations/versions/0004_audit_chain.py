"""The audit trail becomes a chain of hashes, numbered per organization without gaps."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from adapters.sql.types import Digest, Id, Instant, Json, Name, Sequence, Word
from planning_core.domain.audit_chain import ChainLink, chain_hash, chain_origin
from planning_core.domain.history import PlanningChange

revision = "0004_audit_chain"
down_revision = "0003_sessions"
branch_labels = None
depends_on = None

PORTION = 1_000
_FIELDS = (
    "id",
    "entity",
    "entity_id",
    "user_id",
    "action",
    "before",
    "after",
    "timestamp",
    "request_id",
)


def _entry_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", Id, nullable=False),
        sa.Column("entity", Word, nullable=False),
        sa.Column("entity_id", Id, nullable=False),
        sa.Column("user_id", Name, nullable=False),
        sa.Column("action", Word, nullable=False),
        sa.Column("before", Json),
        sa.Column("after", Json),
        sa.Column("timestamp", Instant(), nullable=False),
        sa.Column("request_id", sa.Text()),
    ]


def upgrade() -> None:
    # The new table is filled beside the old one; entries can be read all the while, writers wait.
    _keep_writers_out()
    chained = op.create_table(
        "planning_change_chained",
        sa.Column("organization_id", Id, nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        *_entry_columns(),
        sa.Column("hash", Digest, nullable=False),
        sa.PrimaryKeyConstraint("organization_id", "number", name="pk_planning_change_chained"),
    )
    head = op.create_table(
        "audit_head",
        sa.Column("organization_id", Id, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("hash", Digest, nullable=False),
        sa.PrimaryKeyConstraint("organization_id", name="pk_audit_head"),
    )
    links: dict[str, ChainLink] = {}
    for portion in _old_rows():
        op.bulk_insert(chained, [_chained(row, links) for row in portion])
    op.bulk_insert(
        head,
        [{"organization_id": name, "number": at.number, "hash": at.hash} for name, at in links.items()],
    )
    _take_its_place("planning_change_chained", "number")


def _chained(row: sa.Row[Any], links: dict[str, ChainLink]) -> dict[str, Any]:
    fields = {name: getattr(row, name) for name in _FIELDS}
    link = links.get(row.organization_id) or ChainLink(0, chain_origin(row.organization_id))
    link = ChainLink(link.number + 1, chain_hash(link.hash, PlanningChange(**fields)))
    links[row.organization_id] = link
    return {"organization_id": row.organization_id, "number": link.number, "hash": link.hash, **fields}


def _old_rows() -> Iterator[list[sa.Row[Any]]]:
    """The entries as they were, in their order, so many at a time."""
    old = sa.table(
        "planning_change",
        sa.column("sequence", Sequence),
        sa.column("organization_id", Id),
        *(sa.column(column.name, column.type) for column in _entry_columns()),
    )
    last = 0
    while True:
        page = sa.select(old).where(old.c.sequence > last).order_by(old.c.sequence).limit(PORTION)
        rows = list(op.get_bind().execute(page))
        if not rows:
            return
        yield rows
        last = rows[-1].sequence


def downgrade() -> None:
    _keep_writers_out()
    op.create_table(
        "planning_change_unchained",
        sa.Column("sequence", Sequence, autoincrement=True, nullable=False),
        sa.Column("organization_id", Id, nullable=False),
        *_entry_columns(),
        sa.PrimaryKeyConstraint("sequence", name="pk_planning_change_unchained"),
        sqlite_autoincrement=True,
    )
    names = ", ".join(f'"{name}"' for name in ("organization_id", *_FIELDS))
    op.execute(
        f"INSERT INTO planning_change_unchained ({names}) "  # noqa: S608 (names of columns, all ours)
        f"SELECT {names} FROM planning_change ORDER BY organization_id, number"
    )
    op.drop_table("audit_head")
    _take_its_place("planning_change_unchained", "sequence")
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "ALTER SEQUENCE planning_change_unchained_sequence_seq RENAME TO planning_change_sequence_seq"
        )


def _keep_writers_out() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("LOCK TABLE planning_change IN SHARE ROW EXCLUSIVE MODE")


def _take_its_place(table: str, place: str) -> None:
    op.drop_table("planning_change")
    op.rename_table(table, "planning_change")
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"ALTER INDEX pk_{table} RENAME TO pk_planning_change")
    by_place = [["entity_id", place], ["user_id", place], ["timestamp"]]
    for columns in by_place if place == "number" else [*by_place, [place]]:
        name = "_".join(("ix_planning_change_organization_id", *columns))
        op.create_index(name, "planning_change", ["organization_id", *columns])
