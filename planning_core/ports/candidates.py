"""Who could take a seat, and what putting them on it would break."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from planning_core.domain.conflict import Conflict


class SeatJudge(Protocol):
    """Judges people for one shift, on a plan that holds their work as far as the rules see."""

    def brings(self, person_id: str) -> Sequence[Conflict]:
        """Every conflict, hard or soft, that a new assignment of that person would bring about.

        What a write would say of it: hard ones, and only those, would refuse it. The assignment itself is not
        among the ids, for there is none yet.
        """
        ...

    def score(self, person_id: str, soft: Sequence[Conflict]) -> tuple[float, Mapping[str, Any]]:
        """How well the person suits the seat with these soft conflicts (higher is better), and its terms."""
        ...

    def minutes_in_week(self, person_id: str) -> int:
        """What the person works already in the ISO week, at home, in which the shift starts."""
        ...
