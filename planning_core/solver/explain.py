"""Why a seat is empty: how many people each rule keeps from it."""

from __future__ import annotations

from planning_core.domain.job import UnfilledSeat
from planning_core.domain.work import Shift
from planning_core.solver.filling import Filling

NAMED = 5
"""How many people a reason names."""

REJECTED = "rejected"
"""The reason of those who were on the shift's list and were rejected."""


def explain(filling: Filling, shift: Shift) -> UnfilledSeat:
    """A shift that lacks people, with the rules that exclude those who are left, most frequent first.

    Everybody counts under each hard rule that excludes them as the plan stands. People already on the
    shift are left out; those rejected for it count as `rejected`.
    """
    excluded: dict[str, list[str]] = {}
    on_it = {a.collaborator_id: a.active for a in filling.plan.assignments_on(shift.id)}
    for person_id in filling.people:
        if person_id not in on_it:
            for code in filling.judge.forbidding(person_id, shift):
                excluded.setdefault(code, []).append(person_id)
        elif not on_it[person_id]:
            excluded.setdefault(REJECTED, []).append(person_id)
    reasons = sorted(excluded.items(), key=lambda item: (-len(item[1]), item[0]))
    return UnfilledSeat(
        shift_id=shift.id,
        missing=filling.missing(shift),
        reasons=tuple(
            {"rule": code, "count": len(people), "collaborator_ids": people[:NAMED]}
            for code, people in reasons
        ),
    )
