"""What people are used to: earlier proposals, and the missions and sites that they know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from planning_core.domain.job import Pair
from planning_core.domain.objective import points
from planning_core.solver.encode.draft import Draft
from planning_core.solver.encode.frame import Frame

KNOWS_DAYS = 28
"""How long ago, or ahead, work makes a mission or a site known."""


class Habits:
    """Prices giving up an earlier proposal, and work where a person is new."""

    def __init__(self, frame: Frame, earlier: Iterable[Pair]) -> None:
        self._frame = frame
        self._change = points(frame.objective.change)
        self._continuity = points(frame.objective.continuity)
        self._missions = _by(frame, "mission_id")
        self._sites = _by(frame, "site_id")
        self._earlier: dict[str, list[int]] = {}
        for shift_id, person_id in earlier:
            if shift_id in frame.position:
                self._earlier.setdefault(person_id, []).append(frame.position[shift_id])

    def screen(self, draft: Draft) -> None:
        """Price a person's duties; what is lost with each earlier proposal is part of the constant."""
        if self._change:
            for duty in self._earlier.get(draft.person.id, ()):
                draft.price_duty("change", duty, -self._change)
                draft.constants["change"] += self._change
        if self._continuity and draft.fixed.works:
            self._known(draft)

    def _known(self, draft: Draft) -> None:
        """A known mission is a gain, a known site half of one."""
        days = range(draft.view.first_day - KNOWS_DAYS, draft.view.last_day + KNOWS_DAYS + 1)
        shifts = [work.shift for work in draft.fixed.works if work.day in days]
        gain = -(self._continuity // 2)
        for mission in sorted({shift.mission_id for shift in shifts}):
            draft.price_duties("continuity", self._missions.get(mission, ()), gain)
        for site in sorted({shift.site_id for shift in shifts}):
            draft.price_duties("continuity", self._sites.get(site, ()), gain)


def _by(frame: Frame, field: str) -> Mapping[str, Sequence[int]]:
    """Duties by one of their ids; none where all have the same, which tells people apart in nothing."""
    found: dict[str, list[int]] = {}
    for duty, shift in enumerate(frame.shifts):
        found.setdefault(getattr(shift, field), []).append(duty)
    return found if len(found) > 1 else {}
