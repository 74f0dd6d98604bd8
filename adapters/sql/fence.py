"""The second fence: active assignments of one person that overlap are refused by the database itself.

An exclusion constraint on PostgreSQL and triggers on SQLite hold every row that is active, not on a cancelled
shift, and not marked as standing over another (`stands_over`), as plans that come from elsewhere may have it.
The rules refuse first and say why; this is what a program meets that goes around them.

Both databases look at each row as it is written. Edits that make way for each other (two people swapped)
would be refused halfway; so their rows are marked first, and the marks taken away once all is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Row
from sqlalchemy.exc import IntegrityError

from adapters.sql.double_bookings import double_bookings
from adapters.sql.plan_tables import assignment
from adapters.sql.session import Session, chunks
from planning_core.domain.change import Edit
from planning_core.domain.work import Assignment, Shift, ShiftStatus
from planning_core.errors import HardConflicts

EXCLUSION_VIOLATED = "23P01"
REFUSAL = "one person in two places at once"
"""What the triggers of SQLite say."""


class _Place(NamedTuple):
    id: str
    collaborator_id: str
    starts_at: Any
    ends_at: Any


class Fence:
    """Leads edits through the fence. `tolerant` lets overlaps in, marked as such."""

    def __init__(self, session: Session, edits: Sequence[Edit], *, tolerant: bool) -> None:
        self._session, self._edits, self._tolerant = session, edits, tolerant
        placing = [edit for edit in edits if _places(edit)]
        self._shift_ids = [edit.id for edit in placing if edit.entity == "shift"]
        self._edited_ids = [
            edit.id for edit in placing if edit.entity == "assignment" and edit.before and edit.after
        ]
        self._created_ids = [edit.id for edit in placing if edit.entity == "assignment" and not edit.before]
        making_way = len(self._created_ids) < len(placing)
        self._lifted = making_way and (tolerant or len(placing) > 1)
        self._marked_before: set[str] = set()

    @property
    def asks_for_windows(self) -> bool:
        """Whether it must know where new rows stand before they are written."""
        return self._tolerant and not self._lifted

    def lift(self) -> None:
        """Take the rows that these edits move out of the fence, where they may be in each other's way."""
        if not self._lifted:
            return
        self._marked_before = {place.id for place in self._touched(marked=True)}
        self._mark([place.id for place in self._touched(marked=False)], stands_over=True)

    def mark_new(self, rows: Sequence[dict[str, Any]]) -> None:
        """Say of each new row whether it stands over another."""
        over = set[str]()
        if self.asks_for_windows:
            over = self._over_others(
                _Place(row["id"], row["collaborator_id"], row["starts_at"], row["ends_at"])
                for row in rows
                if row["status"] != "rejected" and not row["cancelled"]
            )
        for row in rows:
            row["stands_over"] = self._lifted or row["id"] in over

    def close(self) -> None:
        """Put back all that overlaps nothing. Raises HardConflicts for what does and may not."""
        if not (self._lifted or self._shift_ids or self._edited_ids):
            return
        marked = self._touched(marked=True, new=True)
        lenient = [p for p in marked if self._tolerant or not self._lifted or p.id in self._marked_before]
        held = {place.id for place in lenient}
        with self.refusing():
            self._mark([place.id for place in marked if place.id not in held], stands_over=False)
        over = self._over_others(lenient)
        self._mark([place.id for place in lenient if place.id not in over], stands_over=False)

    @contextmanager
    def refusing(self) -> Iterator[None]:
        """Turns what the fence refuses into HardConflicts; what was written inside is undone."""
        try:
            with self._session.attempt():
                yield
        except IntegrityError as error:
            if not _is_refusal(error):
                raise
            raise HardConflicts(double_bookings(self._session, self._edits)) from None

    def _touched(self, *, marked: bool, new: bool = False) -> list[_Place]:
        """The rows that the edits place, whether active or not; `new`: those too that were created."""
        columns = assignment.c
        ids = [*self._edited_ids, *(self._created_ids if new else ())]
        found: dict[str, _Place] = {}
        for column, values in ((columns.id, ids), (columns.shift_id, self._shift_ids)):
            select = self._session.select(assignment, *(columns[name] for name in _Place._fields))
            for row in self._session.rows_among(select.where(columns.stands_over == marked), column, values):
                found[row.id] = _place(row)
        return list(found.values())

    def _over_others(self, places: Iterable[_Place]) -> set[str]:
        """Ids of places that overlap one in the fence or an earlier one of these."""
        wanted = sorted(places, key=lambda place: (place.starts_at, place.id))
        if not wanted:
            return set()
        columns = assignment.c
        last = max(place.ends_at for place in wanted)
        select = self._session.select(assignment, *(columns[name] for name in _Place._fields)).where(
            columns.status != "rejected",
            sa.not_(columns.cancelled),
            sa.not_(columns.stands_over),
            columns.starts_at < last,
            columns.ends_at > wanted[0].starts_at,
        )
        people = {place.collaborator_id for place in wanted}
        fenced: dict[str, list[_Place]] = {}
        for row in self._session.rows_among(select, columns.collaborator_id, people):
            fenced.setdefault(row.collaborator_id, []).append(_place(row))
        over = set()
        for place in wanted:
            taken = fenced.setdefault(place.collaborator_id, [])
            if any(
                p.starts_at < place.ends_at and place.starts_at < p.ends_at for p in taken if p.id != place.id
            ):
                over.add(place.id)
            else:
                taken.append(place)
        return over

    def _mark(self, ids: Sequence[str], *, stands_over: bool) -> None:
        for chunk in chunks(ids):
            update = self._session.update(assignment).where(assignment.c.id.in_(chunk))
            self._session.run(update.values(stands_over=stands_over))


def _places(edit: Edit) -> bool:
    """Whether an edit puts somebody somewhere, or takes somebody away."""
    before, after = edit.before, edit.after
    if isinstance(before, Shift) and isinstance(after, Shift):
        return (before.window, _cancelled(before)) != (after.window, _cancelled(after))
    states = [one for one in (before, after) if isinstance(one, Assignment)]
    if len(states) < 2:
        return any(one.active for one in states)
    first, second = ((one.shift_id, one.collaborator_id, one.active) for one in states)
    return first != second


def _cancelled(shift: Shift) -> bool:
    return shift.status is ShiftStatus.CANCELLED


def _is_refusal(error: IntegrityError) -> bool:
    return getattr(error.orig, "sqlstate", None) == EXCLUSION_VIOLATED or REFUSAL in str(error.orig)


def _place(row: Row[Any]) -> _Place:
    return _Place(row.id, row.collaborator_id, row.starts_at, row.ends_at)
