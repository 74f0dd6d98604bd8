"""How far each sink of audit entries has come, and what it refused."""

import sqlalchemy as sa
from alembic import op

from adapters.sql.types import Id, Instant, Word

revision = "0005_audit_sinks"
down_revision = "0004_audit_chain"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_sink",
        sa.Column("organization_id", Id, nullable=False),
        sa.Column("name", Word, nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("refusals", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text()),
        sa.Column("retry_at", Instant()),
        sa.Column("delivered_at", Instant()),
        sa.Column("claimed_by", sa.Text()),
        sa.Column("claimed_until", Instant()),
        sa.PrimaryKeyConstraint("organization_id", "name", name="pk_audit_sink"),
    )
    op.create_table(
        "audit_dead_letter",
        sa.Column("organization_id", Id, nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("sink", Word, nullable=False),
        sa.Column("refusals", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("organization_id", "number", "sink", name="pk_audit_dead_letter"),
    )


def downgrade() -> None:
    op.drop_table("audit_dead_letter")
    op.drop_table("audit_sink")
