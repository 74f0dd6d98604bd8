"""What is published to a person: the plan as they know it, until the next publication says otherwise."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import attrs

from planning_core.domain.history import PublishedShift
from planning_core.domain.work import Assignment, Shift, ShiftStatus
from planning_core.ports.unit_of_work import UnitOfWork


def published_to(collaborator_id: str, uow: UnitOfWork) -> dict[str, PublishedShift]:
    """Their shifts as last published, each with their own assignments to it, by id.

    Whatever a planner moved, reassigned, cancelled or took back since stays as it was published.
    """
    numbers = uow.publications.published_to(collaborator_id)
    told = unaltered(numbers, collaborator_id, uow)
    told.update(_held({i: number for i, number in numbers.items() if i not in told}, collaborator_id, uow))
    return told


def unaltered(shift_ids: Collection[str], collaborator_id: str, uow: UnitOfWork) -> dict[str, PublishedShift]:
    """Those of these shifts that nobody edited since they were published, with the person's assignments."""
    if not shift_ids:
        return {}
    theirs: dict[str, list[Assignment]] = {}
    for one in uow.plan.assignments_of_shifts(shift_ids):
        if isinstance(one, Assignment) and one.collaborator_id == collaborator_id:
            theirs.setdefault(one.shift_id, []).append(one)
    return {
        shift.id: PublishedShift(shift=shift, assignments=tuple(a for a in theirs[shift.id] if a.active))
        for shift in uow.plan.get_many("shift", list(theirs)).values()
        if isinstance(shift, Shift)
        and shift.status is ShiftStatus.PUBLISHED
        and not shift.changed_since_publication
        and not any(a.changed_since_publication for a in theirs[shift.id])
        and any(a.active for a in theirs[shift.id])
    }


def _held(numbers: Mapping[str, int], collaborator_id: str, uow: UnitOfWork) -> dict[str, PublishedShift]:
    """These shifts as the publications of these numbers held them."""
    found: dict[str, PublishedShift] = {}
    for number in sorted(set(numbers.values())):
        publication = uow.publications.get(number)
        for held in () if publication is None else publication.snapshot:
            if numbers.get(held.shift.id) == number:
                theirs = tuple(a for a in held.assignments if a.collaborator_id == collaborator_id)
                found[held.shift.id] = attrs.evolve(held, assignments=theirs)
    return found
