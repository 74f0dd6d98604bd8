"""Who could take a seat of a shift: everybody ranked, or excluded with what it would break."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

import attrs

from planning_core.domain.conflict import Conflict
from planning_core.domain.people import Collaborator
from planning_core.domain.plan import Plan
from planning_core.domain.principal import AccessRole, Principal
from planning_core.domain.reference import Severity
from planning_core.domain.time import Window, whole_weeks
from planning_core.domain.work import Assignment, Shift, ShiftStatus
from planning_core.errors import Fault, InvalidInput, NotFound
from planning_core.ports.candidates import SeatJudge
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.rules.engine import reach_of
from planning_core.rules.registry import RuleBook
from planning_core.use_cases.limits import require_entity
from planning_core.use_cases.rules_in_force import rules_in_force

SeatJudgeFor = Callable[[Plan, RuleBook, Shift], SeatJudge]
"""Makes the judge of a shift on a plan under the rules in force."""

_PEOPLE_AT_ONCE = 500
_NEAR = timedelta(0)


@attrs.frozen(kw_only=True)
class Candidate:
    """A person and a seat. `rank` counts from 1 among those eligible, the best first; others have none.

    `conflicts` is what putting them on the shift would bring about. A person whom rules on that very time
    exclude is not looked at any further, so more may stand against them than is told. `assignment` is the one
    that they have to the shift already, be it rejected.
    """

    person: Collaborator
    conflicts: tuple[Conflict, ...]
    minutes_in_week: int
    assignment: Assignment | None = None
    rank: int | None = None
    score: float | None = None
    reasons: Mapping[str, Any] | None = None

    @property
    def eligible(self) -> bool:
        """Whether a write would put them on the shift without an override."""
        return all(one.type is not Severity.HARD for one in self.conflicts)


def rank_candidates(
    shift_id: str,
    *,
    principal: Principal,
    uow: UnitOfWork,
    judge_for: SeatJudgeFor,
    role_id: str | None = None,
    without: Collection[str] = (),
) -> list[Candidate]:
    """Everybody active, judged for one more assignment to a shift by the rules of a write.

    The eligible come first by rank, then the excluded by name. `role_id` keeps those who hold that role,
    `without` leaves assignments of these ids out, as if they were gone.
    Raises Forbidden, OutsideLimits, NotFound for an unknown shift, InvalidInput for one that is cancelled.
    """
    principal.require(AccessRole.VIEWER, "rank candidates")
    shift = uow.plan.get("shift", shift_id)
    if not isinstance(shift, Shift):
        raise NotFound("shift", shift_id)
    require_entity(shift, principal, uow)
    if shift.status is ShiftStatus.CANCELLED:
        raise InvalidInput([Fault("id", shift_id, "shift_cancelled")])
    rules = rules_in_force(uow)
    near = _plan_around(shift, _everybody(uow), whole_weeks(shift.window), without, uow)
    people = [
        one
        for one in near.collaborators.values()
        if one.active and (role_id is None or role_id in one.role_ids)
    ]
    excluded, left = _parted(people, near, _seeing_no_further(rules, _NEAR), shift, judge_for)
    wide = whole_weeks(shift.window.widened(reach_of(rules)))
    plan = _plan_around(shift, [one.id for one in left], wide, without, uow)
    judge = judge_for(plan, rules, shift)
    judged = [_judged(one, plan, judge, shift) for one in left]
    return _in_order([*judged, *excluded], judge)


def _parted(
    people: Iterable[Collaborator], plan: Plan, rules: RuleBook, shift: Shift, judge_for: SeatJudgeFor
) -> tuple[list[Candidate], list[Collaborator]]:
    """Those whom these rules exclude, and the others. Few are left to load months of work for."""
    judge = judge_for(plan, rules, shift)
    found = [_judged(one, plan, judge, shift) for one in people]
    return [one for one in found if not one.eligible], [one.person for one in found if one.eligible]


def _judged(person: Collaborator, plan: Plan, judge: SeatJudge, shift: Shift) -> Candidate:
    theirs = [one for one in plan.assignments_on(shift.id) if one.collaborator_id == person.id]
    return Candidate(
        person=person,
        conflicts=tuple(sorted(judge.brings(person.id), key=Conflict.sort_key)),
        minutes_in_week=judge.minutes_in_week(person.id),
        # Of several, the one that counts.
        assignment=max(theirs, key=lambda one: (one.active, one.id), default=None),
    )


def _in_order(found: Sequence[Candidate], judge: SeatJudge) -> list[Candidate]:
    scored = []
    for one in found:
        if one.eligible:
            score, reasons = judge.score(one.person.id, one.conflicts)
            scored.append(attrs.evolve(one, score=score, reasons=reasons))
    scored.sort(key=lambda one: (-(one.score or 0.0), *_by_name(one)))
    ranked = [attrs.evolve(one, rank=place) for place, one in enumerate(scored, 1)]
    return [*ranked, *sorted((one for one in found if not one.eligible), key=_by_name)]


def _by_name(one: Candidate) -> tuple[str, str]:
    return one.person.name.casefold(), one.person.id


def _seeing_no_further(rules: RuleBook, reach: timedelta) -> RuleBook:
    return RuleBook(one for one in rules.active if one.rule.reach(one.parameters) <= reach)


def _everybody(uow: UnitOfWork) -> list[str]:
    found: list[str] = []
    while some := uow.plan.collaborator_ids(found[-1] if found else None, _PEOPLE_AT_ONCE):
        found += some
    return found


def _plan_around(
    shift: Shift, people: Sequence[str], window: Window, without: Collection[str], uow: UnitOfWork
) -> Plan:
    entities = uow.plan.neighbourhood(collaborator_ids=people, shift_ids=[shift.id], window=window)
    return Plan((one for one in entities if one.id not in without), timezone=uow.rules.timezone())
