"""Tables of all that is kept about a plan: conflicts, history, settings, events, jobs, access."""

from __future__ import annotations

import sqlalchemy as sa

from adapters.sql.schema import index, metadata, organization_id, required_id
from adapters.sql.types import Digest, Id, Instant, Json, Name, Sequence, Word, Zone

organization = sa.Table(
    "organization",
    metadata,
    organization_id(),
    sa.Column("rule_set", Word, nullable=False),
    sa.Column("timezone", Zone, nullable=False),
    sa.Column("checked_under", sa.Text()),
)

rule_setting = sa.Table(
    "rule_setting",
    metadata,
    organization_id(),
    required_id("id", key=True),
    sa.Column("active", sa.Boolean),
    sa.Column("severity", Word),
    sa.Column("parameters", Json, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
)

conflict = sa.Table(
    "conflict",
    metadata,
    organization_id(),
    sa.Column("fingerprint", Word, primary_key=True),
    sa.Column("rule", Id, nullable=False),
    sa.Column("type", Word, nullable=False),
    required_id("owner"),
    sa.Column("starts_at", Instant, nullable=False),
    sa.Column("ends_at", Instant, nullable=False),
    sa.Column("overridden", sa.Boolean, nullable=False),
    sa.Column("facts", Json, nullable=False),
    index("owner"),
    index("starts_at"),
)

conflict_about = sa.Table(
    "conflict_about",
    metadata,
    organization_id(),
    sa.Column("kind", Word, primary_key=True),
    required_id("ref", key=True),
    sa.Column("fingerprint", Word, primary_key=True),
    sa.ForeignKeyConstraint(
        ["organization_id", "fingerprint"],
        ["conflict.organization_id", "conflict.fingerprint"],
        ondelete="CASCADE",
    ),
    index("fingerprint"),
)

planning_change = sa.Table(
    "planning_change",
    metadata,
    organization_id(),
    sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
    required_id("id"),
    sa.Column("entity", Word, nullable=False),
    required_id("entity_id"),
    sa.Column("user_id", Name, nullable=False),
    sa.Column("action", Word, nullable=False),
    sa.Column("before", Json),
    sa.Column("after", Json),
    sa.Column("timestamp", Instant, nullable=False),
    sa.Column("request_id", sa.Text),
    sa.Column("hash", Digest, nullable=False),
    index("entity_id", "number"),
    index("user_id", "number"),
    index("timestamp"),
)

audit_head = sa.Table(
    "audit_head",
    metadata,
    organization_id(),
    sa.Column("number", sa.BigInteger, nullable=False),
    sa.Column("hash", Digest, nullable=False),
)

audit_sink = sa.Table(
    "audit_sink",
    metadata,
    organization_id(),
    sa.Column("name", Word, primary_key=True),
    sa.Column("position", sa.BigInteger, nullable=False),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("refusals", sa.Integer, nullable=False),
    sa.Column("error", sa.Text),
    sa.Column("retry_at", Instant),
    sa.Column("delivered_at", Instant),
    sa.Column("claimed_by", sa.Text),
    sa.Column("claimed_until", Instant),
)

audit_dead_letter = sa.Table(
    "audit_dead_letter",
    metadata,
    organization_id(),
    sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("sink", Word, primary_key=True),
    sa.Column("refusals", sa.Integer, nullable=False),
    sa.Column("error", sa.Text, nullable=False),
    sa.Column("at", Instant, nullable=False),
)

publication = sa.Table(
    "publication",
    metadata,
    organization_id(),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    required_id("id"),
    sa.Column("starts_at", Instant, nullable=False),
    sa.Column("ends_at", Instant, nullable=False),
    sa.Column("site_ids", Json, nullable=False),
    sa.Column("mission_ids", Json, nullable=False),
    sa.Column("user_id", Name, nullable=False),
    sa.Column("published_at", Instant, nullable=False),
    sa.Column("note", sa.Text),
    sa.Column("removed_shift_ids", Json, nullable=False),
    sa.Column("snapshot", sa.Text, nullable=False),
)

publication_shift = sa.Table(
    "publication_shift",
    metadata,
    organization_id(),
    required_id("shift_id", key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.ForeignKeyConstraint(
        ["organization_id", "number"], ["publication.organization_id", "publication.number"]
    ),
)

publication_person = sa.Table(
    "publication_person",
    metadata,
    organization_id(),
    required_id("collaborator_id", key=True),
    required_id("shift_id", key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.ForeignKeyConstraint(
        ["organization_id", "number"], ["publication.organization_id", "publication.number"]
    ),
)

outgoing_event = sa.Table(
    "outgoing_event",
    metadata,
    sa.Column("sequence", Sequence, primary_key=True, autoincrement=True),
    organization_id(key=False),
    sa.Column("topic", sa.String(200), nullable=False),
    sa.Column("payload", Json, nullable=False),
    sa.Column("at", Instant, nullable=False),
    index("sequence"),
    sqlite_autoincrement=True,
)

auto_assign_job = sa.Table(
    "auto_assign_job",
    metadata,
    organization_id(),
    required_id("id", key=True),
    sa.Column("fingerprint", sa.String(200), nullable=False),
    sa.Column("user_id", Name, nullable=False),
    sa.Column("status", Word, nullable=False),
    sa.Column("request", Json, nullable=False),
    sa.Column("progress", sa.Double, nullable=False),
    sa.Column("objective", sa.Double),
    sa.Column("bound", sa.Double),
    sa.Column("terms", Json),
    sa.Column("terms_by_person", Json),
    sa.Column("best", Json),
    sa.Column("worked_seconds", sa.Double, nullable=False, server_default="0"),
    sa.Column("coverage", Json, nullable=False),
    sa.Column("proposals", Json, nullable=False),
    sa.Column("unfilled", Json, nullable=False),
    sa.Column("error", sa.Text),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("started_at", Instant),
    sa.Column("finished_at", Instant),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("worker", sa.Text),
    sa.Column("heartbeat_at", Instant),
    sa.Column("cancel_requested", sa.Boolean, nullable=False),
    index("status", "created_at"),
    index("fingerprint"),
)

access_token = sa.Table(
    "access_token",
    metadata,
    organization_id(),
    required_id("id", key=True),
    sa.Column("name", Name, nullable=False),
    sa.Column("role", Word, nullable=False),
    sa.Column("digest", sa.String(200), nullable=False),
    sa.Column("collaborator_id", Id),
    sa.Column("site_ids", Json),
    sa.Column("team_ids", Json),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("expires_at", Instant),
    sa.Column("revoked_at", Instant),
    sa.Column("last_used_at", Instant),
    index("digest"),
)
sa.Index(
    "uq_access_token_live_name",
    access_token.c.organization_id,
    access_token.c.name,
    unique=True,
    sqlite_where=access_token.c.revoked_at.is_(None),
    postgresql_where=access_token.c.revoked_at.is_(None),
)

answered_request = sa.Table(
    "answered_request",
    metadata,
    organization_id(),
    sa.Column("user_id", Name, primary_key=True),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("digest", sa.String(200), nullable=False),
    sa.Column("status", sa.Integer, nullable=False),
    sa.Column("headers", Json, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
    sa.Column("answered_at", Instant, nullable=False),
    index("answered_at"),
)
