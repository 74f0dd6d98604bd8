"""Finding the shifts that ask for a skill, so that a skill in use is told from one that may go.

Of shifts that ask for none nothing is held. On PostgreSQL it is built beside writers.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007_skills_of_shifts"
down_revision = "0006_one_place_at_a_time"
branch_labels = None
depends_on = None

_INDEX = "ix_shift_organization_id_required_skill_ids"


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        _build()
        return
    op.execute("CREATE EXTENSION IF NOT EXISTS btree_gin")
    with op.get_context().autocommit_block():
        # What a build that was cut short left behind is of no use.
        op.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {_INDEX}")
        _build()


def _build() -> None:
    asking = sa.text("required_skill_ids <> '[]'")
    op.create_index(
        _INDEX,
        "shift",
        ["organization_id", "required_skill_ids"],
        postgresql_using="gin",
        postgresql_where=asking,
        postgresql_concurrently=True,
        sqlite_where=asking,
    )


def downgrade() -> None:
    op.drop_index(_INDEX, "shift")
