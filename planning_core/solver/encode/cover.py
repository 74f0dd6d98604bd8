"""How many people each duty wants and takes, and what too few or too many cost."""

from __future__ import annotations

from collections.abc import Sequence

from planning_core.domain.objective import points
from planning_core.domain.reference import Severity
from planning_core.domain.time import MINUTE
from planning_core.domain.work import Shift
from planning_core.ports.solver import MISSING_POINTS
from planning_core.solver.encode.draft import DEAREST_DUTY, Draft
from planning_core.solver.encode.frame import Frame
from planning_core.solver.problem import Duty

DEAREST_PLAN = 2**52
"""No plan costs more for want of people: up to there every number is exact for an engine that counts in
floating point."""


DEAREST_SEAT = 10**11
"""What the weightiest missing person costs at most: an engine prices bounds that must hold far above that."""


class Cover:
    """Encodes `hard_capacity`, `soft_capacity` and `understaffed` as the room and the need of a duty.

    More people than are wanted go to a shift only where it says what one too many costs, and never over its
    soft capacity.
    """

    codes = ("hard_capacity", "soft_capacity", "understaffed")

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def duties(self, drafts: Sequence[Draft]) -> tuple[tuple[Duty, ...], int, int]:
        """The duties, what those of their seats cost for which there is no room, and how many those are."""
        price = self.missing_price(drafts)
        surplus = points(self._frame.objective.surplus)
        found, constant, unfillable = [], 0, 0
        for number, shift in enumerate(self._frame.shifts):
            present = self._frame.present(shift)
            wanted = max(0, shift.headcount - present)
            room = self._room(shift, present, wanted, len(drafts))
            weight = price * (1 if shift.shortage_weight is None else shift.shortage_weight)
            need = min(wanted, room)
            constant += weight * (wanted - need)
            unfillable += wanted - need
            kind = self._frame.kinds[self._frame.kind_of[number]]
            found.append(
                Duty(
                    shift_id=shift.id,
                    start=kind.start // MINUTE,
                    end=-(-kind.end // MINUTE),
                    minutes=(kind.end - kind.start) // MINUTE - kind.break_minutes,
                    kind=self._frame.kind_of[number],
                    need=need,
                    room=room,
                    shortage_cost=weight,
                    surplus_cost=min(DEAREST_DUTY, surplus * (shift.surplus_weight or 0)),
                )
            )
        return tuple(found), constant, unfillable

    def _room(self, shift: Shift, present: int, wanted: int, people: int) -> int:
        room = wanted if shift.surplus_weight is None else max(wanted, people)
        if shift.soft_capacity is not None and "soft_capacity" in self._frame.rules:
            least = 0 if self._frame.severity("soft_capacity") is Severity.HARD else wanted
            room = max(least, min(room, shift.soft_capacity - present))
        if shift.hard_capacity is not None and "hard_capacity" in self._frame.rules:
            room = min(room, shift.hard_capacity - present)
        return max(0, room)

    def missing_price(self, drafts: Sequence[Draft]) -> int:
        """What a missing person of weight 1 costs, so little that all together can be counted exactly.

        Unless said, that is more than any one seat costs otherwise.
        """
        weights = [1 if s.shortage_weight is None else s.shortage_weight for s in self._frame.shifts]
        everybody = sum(s.headcount * w for s, w in zip(self._frame.shifts, weights, strict=True))
        most = min(DEAREST_PLAN // max(1, everybody), DEAREST_SEAT // max(1, *weights, 1))
        return min(self._wished_price(drafts), max(1, most))

    def _wished_price(self, drafts: Sequence[Draft]) -> int:
        if self._frame.objective.missing is not None:
            return points(self._frame.objective.missing)
        price = points(MISSING_POINTS)
        dearest = max((_dearest(draft) + self._bounds(draft) for draft in drafts), default=0)
        while price <= 2 * dearest:
            price *= 10
        return price

    def _bounds(self, draft: Draft) -> int:
        """The most that one more duty may cost a person by bounds that have a price."""
        by_name: dict[str, list[int]] = {}
        for total in draft.totals:
            if total.cost_above:
                most = self._frame.most_of(total.amounts)
                by_name.setdefault(total.name, []).append(total.cost_above * most)
        # A duty counts in two periods at most, and in both prices of one.
        highest = sum(sum(sorted(costs)[-2:]) for costs in by_name.values())
        highest += 2 * sum(groups.cost_above or 0 for groups in draft.groups)
        for runs in draft.runs:
            days = (runs.least_worked or 0) + 2 * (runs.least_free or 0)
            highest += (runs.cost_least or 0) * days
        return highest


def _dearest(draft: Draft) -> int:
    """The most that one of a person's duties may cost by itself, all terms at their worst."""
    highest = sum(
        max(0, max(costs.values(), default=0))
        for terms in (draft.kind_costs, draft.duty_costs)
        for costs in terms.values()
    )
    return min(DEAREST_DUTY, highest)
