"""The sites and teams that a browser's session is kept to, where an identity provider says so.

Two empty columns: nothing is read or written of what is stored, the lock is held for a moment.
"""

import sqlalchemy as sa
from alembic import op

from adapters.sql.types import Json

revision = "0010_limits_of_sessions"
down_revision = "0009_limits_of_tokens"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("site_ids", "team_ids"):
        op.add_column("browser_session", sa.Column(name, Json))


def downgrade() -> None:
    for name in ("team_ids", "site_ids"):
        op.drop_column("browser_session", name)
