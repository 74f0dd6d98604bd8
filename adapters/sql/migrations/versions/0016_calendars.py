"""Calendar tokens.

A new table: nothing is read or written of what is stored.
"""

import sqlalchemy as sa
from alembic import op

from adapters.sql.types import Id, Instant, Name

revision = "0016_calendars"
down_revision = "0015_terms_by_person"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calendar_token",
        sa.Column("organization_id", Id, nullable=False),
        sa.Column("collaborator_id", Id, nullable=False),
        sa.Column("digest", sa.String(length=200), nullable=False),
        sa.Column("user_id", Name, nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("last_used_at", Instant()),
        sa.PrimaryKeyConstraint("organization_id", "collaborator_id", name="pk_calendar_token"),
    )
    op.create_index(
        "ix_calendar_token_organization_id_digest", "calendar_token", ["organization_id", "digest"]
    )


def downgrade() -> None:
    op.drop_table("calendar_token")
