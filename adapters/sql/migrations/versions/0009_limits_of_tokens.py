"""The sites and teams that a token is kept to.

Two empty columns: nothing is read or written of what is stored, the lock is held for a moment.
"""

import sqlalchemy as sa
from alembic import op

from adapters.sql.types import Json

revision = "0009_limits_of_tokens"
down_revision = "0008_saved_plans"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("site_ids", "team_ids"):
        op.add_column("access_token", sa.Column(name, Json))


def downgrade() -> None:
    for name in ("team_ids", "site_ids"):
        op.drop_column("access_token", name)
