"""What fills open seats."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import attrs

from planning_core.domain.job import AutoAssignRequest, Coverage, Pair, Proposal, UnfilledSeat
from planning_core.domain.plan import Plan
from planning_core.domain.work import Assignment, Shift

MISSING_POINTS = 1000
"""What one missing person of weight 1 adds to an objective; a soft conflict adds its weight, 1 unless it says
otherwise, so that no seat stays empty for a wish."""


def missing_points(shift: Shift, missing: int) -> int:
    """What that many people missing on a shift add to an objective."""
    weight = 1 if shift.shortage_weight is None else shift.shortage_weight
    return MISSING_POINTS * weight * missing


@attrs.frozen(kw_only=True)
class Solution:
    """A set of assignments for open seats that breaks no hard rule in force.

    `assignments` are new and proposed; `proposals` say why, one for each;
    `unfilled` says why the rest is empty. No solution of these seats has an objective below `bound`
    (None: not known). `terms` are the parts of the objective by name, where the solver tells them, and
    `terms_by_person` those that somebody proposed has a share in.
    """

    assignments: tuple[Assignment, ...]
    proposals: tuple[Proposal, ...]
    unfilled: tuple[UnfilledSeat, ...]
    coverage: Coverage
    objective: float
    bound: float | None = None
    terms: Mapping[str, float] = attrs.field(factory=dict, hash=False)
    terms_by_person: Mapping[str, Mapping[str, float]] = attrs.field(factory=dict, hash=False)

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """Who is put where."""
        return tuple((one.shift_id, one.collaborator_id) for one in self.assignments)


@attrs.frozen(kw_only=True)
class Seats:
    """What to fill: the plan (with the history that counts) and the ids of the shifts in scope.

    Earlier proposals of auto-assign in scope are already taken out of the plan; `earlier` names them.
    """

    plan: Plan
    shift_ids: Sequence[str]
    request: AutoAssignRequest
    earlier: Sequence[Pair] = ()


class Solver(Protocol):
    """Proposes people for open seats."""

    def solve(
        self,
        seats: Seats,
        *,
        new_id: Callable[[], str],
        progress: Callable[[float, Solution | None], bool],
        elapsed_seconds: Callable[[], float],
        start: Sequence[Pair] = (),
    ) -> Solution:
        """The best assignments found within the request's limits; same seats, seed and start, same answer.

        `start` is the best plan of a search that was cut short, to go on from: what of it the rules still
        allow is put in place first, so that `progress` soon is told of a plan as good as that one.
        `progress` is told the share of work done (0 to 1) and the best solution so far; when it answers
        False the solver stops and returns what it has. `elapsed_seconds` tells how long it has run.
        """
        ...
