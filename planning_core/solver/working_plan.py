"""A plan that one search alters as it goes."""

from __future__ import annotations

from functools import cached_property

from planning_core.domain.kinds import KINDS
from planning_core.domain.plan import Plan
from planning_core.domain.work import Assignment


class WorkingPlan(Plan):
    """A copy of a plan in which assignments come and go, so that rules always see the search as it stands.

    It belongs to one search. The plan that it was made of stays as it was.
    """

    @classmethod
    def of(cls, plan: Plan) -> WorkingPlan:
        """A working copy of a plan."""
        tables = {kind: dict(plan.table(kind)) for kind in KINDS}
        working = cls(timezone=plan.timezone, known=plan.known)
        working._tables.update(tables)
        return working

    @cached_property
    def _by_collaborator(self) -> dict[str, list[Assignment]]:
        return self._grouped_by("collaborator_id")

    @cached_property
    def _by_shift(self) -> dict[str, list[Assignment]]:
        return self._grouped_by("shift_id")

    def _grouped_by(self, field: str) -> dict[str, list[Assignment]]:
        groups: dict[str, list[Assignment]] = {}
        for assignment in self.assignments.values():
            groups.setdefault(getattr(assignment, field), []).append(assignment)
        return groups

    def place(self, assignment: Assignment) -> None:
        """Bring in an assignment."""
        self._by_collaborator.setdefault(assignment.collaborator_id, []).append(assignment)
        self._by_shift.setdefault(assignment.shift_id, []).append(assignment)
        self._tables["assignment"][assignment.id] = assignment

    def take_out(self, assignment: Assignment) -> None:
        """Take an assignment away."""
        _remove(self._by_collaborator[assignment.collaborator_id], assignment)
        _remove(self._by_shift[assignment.shift_id], assignment)
        del self._tables["assignment"][assignment.id]


def _remove(assignments: list[Assignment], gone: Assignment) -> None:
    """Take out the one of that id; mostly it came in last, so look from the end."""
    for index in range(len(assignments) - 1, -1, -1):
        if assignments[index].id == gone.id:
            del assignments[index]
            return
    raise LookupError(f"assignment {gone.id} does not stand")
