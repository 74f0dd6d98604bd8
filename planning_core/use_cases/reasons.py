"""Whose reasons of absence a caller may know."""

from __future__ import annotations

from collections.abc import Collection

from planning_core.domain.people import Collaborator
from planning_core.domain.principal import AccessRole, Principal
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.use_cases.limits import part_of


def whose_reasons(people: Collection[str], principal: Principal, uow: UnitOfWork) -> set[str]:
    """Those of these people whose reasons the caller may know.

    Their own; for planners everybody's; for planners with limits those of their sites' and teams' people.
    """
    own = {principal.collaborator_id} & set(people)
    if not principal.may(AccessRole.PLANNER):
        return {one for one in own if one is not None}
    part = part_of(principal, uow)
    if part is None:
        return set(people)
    stored = uow.plan.get_many("collaborator", set(people))
    return {i for i, one in stored.items() if isinstance(one, Collaborator) and part.holds_person(one)}
