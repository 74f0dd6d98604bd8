"""Why a seat is empty: how many people each rule keeps from it, who comes nearest, what would fill it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planning_core.domain.conflict import Conflict
from planning_core.domain.job import NearMiss, UnfilledSeat
from planning_core.domain.work import Assignment, Shift
from planning_core.solver.filling import Filling
from planning_core.solver.trial import without_trial

NAMED = 5
"""How many people a reason names."""

BARRED_ASKED = 20
"""Where all lack something: of how many it is asked who comes nearest, those first who lack least."""

REJECTED = "rejected"
"""The reason of those who were on the shift's list and were rejected."""

MOST_GIVEN_UP = 20
"""Somebody's other work beyond which nobody looks for what of it they would have to give up."""


def explain(filling: Filling, shift: Shift) -> UnfilledSeat:
    """A shift that lacks people, with the rules that exclude those who are left, most frequent first.

    Who lacks a role, a site or a skill counts under that; everybody else under each hard rule that excludes
    them as the plan stands. People already on the shift are left out; those rejected for it count as
    `rejected`. `nearest` is whoever breaks least, of those who lack nothing if there are any.
    """
    excluded: dict[str, list[str]] = {}
    barred: list[tuple[int, str]] = []
    asked: list[str] = []
    on_it = {a.collaborator_id: a.active for a in filling.plan.assignments_on(shift.id)}
    for person_id in filling.people:
        if person_id not in on_it:
            codes = filling.judge.barred(person_id, shift)
            _count(excluded, codes, person_id)
            if codes:
                barred.append((len(codes), person_id))
            else:
                asked.append(person_id)
        elif not on_it[person_id]:
            _count(excluded, [REJECTED], person_id)
    found = [(person_id, filling.judge.refusals(person_id, shift)) for person_id in asked]
    for person_id, refused in found:
        _count(excluded, dict.fromkeys(conflict.rule for conflict in refused), person_id)
    near = [(person_id, refused) for person_id, refused in found if refused]
    if not asked:
        near = [(one, filling.judge.refusals(one, shift)) for _, one in sorted(barred)[:BARRED_ASKED]]
    nearest = min(near, key=lambda one: (distance(one[1]), one[0]), default=None)
    reasons = sorted(excluded.items(), key=lambda item: (-len(item[1]), item[0]))
    return UnfilledSeat(
        shift_id=shift.id,
        missing=filling.missing(shift),
        reasons=tuple(
            {"rule": code, "count": len(people), "collaborator_ids": people[:NAMED]}
            for code, people in reasons
        ),
        nearest=None if nearest is None else _near_miss(filling, shift, *nearest),
    )


def _count(excluded: dict[str, list[str]], codes: Iterable[str], person_id: str) -> None:
    for code in codes:
        excluded.setdefault(code, []).append(person_id)


Distance = tuple[int, int, int, float]
"""How far somebody is from a seat: conflicts that lie in themselves (a role, a leave) and have no measure,
all without one, all of them, and by what share the others pass their limits, summed up."""


def distance(refused: Sequence[Conflict]) -> Distance:
    """How far these conflicts keep somebody from a seat."""
    unmeasured = [conflict for conflict in refused if _passed(conflict) is None]
    own = sum(len(conflict.assignment_ids) <= 1 for conflict in unmeasured)
    return own, len(unmeasured), len(refused), sum(_passed(conflict) or 0.0 for conflict in refused)


def _passed(conflict: Conflict) -> float | None:
    """By what share of it a conflict passes its limit; None where it has no measure."""
    found, limit = conflict.details.get("found"), conflict.details.get("limit")
    if not isinstance(found, int) or not isinstance(limit, int) or limit <= 0:
        return None
    return None if conflict.details.get("unit") == "skills" else abs(found - limit) / limit


def _near_miss(filling: Filling, shift: Shift, person_id: str, refused: Sequence[Conflict]) -> NearMiss:
    return NearMiss(
        collaborator_id=person_id,
        conflicts=tuple(without_trial(conflict) for conflict in refused),
        instead_of=_instead_of(filling, shift, person_id, refused),
    )


def _instead_of(
    filling: Filling, shift: Shift, person_id: str, refused: Sequence[Conflict]
) -> tuple[str, ...]:
    """The fewest shifts that somebody would have to give up to take this one; locked work stays."""
    named = {one for conflict in refused for one in conflict.assignment_ids}
    works = filling.plan.assignments_of(person_id)
    return in_the_way(
        filling, shift, person_id, [one for one in works if one.id in named and one.active and not one.locked]
    )


def in_the_way(
    filling: Filling, shift: Shift, person_id: str, works: Sequence[Assignment]
) -> tuple[str, ...]:
    """The fewest shifts of these works without which somebody could take a shift, found by putting back each.

    Empty where nothing is in the way, or going without all of them does not help.
    """
    if not 0 < len(works) <= MOST_GIVEN_UP or not filling.judge.refusals(person_id, shift):
        return ()
    out = sorted(works, key=lambda one: (one.id in filling.placed, one.id))
    for one in out:
        filling.judge.take_out(one)
    helps = not filling.judge.refusals(person_id, shift)
    for one in list(out) if helps else ():
        filling.judge.place(one)
        if filling.judge.refusals(person_id, shift):
            filling.judge.take_out(one)
        else:
            out.remove(one)
    for one in out:
        filling.judge.place(one)
    return tuple(sorted({one.shift_id for one in out})) if helps else ()
