"""Ideas how a conflict could be mended. Whether one does is not known here: it is tried like any write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

import attrs

from planning_core.domain.change import Change, create, delete, update
from planning_core.domain.conflict import Conflict
from planning_core.domain.time import wall_to_instant, zone
from planning_core.domain.work import Assignment, Shift
from planning_core.errors import InvalidInput
from planning_core.use_cases.candidates import Candidate

_STEP = timedelta(minutes=15)
_MOVES = tuple(timedelta(minutes=minutes) for minutes in (30, 60, 90, 120, 180, 240, 300, 360, 480, 600))
_FARTHEST = timedelta(hours=12)
_DAYS = (1, -1, 2, -2)
_BREAKS = (20, 30, 45, 60)


class RepairKind(StrEnum):
    """What a repair does."""

    SWAP_PERSON = "swap_person"
    MOVE_SHIFT = "move_shift"
    ADD_BREAK = "add_break"
    DROP_ASSIGNMENT = "drop_assignment"
    ASSIGN_PERSON = "assign_person"


_EFFORT = {
    RepairKind.ADD_BREAK: 1.0,
    RepairKind.ASSIGN_PERSON: 1.0,
    RepairKind.SWAP_PERSON: 2.0,
    RepairKind.MOVE_SHIFT: 2.0,
    RepairKind.DROP_ASSIGNMENT: 3.0,
}


@attrs.frozen(kw_only=True)
class Idea:
    """Changes that might mend a conflict of a shift, and how much they upset (as many soft conflicts).

    `leaving` and `coming` are the people taken off the shift and put on it, `moved` is the shift as it shall
    be. Of ideas of one `family` the first that works is enough.
    """

    kind: RepairKind
    changes: tuple[Change, ...]
    shift: Shift
    moved: Shift | None = None
    leaving: tuple[str, ...] = ()
    coming: tuple[str, ...] = ()
    family: str
    upset: float = 0.0

    @property
    def effort(self) -> float:
        """What it costs those who work, in soft conflicts of weight 1."""
        return _EFFORT[self.kind] + self.upset


def drops(assignments: Iterable[Assignment], shifts: Mapping[str, Shift]) -> Iterator[Idea]:
    """Take one of the people off their shift."""
    for one in assignments:
        yield Idea(
            kind=RepairKind.DROP_ASSIGNMENT,
            changes=(delete("assignment", one.id, one.version),),
            shift=shifts[one.shift_id],
            leaving=(one.collaborator_id,),
            family=f"drop {one.id}",
        )


def swaps(assignment: Assignment, shift: Shift, others: Sequence[Candidate]) -> Iterator[Idea]:
    """Put one of these people in the place of the one who is on the shift."""
    for place, other in enumerate(others):
        after = attrs.evolve(assignment, collaborator_id=other.person.id, override=None)
        yield Idea(
            kind=RepairKind.SWAP_PERSON,
            changes=(update(after, assignment.version),),
            shift=shift,
            leaving=(assignment.collaborator_id,),
            coming=(other.person.id,),
            family=f"swap {assignment.id} {other.person.id}",
            upset=place / 10,
        )


def seatings(shift: Shift, missing: int, people: Sequence[Candidate], ids: Sequence[str]) -> Iterator[Idea]:
    """Fill all empty seats of a shift with the best people; where one is empty, with each of these."""
    groups = [people[:missing]] if missing > 1 else [[one] for one in people]
    for place, group in enumerate(groups):
        if len(group) == missing:
            made = [
                Assignment(id=new_id, shift_id=shift.id, collaborator_id=one.person.id, role_id=shift.role_id)
                for new_id, one in zip(ids, group, strict=False)
            ]
            yield Idea(
                kind=RepairKind.ASSIGN_PERSON,
                changes=tuple(create(one) for one in made),
                shift=shift,
                coming=tuple(one.person.id for one in group),
                family=f"seat {place}",
                upset=place / 10,
            )


def breaks(shift: Shift, conflict: Conflict) -> Iterator[Idea]:
    """Plan a longer break, the shortest that might do."""
    limit = conflict.details.get("limit")
    wanted = {limit} if isinstance(limit, int) and 0 < limit <= max(_BREAKS) else set()
    for minutes in sorted({*_BREAKS, *wanted}):
        after = _with(shift, break_minutes=minutes) if minutes > shift.break_minutes else None
        if after is not None:
            yield Idea(
                kind=RepairKind.ADD_BREAK,
                changes=(update(after, shift.version),),
                shift=shift,
                moved=after,
                family=f"break {shift.id}",
            )


def moves(shift: Shift, conflict: Conflict, timezone: str) -> Iterator[Idea]:
    """Move a shift: a little, out of the conflict's way, or to another day at the same time of its site."""
    for way, name in ((1, "after"), (-1, "before")):
        for by in _distances(shift, conflict, way):
            yield from _moved(shift, shift.starts_at + way * by, f"move {shift.id} {name}")
    local = shift.starts_at.astimezone(zone(timezone))
    for days in _DAYS:
        start = wall_to_instant(local.date() + timedelta(days=days), local.time(), timezone)
        yield from _moved(shift, start, f"move {shift.id} days")


def _distances(shift: Shift, conflict: Conflict, way: int) -> list[timedelta]:
    """How far a shift might have to go, the least first."""
    found, limit = conflict.details.get("found"), conflict.details.get("limit")
    by = list(_MOVES)
    if conflict.details.get("unit") == "minutes" and isinstance(found, int) and isinstance(limit, int):
        by.append(timedelta(minutes=abs(found - limit)))
    clear = conflict.ends_at - shift.starts_at if way > 0 else shift.ends_at - conflict.starts_at
    by.append(clear)
    rounded = {-(-one // _STEP) * _STEP for one in by}
    return sorted(one for one in rounded if timedelta(0) < one <= _FARTHEST)


def _moved(shift: Shift, start: datetime, family: str) -> Iterator[Idea]:
    after = _with(shift, starts_at=start, ends_at=start + (shift.ends_at - shift.starts_at))
    if after is not None:
        yield Idea(
            kind=RepairKind.MOVE_SHIFT,
            changes=(update(after, shift.version),),
            shift=shift,
            moved=after,
            family=family,
            upset=abs(start - shift.starts_at) / timedelta(days=1),
        )


def _with(shift: Shift, **values: object) -> Shift | None:
    """The shift with these values; None where there can be no such shift."""
    try:
        return attrs.evolve(shift, **values)  # type: ignore[arg-type] # checked by the shift itself
    except InvalidInput:
        return None
