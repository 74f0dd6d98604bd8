"""Who is on the shifts of a publication, and which shifts it took away: what is published to a person is
found from the publications, not from where the plan stands since.

A new table, and rows put beside those of one that only publications write; what there is is read once, one
publication at a time.
"""

import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from adapters.sql.types import Id

revision = "0011_published_to"
down_revision = "0010_limits_of_sessions"
branch_labels = None
depends_on = None

_AT_ONCE = 1_000
_PUBLICATION = sa.table(
    "publication",
    *(sa.column(name) for name in ("organization_id", "number", "snapshot")),
    sa.column("removed_shift_ids", sa.JSON()),
)
_SHIFT = sa.table(
    "publication_shift", *(sa.column(name) for name in ("organization_id", "shift_id", "number"))
)
_PERSON = sa.table(
    "publication_person",
    *(sa.column(name) for name in ("organization_id", "collaborator_id", "shift_id", "number")),
)


def upgrade() -> None:
    op.create_table(
        "publication_person",
        sa.Column("organization_id", Id, nullable=False),
        sa.Column("collaborator_id", Id, nullable=False),
        sa.Column("shift_id", Id, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint(
            "organization_id", "collaborator_id", "shift_id", "number", name="pk_publication_person"
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "number"],
            ["publication.organization_id", "publication.number"],
            name="fk_publication_person_publication",
        ),
    )
    for organization_id, number, snapshot, removed in _publications():
        place = {"organization_id": organization_id, "number": number}
        held = json.loads(snapshot)
        shown = {one["shift"]["id"] for one in held}
        _insert(_SHIFT, ({**place, "shift_id": one} for one in sorted(set(removed) - shown)))
        on = {(a["collaborator_id"], one["shift"]["id"]) for one in held for a in one["assignments"]}
        _insert(_PERSON, ({**place, "collaborator_id": who, "shift_id": shift} for who, shift in sorted(on)))


def downgrade() -> None:
    for organization_id, number, snapshot, removed in _publications():
        shown = {one["shift"]["id"] for one in json.loads(snapshot)}
        gone = sorted(set(removed) - shown)
        for start in range(0, len(gone), _AT_ONCE):
            op.execute(
                sa.delete(_SHIFT).where(
                    _SHIFT.c.organization_id == organization_id,
                    _SHIFT.c.number == number,
                    _SHIFT.c.shift_id.in_(gone[start : start + _AT_ONCE]),
                )
            )
    op.drop_table("publication_person")


def _publications() -> Iterator[Any]:
    bind = op.get_bind()
    keys = sa.select(_PUBLICATION.c.organization_id, _PUBLICATION.c.number)
    for organization_id, number in bind.execute(keys).all():
        one = sa.select(_PUBLICATION).where(
            _PUBLICATION.c.organization_id == organization_id, _PUBLICATION.c.number == number
        )
        row = bind.execute(one).one()
        yield row.organization_id, row.number, row.snapshot, row.removed_shift_ids


def _insert(table: sa.TableClause, rows: Iterator[dict[str, Any]]) -> None:
    found = list(rows)
    if found:
        op.get_bind().execute(table.insert(), found)
