"""Which rules hold, and how they may be set."""

import pytest

from planning_core.domain.history import RuleSetting
from planning_core.domain.reference import Severity
from planning_core.errors import InvalidInput, NotFound
from planning_core.rules.registry import RuleBook, all_rules, built_in_rules, rule_book
from planning_core.rules.rule_sets import RULE_SETS

CODES = [
    "absence",
    "average_weekly_hours",
    "consecutive_days",
    "contract_hours",
    "contract_pattern",
    "daily_hours",
    "double_booking",
    "hard_capacity",
    "inactive_person",
    "min_rest",
    "missing_break",
    "missing_skill",
    "outside_availability",
    "role_mismatch",
    "shift_length",
    "site_blackout",
    "site_mismatch",
    "soft_capacity",
    "succession",
    "understaffed",
    "undesired_time",
    "weekly_hours",
    "weekly_rest",
]
SOFT = {
    "contract_hours",
    "contract_pattern",
    "missing_break",
    "outside_availability",
    "soft_capacity",
    "understaffed",
    "undesired_time",
}


def figures(rules: RuleBook, code: str) -> dict[str, int]:
    return dict(rules.get(code).parameters)


def test_catalogue_holds_every_rule_and_the_severity_of_each() -> None:
    found = {rule.code: rule.severity for rule in built_in_rules()}

    assert found == {code: Severity.SOFT if code in SOFT else Severity.HARD for code in CODES}


def test_french_rules_hold_the_figures_of_the_code_du_travail() -> None:
    rules = rule_book(RULE_SETS["fr"])

    assert [rule.code for rule in rules.active] == CODES
    assert figures(rules, "min_rest") == {"rest_minutes": 11 * 60}
    assert figures(rules, "weekly_rest") == {"rest_minutes": 35 * 60, "in_week_minutes": 24 * 60}
    assert figures(rules, "daily_hours") == {"max_minutes": 10 * 60}
    assert figures(rules, "weekly_hours") == {"max_minutes": 48 * 60}
    assert figures(rules, "average_weekly_hours") == {"max_minutes": 44 * 60, "weeks": 12}
    assert figures(rules, "consecutive_days") == {"max_days": 6}
    assert figures(rules, "missing_break") == {"break_minutes": 20, "threshold_minutes": 360}


def test_european_rules_hold_the_minimums_of_the_directive() -> None:
    rules = rule_book(RULE_SETS["eu"])

    assert [code for code in CODES if not rules.get(code).active] == [
        "consecutive_days",
        "daily_hours",
        "weekly_hours",
    ]
    assert figures(rules, "average_weekly_hours") == {"max_minutes": 48 * 60, "weeks": 17}
    assert figures(rules, "missing_break") == {"break_minutes": 1, "threshold_minutes": 361}


def test_setting_of_an_organization_goes_over_its_rule_set() -> None:
    own = RuleSetting(id="average_weekly_hours", parameters={"weeks": 26})

    rules = rule_book(RULE_SETS["eu"], [own])

    assert figures(rules, "average_weekly_hours") == {"max_minutes": 48 * 60, "weeks": 26}


@pytest.mark.parametrize(
    ("setting", "path", "reason"),
    [
        (RuleSetting(id="double_booking", active=False), "active", "always_active"),
        (RuleSetting(id="min_rest", severity=Severity.SOFT), "severity", "severity_fixed"),
        (RuleSetting(id="min_rest", parameters={"hours": 9}), "parameters.hours", "unknown_field"),
        (
            RuleSetting(id="min_rest", parameters={"rest_minutes": 0}),
            "parameters.rest_minutes",
            "out_of_range",
        ),
    ],
)
def test_setting_that_a_rule_does_not_take_is_refused(setting: RuleSetting, path: str, reason: str) -> None:
    with pytest.raises(InvalidInput) as raised:
        rule_book(settings=[setting])

    assert [(fault.path, fault.reason) for fault in raised.value.faults] == [(path, reason)]


def test_rule_of_the_contract_may_be_made_hard() -> None:
    rules = rule_book(settings=[RuleSetting(id="contract_hours", severity=Severity.HARD)])

    assert rules.get("contract_hours").severity is Severity.HARD


def test_rule_that_nobody_knows_is_not_found() -> None:
    with pytest.raises(NotFound):
        rule_book().get("no_mondays")


def test_code_of_another_rule_is_refused() -> None:
    rule = type("Other", (type(all_rules()[0]),), {})()

    with pytest.raises(InvalidInput) as raised:
        all_rules([rule])

    assert [fault.reason for fault in raised.value.faults] == ["repeated"]
