"""Tables of browsers that are signed in, of the codes that sign them in, and of addresses of calendars."""

from __future__ import annotations

import sqlalchemy as sa

from adapters.sql.schema import index, metadata, organization_id
from adapters.sql.types import Id, Instant, Json, Name, Word

sign_in_code = sa.Table(
    "sign_in_code",
    metadata,
    organization_id(),
    sa.Column("digest", sa.String(200), primary_key=True),
    sa.Column("name", Name, nullable=False),
    sa.Column("role", Word, nullable=False),
    sa.Column("collaborator_id", Id),
    sa.Column("site_ids", Json),
    sa.Column("team_ids", Json),
    sa.Column("expires_at", Instant, nullable=False),
    sa.Column("used_at", Instant),
    index("expires_at"),
)

browser_session = sa.Table(
    "browser_session",
    metadata,
    organization_id(),
    sa.Column("digest", sa.String(200), primary_key=True),
    sa.Column("name", Name, nullable=False),
    sa.Column("role", Word, nullable=False),
    sa.Column("collaborator_id", Id),
    sa.Column("site_ids", Json),
    sa.Column("team_ids", Json),
    sa.Column("token_id", Id),
    sa.Column("subject", Name),
    sa.Column("provider_session", Name),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("expires_at", Instant, nullable=False),
    index("expires_at"),
    index("subject"),
    index("provider_session"),
)

calendar_token = sa.Table(
    "calendar_token",
    metadata,
    organization_id(),
    sa.Column("collaborator_id", Id, primary_key=True),
    sa.Column("digest", sa.String(200), nullable=False),
    sa.Column("user_id", Name, nullable=False),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("last_used_at", Instant),
    index("digest"),
)
