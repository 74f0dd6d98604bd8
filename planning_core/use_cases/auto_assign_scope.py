"""What an auto-assign job works on: its seats, and the plan around them."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from planning_core.domain.job import AutoAssignRequest
from planning_core.domain.kinds import Entity, kind_of
from planning_core.domain.plan import Plan
from planning_core.domain.time import Window, whole_weeks
from planning_core.domain.work import Assignment, Shift
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.rules.engine import reach_of
from planning_core.rules.registry import RuleBook

_PEOPLE_AT_ONCE = 500


@attrs.frozen(kw_only=True)
class Scope:
    """The shifts to fill, earlier proposals that give way, and the plan without those."""

    plan: Plan
    shift_ids: tuple[str, ...]
    superseded: tuple[Assignment, ...]


def load_scope(request: AutoAssignRequest, uow: UnitOfWork, rules: RuleBook) -> Scope:
    """The seats that a request asks for, with everybody's work as far around them as the rules see."""
    period = uow.plan.period(request.window, site_ids=request.site_ids, mission_ids=request.mission_ids)
    shifts = sorted(
        (one for one in period if isinstance(one, Shift) and request.covers(one)),
        key=lambda shift: (shift.starts_at, shift.id),
    )
    shift_ids = tuple(shift.id for shift in shifts)
    scope = set(shift_ids)
    superseded = tuple(
        one for one in period if isinstance(one, Assignment) and one.shift_id in scope and one.gives_way
    )
    known = _around(shifts, uow, rules) if shifts else {}
    for assignment in superseded:
        known.pop(("assignment", assignment.id), None)
    plan = Plan(known.values(), timezone=uow.rules.timezone())
    return Scope(plan=plan, shift_ids=shift_ids, superseded=superseded)


def _around(shifts: list[Shift], uow: UnitOfWork, rules: RuleBook) -> dict[tuple[str, str], Entity]:
    """Everything that judging anybody on these shifts needs."""
    hull = Window(shifts[0].starts_at, max(shift.ends_at for shift in shifts))
    window = whole_weeks(hull.widened(reach_of(rules)))
    known: dict[tuple[str, str], Entity] = {}
    scope = [shift.id for shift in shifts]
    _remember(known, uow.plan.neighbourhood(collaborator_ids=(), shift_ids=scope, window=window))
    after: str | None = None
    while people := uow.plan.collaborator_ids(after, _PEOPLE_AT_ONCE):
        _remember(known, uow.plan.neighbourhood(collaborator_ids=people, shift_ids=(), window=window))
        after = people[-1]
    return known


def _remember(known: dict[tuple[str, str], Entity], entities: Iterable[Entity]) -> None:
    for entity in entities:
        known[kind_of(entity), entity.id] = entity
