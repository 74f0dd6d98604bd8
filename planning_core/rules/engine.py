"""The one evaluator: every rule in force over the people and shifts asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import timedelta

from planning_core.domain.conflict import Conflict
from planning_core.domain.plan import Plan
from planning_core.domain.work import Assignment, ShiftStatus
from planning_core.rules.base import Finding, conflict_of
from planning_core.rules.registry import RuleBook, RuleInForce
from planning_core.rules.subjects import PersonTimeline, ShiftStaffing


def evaluate(
    plan: Plan,
    rules: RuleBook,
    *,
    collaborator_ids: Collection[str] | None = None,
    shift_ids: Collection[str] | None = None,
) -> list[Conflict]:
    """All conflicts of these people and these shifts (None: of all), each once, in a stable order."""
    found: list[Conflict] = []
    people = plan.collaborators if collaborator_ids is None else collaborator_ids
    for collaborator_id in people:
        collaborator = plan.collaborators.get(collaborator_id)
        if collaborator is not None:
            timeline = PersonTimeline(plan, collaborator)
            if timeline.works:
                for rule in rules.of_people:
                    for finding in rule.rule.person(timeline, rule.parameters):
                        found.append(_conflict(rule, finding, plan, collaborator_id))
    for shift_id in plan.shifts if shift_ids is None else shift_ids:
        shift = plan.shifts.get(shift_id)
        if shift is not None and shift.status is not ShiftStatus.CANCELLED:
            staffing = ShiftStaffing(plan, shift)
            for rule in rules.of_shifts:
                for finding in rule.rule.shift(staffing, rule.parameters):
                    found.append(_conflict(rule, finding, plan, shift_id))
    found.sort(key=Conflict.sort_key)
    return found


def conflicts_of(rule: RuleInForce, findings: Iterable[Finding], plan: Plan, owner: str) -> list[Conflict]:
    """What the findings of one rule about one person or shift come to in a plan."""
    return [_conflict(rule, finding, plan, owner) for finding in findings]


def _conflict(rule: RuleInForce, finding: Finding, plan: Plan, owner: str) -> Conflict:
    overridden = rule.rule.overridable and any(
        _overrides(plan.assignments.get(a), rule.code) for a in finding.assignment_ids
    )
    return conflict_of(rule.rule, rule.severity, finding, overridden, owner)


def _overrides(assignment: Assignment | None, code: str) -> bool:
    return assignment is not None and assignment.override is not None and code in assignment.override.rules


def reach_of(rules: RuleBook) -> timedelta:
    """How far from a change any rule in force must see, on both sides."""
    return max((r.rule.reach(r.parameters) for r in rules.active), default=timedelta(0))
