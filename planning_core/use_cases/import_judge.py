"""The conflicts that an import brings about, found portion by portion in the plan as it stands after it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property

import attrs

from planning_core.domain.change import Edit
from planning_core.domain.conflict import Conflict
from planning_core.domain.kinds import Entity
from planning_core.domain.plan import Plan
from planning_core.domain.time import Window
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.rules.comparison import compare
from planning_core.rules.engine import evaluate, reach_of
from planning_core.rules.registry import RuleBook
from planning_core.use_cases.decide import blocking_conflicts
from planning_core.use_cases.import_touched import Touched, seen_from
from planning_core.use_cases.record_writes import record_conflicts

Key = tuple[str, str]
"""Shift and person of an assignment, as the rows of a file name it."""


@attrs.frozen(kw_only=True)
class Blocked:
    """People or shifts with conflicts that refuse the import: those conflicts, what stood of theirs before,
    and the keys of the assignments in them."""

    people: tuple[str, ...]
    shifts: tuple[str, ...]
    conflicts: tuple[Conflict, ...]
    before: tuple[Conflict, ...]
    keys: Mapping[str, Key]


class Judge:
    """Evaluates what an import touched against what stood before."""

    def __init__(self, touched: Touched, uow: UnitOfWork, rules: RuleBook) -> None:
        self._touched, self._uow, self._rules = touched, uow, rules
        self._timezone = uow.rules.timezone()

    @cached_property
    def _judged(self) -> Window | None:
        return self._touched.judged(reach_of(self._rules))

    @cached_property
    def _seen(self) -> Window | None:
        return seen_from(self._judged, reach_of(self._rules))

    def settle(self) -> Iterable[tuple[Conflict, ...]]:
        """Store the conflicts that stand now; what facts brought about, portion by portion."""
        for people, shifts in self._portions():
            _, before, after = self._evaluated(people, shifts)
            record_conflicts(before, after, self._uow)
            yield compare(before, after).new

    def decide(self, signed: Sequence[Edit]) -> Iterable[tuple[tuple[Conflict, ...], Blocked | None]]:
        """Store the conflicts that stand now; what decisions brought about, and what of it refuses them.

        `signed` are the assignments that came with an override.
        """
        for people, shifts in self._portions():
            plan, before, after = self._evaluated(people, shifts)
            record_conflicts(before, after, self._uow)
            blocking = blocking_conflicts(before, after, signed)
            yield compare(before, after).new, self._blocked(plan, before, blocking) if blocking else None

    def to_drop(
        self, blocked: Blocked, signed: Sequence[Edit], places: Mapping[object, int]
    ) -> dict[int, Conflict]:
        """Numbers of the rows without which nothing would be blocked, the latest of the file first, each
        with the conflict that it is dropped for.

        `places` holds the numbers of the rows of this import, by shift id or by key of the assignment.
        """
        plan = self._plan(blocked.people, blocked.shifts)
        dropped: dict[int, Conflict] = {}
        while True:
            after = self._kept(
                evaluate(plan, self._rules, collaborator_ids=blocked.people, shift_ids=blocked.shifts)
            )
            blocking = blocking_conflicts(blocked.before, after, signed)
            edits = _removal(plan, blocking, places, dropped)
            if not edits:
                return dropped
            plan = plan.with_edits(edits)

    def _blocked(self, plan: Plan, before: list[Conflict], conflicts: tuple[Conflict, ...]) -> Blocked:
        owners = {c.owner for c in conflicts}
        ids = {a for c in conflicts for a in c.assignment_ids}
        return Blocked(
            people=tuple(sorted(o for o in owners if o in plan.collaborators)),
            shifts=tuple(sorted(o for o in owners if o in plan.shifts)),
            conflicts=conflicts,
            before=tuple(c for c in before if c.owner in owners),
            keys={a: _key(plan, a) for a in ids if a in plan.assignments},
        )

    def _portions(self) -> Iterable[tuple[list[str], list[str]]]:
        for people in self._touched.people_portions(self._uow):
            yield people, []
        for shifts in self._touched.shift_portions(self._uow):
            yield [], shifts

    def _evaluated(self, people: list[str], shifts: list[str]) -> tuple[Plan, list[Conflict], list[Conflict]]:
        plan = self._plan(people, shifts)
        after = evaluate(plan, self._rules, collaborator_ids=people, shift_ids=shifts)
        before = self._uow.conflicts.owned([*people, *shifts])
        return plan, self._kept(before), self._kept(after)

    def _plan(self, people: Collection[str], shifts: Collection[str]) -> Plan:
        loaded = self._uow.plan.neighbourhood(collaborator_ids=people, shift_ids=shifts, window=self._seen)
        return Plan(loaded, timezone=self._timezone)

    def _kept(self, conflicts: Iterable[Conflict]) -> list[Conflict]:
        judged = self._judged
        if judged is None:
            return list(conflicts)
        return [c for c in conflicts if c.starts_at < judged.end and c.ends_at > judged.start]


def _key(plan: Plan, assignment_id: str) -> Key:
    assignment = plan.assignments[assignment_id]
    return assignment.shift_id, assignment.collaborator_id


def _removal(
    plan: Plan, blocking: Sequence[Conflict], places: Mapping[object, int], dropped: dict[int, Conflict]
) -> list[Edit]:
    """The edits that take away the latest row of the first conflict that a row of this import is part of.

    Conflicts of few assignments come first: a pair that overlaps leaves less choice than a week too full.
    """
    for conflict in sorted(blocking, key=lambda one: len(one.assignment_ids)):
        candidates: dict[int, Edit] = {}
        for assignment_id in conflict.assignment_ids:
            assignment = plan.assignments.get(assignment_id)
            number = places.get(_key(plan, assignment_id)) if assignment is not None else None
            if assignment is not None and number is not None:
                candidates[number] = _gone("assignment", assignment_id, assignment)
        if not candidates:
            for shift_id in conflict.shift_ids:
                number = places.get(shift_id)
                if number is not None and shift_id in plan.shifts:
                    candidates[number] = _gone("shift", shift_id, plan.shifts[shift_id])
        if candidates:
            latest = max(candidates)
            dropped[latest] = conflict
            return [candidates[latest]]
    return []


def _gone(kind: str, entity_id: str, entity: Entity) -> Edit:
    return Edit(entity=kind, id=entity_id, before=entity, after=None, action="delete")
