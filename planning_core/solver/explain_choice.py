"""Why this person and no other: what they cost, who else could take the seat and for how much more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import attrs

from planning_core.domain.objective import SCALE
from planning_core.solver.encode import Encoded
from planning_core.solver.filling import Filling
from planning_core.solver.holding import holdings
from planning_core.solver.meaning import cost_of, priced_bounds
from planning_core.solver.problem import Roster

TOLD = 3
"""How many runners-up are told of each proposal."""

EFFORT = 20_000
"""How many people who fit are priced in all; for each proposal no more than that allows, and no fewer than
`LEAST_ASKED`. What comes later has no runners-up."""

LEAST_ASKED, MOST_ASKED = 4, 24

RunnerUp = Mapping[str, Any]
"""`{"collaborator_id": id, "difference": points, "terms": {term: points}}`."""


@attrs.frozen
class Choice:
    """What somebody on a seat adds to each term of the objective, in points, and who would have been next."""

    terms: Mapping[str, float]
    runners_up: Sequence[RunnerUp]


@attrs.frozen
class _Swap:
    """Somebody in the place of another, and what each term of the objective changes by."""

    person_id: str
    terms: Mapping[str, int]

    @property
    def difference(self) -> int:
        return sum(self.terms.values())


class RunnersUp:
    """Finds, for the seats of one roster, those who would have been next.

    Everything else stays as it is; the rules have the last word on each. A difference below nothing means
    that the search had no time to find it.
    """

    def __init__(self, encoded: Encoded, roster: Roster, filling: Filling) -> None:
        self._encoded, self._roster, self._filling = encoded, roster, filling
        self._people = {person.person_id: n for n, person in enumerate(encoded.problem.staff)}
        self._holdings = holdings(encoded.problem, roster)

    def of_all(self, out_of_time: Callable[[], bool]) -> Iterator[tuple[str, Choice]]:
        """Assignment ids with what speaks for whom, the nearest first, as far as effort and time go."""
        position = self._encoded.frame.position
        placed = [one for one in self._filling.placed.values() if one.shift_id in position]
        asked = max(LEAST_ASKED, min(MOST_ASKED, EFFORT // max(1, len(placed))))
        placed = placed[: EFFORT // asked]
        candidates = self._candidates({position[one.shift_id] for one in placed})
        for one in placed:
            if out_of_time():
                return
            duty = position[one.shift_id]
            yield one.id, self._told(one.id, duty, candidates[duty], asked)

    def _candidates(self, duties: set[int]) -> Mapping[int, list[int]]:
        """Who may take each of these duties."""
        found: dict[int, list[int]] = {duty: [] for duty in duties}
        for number, person in enumerate(self._encoded.problem.staff):
            for duty in duties.intersection(person.options):
                found[duty].append(number)
        return found

    def _told(self, assignment_id: str, duty: int, candidates: list[int], asked: int) -> Choice:
        assignment = self._filling.placed[assignment_id]
        leaving = self._leaving(self._people[assignment.collaborator_id], duty)
        others = [n for n in candidates if duty not in self._roster[n]]
        staff = self._encoded.problem.staff
        others.sort(key=lambda n: (cost_of(staff[n], duty), len(self._roster[n]), n))
        able = islice((n for n in others if self._holdings[n].fits(duty)), asked)
        swaps = [self._swap(n, duty, leaving) for n in able]
        swaps.sort(key=lambda one: (one.difference, one.person_id))
        shift = self._filling.plan.shifts[assignment.shift_id]
        told: list[RunnerUp] = []
        self._filling.judge.take_out(assignment)
        for swap in swaps:
            if len(told) < TOLD and not self._filling.judge.refusals(swap.person_id, shift):
                told.append(self._record(swap))
        self._filling.judge.place(assignment)
        terms = {term: -cost / SCALE for term, cost in sorted(leaving.items()) if cost}
        return Choice(terms, told)

    def _leaving(self, number: int, duty: int) -> Counter[str]:
        """What each term changes by when somebody gives a duty up."""
        taken = self._roster[number]
        left = tuple(one for one in taken if one != duty)
        change = Counter({term: -cost for term, cost in self._encoded.drafts[number].costs_of(duty).items()})
        return _plus(change, self._bounds(number, left), self._bounds(number, taken))

    def _swap(self, number: int, duty: int, leaving: Counter[str]) -> _Swap:
        """Somebody on a duty in the place of another."""
        taken = self._roster[number]
        change = Counter(self._encoded.drafts[number].costs_of(duty))
        change = _plus(change, self._bounds(number, (*taken, duty)), self._bounds(number, taken))
        change.update(leaving)
        person_id = self._encoded.problem.staff[number].person_id
        return _Swap(person_id, {term: cost for term, cost in sorted(change.items()) if cost})

    def _bounds(self, number: int, taken: tuple[int, ...]) -> Mapping[str, int]:
        problem = self._encoded.problem
        found = priced_bounds(problem, problem.staff[number], taken)
        return {term: cost * self._encoded.unit for term, cost in found.items()}

    def _record(self, swap: _Swap) -> RunnerUp:
        return {
            "collaborator_id": swap.person_id,
            "difference": swap.difference / SCALE,
            "terms": {term: cost / SCALE for term, cost in swap.terms.items()},
        }


def _plus(change: Counter[str], after: Mapping[str, int], before: Mapping[str, int]) -> Counter[str]:
    """A change with what bounds come to after it, and no longer what they came to before."""
    change.update(after)
    change.subtract(before)
    return change
