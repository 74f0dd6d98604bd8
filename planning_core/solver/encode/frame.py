"""What all encodings of one problem share: duties and their kinds, seen on the calendar of each zone."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

import attrs

from planning_core.domain.objective import Objective
from planning_core.domain.plan import Plan
from planning_core.domain.reference import Severity
from planning_core.domain.time import MINUTE, calendar, micros, week_of
from planning_core.domain.work import Assignment, Shift, ShiftStatus
from planning_core.ports.solver import Seats
from planning_core.rules.registry import RuleBook, RuleInForce
from planning_core.rules.subjects import Work

Amounts = dict[int, int]
"""By duty: how much of something it counts."""


@attrs.frozen(order=True)
class Kind:
    """Duties that exclude the same others: same hours, same worked time, same place among the successions."""

    start: int
    end: int
    break_minutes: int
    template_id: str


class Frame:
    """The duties of a problem, in the order of (start, end, id), by kind; the rules and weights in force.

    `scope` holds the shifts asked for, `shifts` those of them that are duties: that take anybody more.
    """

    def __init__(self, seats: Seats, rules: RuleBook, objective: Objective) -> None:
        self.plan: Plan = seats.plan
        self.request = seats.request
        self.objective = objective
        self.rules: Mapping[str, RuleInForce] = {r.code: r for r in rules.active}
        self.scope: Sequence[Shift] = sorted(
            (
                shift
                for shift in map(seats.plan.shifts.get, seats.shift_ids)
                if shift is not None and shift.status is not ShiftStatus.CANCELLED
            ),
            key=lambda shift: (shift.starts_at, shift.ends_at, shift.id),
        )
        self.shifts: Sequence[Shift] = [shift for shift in self.scope if self._wants_people(shift)]
        self._succession = _in_successions(seats.plan) if "succession" in self.rules else frozenset()
        kinds = [self.kind_of_shift(shift) for shift in self.shifts]
        self.kinds: Sequence[Kind] = sorted(set(kinds))
        position = {kind: number for number, kind in enumerate(self.kinds)}
        self.kind_of: Sequence[int] = [position[kind] for kind in kinds]
        self._starts = [kind.start for kind in self.kinds]
        self.longest = max((kind.end - kind.start for kind in self.kinds), default=0)
        self.position: Mapping[str, int] = {shift.id: duty for duty, shift in enumerate(self.shifts)}
        self._views: dict[str, View] = {}
        self._spans: dict[int, tuple[Mapping[int, int], tuple[int, int]]] = {}
        self._most: dict[int, tuple[Mapping[int, int], int]] = {}

    def present(self, shift: Shift) -> int:
        """How many people are on a shift already."""
        return sum(1 for assignment in self.plan.assignments_on(shift.id) if assignment.active)

    def _wants_people(self, shift: Shift) -> bool:
        """Whether anybody may still be added to a shift."""
        return shift.surplus_weight is not None or self.present(shift) < shift.headcount

    def kind_of_shift(self, shift: Shift) -> Kind:
        """What of a shift matters to whether it excludes another."""
        template = shift.template_id or ""
        return Kind(
            micros(shift.starts_at),
            micros(shift.ends_at),
            shift.break_minutes,
            template if template in self._succession else "",
        )

    def severity(self, code: str) -> Severity | None:
        """How heavy a rule is here: as in force, hard where the job keeps it; None: not in force."""
        rule = self.rules.get(code)
        if rule is None:
            return None
        return Severity.HARD if code in self.objective.keep else rule.severity

    def parameter(self, code: str, name: str) -> int:
        """A parameter of a rule in force."""
        return self.rules[code].parameters[name]

    def view(self, timezone: str) -> View:
        """The duties on the calendar of a zone."""
        view = self._views.get(timezone)
        if view is None:
            view = self._views[timezone] = View(self, timezone)
        return view

    def kinds_meeting(self, start: int, end: int) -> Iterable[int]:
        """Kinds of duty that overlap `[start, end)` in micros."""
        low = bisect_right(self._starts, start - self.longest)
        high = bisect_left(self._starts, end)
        return [kind for kind in range(low, high) if self.kinds[kind].end > start]

    def kinds_starting(self, start: int, end: int) -> range:
        """Kinds of duty that start in `[start, end)` in micros."""
        return range(bisect_left(self._starts, start), bisect_left(self._starts, end))

    def span_of(self, amounts: Mapping[int, int]) -> tuple[int, int]:
        """The first and the last duty that amounts name, remembered."""
        known = self._spans.get(id(amounts))
        if known is None:
            # The amounts are kept with the answer, so that no others can come to have their id.
            known = self._spans[id(amounts)] = (amounts, (min(amounts), max(amounts)))
        return known[1]

    def most_of(self, amounts: Mapping[int, int]) -> int:
        """The largest of some amounts, remembered."""
        known = self._most.get(id(amounts))
        if known is None:
            known = self._most[id(amounts)] = (amounts, max(amounts.values(), default=0))
        return known[1]

    @cached_property
    def duties_of_kind(self) -> Sequence[Sequence[int]]:
        """Duties by kind."""
        found: list[list[int]] = [[] for _ in self.kinds]
        for duty, kind in enumerate(self.kind_of):
            found[kind].append(duty)
        return found

    @cached_property
    def duties_of_template(self) -> Mapping[str, Sequence[int]]:
        """Duties by their template, for those that have one."""
        found: dict[str, list[int]] = {}
        for duty, shift in enumerate(self.shifts):
            if shift.template_id is not None:
                found.setdefault(shift.template_id, []).append(duty)
        return found


def _in_successions(plan: Plan) -> frozenset[str]:
    """Templates that bar others, or are barred."""
    found: set[str] = set()
    for template in plan.shift_templates.values():
        if template.not_followed_by:
            found |= {template.id, *template.not_followed_by}
    return frozenset(found)


class View:
    """Duties and kinds as somebody at home in one zone counts them; everything here is worked out once."""

    def __init__(self, frame: Frame, timezone: str) -> None:
        self.frame = frame
        self.timezone = timezone
        self.calendar = days = calendar(timezone)
        first = [frame.shifts[duties[0]] for duties in frame.duties_of_kind]
        self.works: Sequence[Work] = [piece_of(shift, timezone) for shift in first]
        self.first_day = days.day_of(micros(frame.request.starts_at))
        self.last_day = max(self.first_day, days.day_of(micros(frame.request.ends_at) - 1))

    @cached_property
    def days(self) -> tuple[tuple[int, ...], ...]:
        """By duty: the local days on which it works."""
        of_kind = [tuple(day for day, _ in work.parts) for work in self.works]
        return tuple(of_kind[kind] for kind in self.frame.kind_of)

    @cached_property
    def pieces(self) -> Sequence[tuple[int, int, int, int]]:
        """Kind, local day, and the window of the kind on that day in micros, for each day of each."""
        midnight = self.calendar.midnight
        found = [
            (kind, day, max(work.start, midnight(day)), min(work.end, midnight(day + 1)))
            for kind, work in enumerate(self.works)
            for day in range(work.day, work.last_day + 1)
        ]
        return [piece for piece in found if piece[2] < piece[3]]

    @cached_property
    def minutes_by_day(self) -> Mapping[int, Amounts]:
        """By local day: the minutes that each duty works on it, rounded up."""
        return self._summed(lambda day: day)

    @cached_property
    def minutes_by_week(self) -> Mapping[int, Amounts]:
        """By ISO week: the minutes that each duty works in it, rounded up."""
        return self._summed(week_of)

    def _summed(self, period: Callable[[int], int]) -> Mapping[int, Amounts]:
        found: dict[int, Amounts] = {}
        for kind, work in enumerate(self.works):
            sums: dict[int, int] = {}
            for day, worked in work.parts:
                sums[period(day)] = sums.get(period(day), 0) + worked
            for key, worked in sums.items():
                if worked > 0:
                    amounts = found.setdefault(key, {})
                    minutes = -(-worked // MINUTE)
                    for duty in self.frame.duties_of_kind[kind]:
                        amounts[duty] = minutes
        return dict(sorted(found.items()))

    @cached_property
    def weekends(self) -> Mapping[int, tuple[int, ...]]:
        """By duty: the weeks on whose Saturday or Sunday it works."""
        of_kind = [
            tuple(dict.fromkeys(week_of(day) for day, _ in work.parts if day % 7 in (6, 0)))
            for work in self.works
        ]
        return {duty: of_kind[kind] for duty, kind in enumerate(self.frame.kind_of) if of_kind[kind]}

    @cached_property
    def kinds_by_day(self) -> Mapping[int, Sequence[int]]:
        """Kinds by the local day on which they start."""
        found: dict[int, list[int]] = {}
        for kind, work in enumerate(self.works):
            found.setdefault(work.day, []).append(kind)
        return found


def piece_of(shift: Shift, timezone: str) -> Work:
    """A shift as a piece of work of somebody at home in a zone."""
    nobody = Assignment(id="duty", shift_id=shift.id, collaborator_id="nobody", role_id=shift.role_id)
    return Work(nobody, shift, calendar(timezone))
