"""Tables of the plan's entities."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

from adapters.sql.schema import entity_table, index, metadata, organization_id, required_id
from adapters.sql.types import Id, Instant, Json, Name, Word, Zone

skill = entity_table("skill", sa.Column("name", Name, nullable=False))

role = entity_table(
    "role",
    sa.Column("name", Name, nullable=False),
    sa.Column("required_skill_ids", Json, nullable=False),
)

site = entity_table(
    "site",
    sa.Column("name", Name, nullable=False),
    sa.Column("timezone", Zone, nullable=False),
)

team = entity_table("team", sa.Column("name", Name, nullable=False), sa.Column("colour", Word))

mission = entity_table(
    "mission",
    sa.Column("name", Name, nullable=False),
    sa.Column("starts_at", Instant, nullable=False),
    sa.Column("ends_at", Instant, nullable=False),
    sa.Column("site_ids", Json, nullable=False),
    sa.Column("role_ids", Json, nullable=False),
    sa.Column("team_id", Id),
    sa.Column("budget_minutes", sa.Integer),
    index("team_id"),
)

blackout = entity_table(
    "blackout",
    required_id("site_id"),
    sa.Column("starts_at", Instant, nullable=False),
    sa.Column("ends_at", Instant, nullable=False),
    sa.Column("severity", Word, nullable=False),
    sa.Column("reason", sa.Text),
    index("site_id", "starts_at"),
)

collaborator = entity_table(
    "collaborator",
    sa.Column("name", Name, nullable=False),
    sa.Column("email", sa.Text),
    sa.Column("team_id", Id),
    sa.Column("site_ids", Json, nullable=False),
    sa.Column("role_ids", Json, nullable=False),
    sa.Column("skills", Json, nullable=False),
    sa.Column("timezone", Zone),
    sa.Column("contract", Json),
    sa.Column("active", sa.Boolean, nullable=False),
    index("team_id"),
)

availability = entity_table(
    "availability",
    required_id("collaborator_id"),
    sa.Column("kind", Word, nullable=False),
    sa.Column("starts_at", Instant),
    sa.Column("ends_at", Instant),
    sa.Column("recurrence", Json),
    sa.Column("weight", sa.Integer),
    sa.Column("template_id", Id),
    sa.Column("reason", sa.Text),
    index("collaborator_id", "starts_at"),
    index("starts_at"),
    index("template_id"),
    external_ref=False,
)

shift_template = entity_table(
    "shift_template",
    sa.Column("name", Name, nullable=False),
    required_id("mission_id"),
    required_id("site_id"),
    required_id("role_id"),
    sa.Column("start_time", sa.Time, nullable=False),
    sa.Column("duration_minutes", sa.Integer, nullable=False),
    sa.Column("break_minutes", sa.Integer, nullable=False),
    sa.Column("weekdays", Json, nullable=False),
    sa.Column("valid_from", sa.Date),
    sa.Column("valid_until", sa.Date),
    sa.Column("headcount", sa.Integer, nullable=False),
    sa.Column("soft_capacity", sa.Integer),
    sa.Column("hard_capacity", sa.Integer),
    sa.Column("required_skill_ids", Json, nullable=False),
    sa.Column("team_id", Id),
    sa.Column("not_followed_by", Json, nullable=False),
    index("mission_id"),
)

shift = entity_table(
    "shift",
    sa.Column("template_id", Id),
    required_id("mission_id"),
    required_id("site_id"),
    required_id("role_id"),
    sa.Column("starts_at", Instant, nullable=False),
    sa.Column("ends_at", Instant, nullable=False),
    sa.Column("break_minutes", sa.Integer, nullable=False),
    sa.Column("status", Word, nullable=False),
    sa.Column("headcount", sa.Integer, nullable=False),
    sa.Column("soft_capacity", sa.Integer),
    sa.Column("hard_capacity", sa.Integer),
    sa.Column("required_skill_ids", Json, nullable=False),
    sa.Column("shortage_weight", sa.Integer),
    sa.Column("surplus_weight", sa.Integer),
    sa.Column("note", sa.Text),
    sa.Column("changed_since_publication", sa.Boolean, nullable=False),
    sa.Column("ever_published", sa.Boolean, nullable=False),
    index("starts_at", "id"),
    index("site_id", "starts_at"),
    index("mission_id", "starts_at"),
    index("role_id", "starts_at"),
    index("template_id", "starts_at"),
)

ASKS_FOR_SKILLS = sa.text("required_skill_ids <> '[]'")
"""The shifts that their index of skills holds: a query that says so can use it."""
sa.Index(
    None,
    shift.c.organization_id,
    shift.c.required_skill_ids,
    postgresql_using="gin",
    postgresql_where=ASKS_FOR_SKILLS,
    sqlite_where=ASKS_FOR_SKILLS,
)

# Window and `cancelled` are the shift's (a trigger keeps them so), here so that a person's work around a day
# is one range of an index, and so that the database can refuse overlaps. Rows that `stands_over` marks may
# overlap others (`fence`).
assignment = entity_table(
    "assignment",
    required_id("shift_id"),
    required_id("collaborator_id"),
    required_id("role_id"),
    sa.Column("status", Word, nullable=False),
    sa.Column("locked", sa.Boolean, nullable=False),
    sa.Column("source", Word, nullable=False),
    sa.Column("override", Json),
    sa.Column("note", sa.Text),
    sa.Column("changed_since_publication", sa.Boolean, nullable=False),
    sa.Column("starts_at", Instant, nullable=False),
    sa.Column("ends_at", Instant, nullable=False),
    sa.Column("cancelled", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("stands_over", sa.Boolean, nullable=False, server_default=sa.false()),
    index("shift_id"),
    index("collaborator_id", "starts_at"),
    index("starts_at", "id"),
    index("role_id", "starts_at"),
    external_ref=False,
)

# The longest window ever stored of each kind: what overlaps an instant started no longer ago than that.
longest_span = sa.Table(
    "longest_span",
    metadata,
    organization_id(),
    sa.Column("kind", Word, primary_key=True),
    sa.Column("micros", sa.BigInteger, nullable=False),
)

PLAN_TABLES: Mapping[str, sa.Table] = {
    table.name: table
    for table in (
        skill,
        role,
        site,
        team,
        mission,
        blackout,
        collaborator,
        availability,
        shift_template,
        shift,
        assignment,
    )
}
"""The table of each kind."""
