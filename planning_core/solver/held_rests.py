"""The free stretches that one person still has."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Sequence

from planning_core.solver.meaning import rest_in
from planning_core.solver.problem import FreeStretch, Window


class HeldRests:
    """Of each stretch of free time that a person must have, where it lies; none: it is broken already."""

    def __init__(self, stretches: Sequence[FreeStretch], works: Iterable[Window]) -> None:
        self._works = sorted(works)
        found = [(one, rest_in(one, self._works)) for one in stretches]
        self._rests = [(one, rest) for one, rest in found if rest is not None]

    def breaks(self, start: int, end: int) -> bool:
        """Whether work at these minutes leaves one of them too short."""
        works: list[Window] | None = None
        for stretch, rest in self._rests:
            if end <= rest[0] or start >= rest[1] or _left(stretch, rest, start, end):
                continue
            if works is None:
                works = sorted([*self._works, (start, end)])
            if rest_in(stretch, works) is None:
                return True
        return False

    def take(self, start: int, end: int) -> None:
        """Work at these minutes too."""
        insort(self._works, (start, end))
        for place, (stretch, rest) in enumerate(self._rests):
            if end > rest[0] and start < rest[1]:
                other = _left(stretch, rest, start, end) or rest_in(stretch, self._works)
                if other is not None:
                    self._rests[place] = stretch, other


def _left(stretch: FreeStretch, rest: Window, start: int, end: int) -> Window | None:
    """What is left of a rest before or after work within it, if that is enough."""
    for first, last in ((rest[0], start), (end, rest[1])):
        inside = min(last, stretch.end) - max(first, stretch.start)
        if last - first >= stretch.minutes and inside >= stretch.inside:
            return first, last
    return None
