"""The one registry of rules: those of the catalogue and those that other packages bring.

A package adds a rule through an entry point of the group `planning_core.rules` that names a subclass
of `Rule`.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib.metadata import entry_points

import attrs

from planning_core.domain.history import RuleSetting
from planning_core.domain.reference import Severity
from planning_core.errors import Fault, InvalidInput, NotFound
from planning_core.rules.base import Parameters, Rule
from planning_core.rules.rule_sets import FR, RULE_SETS, RuleSet

ENTRY_POINT_GROUP = "planning_core.rules"


@lru_cache(maxsize=1)
def built_in_rules() -> tuple[Rule, ...]:
    """Every rule of the catalogue, by code: one module each, holding one subclass of Rule."""
    from planning_core.rules import catalogue

    rules = []
    for module in pkgutil.iter_modules(catalogue.__path__):
        loaded = importlib.import_module(f"{catalogue.__name__}.{module.name}")
        rules += [
            cls()
            for cls in vars(loaded).values()
            if isinstance(cls, type) and issubclass(cls, Rule) and cls.__module__ == loaded.__name__
        ]
    return tuple(sorted(rules, key=lambda rule: rule.code))


@lru_cache(maxsize=1)
def installed_rules() -> tuple[Rule, ...]:
    """Rules of other packages, by code. An entry point that is no Rule raises InvalidInput."""
    rules = []
    for point in entry_points(group=ENTRY_POINT_GROUP):
        cls = point.load()
        if not (isinstance(cls, type) and issubclass(cls, Rule)):
            raise InvalidInput([Fault(f"entry_points.{point.name}", point.value, "not_a_rule")])
        rules.append(cls())
    return tuple(sorted(rules, key=lambda rule: rule.code))


@attrs.frozen
class RuleInForce:
    """A rule with the severity and the parameters that hold for one organization."""

    rule: Rule
    active: bool
    severity: Severity
    parameters: Parameters

    @property
    def code(self) -> str:
        """The rule's code."""
        return self.rule.code


class RuleBook:
    """Which rules hold, how: every known rule, by code, in order."""

    def __init__(self, rules: Iterable[RuleInForce]) -> None:
        self._rules: Mapping[str, RuleInForce] = {r.code: r for r in sorted(rules, key=lambda r: r.code)}
        self.active: tuple[RuleInForce, ...] = tuple(r for r in self._rules.values() if r.active)
        self.of_people = tuple(r for r in self.active if type(r.rule).person is not Rule.person)
        self.of_shifts = tuple(r for r in self.active if type(r.rule).shift is not Rule.shift)

    def __iter__(self) -> Iterator[RuleInForce]:
        return iter(self._rules.values())

    def __contains__(self, code: object) -> bool:
        return code in self._rules

    def get(self, code: str) -> RuleInForce:
        """The rule of that code; raises NotFound where there is none."""
        try:
            return self._rules[code]
        except KeyError:
            raise NotFound("rule", code) from None

    def digest(self) -> str:
        """A text that changes when, and only when, what the rules in force say changes."""
        return ";".join(
            f"{r.code}={r.severity.value}:{','.join(f'{k}={v}' for k, v in sorted(r.parameters.items()))}"
            for r in self.active
        )


def all_rules(extra: Iterable[Rule] = ()) -> tuple[Rule, ...]:
    """Catalogue, installed and given rules; a code used twice raises InvalidInput."""
    found: dict[str, Rule] = {}
    for rule in (*built_in_rules(), *installed_rules(), *extra):
        if rule.code in found and type(found[rule.code]) is not type(rule):
            raise InvalidInput([Fault("rule", rule.code, "repeated")])
        found[rule.code] = rule
    return tuple(found.values())


def rule_book(
    rule_set: RuleSet | None = None,
    settings: Iterable[RuleSetting] = (),
    extra: Iterable[Rule] = (),
) -> RuleBook:
    """The rules in force: their defaults, over them a rule set, over it an organization's settings.

    `rule_set` None is France's, `fr`. Raises InvalidInput for a setting that its rule does not take.
    """
    if rule_set is None:
        rule_set = FR
    own = {setting.id: setting for setting in settings}
    return RuleBook(
        in_force(rule, [s for s in (rule_set.get(rule.code), own.get(rule.code)) if s is not None])
        for rule in all_rules(extra)
    )


def known_rule_book(rule_set: str, settings: Iterable[RuleSetting]) -> RuleBook:
    """`rule_book` of a rule set by its name, kept for as long as nobody sets anything else."""
    own = sorted(settings, key=lambda one: one.id)
    told = repr([(one.id, one.active, one.severity, sorted(one.parameters.items())) for one in own])
    key = rule_set, told, installed_rules()
    book = _books.get(key)
    if book is None:
        if len(_books) >= _MOST_BOOKS:
            _books.clear()
        book = _books[key] = rule_book(RULE_SETS[rule_set], own)
    return book


_MOST_BOOKS = 256
_books: dict[tuple[str, str, tuple[Rule, ...]], RuleBook] = {}


def in_force(rule: Rule, settings: Iterable[RuleSetting]) -> RuleInForce:
    """A rule under settings, later ones over earlier ones."""
    active, severity = True, rule.severity
    parameters = {p.name: p.default for p in rule.parameters}
    for setting in settings:
        check_setting(rule, setting)
        active = active if setting.active is None else setting.active
        severity = severity if setting.severity is None else setting.severity
        parameters.update(setting.parameters)
    return RuleInForce(rule, active, severity, parameters)


def check_setting(rule: Rule, setting: RuleSetting) -> None:
    """Raise InvalidInput where a setting says what the rule does not allow."""
    faults = []
    if setting.active is False and rule.always_active:
        faults.append(Fault("active", False, "always_active"))
    if setting.severity is not None and setting.severity is not rule.severity and rule.severity_fixed:
        faults.append(Fault("severity", setting.severity.value, "severity_fixed"))
    known = {p.name: p for p in rule.parameters}
    for name, value in setting.parameters.items():
        path = f"parameters.{name}"
        if name not in known:
            faults.append(Fault(path, value, "unknown_field"))
        elif type(value) is not int:
            faults.append(Fault(path, value, "not_a_whole_number"))
        elif not known[name].minimum <= value <= known[name].maximum:
            limits = {"minimum": known[name].minimum, "maximum": known[name].maximum}
            faults.append(Fault(path, value, "out_of_range", limits))
    if faults:
        raise InvalidInput(faults)
