"""Why this person and no other: what they cost, who else could take the seat and for how much more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

import attrs

from planning_core.domain.objective import SCALE
from planning_core.domain.work import Assignment
from planning_core.solver.encode import ENCODED, Encoded
from planning_core.solver.filling import Filling
from planning_core.solver.holding import Shared, holdings
from planning_core.solver.problem import Roster

TOLD = 3
"""How many runners-up are told of each proposal."""

RunnerUp = Mapping[str, Any]
"""`{"collaborator_id": id, "difference": points, "terms": {term: points}}`."""

Candidates = tuple[tuple[int, ...], tuple[int, ...]]
"""People, and what a duty costs each of them by itself."""


@attrs.frozen
class Choice:
    """What somebody on a seat adds to each term of the objective, in points, and who would have been next."""

    terms: Mapping[str, float]
    runners_up: Sequence[RunnerUp]


class _Queue:
    """People in the order in which they would come, each looked for only once somebody asks for them."""

    def __init__(self, source: Iterator[int]) -> None:
        self._source, self._found = source, list[int]()

    def __iter__(self) -> Iterator[int]:
        yield from self._found
        for number in self._source:
            self._found.append(number)
            yield number


@attrs.frozen
class _Wanted:
    """A duty whose seats are told of: who would come in what order, and what it changes for each.

    `likeness` is shared by shifts that differ in their ids alone, with as many people on them.
    """

    duty: int
    queue: _Queue
    likeness: object
    joining: dict[int, Mapping[str, int]] = attrs.field(factory=dict)


class RunnersUp:
    """Finds, for the seats of one roster, those who would have been next.

    Everything else stays as it is; the rules have the last word on each. A difference below nothing means
    that the search had no time to find it. Seats that differ in nothing but their ids share what is found.
    """

    def __init__(self, encoded: Encoded, roster: Roster, filling: Filling) -> None:
        self._encoded, self._roster, self._filling = encoded, roster, filling
        self._people = {person.person_id: n for n, person in enumerate(encoded.problem.staff)}
        self._shared = Shared(encoded.problem)
        self._holdings = holdings(encoded.problem, roster, self._shared)
        self._queues: dict[tuple[int, Candidates], _Queue] = {}
        self._verdicts: dict[tuple[str, object], bool] = {}
        # A rule of another package may look at who else is on a shift: it is asked about each seat anew.
        self._rules_known = all(code in ENCODED for code in filling.judge.codes)

    def of_all(self, out_of_time: Callable[[], bool]) -> Iterator[tuple[str, Choice]]:
        """Assignment ids with what speaks for whom, the nearest first, as far as time goes."""
        position = self._encoded.frame.position
        placed = [one for one in self._filling.placed.values() if one.shift_id in position]
        placed.sort(key=lambda one: position[one.shift_id])
        candidates = self._candidates({position[one.shift_id] for one in placed})
        for duty, seats in groupby(placed, key=lambda one: position[one.shift_id]):
            wanted = self._wanted(duty, candidates[duty])
            for one in seats:
                if out_of_time():
                    return
                yield one.id, self._told(one, wanted)

    def _wanted(self, duty: int, candidates: Candidates) -> _Wanted:
        key = self._shared.alike[duty], candidates
        queue = self._queues.get(key)
        if queue is None:
            queue = self._queues[key] = _Queue(self._in_order(duty, candidates))
        shift = self._encoded.frame.shifts[duty]
        present = sum(one.active for one in self._filling.plan.assignments_on(shift.id))
        return _Wanted(duty, queue, (attrs.evolve(shift, id="any", version=1), present))

    def _candidates(self, duties: set[int]) -> Mapping[int, Candidates]:
        """Who may take each of these duties, and what it costs each of them by itself."""
        found: dict[int, tuple[list[int], list[int]]] = {duty: ([], []) for duty in duties}
        for number, person in enumerate(self._encoded.problem.staff):
            for duty, cost in zip(person.options, person.costs, strict=True):
                if duty in found:
                    people, costs = found[duty]
                    people.append(number)
                    costs.append(cost)
        return {duty: (tuple(people), tuple(costs)) for duty, (people, costs) in found.items()}

    def _in_order(self, duty: int, candidates: Candidates) -> Iterator[int]:
        """Those who could take a duty, the cheapest first."""
        kind, rows = self._encoded.problem.duties[duty].kind, self._holdings
        prices = sorted(
            (cost + rows[number].surcharge(duty), number)
            for number, cost in zip(*candidates, strict=True)
            if kind not in rows[number].refused
        )
        return (number for _, number in prices if rows[number].fits(duty))

    def _told(self, one: Assignment, wanted: _Wanted) -> Choice:
        leaving = self._leaving(self._people[one.collaborator_id], wanted.duty)
        told: list[RunnerUp] = []
        for number in wanted.queue:
            if wanted.duty in self._roster[number] or self._refused(number, one, wanted.likeness):
                continue
            if number not in wanted.joining:
                wanted.joining[number] = self._joining(number, wanted.duty)
            told.append(self._record(number, leaving, wanted.joining[number]))
            if len(told) == TOLD:
                break
        told.sort(key=lambda runner: (runner["difference"], runner["collaborator_id"]))
        return Choice({term: -cost / SCALE for term, cost in sorted(leaving.items()) if cost}, told)

    def _refused(self, number: int, instead_of: Assignment, likeness: object) -> bool:
        """Whether the rules keep somebody from taking another's place."""
        judge, person_id = self._filling.judge, self._encoded.problem.staff[number].person_id
        key = person_id, likeness
        found = self._verdicts.get(key) if self._rules_known else None
        if found is None:
            judge.take_out(instead_of)
            found = judge.forbids(person_id, self._filling.plan.shifts[instead_of.shift_id])
            judge.place(instead_of)
            self._verdicts[key] = found
        return found

    def _leaving(self, number: int, duty: int) -> Counter[str]:
        """What each term changes by when somebody gives a duty up."""
        change = Counter({term: -cost for term, cost in self._encoded.drafts[number].costs_of(duty).items()})
        change.update(self._in_thousandths(self._holdings[number].leaving(duty)))
        return change

    def _joining(self, number: int, duty: int) -> Mapping[str, int]:
        """What each term changes by when somebody takes a duty."""
        change = Counter(self._encoded.drafts[number].costs_of(duty))
        change.update(self._in_thousandths(self._holdings[number].joining(duty)))
        return change

    def _in_thousandths(self, changes: Mapping[str, int]) -> Mapping[str, int]:
        return {name: cost * self._encoded.unit for name, cost in changes.items()}

    def _record(self, number: int, leaving: Mapping[str, int], joining: Mapping[str, int]) -> RunnerUp:
        change = Counter(leaving)
        change.update(joining)
        return {
            "collaborator_id": self._encoded.problem.staff[number].person_id,
            "difference": sum(change.values()) / SCALE,
            "terms": {term: cost / SCALE for term, cost in sorted(change.items()) if cost},
        }
