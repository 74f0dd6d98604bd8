"""What each term of the objective has a share in by person, of the jobs that are over.

An empty column of a table of hundreds of rows.
"""

import sqlalchemy as sa
from alembic import op

from adapters.sql.types import Json

revision = "0015_terms_by_person"
down_revision = "0014_sessions_of_providers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("auto_assign_job", sa.Column("terms_by_person", Json))


def downgrade() -> None:
    op.drop_column("auto_assign_job", "terms_by_person")
