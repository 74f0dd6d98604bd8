"""Writing what a solver found, as far as the plan still allows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import attrs

from planning_core.domain.change import Change, create, delete
from planning_core.domain.conflict import Conflict
from planning_core.domain.job import Coverage, Proposal, UnfilledSeat
from planning_core.domain.people import Collaborator
from planning_core.domain.principal import Principal
from planning_core.domain.work import Assignment, Shift, ShiftStatus
from planning_core.errors import HardConflicts
from planning_core.ports.clock import Clock
from planning_core.ports.ids import IdSource
from planning_core.ports.solver import Solution, missing_points
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.use_cases.auto_assign_scope import Scope
from planning_core.use_cases.write import apply_changes

_MAX_REFUSALS = 20


@attrs.frozen(kw_only=True)
class Written:
    """What of a solution stands in the plan, in the terms of the job."""

    proposals: tuple[Proposal, ...]
    unfilled: tuple[UnfilledSeat, ...]
    coverage: Coverage
    objective: float


def write_proposals(
    scope: Scope,
    solution: Solution,
    *,
    principal: Principal,
    uow: UnitOfWork,
    clock: Clock,
    ids: IdSource,
    request_id: str,
) -> Written:
    """Replace earlier proposals by new ones in one decision; the caller commits.

    Where the earlier proposals still hold and leave fewer people missing (a run cut short), they stay.
    The plan may have moved while the solver worked: what the write path refuses now is left out, its seats
    counted as unfilled with the rule that stands in the way.
    """
    uow.hold_plan(alone=True)
    batch = _Batch(scope, solution, uow)
    if batch.worsens(uow):
        batch.withdraw_all()
    for _ in range(_MAX_REFUSALS):
        try:
            apply_changes(
                batch.changes(), principal=principal, uow=uow, clock=clock, ids=ids, request_id=request_id
            )
            break
        except HardConflicts as refused:
            batch.withdraw(refused.conflicts)
    else:
        batch.withdraw_all()
    return batch.written(uow)


class _Batch:
    """Assignments to bring in and earlier proposals to take out, less what the plan no longer takes.

    What was proposed already and is so again stays as it is: `staying` holds it by the id of the new one.
    """

    def __init__(self, scope: Scope, solution: Solution, uow: UnitOfWork) -> None:
        self.scope, self.solution = scope, solution
        self.created: dict[str, Assignment] = {a.id: a for a in solution.assignments}
        stored = uow.plan.get_many("assignment", [a.id for a in scope.superseded])
        self.removed: dict[str, Assignment] = {
            a.id: a for a in stored.values() if isinstance(a, Assignment) and a.gives_way
        }
        self.scores = {p.assignment_id: p.score for p in solution.proposals}
        self.refusals: dict[str, list[Mapping[str, Any]]] = {}
        self._leave_out_gone(uow)
        self._leave_out_surplus(uow)
        self.staying = self._let_stay()

    def _let_stay(self) -> dict[str, Assignment]:
        """Earlier proposals that are made again; they are neither removed nor created."""
        earlier = {(a.shift_id, a.collaborator_id): a for a in self.removed.values()}
        found = {}
        for assignment in list(self.created.values()):
            stood = earlier.get((assignment.shift_id, assignment.collaborator_id))
            if stood is not None and stood.role_id == assignment.role_id:
                found[assignment.id] = stood
                del self.created[assignment.id]
                del self.removed[stood.id]
        return found

    def changes(self) -> list[Change]:
        """The one decision that is left."""
        return [
            *(delete("assignment", one) for one in sorted(self.removed)),
            *(create(assignment) for assignment in self.created.values()),
        ]

    def _leave_out_gone(self, uow: UnitOfWork) -> None:
        """Leave out shifts and people that meanwhile went, were cancelled or became inactive."""
        shifts = uow.plan.get_many("shift", {a.shift_id for a in self.created.values()})
        people = uow.plan.get_many("collaborator", {a.collaborator_id for a in self.created.values()})
        for assignment in list(self.created.values()):
            shift, person = shifts.get(assignment.shift_id), people.get(assignment.collaborator_id)
            wanted = isinstance(shift, Shift) and shift.status is not ShiftStatus.CANCELLED
            if not wanted or not isinstance(person, Collaborator) or not person.active:
                del self.created[assignment.id]

    def _leave_out_surplus(self, uow: UnitOfWork) -> None:
        """Leave out what would fill a seat twice because somebody filled it meanwhile, lowest score first."""
        shift_ids = {a.shift_id for a in self.created.values()}
        shifts = uow.plan.get_many("shift", shift_ids)
        taken = _active(uow, shift_ids, self.removed.keys())
        for assignment in sorted(self.created.values(), key=lambda a: -self.scores.get(a.id, 0.0)):
            shift = shifts[assignment.shift_id]
            if isinstance(shift, Shift) and taken[shift.id] >= max(shift.headcount, self._meant_for(shift)):
                del self.created[assignment.id]
            taken[assignment.shift_id] += 1

    def _meant_for(self, shift: Shift) -> int:
        """How many people a shift that takes more than it wants was to have when the solver had looked."""
        if shift.surplus_weight is None:
            return 0
        stood = sum(1 for one in self.scope.plan.assignments_on(shift.id) if one.active)
        return stood + sum(1 for one in self.solution.assignments if one.shift_id == shift.id)

    def worsens(self, uow: UnitOfWork) -> bool:
        """Whether the earlier proposals break no hard rule and leave less missing than the solution would."""
        standing = uow.conflicts.about("assignment", list(self.removed))
        if not self.removed or any(c.blocks for found in standing.values() for c in found):
            return False
        return self._points(uow, self.removed, {}) < self._points(uow, {}, self.created)

    def _points(
        self, uow: UnitOfWork, kept: Mapping[str, Assignment], added: Mapping[str, Assignment]
    ) -> int:
        """What the missing people cost with these earlier proposals kept and these new ones added."""
        active = _active(uow, self.scope.shift_ids, self.removed.keys() - kept.keys())
        active.update(a.shift_id for a in added.values())
        shifts = uow.plan.get_many("shift", self.scope.shift_ids)
        return sum(
            missing_points(shift, max(0, shift.headcount - active[shift.id]))
            for shift in shifts.values()
            if isinstance(shift, Shift) and shift.status is not ShiftStatus.CANCELLED
        )

    def withdraw(self, conflicts: Sequence[Conflict]) -> None:
        """Leave out, of what each conflict names, what scores least; failing that, all about its people."""
        gone: set[str] = set()
        for conflict in conflicts:
            named = [one for one in conflict.assignment_ids if one in self.created or one in gone]
            if named and gone.isdisjoint(named):
                least = min(named, key=lambda one: self.scores.get(one, 0.0))
                gone.add(least)
                self._refuse(self.created.pop(least), conflict)
        if not gone:
            self._withdraw_about(conflicts)

    def _refuse(self, assignment: Assignment, conflict: Conflict) -> None:
        person = assignment.collaborator_id
        self.refusals.setdefault(assignment.shift_id, []).append(
            {"rule": conflict.rule, "count": 1, "collaborator_ids": [person]}
        )

    def _withdraw_about(self, conflicts: Sequence[Conflict]) -> None:
        """Leave all as it was for the people of these conflicts; where they name nobody, on their shifts."""
        people = {one for conflict in conflicts for one in conflict.collaborator_ids}
        shifts = {one for conflict in conflicts for one in conflict.shift_ids}
        for kept in (self.created, self.removed):
            for one in list(kept.values()):
                if one.collaborator_id in people or (not people and one.shift_id in shifts):
                    del kept[one.id]

    def withdraw_all(self) -> None:
        """Leave the plan as it is."""
        self.created.clear()
        self.removed.clear()

    def written(self, uow: UnitOfWork) -> Written:
        """The solution as it now stands, counted in the plan as it now is."""
        shifts = uow.plan.get_many("shift", self.scope.shift_ids)
        active = _active(uow, self.scope.shift_ids)
        told = {seat.shift_id: seat for seat in self.solution.unfilled}
        wanted = filled = 0
        points = self.solution.objective
        unfilled = []
        for shift_id in self.scope.shift_ids:
            shift = shifts.get(shift_id)
            if not isinstance(shift, Shift) or shift.status is ShiftStatus.CANCELLED:
                continue
            missing = max(0, shift.headcount - active[shift_id])
            wanted, filled = wanted + shift.headcount, filled + shift.headcount - missing
            seat = told.get(shift_id) or UnfilledSeat(shift_id=shift_id, missing=0)
            points += missing_points(shift, missing - seat.missing)
            if missing:
                why = (*self.refusals.get(shift_id, ()), *seat.reasons)
                unfilled.append(attrs.evolve(seat, missing=missing, reasons=why))
        ids = {one: one for one in self.created} | {new: stood.id for new, stood in self.staying.items()}
        return Written(
            proposals=tuple(
                attrs.evolve(proposal, assignment_id=ids[proposal.assignment_id])
                for proposal in self.solution.proposals
                if proposal.assignment_id in ids
            ),
            unfilled=tuple(unfilled),
            coverage=Coverage(wanted=wanted, filled=filled),
            objective=points,
        )


def _active(uow: UnitOfWork, shift_ids: Collection[str], without: Collection[str] = ()) -> Counter[str]:
    """How many active assignments each shift has, some left out."""
    return Counter(
        a.shift_id
        for a in uow.plan.assignments_of_shifts(shift_ids)
        if isinstance(a, Assignment) and a.active and a.id not in without
    )
