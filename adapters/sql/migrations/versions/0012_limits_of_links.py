"""The sites and teams that a sign-in link keeps its browser to.

Two empty columns of a table of codes that last minutes.
"""

import sqlalchemy as sa
from alembic import op

from adapters.sql.types import Json

revision = "0012_limits_of_links"
down_revision = "0011_published_to"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("site_ids", "team_ids"):
        op.add_column("sign_in_code", sa.Column(name, Json))


def downgrade() -> None:
    for name in ("team_ids", "site_ids"):
        op.drop_column("sign_in_code", name)
