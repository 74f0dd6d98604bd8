"""Staff planning by the hour: entities, rules, and the one way in which a plan changes.

Needs attrs and the standard library. Build a `Plan` from your own data and `check` it, `preview` changes
on it, add a `Rule` of your own, or run the use cases of `planning_core.use_cases` on your own storage or
on `planning_core.memory`.
"""

from planning_core.domain.change import Change, Edit, Op, create, delete, update
from planning_core.domain.conflict import Conflict
from planning_core.domain.history import PlanningChange, Publication, RuleSetting
from planning_core.domain.kinds import Entity
from planning_core.domain.people import (
    Availability,
    AvailabilityKind,
    Collaborator,
    Contract,
    HeldSkill,
    Recurrence,
)
from planning_core.domain.plan import Plan
from planning_core.domain.principal import AccessRole, Limits, Principal
from planning_core.domain.reference import Blackout, Mission, Role, Severity, Site, Skill, Team
from planning_core.domain.time import Window
from planning_core.domain.work import (
    Assignment,
    AssignmentStatus,
    Override,
    Shift,
    ShiftStatus,
    ShiftTemplate,
    Source,
)
from planning_core.errors import (
    Fault,
    Forbidden,
    HardConflicts,
    IllegalTransition,
    InUse,
    InvalidInput,
    Locked,
    NotFound,
    OutsideLimits,
    PlanningError,
    StaleVersion,
    Unavailable,
)
from planning_core.rules.base import Finding, Parameter, Rule
from planning_core.rules.registry import RuleBook, rule_book
from planning_core.rules.rule_sets import RULE_SETS
from planning_core.use_cases.decide import Outcome
from planning_core.use_cases.preview import check, preview

__all__ = [
    "RULE_SETS",
    "AccessRole",
    "Assignment",
    "AssignmentStatus",
    "Availability",
    "AvailabilityKind",
    "Blackout",
    "Change",
    "Collaborator",
    "Conflict",
    "Contract",
    "Edit",
    "Entity",
    "Fault",
    "Finding",
    "Forbidden",
    "HardConflicts",
    "HeldSkill",
    "IllegalTransition",
    "InUse",
    "InvalidInput",
    "Limits",
    "Locked",
    "Mission",
    "NotFound",
    "Op",
    "Outcome",
    "OutsideLimits",
    "Override",
    "Parameter",
    "Plan",
    "PlanningChange",
    "PlanningError",
    "Principal",
    "Publication",
    "Recurrence",
    "Role",
    "Rule",
    "RuleBook",
    "RuleSetting",
    "Severity",
    "Shift",
    "ShiftStatus",
    "ShiftTemplate",
    "Site",
    "Skill",
    "Source",
    "StaleVersion",
    "Team",
    "Unavailable",
    "Window",
    "check",
    "create",
    "delete",
    "preview",
    "rule_book",
    "update",
]
