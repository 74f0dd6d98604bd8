"""Who of those who can take a seat should: fewest soft conflicts, an even load, wishes, continuity."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from operator import attrgetter

import attrs

from planning_core.domain.job import AutoAssignRequest
from planning_core.domain.people import Availability, AvailabilityKind
from planning_core.domain.time import DAY, MINUTE, micros
from planning_core.domain.work import Shift
from planning_core.rules.subjects import PersonTimeline
from planning_core.solver.judge import Judge

FULL_TIME_MINUTES = 2100
"""A week's work of somebody whose contract says nothing: 35 hours."""

SOFT_POINTS = 5.0
"""What one new soft conflict of weight 1 costs, in days of load."""

SAME_MISSION_POINTS = 0.5
SAME_SITE_POINTS = 0.25

_DAY_MINUTES = 480
_AROUND = 7 * DAY
_WISHES = (AvailabilityKind.PREFERRED,)


@attrs.frozen(kw_only=True)
class Score:
    """How well a person suits a seat, term by term; every term but `soft` is in days of load.

    `load` is what they work in the period, this seat included, in days of eight hours, scaled to full time;
    `soft` the weight of new soft conflicts; `wishes` the weight of the wishes met; `continuity` says that
    they work on the same mission or site within a week.
    """

    load: float
    soft: int
    wishes: int
    continuity: float

    @property
    def total(self) -> float:
        """Higher is better."""
        return round(self.wishes + self.continuity - self.load - SOFT_POINTS * self.soft, 6)


class Ranking:
    """Scores people for seats on the plan as it stands."""

    def __init__(self, judge: Judge, request: AutoAssignRequest) -> None:
        self._judge = judge
        self._seed = request.seed
        self._start, self._end = micros(request.starts_at), micros(request.ends_at)
        self._wishful: dict[str, PersonTimeline | None] = {}

    def score(self, person_id: str, shift: Shift, soft: int) -> Score:
        """How well a person suits a shift whose soft conflicts are known."""
        return Score(
            load=self.load(person_id, shift),
            soft=soft,
            wishes=self._wishes(person_id, shift),
            continuity=self._continuity(person_id, shift),
        )

    def load(self, person_id: str, shift: Shift) -> float:
        """Days of eight hours in the period with this shift, scaled to full time."""
        works = self._judge.works_of(person_id)
        low = bisect_left(works, self._start, key=_start)
        high = bisect_left(works, self._end, key=_start)
        worked = sum(work.worked for work in works[low:high]) + _worked(shift)
        contract = self._judge.plan.collaborators[person_id].contract
        weekly = contract.weekly_minutes if contract is not None else None
        share = FULL_TIME_MINUTES / max(weekly if weekly is not None else FULL_TIME_MINUTES, 60)
        return worked / MINUTE / _DAY_MINUTES * share

    def _wishes(self, person_id: str, shift: Shift) -> int:
        """The weight of the wishes for this time or template that the shift meets."""
        if person_id not in self._wishful:
            person = self._judge.plan.collaborators[person_id]
            timeline = PersonTimeline.of_works(self._judge.plan, person, ())
            self._wishful[person_id] = timeline if timeline.speaks_of(_WISHES) else None
        timeline_or_none = self._wishful[person_id]
        if timeline_or_none is None:
            return 0
        spans = timeline_or_none.spans(_WISHES, micros(shift.starts_at), micros(shift.ends_at))
        met = {span.entry.id: span.entry for span in spans if _speaks_of(span.entry, shift)}
        return sum(1 if entry.weight is None else entry.weight for entry in met.values())

    def _continuity(self, person_id: str, shift: Shift) -> float:
        start = micros(shift.starts_at)
        works = self._judge.works_of(person_id)
        low = bisect_left(works, start - _AROUND, key=_start)
        high = bisect_left(works, start + _AROUND, key=_start)
        points = 0.0
        if any(work.shift.mission_id == shift.mission_id for work in works[low:high]):
            points += SAME_MISSION_POINTS
        if any(work.shift.site_id == shift.site_id for work in works[low:high]):
            points += SAME_SITE_POINTS
        return points

    def lot(self, person_id: str, shift: Shift) -> int:
        """A number drawn from the seed, this person and this shift: who goes first among equals."""
        text = f"{self._seed}:{person_id}:{shift.id}"
        return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")


def _speaks_of(entry: Availability, shift: Shift) -> bool:
    return entry.template_id is None or entry.template_id == shift.template_id


def _worked(shift: Shift) -> int:
    return micros(shift.ends_at) - micros(shift.starts_at) - shift.break_minutes * MINUTE


_start = attrgetter("start")
