"""Repairs of a standing conflict: ideas, each tried by the rules of a write, the best of those that work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import attrs

from planning_core.domain.conflict import Conflict
from planning_core.domain.plan import Plan
from planning_core.domain.principal import AccessRole, Principal
from planning_core.domain.reference import Severity, Site
from planning_core.domain.work import Assignment, Shift, ShiftStatus
from planning_core.errors import NotFound, PlanningError, Unavailable
from planning_core.ports.ids import IdSource
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.use_cases.candidates import Candidate, SeatJudgeFor, rank_candidates
from planning_core.use_cases.conflicts_within import conflicts_within
from planning_core.use_cases.decide import Outcome, decide
from planning_core.use_cases.load import load_plan
from planning_core.use_cases.repair_ideas import Idea, breaks, drops, moves, seatings, swaps
from planning_core.use_cases.transitions import Author

MOST_REPAIRS = 6
_MOST_OF_A_KIND = 3
_MOST_SHIFTS = 3
_MOST_PEOPLE = 3
_MOST_SEATS = 20


@attrs.frozen(kw_only=True)
class Repair:
    """Changes that resolve a conflict and bring about no hard one: `outcome` is what a write comes to."""

    idea: Idea
    outcome: Outcome


def find_repairs(
    fingerprint: str, *, principal: Principal, uow: UnitOfWork, ids: IdSource, judge_for: SeatJudgeFor
) -> tuple[Conflict, list[Repair]]:
    """The standing conflict of that fingerprint, and up to six repairs of it, the best first.

    Locked assignments, and shifts with one, are left alone. Whoever reads the plan may ask. Raises Forbidden,
    NotFound where no such conflict stands.
    """
    principal.require(AccessRole.VIEWER, "find repairs")
    conflict = uow.conflicts.get(fingerprint)
    seen = [] if conflict is None else conflicts_within([conflict], principal, uow)
    if not seen:
        raise NotFound("conflict", fingerprint)
    conflict = seen[0]  # of a caller with limits, as far as their part of the plan goes
    scene = _Scene.of(conflict, uow)
    ideas = list(_ideas(scene, principal, uow, ids, judge_for))
    if not ideas:
        return conflict, []
    plan, rules = load_plan([change for idea in ideas for change in idea.changes], uow)
    author = Author(principal=principal, rules=rules)
    return conflict, _best(_working(conflict, ideas, plan, author))


@attrs.frozen(kw_only=True)
class _Scene:
    """What a conflict is about, as it is stored: what may be altered of it."""

    conflict: Conflict
    shifts: dict[str, Shift]
    on_them: dict[str, list[Assignment]]
    timezones: dict[str, str]

    @classmethod
    def of(cls, conflict: Conflict, uow: UnitOfWork) -> _Scene:
        """Loaded; the latest shifts first, for those were mostly planned last."""
        found = uow.plan.get_many("shift", conflict.shift_ids).values()
        shifts = [s for s in found if isinstance(s, Shift) and s.status is not ShiftStatus.CANCELLED]
        shifts.sort(key=lambda shift: (shift.starts_at, shift.id), reverse=True)
        on_them: dict[str, list[Assignment]] = {shift.id: [] for shift in shifts}
        for one in uow.plan.assignments_of_shifts(on_them):
            if isinstance(one, Assignment):
                on_them[one.shift_id].append(one)
        sites = uow.plan.get_many("site", {shift.site_id for shift in shifts})
        return cls(
            conflict=conflict,
            shifts={shift.id: shift for shift in shifts},
            on_them=on_them,
            timezones={site.id: site.timezone for site in sites.values() if isinstance(site, Site)},
        )

    def droppable(self) -> list[Assignment]:
        """Assignments of the conflict that may be altered."""
        named = set(self.conflict.assignment_ids)
        return [
            one
            for shift_id in self.shifts
            for one in self.on_them[shift_id]
            if one.id in named and one.active and not one.locked
        ]

    def movable(self) -> list[Shift]:
        """Shifts of the conflict on which nobody is locked."""
        free = [s for s in self.shifts.values() if not any(a.locked for a in self.on_them[s.id])]
        return free[:_MOST_SHIFTS]

    def missing(self, shift: Shift) -> int:
        """How many people a shift lacks."""
        return shift.headcount - sum(one.active for one in self.on_them[shift.id])


def _ideas(
    scene: _Scene, principal: Principal, uow: UnitOfWork, ids: IdSource, judge_for: SeatJudgeFor
) -> Iterator[Idea]:
    conflict, droppable = scene.conflict, scene.droppable()

    def suited(shift: Shift, without: Sequence[str] = ()) -> list[Candidate]:
        found = rank_candidates(shift.id, principal=principal, uow=uow, judge_for=judge_for, without=without)
        concerned = {*conflict.collaborator_ids, *(one.collaborator_id for one in scene.on_them[shift.id])}
        return [one for one in found if one.eligible and one.person.id not in concerned]

    yield from drops(droppable, scene.shifts)
    for one in droppable[:_MOST_SHIFTS] if conflict.owner not in scene.shifts else ():
        # What is wrong with a shift itself is not mended by who works it.
        shift = scene.shifts[one.shift_id]
        yield from swaps(one, shift, suited(shift, [one.id])[:_MOST_PEOPLE])
    for shift in scene.movable():
        yield from moves(shift, conflict, scene.timezones[shift.site_id])
        if len(conflict.shift_ids) == 1:
            yield from breaks(shift, conflict)
    for shift in scene.shifts.values():
        missing = scene.missing(shift)
        if shift.id == conflict.owner and 0 < missing <= _MOST_SEATS:
            people = suited(shift)[: max(missing, _MOST_PEOPLE)]
            yield from seatings(shift, missing, people, [ids.new_id() for _ in people])


def _working(conflict: Conflict, ideas: Iterable[Idea], plan: Plan, author: Author) -> Iterator[Repair]:
    """Those of these ideas that resolve the conflict and bring about no hard one."""
    done: set[str] = set()
    for idea in ideas:
        if idea.family in done:
            continue
        try:
            outcome = decide(plan, idea.changes, author)
        except Unavailable:
            raise
        except PlanningError:
            continue  # it cannot be carried out at all: outside its mission, not allowed to the caller
        hard = [one for one in (*outcome.new_conflicts, *outcome.blocking) if one.type is Severity.HARD]
        if not hard and any(one.fingerprint == conflict.fingerprint for one in outcome.resolved_conflicts):
            done.add(idea.family)
            yield Repair(idea=idea, outcome=outcome)


def _best(found: Iterable[Repair]) -> list[Repair]:
    """The least upsetting, not too many of one kind."""
    kept: list[Repair] = []
    for repair in sorted(found, key=_cost):
        if sum(one.idea.kind is repair.idea.kind for one in kept) < _MOST_OF_A_KIND:
            kept.append(repair)
    return kept[:MOST_REPAIRS]


def _cost(repair: Repair) -> tuple[float, str, str]:
    weights = (one.details.get("weight") for one in repair.outcome.new_conflicts)
    soft = sum(weight if isinstance(weight, int) else 1 for weight in weights)
    return repair.idea.effort + soft, repair.idea.kind.value, repair.idea.family
