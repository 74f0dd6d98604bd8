"""Filling open seats one by one: those with the fewest candidates first, each by whoever suits it best."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

import attrs

from planning_core.domain.job import Coverage, Pair, Proposal
from planning_core.domain.time import calendar, micros, week_of
from planning_core.domain.work import Assignment, AssignmentStatus, Shift, ShiftStatus, Source
from planning_core.ports.solver import Seats, missing_points
from planning_core.rules.registry import RuleBook
from planning_core.solver.judge import Judge
from planning_core.solver.ranking import Ranking, Score
from planning_core.solver.working_plan import WorkingPlan

WEEKS_AT_ONCE = 1
"""How many ISO weeks of seats are put in order, and filled, together."""


@attrs.frozen
class Candidate:
    """Somebody who can take a seat, with the score that they get for it."""

    person_id: str
    score: Score
    lot: int

    def rank(self) -> tuple[float, int]:
        """The least is the best."""
        return -self.score.total, self.lot

    def costing(self, soft: int) -> Candidate:
        """The same person with more soft conflicts."""
        return attrs.evolve(self, score=attrs.evolve(self.score, soft=self.score.soft + soft))


class Filling:
    """Seats being filled: the plan as it stands, and who was put where.

    `soft` is the weight of the soft conflicts that placing people added, as far as was seen on the way.
    """

    def __init__(self, seats: Seats, rules: RuleBook, new_id: Callable[[], str]) -> None:
        self.plan = WorkingPlan.of(seats.plan)
        self.judge = Judge(self.plan, rules)
        self.ranking = Ranking(self.judge, seats.request)
        self.shifts: Sequence[Shift] = sorted(
            (
                shift
                for shift in (seats.plan.shifts.get(one) for one in seats.shift_ids)
                if shift is not None and shift.status is not ShiftStatus.CANCELLED
            ),
            key=lambda shift: (shift.starts_at, shift.id),
        )
        self.people: Sequence[str] = sorted(p.id for p in seats.plan.collaborators.values() if p.active)
        self.placed: dict[str, Assignment] = {}
        self.proposals: dict[str, Proposal] = {}
        self.soft = 0
        self._new_id = new_id

    def missing(self, shift: Shift) -> int:
        """How many people a shift still lacks."""
        active = sum(1 for assignment in self.plan.assignments_on(shift.id) if assignment.active)
        return max(0, shift.headcount - active)

    def may_ask(self, person_id: str, shift: Shift) -> bool:
        """Whether a person has nothing to do with a shift yet: neither on it nor turned down for it."""
        return all(a.collaborator_id != person_id for a in self.plan.assignments_on(shift.id))

    def can_take(self, person_id: str, shift: Shift) -> bool:
        """Whether a person can be put on a shift as the plan stands."""
        return self.may_ask(person_id, shift) and not self.judge.forbids(person_id, shift)

    def take_up(self, start: Sequence[Pair]) -> Iterator[float]:
        """Put people where an earlier search had them, as far as that is open; yields the share done."""
        wanted = {shift.id: shift for shift in self.shifts}
        known = set(self.people)
        for done, (shift_id, person_id) in enumerate(start, 1):
            shift = wanted.get(shift_id)
            if shift is not None and person_id in known and self.missing(shift):
                self.place_best(shift, self.ranked(shift, [person_id]))
            yield done / len(start)

    def fill_all(self, stop: Callable[[], bool]) -> Iterator[float]:
        """Fill week after week; yields the share of shifts done, and ends early where `stop` says so."""
        done = 0
        for _, group in groupby(self.shifts, key=_weeks):
            shifts = list(group)
            for shift, people in self._hardest_first(shifts, stop):
                self.fill(shift, people)
                done += 1
                yield done / len(self.shifts)
                if stop():
                    return

    def _hardest_first(
        self, shifts: Iterable[Shift], stop: Callable[[], bool]
    ) -> list[tuple[Shift, list[str]]]:
        """Shifts that lack people with those who could come, fewest to spare first, then the weightiest."""
        found: list[tuple[tuple[int, int, int, str], Shift, list[str]]] = []
        for shift in shifts:
            if stop():
                break
            missing = self.missing(shift)
            people = [p for p in self.people if self.can_take(p, shift)] if missing else []
            key = (len(people) - missing, -missing_points(shift, 1), micros(shift.starts_at), shift.id)
            found.append((key, shift, people))
        found.sort(key=lambda one: one[0])
        return [(shift, people) for _, shift, people in found]

    def fill(self, shift: Shift, people: Iterable[str]) -> None:
        """Put the best of these people on a shift, one after the other, until it lacks nobody."""
        ranked = self.ranked(shift, people)
        while self.missing(shift):
            placed = self.place_best(shift, ranked)
            if placed is None:
                return
            ranked = [one for one in ranked if one.person_id != placed.collaborator_id]

    def place_best(self, shift: Shift, ranked: Iterable[Candidate]) -> Assignment | None:
        """Put the best of these on a shift; None where nobody can take it."""
        best = self.best_two(shift, ranked)
        return self.place(shift, *best) if best else None

    def ranked(self, shift: Shift, people: Iterable[str]) -> list[Candidate]:
        """Those of these people whom no rule on people keeps from a shift, best first."""
        found = []
        for person_id in people:
            if self.may_ask(person_id, shift):
                cost = self.judge.cost_for_person(person_id, shift)
                if cost is not None:
                    score = self.ranking.score(person_id, shift, cost)
                    found.append(Candidate(person_id, score, self.ranking.lot(person_id, shift)))
        return sorted(found, key=Candidate.rank)

    def best_two(self, shift: Shift, ranked: Iterable[Candidate]) -> list[Candidate]:
        """The best and the second best once the rules on the shift have spoken; looks no further than needed.

        Those rules can only lower a score, so whoever ranks below the second best before, does after.
        """
        found: list[Candidate] = []
        for candidate in ranked:
            if len(found) == 2 and found[1].rank() < candidate.rank():
                break
            cost = self.judge.cost_for_shift(candidate.person_id, shift)
            if cost is not None:
                found = sorted([*found, candidate.costing(cost)], key=Candidate.rank)[:2]
        return found

    def place(self, shift: Shift, best: Candidate, runner_up: Candidate | None = None) -> Assignment:
        """Put somebody on a shift and note why."""
        assignment = Assignment(
            id=self._new_id(),
            shift_id=shift.id,
            collaborator_id=best.person_id,
            role_id=shift.role_id,
            status=AssignmentStatus.PROPOSED,
            source=Source.AUTO,
        )
        self.judge.place(assignment)
        self.placed[assignment.id] = assignment
        self.soft += best.score.soft
        self.proposals[assignment.id] = Proposal(
            assignment_id=assignment.id,
            shift_id=shift.id,
            collaborator_id=best.person_id,
            score=best.score.total,
            reasons=_reasons(best, runner_up),
        )
        return assignment

    def withdraw(self, assignment: Assignment) -> Proposal:
        """Take back what was placed; the proposal it was."""
        self.judge.take_out(assignment)
        del self.placed[assignment.id]
        proposal = self.proposals.pop(assignment.id)
        self.soft -= proposal.reasons["soft"]
        return proposal

    def put_back(self, assignment: Assignment, proposal: Proposal) -> None:
        """Undo a withdrawal."""
        self.judge.place(assignment)
        self.placed[assignment.id] = assignment
        self.proposals[assignment.id] = proposal
        self.soft += proposal.reasons["soft"]

    def coverage(self) -> Coverage:
        """Seats wanted and filled so far."""
        wanted = sum(shift.headcount for shift in self.shifts)
        return Coverage(wanted=wanted, filled=wanted - sum(self.missing(shift) for shift in self.shifts))


def _weeks(shift: Shift) -> int:
    return week_of(calendar("UTC").day_of(micros(shift.starts_at))) // WEEKS_AT_ONCE


def terms_of(score: Score) -> dict[str, float]:
    """The terms of a score, as they are told."""
    return {
        "load": round(score.load, 3),
        "soft": score.soft,
        "wishes": score.wishes,
        "continuity": score.continuity,
    }


def _reasons(best: Candidate, runner_up: Candidate | None) -> dict[str, object]:
    """The terms of a score, and who came second."""
    reasons: dict[str, object] = {**terms_of(best.score)}
    if runner_up is not None:
        reasons["runner_up"] = {"collaborator_id": runner_up.person_id, "score": runner_up.score.total}
    return reasons
