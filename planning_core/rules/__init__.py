"""The rules of a plan: what a rule is, which ones there are, and the engine that runs them.

A rule of one's own is a subclass of `Rule` that overrides `person`, `shift` or both and yields what
`person_finding` and `shift_finding` make. It is given to `rule_book(extra=...)`, or named by an entry
point of the group `planning_core.rules`.
"""

from planning_core.domain.conflict import Conflict
from planning_core.rules.base import Finding, Parameter, Parameters, Rule, single, text, variants
from planning_core.rules.comparison import Comparison, compare
from planning_core.rules.engine import evaluate, reach_of
from planning_core.rules.examples import Duty, Example, Said
from planning_core.rules.findings import person_finding, shift_finding
from planning_core.rules.registry import RuleBook, RuleInForce, all_rules, rule_book
from planning_core.rules.rule_sets import RULE_SETS, RuleSet
from planning_core.rules.sentences import sentence
from planning_core.rules.subjects import PersonTimeline, ShiftStaffing, Work, whole_minutes

__all__ = [
    "RULE_SETS",
    "Comparison",
    "Conflict",
    "Duty",
    "Example",
    "Finding",
    "Parameter",
    "Parameters",
    "PersonTimeline",
    "Rule",
    "RuleBook",
    "RuleInForce",
    "RuleSet",
    "Said",
    "ShiftStaffing",
    "Work",
    "all_rules",
    "compare",
    "evaluate",
    "person_finding",
    "reach_of",
    "rule_book",
    "sentence",
    "shift_finding",
    "single",
    "text",
    "variants",
    "whole_minutes",
]
