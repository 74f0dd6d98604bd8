"""The rules that hold for an organization, setting them, and checking the whole plan under them."""

from __future__ import annotations

import attrs

from planning_core.domain.conflict import Conflict
from planning_core.domain.history import RuleSetting
from planning_core.domain.plan import Plan
from planning_core.domain.principal import AccessRole, Principal
from planning_core.domain.time import zone
from planning_core.errors import Fault, InvalidInput, StaleVersion
from planning_core.ports.clock import Clock
from planning_core.ports.conflict_store import ConflictQuery
from planning_core.ports.events import OutgoingEvent
from planning_core.ports.ids import IdSource
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.rules.comparison import compare
from planning_core.rules.engine import evaluate
from planning_core.rules.registry import RuleBook, RuleInForce, known_rule_book
from planning_core.rules.rule_sets import RULE_SETS
from planning_core.use_cases.record_writes import record_action, record_setting

_PEOPLE_AT_ONCE = 50
_SHIFTS_AT_ONCE = 1000


def rules_in_force(uow: UnitOfWork) -> RuleBook:
    """The organization's rules: its rule set under its own settings."""
    return known_rule_book(uow.rules.rule_set(), uow.rules.settings())


@attrs.frozen(kw_only=True)
class RuleOutcome:
    """A rule as it now holds, its stored setting, and the conflicts that this brought about."""

    rule: RuleInForce
    setting: RuleSetting
    conflicts: tuple[Conflict, ...]


def setting_of(code: str, uow: UnitOfWork) -> RuleSetting:
    """The stored setting of a rule; version 0 where nobody has set it yet."""
    for setting in uow.rules.settings():
        if setting.id == code:
            return setting
    return RuleSetting(id=code, version=0)


def set_rule(
    setting: RuleSetting,
    *,
    principal: Principal,
    uow: UnitOfWork,
    clock: Clock,
    ids: IdSource,
    expected_version: int | None = None,
    request_id: str | None = None,
) -> RuleOutcome:
    """Turn a rule on or off, change its severity or parameters: a fact, written whatever it breaks.

    Raises NotFound for an unknown rule, InvalidInput for what the rule does not allow, StaleVersion,
    Forbidden.
    """
    principal.require(AccessRole.ADMIN, "set rule")
    uow.hold_plan(alone=True)
    rules_in_force(uow).get(setting.id)
    current = setting_of(setting.id, uow)
    if expected_version is not None and expected_version != current.version:
        raise StaleVersion("rule", setting.id, expected_version, current.version)
    after = attrs.evolve(setting, version=current.version)
    conflicts: tuple[Conflict, ...] = ()
    if after != current:
        after = attrs.evolve(setting, version=current.version + 1)
        uow.rules.put(after)
        rules = rules_in_force(uow)  # refuses what the rule does not take
        record_setting(
            current, after, principal=principal, uow=uow, clock=clock, ids=ids, request_id=request_id
        )
        before = _of_rule(uow, setting.id)
        recheck(uow=uow, clock=clock, rules=rules)
        conflicts = compare(before, _of_rule(uow, setting.id)).new
    return RuleOutcome(rule=rules_in_force(uow).get(setting.id), setting=after, conflicts=conflicts)


def _of_rule(uow: UnitOfWork, code: str) -> list[Conflict]:
    return uow.conflicts.find(ConflictQuery(rules=(code,)))


def recheck(*, uow: UnitOfWork, clock: Clock, rules: RuleBook | None = None) -> int:
    """Check the whole stored plan and store the conflicts found in the place of the earlier ones.

    Works through people and shifts in portions, so that memory stays bounded. How many conflicts there are.
    """
    uow.hold_plan(alone=True)
    rules = rules or rules_in_force(uow)
    uow.conflicts.clear()
    timezone = uow.rules.timezone()
    total = 0
    after: str | None = None
    while people := uow.plan.collaborator_ids(after, _PEOPLE_AT_ONCE):
        loaded = uow.plan.neighbourhood(collaborator_ids=people, shift_ids=(), window=None)
        found = evaluate(Plan(loaded, timezone=timezone), rules, collaborator_ids=people, shift_ids=())
        uow.conflicts.replace((), found)
        total, after = total + len(found), people[-1]
    after = None
    while shifts := uow.plan.shift_ids(after, _SHIFTS_AT_ONCE):
        loaded = uow.plan.neighbourhood(collaborator_ids=(), shift_ids=shifts, window=None)
        found = evaluate(Plan(loaded, timezone=timezone), rules, collaborator_ids=(), shift_ids=shifts)
        uow.conflicts.replace((), found)
        total, after = total + len(found), shifts[-1]
    uow.rules.mark_checked(rules.digest())
    uow.events.add(OutgoingEvent(topic="plan.checked", payload={"conflicts": total}, at=clock.now()))
    return total


def recheck_if_rules_changed(*, uow: UnitOfWork, clock: Clock) -> bool:
    """Check the whole plan again where the stored conflicts were found under other rules.

    That is so after a new version of this package, or a rule installed or removed. Whether it was needed.
    """
    rules = rules_in_force(uow)
    if uow.rules.checked_under() == rules.digest():
        return False
    uow.hold_plan(alone=True)
    rules = rules_in_force(uow)
    if uow.rules.checked_under() == rules.digest():
        return False  # another process came first
    recheck(uow=uow, clock=clock, rules=rules)
    return True


def choose_rule_set(
    name: str,
    *,
    principal: Principal,
    uow: UnitOfWork,
    clock: Clock,
    ids: IdSource,
    timezone: str | None = None,
    request_id: str | None = None,
) -> RuleBook:
    """Set the organization's rule set and zone, and check the plan under them.

    Raises InvalidInput, Forbidden.
    """
    principal.require(AccessRole.ADMIN, "choose rule set")
    if name not in RULE_SETS:
        raise InvalidInput([Fault("rule_set", name, "not_allowed", {"allowed": ", ".join(RULE_SETS)})])
    if timezone is not None:
        zone(timezone)
    uow.hold_plan(alone=True)
    before = {"rule_set": uow.rules.rule_set(), "timezone": uow.rules.timezone()}
    uow.rules.configure(rule_set=name, timezone=timezone)
    after = {"rule_set": uow.rules.rule_set(), "timezone": uow.rules.timezone()}
    rules = rules_in_force(uow)
    if after != before:
        record_action(
            "update",
            "organization",
            "organization",
            dict(before),
            dict(after),
            principal=principal,
            uow=uow,
            clock=clock,
            ids=ids,
            request_id=request_id,
        )
        recheck(uow=uow, clock=clock, rules=rules)
    return rules
