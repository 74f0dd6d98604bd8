"""What each term of the objective has a share in, of the jobs that are over.

An empty column of a table of hundreds of rows.
"""

import sqlalchemy as sa
from alembic import op

from adapters.sql.types import Json

revision = "0013_terms_of_jobs"
down_revision = "0012_limits_of_links"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("auto_assign_job", sa.Column("terms", Json))


def downgrade() -> None:
    op.drop_column("auto_assign_job", "terms")
