"""Seeing what changes would do, on a stored plan or on one's own; checking a plan."""

from __future__ import annotations

from collections.abc import Sequence

from planning_core.domain.change import Change
from planning_core.domain.conflict import Conflict
from planning_core.domain.plan import Plan
from planning_core.domain.principal import AccessRole, Principal
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.rules.engine import evaluate
from planning_core.rules.registry import RuleBook, rule_book
from planning_core.use_cases.decide import Outcome, decide
from planning_core.use_cases.transitions import Author
from planning_core.use_cases.write import decide_stored

LIBRARY_USER = Principal(user_id="library", role=AccessRole.ADMIN)


def preview_changes(changes: Sequence[Change], *, principal: Principal, uow: UnitOfWork) -> Outcome:
    """What a write of these changes would do to the stored plan: the same function without its last step.

    `blocking` holds what the write would be refused for. Whoever reads the plan may ask, for nothing is
    written. Raises what the write would raise for other reasons.
    """
    return decide_stored(changes, principal=principal, uow=uow, asking=True)


def check(plan: Plan, rules: RuleBook | None = None) -> list[Conflict]:
    """All conflicts of a plan under these rules (None: the rule set `fr`), each once, in a stable order.

    >>> check(Plan())
    []
    """
    return evaluate(plan, rules or rule_book())


def preview(
    plan: Plan,
    changes: Sequence[Change],
    rules: RuleBook | None = None,
    *,
    principal: Principal = LIBRARY_USER,
) -> Outcome:
    """What changes come to in a plan of one's own: edits, conflicts made and mended, what would refuse them.

    Raises InvalidInput, NotFound, IllegalTransition, Locked, StaleVersion where a change is impossible.
    """
    return decide(plan, changes, Author(principal=principal, rules=rules or rule_book()))
