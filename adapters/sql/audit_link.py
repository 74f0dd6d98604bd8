"""One audit entry put on the end of the chain by PostgreSQL alone, in one statement."""

from __future__ import annotations

import sqlalchemy as sa

from adapters.sql.types import Instant, Json

_COLUMNS = "id, entity, entity_id, user_id, action, before, after, timestamp, request_id"

LINKED = sa.text(
    f"""
    WITH head AS (
        SELECT coalesce(noted.number, 0) AS number, coalesce(noted.hash, CAST(:origin AS text)) AS hash
        FROM (SELECT 1) AS one
        LEFT JOIN audit_head AS noted ON noted.organization_id = CAST(:own AS text)
    ), entry AS (
        INSERT INTO planning_change (organization_id, number, hash, {_COLUMNS})
        SELECT CAST(:own AS text), head.number + 1,
            encode(sha256(convert_to(head.hash || chr(10) || CAST(:canonical AS text), 'UTF8')), 'hex'),
            CAST(:id AS text), CAST(:entity AS text), CAST(:entity_id AS text), CAST(:user_id AS text),
            CAST(:action AS text), CAST(:before AS jsonb), CAST(:after AS jsonb),
            CAST(:timestamp AS timestamptz), CAST(:request_id AS text)
        FROM head
        RETURNING organization_id, number, hash
    )
    INSERT INTO audit_head (organization_id, number, hash) SELECT organization_id, number, hash FROM entry
    ON CONFLICT (organization_id) DO UPDATE SET number = excluded.number, hash = excluded.hash
    """  # noqa: S608 - of constants
).bindparams(
    sa.bindparam("before", type_=Json),
    sa.bindparam("after", type_=Json),
    sa.bindparam("timestamp", type_=Instant),
)
"""The hash is that of `chain_hash`: over the one before, a line feed, and the entry's canonical form."""
