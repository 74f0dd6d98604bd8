"""Tables of the plan: reference data, people, work."""

import sqlalchemy as sa
from alembic import op

from adapters.sql.types import Id, Instant, Json, Name, Ref, Word, Zone

revision = "0001_plan"
down_revision = None
branch_labels = None
depends_on = None


def _index(table: str, *columns: str) -> None:
    name = "_".join(("ix", table, "organization_id", *columns))
    op.create_index(name, table, ["organization_id", *columns])


def upgrade() -> None:
    op.create_table(
        "assignment",
        sa.Column("organization_id", Id, nullable=False),
        sa.Column("id", Id, nullable=False),
        sa.Column("shift_id", Id, nullable=False),
        sa.Column("collaborator_id", Id, nullable=False),
        sa.Column("role_id", Id, nullable=False),
        sa.Column("status", Word, nullable=False),
        sa.Column("locked", sa.Boolean(), nullable=False),
        sa.Column("source", Word, nullable=False),
        sa.Column("override", Json),
        sa.Column("note", sa.Text()),
        sa.Column("changed_since_publication", sa.Boolean(), nullable=False),
        sa.Column("starts_at", Instant(), nullable=False),
        sa.Column("ends_at", Instant(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("organization_id", "id", name="pk_assignment"),
    )
    _index("assignment", "collaborator_id", "starts_at")
    _index("assignment", "role_id", "starts_at")
    _index("assignment", "shift_id")
    _index("assignment", "starts_at", "id")
    op.create_table(
        "availability",
        sa.Column("organization_id", Id, nullable=False),
        sa.Column("id", Id, nullable=False),
        sa.Column("collaborator_id", Id, nullable=False),
        sa.Column("kind", Word, nullable=False),
        sa.Column("starts_at", Instant()),
        sa.Column("ends_at", Instant()),
        sa.Column("recurrence", Json),
        sa.Column("weight", sa.Integer()),
        sa.Column("template_id", Id),
        sa.Column("reason", sa.Text()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("organization_id", "id", name="pk_availability"),
    )
    _index("availability", "collaborator_id", "starts_at")
    _index("availability", "starts_at")
    _index("availability", "template_id")
    op.create_table(
        "blackout",
        sa.Column("organization_id", Id, nullable=False),
        sa.Column("id", Id, nullable=False),
        sa.Column("site_id", Id, nullable=False),
        sa.Column("starts_at", Instant(), nullable=False),
        sa.Column("ends_at", Instant(), nullable=False),
        sa.Column("severity", Word, nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("external_ref", Ref),
        sa.PrimaryKeyConstraint("organization_id", "id", name="pk_blackout"),
        sa.UniqueConstraint(
            "organization_id", "external_ref", name="uq_blackout_organization_id_external_ref"
        ),
    )
    _index("blackout", "site_id", "starts_at")
    op.create_table(
        "collaborator",
        sa.Column("organization_id", Id, nullable=False),
        sa.Column("id", Id, nullable=False),
        sa.Column("name", Name, nullable=False),
        sa.Column("email", sa.Text()),
        sa.Column("team_id", Id),
        sa.Column("site_ids", Json, nullable=False),
        sa.Column("role_ids", Json, nullable=False),
        sa.Column("skills", Json, nullable=False),
        sa.Column("timezone", Zone),
        sa.Column("contract", Json),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("external_ref", Ref),
        sa.PrimaryKeyConstraint("organization_id", "id", name="pk_collaborator"),
        sa.UniqueConstraint(
            "organization_id", "external_ref", name="uq_collaborator_organization_id_external_ref"
        ),
    )
    _index("collaborator", "team_id")
    op.create_table(
        "longest_span",
        sa.Column("organization_id", Id, nullable=False),
        sa.Column("kind", Word, nullable=False),
        sa.Column("micros", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("organization_id", "kind", name="pk_longest_span"),
    )
    op.create_table(
        "mission",
        sa.Column("organization_id", Id, nullable=False),
        sa.Column("id", Id, nullable=False),
        sa.Column("name", Name, nullable=False),
        sa.Column("starts_at", Instant(), nullable=False),
        sa.Column("ends_at", Instant(), nullable=False),
        sa.Column("site_ids", Json, nullable=False),
        sa.Column("role_ids", Json, nullable=False),
        sa.Column("team_id", Id),
        sa.Column("budget_minutes", sa.Integer()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("external_ref", Ref),
        sa.PrimaryKeyConstraint("organization_id", "id", name="pk_mission"),
        sa.UniqueConstraint(
            "organization_id", "external_ref", name="uq_mission_organization_id_external_ref"
        ),
    )
    _index("mission", "team_id")
    op.create_table(
        "role",
        sa.Column("organization_id", Id, nullable=False),
        sa.Column("id", Id, nullable=False),
        sa.Column("name", Name, nullable=False),
        sa.Column("required_skill_ids", Json, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("external_ref", Ref),
        sa.PrimaryKeyConstraint("organization_id", "id", name="pk_role"),
        sa.UniqueConstraint("organization_id", "external_ref", name="uq_role_organization_id_external_ref"),
    )
    op.create_table(
        "shift",
        sa.Column("organization_id", Id, nullable=False),
        sa.Column("id", Id, nullable=False),
        sa.Column("template_id", Id),
        sa.Column("mission_id", Id, nullable=False),
        sa.Column("site_id", Id, nullable=False),
        sa.Column("role_id", Id, nullable=False),
        sa.Column("starts_at", Instant(), nullable=False),
        sa.Column("ends_at", Instant(), nullable=False),
        sa.Column("break_minutes", sa.Integer(), nullable=False),
        sa.Column("status", Word, nullable=False),
        sa.Column("headcount", sa.Integer(), nullable=False),
        sa.Column("soft_capacity", sa.Integer()),
        sa.Column("hard_capacity", sa.Integer()),
        sa.Column("required_skill_ids", Json, nullable=False),
        sa.Column("shortage_weight", sa.Integer()),
        sa.Column("surplus_weight", sa.Integer()),
        sa.Column("note", sa.Text()),
        sa.Column("changed_since_publication", sa.Boolean(), nullable=False),
        sa.Column("ever_published", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("external_ref", Ref),
        sa.PrimaryKeyConstraint("organization_id", "id", name="pk_shift"),
        sa.UniqueConstraint("organization_id", "external_ref", name="uq_shift_organization_id_external_ref"),
    )
    _index("shift", "mission_id", "starts_at")
    _index("shift", "role_id", "starts_at")
    _index("shift", "site_id", "starts_at")
    _index("shift", "starts_at", "id")
    _index("shift", "template_id", "starts_at")
    op.create_table(
        "shift_template",
        sa.Column("organization_id", Id, nullable=False),
        sa.Column("id", Id, nullable=False),
        sa.Column("name", Name, nullable=False),
        sa.Column("mission_id", Id, nullable=False),
        sa.Column("site_id", Id, nullable=False),
        sa.Column("role_id", Id, nullable=False),
        sa.Column("start_time", sa.Time(), nullable=False),
        sa.Column("duration_minutes", sa.Integer(), nullable=False),
        sa.Column("break_minutes", sa.Integer(), nullable=False),
        sa.Column("weekdays", Json, nullable=False),
        sa.Column("valid_from", sa.Date()),
        sa.Column("valid_until", sa.Date()),
        sa.Column("headcount", sa.Integer(), nullable=False),
        sa.Column("soft_capacity", sa.Integer()),
        sa.Column("hard_capacity", sa.Integer()),
        sa.Column("required_skill_ids", Json, nullable=False),
        sa.Column("team_id", Id),
        sa.Column("not_followed_by", Json, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("external_ref", Ref),
        sa.PrimaryKeyConstraint("organization_id", "id", name="pk_shift_template"),
        sa.UniqueConstraint(
            "organization_id", "external_ref", name="uq_shift_template_organization_id_external_ref"
        ),
    )
    _index("shift_template", "mission_id")
    op.create_table(
        "site",
        sa.Column("organization_id", Id, nullable=False),
        sa.Column("id", Id, nullable=False),
        sa.Column("name", Name, nullable=False),
        sa.Column("timezone", Zone, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("external_ref", Ref),
        sa.PrimaryKeyConstraint("organization_id", "id", name="pk_site"),
        sa.UniqueConstraint("organization_id", "external_ref", name="uq_site_organization_id_external_ref"),
    )
    op.create_table(
        "skill",
        sa.Column("organization_id", Id, nullable=False),
        sa.Column("id", Id, nullable=False),
        sa.Column("name", Name, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("external_ref", Ref),
        sa.PrimaryKeyConstraint("organization_id", "id", name="pk_skill"),
        sa.UniqueConstraint("organization_id", "external_ref", name="uq_skill_organization_id_external_ref"),
    )
    op.create_table(
        "team",
        sa.Column("organization_id", Id, nullable=False),
        sa.Column("id", Id, nullable=False),
        sa.Column("name", Name, nullable=False),
        sa.Column("colour", Word),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("external_ref", Ref),
        sa.PrimaryKeyConstraint("organization_id", "id", name="pk_team"),
        sa.UniqueConstraint("organization_id", "external_ref", name="uq_team_organization_id_external_ref"),
    )


def downgrade() -> None:
    op.drop_table("team")
    op.drop_table("skill")
    op.drop_table("site")
    op.drop_table("shift_template")
    op.drop_table("shift")
    op.drop_table("role")
    op.drop_table("mission")
    op.drop_table("longest_span")
    op.drop_table("collaborator")
    op.drop_table("blackout")
    op.drop_table("availability")
    op.drop_table("assignment")
