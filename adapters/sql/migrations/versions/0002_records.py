"""Tables of all that is kept about a plan: conflicts, history, settings, events, jobs, access."""

import sqlalchemy as sa
from alembic import op

from adapters.sql.types import Id, Instant, Json, Name, Sequence, Word, Zone

revision = "0002_records"
down_revision = "0001_plan"
branch_labels = None
depends_on = None


def _index(table: str, *columns: str) -> None:
    name = "_".join(("ix", table, "organization_id", *columns))
    op.create_index(name, table, ["organization_id", *columns])


def upgrade() -> None:
    op.create_table(
        "access_token",
        sa.Column("organization_id", Id, nullable=False),
        sa.Column("id", Id, nullable=False),
        sa.Column("name", Name, nullable=False),
        sa.Column("role", Word, nullable=False),
        sa.Column("digest", sa.String(length=200), nullable=False),
        sa.Column("collaborator_id", Id),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant()),
        sa.Column("revoked_at", Instant()),
        sa.Column("last_used_at", Instant()),
        sa.PrimaryKeyConstraint("organization_id", "id", name="pk_access_token"),
    )
    _index("access_token", "digest")
    op.create_index(
        "uq_access_token_live_name",
        "access_token",
        ["organization_id", "name"],
        unique=True,
        sqlite_where=sa.text("revoked_at IS NULL"),
        postgresql_where=sa.text("revoked_at IS NULL"),
    )
    op.create_table(
        "answered_request",
        sa.Column("organization_id", Id, nullable=False),
        sa.Column("user_id", Name, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=200), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("headers", Json, nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("answered_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("organization_id", "user_id", "key", name="pk_answered_request"),
    )
    _index("answered_request", "answered_at")
    op.create_table(
        "auto_assign_job",
        sa.Column("organization_id", Id, nullable=False),
        sa.Column("id", Id, nullable=False),
        sa.Column("fingerprint", sa.String(length=200), nullable=False),
        sa.Column("user_id", Name, nullable=False),
        sa.Column("status", Word, nullable=False),
        sa.Column("request", Json, nullable=False),
        sa.Column("progress", sa.Double(), nullable=False),
        sa.Column("objective", sa.Double()),
        sa.Column("coverage", Json, nullable=False),
        sa.Column("proposals", Json, nullable=False),
        sa.Column("unfilled", Json, nullable=False),
        sa.Column("error", sa.Text()),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("started_at", Instant()),
        sa.Column("finished_at", Instant()),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("worker", sa.Text()),
        sa.Column("heartbeat_at", Instant()),
        sa.Column("cancel_requested", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("organization_id", "id", name="pk_auto_assign_job"),
    )
    _index("auto_assign_job", "fingerprint")
    _index("auto_assign_job", "status", "created_at")
    op.create_table(
        "conflict",
        sa.Column("organization_id", Id, nullable=False),
        sa.Column("fingerprint", Word, nullable=False),
        sa.Column("rule", Id, nullable=False),
        sa.Column("type", Word, nullable=False),
        sa.Column("owner", Id, nullable=False),
        sa.Column("starts_at", Instant(), nullable=False),
        sa.Column("ends_at", Instant(), nullable=False),
        sa.Column("overridden", sa.Boolean(), nullable=False),
        sa.Column("facts", Json, nullable=False),
        sa.PrimaryKeyConstraint("organization_id", "fingerprint", name="pk_conflict"),
    )
    _index("conflict", "owner")
    _index("conflict", "starts_at")
    op.create_table(
        "organization",
        sa.Column("organization_id", Id, nullable=False),
        sa.Column("rule_set", Word, nullable=False),
        sa.Column("timezone", Zone, nullable=False),
        sa.Column("checked_under", sa.Text()),
        sa.PrimaryKeyConstraint("organization_id", name="pk_organization"),
    )
    op.create_table(
        "outgoing_event",
        sa.Column("sequence", Sequence, autoincrement=True, nullable=False),
        sa.Column("organization_id", Id, nullable=False),
        sa.Column("topic", sa.String(length=200), nullable=False),
        sa.Column("payload", Json, nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_outgoing_event"),
        sqlite_autoincrement=True,
    )
    _index("outgoing_event", "sequence")
    op.create_table(
        "planning_change",
        sa.Column("sequence", Sequence, autoincrement=True, nullable=False),
        sa.Column("organization_id", Id, nullable=False),
        sa.Column("id", Id, nullable=False),
        sa.Column("entity", Word, nullable=False),
        sa.Column("entity_id", Id, nullable=False),
        sa.Column("user_id", Name, nullable=False),
        sa.Column("action", Word, nullable=False),
        sa.Column("before", Json),
        sa.Column("after", Json),
        sa.Column("timestamp", Instant(), nullable=False),
        sa.Column("request_id", sa.Text()),
        sa.PrimaryKeyConstraint("sequence", name="pk_planning_change"),
        sqlite_autoincrement=True,
    )
    _index("planning_change", "entity_id", "sequence")
    _index("planning_change", "sequence")
    _index("planning_change", "timestamp")
    _index("planning_change", "user_id", "sequence")
    op.create_table(
        "publication",
        sa.Column("organization_id", Id, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", Id, nullable=False),
        sa.Column("starts_at", Instant(), nullable=False),
        sa.Column("ends_at", Instant(), nullable=False),
        sa.Column("site_ids", Json, nullable=False),
        sa.Column("mission_ids", Json, nullable=False),
        sa.Column("user_id", Name, nullable=False),
        sa.Column("published_at", Instant(), nullable=False),
        sa.Column("note", sa.Text()),
        sa.Column("removed_shift_ids", Json, nullable=False),
        sa.Column("snapshot", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("organization_id", "number", name="pk_publication"),
    )
    op.create_table(
        "rule_setting",
        sa.Column("organization_id", Id, nullable=False),
        sa.Column("id", Id, nullable=False),
        sa.Column("active", sa.Boolean()),
        sa.Column("severity", Word),
        sa.Column("parameters", Json, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("organization_id", "id", name="pk_rule_setting"),
    )
    op.create_table(
        "conflict_about",
        sa.Column("organization_id", Id, nullable=False),
        sa.Column("kind", Word, nullable=False),
        sa.Column("ref", Id, nullable=False),
        sa.Column("fingerprint", Word, nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "fingerprint"],
            ["conflict.organization_id", "conflict.fingerprint"],
            name="fk_conflict_about_conflict",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organization_id", "kind", "ref", "fingerprint", name="pk_conflict_about"),
    )
    _index("conflict_about", "fingerprint")
    op.create_table(
        "publication_shift",
        sa.Column("organization_id", Id, nullable=False),
        sa.Column("shift_id", Id, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "number"],
            ["publication.organization_id", "publication.number"],
            name="fk_publication_shift_publication",
        ),
        sa.PrimaryKeyConstraint("organization_id", "shift_id", "number", name="pk_publication_shift"),
    )


def downgrade() -> None:
    op.drop_table("publication_shift")
    op.drop_table("conflict_about")
    op.drop_table("rule_setting")
    op.drop_table("publication")
    op.drop_table("planning_change")
    op.drop_table("outgoing_event")
    op.drop_table("organization")
    op.drop_table("conflict")
    op.drop_table("auto_assign_job")
    op.drop_table("answered_request")
    op.drop_table("access_token")
