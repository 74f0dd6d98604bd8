"""Browser sessions and sign-in codes."""

import sqlalchemy as sa
from alembic import op

from adapters.sql.types import Id, Instant, Name, Word

revision = "0003_sessions"
down_revision = "0002_records"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sign_in_code",
        sa.Column("organization_id", Id, nullable=False),
        sa.Column("digest", sa.String(length=200), nullable=False),
        sa.Column("name", Name, nullable=False),
        sa.Column("role", Word, nullable=False),
        sa.Column("collaborator_id", Id),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("used_at", Instant()),
        sa.PrimaryKeyConstraint("organization_id", "digest", name="pk_sign_in_code"),
    )
    op.create_table(
        "browser_session",
        sa.Column("organization_id", Id, nullable=False),
        sa.Column("digest", sa.String(length=200), nullable=False),
        sa.Column("name", Name, nullable=False),
        sa.Column("role", Word, nullable=False),
        sa.Column("collaborator_id", Id),
        sa.Column("token_id", Id),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("organization_id", "digest", name="pk_browser_session"),
    )
    for table in ("sign_in_code", "browser_session"):
        op.create_index(f"ix_{table}_organization_id_expires_at", table, ["organization_id", "expires_at"])


def downgrade() -> None:
    op.drop_table("browser_session")
    op.drop_table("sign_in_code")
