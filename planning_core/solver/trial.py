"""One more assignment on a working plan, for as long as it is being judged."""

from __future__ import annotations

from types import TracebackType
from typing import Self

import attrs

from planning_core.domain.conflict import Conflict
from planning_core.domain.work import Assignment, Shift
from planning_core.solver.reach import Sight
from planning_core.solver.working_plan import WorkingPlan

TRIAL_ID = "trial"


class Trial:
    """A person on a shift: stands on the plan inside a `with` block, and no longer after it."""

    __slots__ = ("_plan", "assignment", "person_id", "shift", "work")

    def __init__(self, plan: WorkingPlan, sight: Sight, person_id: str, shift: Shift) -> None:
        self._plan, self.person_id, self.shift = plan, person_id, shift
        self.assignment = Assignment(
            id=TRIAL_ID, shift_id=shift.id, collaborator_id=person_id, role_id=shift.role_id
        )
        self.work = sight.work(self.assignment)

    def __enter__(self) -> Self:
        self._plan.place(self.assignment)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._plan.take_out(self.assignment)


def without_trial(conflict: Conflict) -> Conflict:
    """A conflict that a trial brought about, its assignment (which nobody else knows) not named."""
    kept = tuple(one for one in conflict.assignment_ids if one != TRIAL_ID)
    return attrs.evolve(conflict, assignment_ids=kept)
