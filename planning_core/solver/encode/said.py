"""What people said of their time: absence, availability declared, time not desired, wishes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence, Set

from planning_core.domain.objective import points
from planning_core.domain.people import Availability, AvailabilityKind
from planning_core.domain.reference import Severity
from planning_core.rules.subjects import PersonTimeline, Span
from planning_core.solver.encode.draft import Draft
from planning_core.solver.encode.frame import Frame, View

_AWAY = (AvailabilityKind.LEAVE, AvailabilityKind.UNAVAILABLE)
_CAN = (AvailabilityKind.AVAILABLE, AvailabilityKind.PREFERRED)


class Said:
    """Encodes `absence`, `undesired_time` and `outside_availability`: pruned where hard, priced where soft.

    A wish is priced where it speaks of one window and is not met; one that speaks of every week is a gain
    where it is met.
    """

    codes = ("absence", "outside_availability", "undesired_time")

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._soft = points(frame.objective.soft)
        self._wish = points(frame.objective.wishes)
        self._faults: dict[object, dict[int, int]] = {}
        self._start = min((kind.start for kind in frame.kinds), default=0)
        self._end = max((kind.end for kind in frame.kinds), default=0)

    def screen(self, draft: Draft) -> None:
        """Bar and price what the entries of a person speak of."""
        timeline = draft.fixed
        if not self._frame.kinds or not timeline.speaks_of(tuple(AvailabilityKind)):
            return
        self._judge(draft, "absence", self._spans(timeline, _AWAY), weighed=False)
        undesired = self._spans(timeline, (AvailabilityKind.UNDESIRED,))
        self._judge(draft, "undesired_time", undesired, weighed=True)
        self._outside(draft)
        self._wishes(draft)

    def _spans(self, timeline: PersonTimeline, kinds: Sequence[AvailabilityKind]) -> Sequence[Span]:
        return timeline.spans(kinds, self._start, self._end) if timeline.speaks_of(kinds) else ()

    def _judge(self, draft: Draft, code: str, spans: Iterable[Span], *, weighed: bool) -> None:
        """Each entry counts once for each duty that it meets."""
        severity = self._frame.severity(code)
        if severity is None:
            return
        met: set[tuple[str, int]] = set()
        for span in spans:
            template = span.entry.template_id if weighed else None
            weight = _weight(span.entry) if weighed else 1
            for number in self._met(span, template):
                if (span.entry.id, number) in met:
                    continue
                met.add((span.entry.id, number))
                if template is None and severity is Severity.HARD:
                    draft.barred_kinds.add(number)
                elif severity is Severity.HARD:
                    draft.barred_duties.add(number)
                elif template is None:
                    draft.price_kind("soft", number, weight * self._soft)
                else:
                    draft.price_duty("soft", number, weight * self._soft)

    def _met(self, span: Span, template: str | None) -> Iterable[int]:
        """Kinds that a span meets; duties where it speaks of one template."""
        kinds = self._frame.kinds_meeting(span.start, span.end)
        if template is None:
            return kinds
        meeting = set(kinds)
        duties = self._frame.duties_of_template.get(template, ())
        return [duty for duty in duties if self._frame.kind_of[duty] in meeting]

    def _outside(self, draft: Draft) -> None:
        severity = self._frame.severity("outside_availability")
        timeline = draft.fixed
        if severity is None or not timeline.speaks_of((AvailabilityKind.AVAILABLE,)):
            return
        spans = [s for s in self._spans_by_day(timeline) if s.entry.template_id is None]
        declared = _declared_days(draft, spans)
        covered = tuple(_merged(spans))
        key = (draft.view.timezone, covered, frozenset(declared))
        faults = self._faults.get(key)
        if faults is None:
            faults = self._faults[key] = _faults(draft.view, declared, covered)
        if severity is Severity.HARD:
            draft.barred_kinds.update(faults)
            return
        for kind, count in faults.items():
            draft.price_kind("soft", kind, count * self._soft)

    def _spans_by_day(self, timeline: PersonTimeline) -> Sequence[Span]:
        """What was said of the whole days on which duties lie."""
        days = timeline.calendar
        first, last = days.day_of(self._start), days.day_of(self._end - 1)
        return timeline.spans(_CAN, days.midnight(first), days.midnight(last + 1))

    def _wishes(self, draft: Draft) -> None:
        met: set[tuple[str, int]] = set()
        for span in self._spans(draft.fixed, (AvailabilityKind.PREFERRED,)):
            template, gain = span.entry.template_id, _weight(span.entry) * self._wish
            if span.entry.recurrence is None:
                draft.constants["wishes"] += gain
            for number in self._met(span, template):
                if (span.entry.id, number) not in met:
                    met.add((span.entry.id, number))
                    if template is None:
                        draft.price_kind("wishes", number, -gain)
                    else:
                        draft.price_duty("wishes", number, -gain)


def _weight(entry: Availability) -> int:
    return 1 if entry.weight is None else entry.weight


def _declared_days(draft: Draft, spans: Iterable[Span]) -> set[int]:
    """Local days of which the person declared when they are available."""
    days = draft.view.calendar
    found: set[int] = set()
    for span in spans:
        if span.entry.kind is AvailabilityKind.AVAILABLE:
            found.update(range(days.day_of(span.start), days.day_of(span.end - 1) + 1))
    return found


def _merged(spans: Iterable[Span]) -> list[tuple[int, int]]:
    """Windows that hold all of the spans and nothing else, in order; the spans come in time order."""
    found: list[tuple[int, int]] = []
    for span in spans:
        if found and span.start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], span.end))
        else:
            found.append((span.start, span.end))
    return found


def _faults(view: View, declared: Set[int], covered: Sequence[tuple[int, int]]) -> dict[int, int]:
    """By kind: on how many declared days part of it lies in none of the windows; zeros left out."""
    found: dict[int, int] = {}
    starts = [start for start, _ in covered]
    for kind, day, low, high in view.pieces:
        if day in declared:
            position = bisect_right(starts, low)
            if not position or covered[position - 1][1] < high:
                found[kind] = found.get(kind, 0) + 1
    return found
