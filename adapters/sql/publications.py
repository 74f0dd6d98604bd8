"""Publications on a SQL database."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Row

from adapters.sql import record_tables
from adapters.sql.session import Session
from planning_core.domain.history import Publication
from planning_core.domain.record import snapshot_from_record, to_record

NOTHING = "[]"
_PUBLICATION, _SHIFT = record_tables.publication, record_tables.publication_shift
_PERSON = record_tables.publication_person


class SqlPublicationStore:
    """Publications with their snapshots as text, which shifts each speaks of, and who is on them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def next_number(self) -> int:
        """The number of the next publication, held against other writers until the transaction ends."""
        self._session.hold("publication")
        last = self._session.select(_PUBLICATION, sa.func.max(_PUBLICATION.c.number))
        return int(self._session.scalar(last) or 0) + 1

    def add(self, publication: Publication) -> None:
        """Keep a publication with its snapshot."""
        self._session.insert(_PUBLICATION, [_to_row(publication)])
        number, held = publication.number, publication.snapshot
        spoken_of = dict.fromkeys((*(one.shift.id for one in held), *publication.removed_shift_ids))
        self._session.insert(_SHIFT, [{"shift_id": one, "number": number} for one in spoken_of])
        on = dict.fromkeys((a.collaborator_id, one.shift.id) for one in held for a in one.assignments)
        rows = [{"collaborator_id": who, "shift_id": shift, "number": number} for who, shift in on]
        self._session.insert(_PERSON, rows)

    def get(self, number: int) -> Publication | None:
        """A publication with its snapshot, or None."""
        select = self._session.select(_PUBLICATION).where(_PUBLICATION.c.number == number)
        return next((_from_row(row, row.snapshot) for row in self._session.rows(select)), None)

    def newest(self, after: int | None, limit: int) -> list[Publication]:
        """Publications, newest first, below the number `after`, their snapshots left empty."""
        columns = [column for column in _PUBLICATION.c if column.name != "snapshot"]
        select = self._session.select(_PUBLICATION, *columns)
        if after is not None:
            select = select.where(_PUBLICATION.c.number < after)
        rows = self._session.rows(select.order_by(_PUBLICATION.c.number.desc()).limit(limit))
        return [_from_row(row, NOTHING) for row in rows]

    def up_to(self, number: int) -> list[Publication]:
        """All publications with their snapshots from the first to that number, in order."""
        select = self._session.select(_PUBLICATION).where(_PUBLICATION.c.number <= number)
        rows = self._session.rows(select.order_by(_PUBLICATION.c.number))
        return [_from_row(row, row.snapshot) for row in rows]

    def published_to(self, collaborator_id: str) -> dict[str, int]:
        """The shifts that are published to a person now, each with its publication's number."""
        theirs = self._session.select(
            _PERSON, _PERSON.c.shift_id, sa.func.max(_PERSON.c.number).label("latest")
        )
        theirs = theirs.where(_PERSON.c.collaborator_id == collaborator_id).group_by(_PERSON.c.shift_id)
        on = {row.shift_id: row.latest for row in self._session.rows(theirs)}
        column = _SHIFT.c.shift_id
        latest = self._session.select(_SHIFT, column, sa.func.max(_SHIFT.c.number).label("latest"))
        rows = self._session.rows_among(latest.group_by(column), column, on)
        return {row.shift_id: row.latest for row in rows if on[row.shift_id] == row.latest}


def _to_row(new: Publication) -> dict[str, Any]:
    return {
        "number": new.number,
        "id": new.id,
        "starts_at": new.starts_at,
        "ends_at": new.ends_at,
        "site_ids": new.site_ids,
        "mission_ids": new.mission_ids,
        "user_id": new.user_id,
        "published_at": new.published_at,
        "note": new.note,
        "removed_shift_ids": new.removed_shift_ids,
        "snapshot": json.dumps([to_record(held) for held in new.snapshot], separators=(",", ":")),
    }


def _from_row(row: Row[Any], snapshot: str) -> Publication:
    return Publication(
        id=row.id,
        number=row.number,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        site_ids=tuple(row.site_ids),
        mission_ids=tuple(row.mission_ids),
        user_id=row.user_id,
        published_at=row.published_at,
        note=row.note,
        snapshot=snapshot_from_record(json.loads(snapshot)),
        removed_shift_ids=tuple(row.removed_shift_ids),
    )
