"""Whom an identity provider calls the holder of a session, and which sign-in there it came from.

Two empty columns and their indexes, of a table that holds the sessions of half a day.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014_sessions_of_providers"
down_revision = "0013_terms_of_jobs"
branch_labels = None
depends_on = None

NAMES = ("subject", "provider_session")


def upgrade() -> None:
    for name in NAMES:
        op.add_column("browser_session", sa.Column(name, sa.String(300)))
        op.create_index(
            f"ix_browser_session_organization_id_{name}", "browser_session", ["organization_id", name]
        )


def downgrade() -> None:
    for name in reversed(NAMES):
        op.drop_index(f"ix_browser_session_organization_id_{name}", "browser_session")
        op.drop_column("browser_session", name)
