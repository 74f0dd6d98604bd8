"""Mending what one pass left open: a person moves over to an empty seat, somebody else takes theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from planning_core.domain.time import Window, whole_weeks
from planning_core.domain.work import Assignment, Shift
from planning_core.ports.solver import missing_points
from planning_core.solver.filling import Filling


def repair(filling: Filling, stop: Callable[[], bool]) -> Iterator[None]:
    """Try the empty seats, the weightiest first, again as long as that fills any.

    Only people whom this search has placed are moved, and only within the weeks around the seat. Yields after
    each shift, and ends where `stop` says so.
    """
    while True:
        before = len(filling.placed)
        for shift in _open_shifts(filling):
            people = [one for one in filling.people if not filling.judge.forbids_alone(one, shift)]
            filling.fill(shift, filling.people)
            while filling.missing(shift) and _move_somebody(filling, shift, people, stop):
                pass
            yield
            if stop():
                return
        if len(filling.placed) == before:
            return


def _open_shifts(filling: Filling) -> list[Shift]:
    return sorted(
        (shift for shift in filling.shifts if filling.missing(shift)),
        key=lambda shift: (-missing_points(shift, 1), shift.starts_at, shift.id),
    )


def _move_somebody(filling: Filling, shift: Shift, people: Iterable[str], stop: Callable[[], bool]) -> bool:
    """Fill one seat by moving one of these people from a seat that can be filled again; whether it worked."""
    around = whole_weeks(Window(shift.starts_at, shift.ends_at))
    for person_id in people:
        if stop():
            return False
        if filling.may_ask(person_id, shift) and _could_without(filling, person_id, shift, around):
            for assignment in _placed_around(filling, person_id, around):
                if _swap(filling, assignment, shift):
                    return True
    return False


def _could_without(filling: Filling, person_id: str, shift: Shift, around: Window) -> bool:
    """Whether a person could take a shift if all that they were given around it went."""
    given = [(one, filling.withdraw(one)) for one in _placed_around(filling, person_id, around)]
    try:
        return bool(given) and not filling.judge.forbids(person_id, shift)
    finally:
        for assignment, proposal in given:
            filling.put_back(assignment, proposal)


def _placed_around(filling: Filling, person_id: str, around: Window) -> list[Assignment]:
    """What this search gave a person in a window, in time order."""
    works = [
        work
        for work in filling.judge.works_of(person_id)
        if work.id in filling.placed and work.shift.window.overlaps(around)
    ]
    return [work.assignment for work in works]


def _swap(filling: Filling, assignment: Assignment, shift: Shift) -> bool:
    """Move a person over to a shift if somebody else can take their place; else leave all as it was."""
    left = filling.plan.shifts[assignment.shift_id]
    person_id = assignment.collaborator_id
    proposal = filling.withdraw(assignment)
    moved = filling.best_two(shift, filling.ranked(shift, [person_id]))
    if moved:
        taken = filling.place(shift, *moved)
        others = [one for one in filling.people if one != person_id and filling.can_take(one, left)]
        refill = filling.best_two(left, filling.ranked(left, others))
        if refill:
            filling.place(left, *refill)
            return True
        filling.withdraw(taken)
    filling.put_back(assignment, proposal)
    return False
