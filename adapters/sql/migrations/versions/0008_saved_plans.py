"""Jobs keep the best plan found so far, so that another worker goes on from it; and a bound.

New columns of one small table, empty for all jobs that stand: nothing is rewritten.
"""

import sqlalchemy as sa
from alembic import op

from adapters.sql.types import Json

revision = "0008_saved_plans"
down_revision = "0007_skills_of_shifts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("auto_assign_job", sa.Column("bound", sa.Double()))
    op.add_column("auto_assign_job", sa.Column("best", Json))
    op.add_column(
        "auto_assign_job", sa.Column("worked_seconds", sa.Double(), nullable=False, server_default="0")
    )


def downgrade() -> None:
    for name in ("worked_seconds", "best", "bound"):
        op.drop_column("auto_assign_job", name)
